import { useEffect, useState } from "preact/hooks";
import type { Me } from "../protocol";
import { checkSetup, setUp } from "./api";
import { Gate } from "./Gate";

const SHORTEST = 15;

/** The first agent's account, and an invited colleague's: the link works once. */
export function Setup({ token, done }: { token: string; done: (me: Me) => void }) {
  const [usable, setUsable] = useState<boolean>();
  const [error, setError] = useState<string>();
  const [password, setPassword] = useState("");
  const [busy, setBusy] = useState(false);

  useEffect(() => {
    checkSetup(token)
      .then(() => setUsable(true))
      .catch((refusal: Error) => {
        setUsable(false);
        setError(refusal.message);
      });
  }, [token]);

  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget as HTMLFormElement);
    if (password.length < SHORTEST) return setError(`The password needs at least ${SHORTEST} characters.`);
    setBusy(true);
    try {
      done(await setUp({ token, name: String(form.get("name")).trim(), email: String(form.get("email")).trim(), password }));
    } catch (refusal) {
      setError((refusal as Error).message);
      setBusy(false);
    }
  };

  if (usable === undefined) return <p class="gate-wait">Checking the link…</p>;
  if (!usable) {
    return (
      <Gate title="This link can't be used">
        <p class="problem" role="alert">
          {error}
        </p>
        <a class="button" href="/desk">
          Go to the log-in page
        </a>
      </Gate>
    );
  }
  return (
    <Gate title="Set up your account">
      <form class="gate-form" data-testid="setup-form" onSubmit={submit}>
        <label class="field">
          Your name
          <input class="input" name="name" autocomplete="name" required maxLength={120} autofocus />
          <span class="hint">Customers see it when you write to them.</span>
        </label>
        <label class="field">
          E-mail
          <input class="input" name="email" type="email" autocomplete="username" required maxLength={254} />
        </label>
        <label class="field">
          Password
          <input
            class="input"
            name="password"
            type="password"
            autocomplete="new-password"
            required
            minLength={SHORTEST}
            aria-describedby="rule"
            value={password}
            onInput={(event) => setPassword(event.currentTarget.value)}
          />
          <span class="hint" id="rule">
            {password.length >= SHORTEST ? "✓ Long enough" : `At least ${SHORTEST} characters. A sentence works well.`}
          </span>
        </label>
        {error && (
          <p class="problem" role="alert">
            {error}
          </p>
        )}
        <button class="button primary" type="submit" disabled={busy}>
          Create the account
        </button>
      </form>
    </Gate>
  );
}
