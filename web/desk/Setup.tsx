import { useEffect, useState } from "preact/hooks";
import type { Me, SetupLink } from "../protocol";
import { checkSetup, setUp } from "./api";
import { Gate } from "./Gate";
import { NewPassword } from "./people/PasswordFields";
import { roleName } from "./people/words";

/** The first agent's account, an invited colleague's, or a new password: the link works once. */
export function Setup({ token, done }: { token: string; done: (me: Me) => void }) {
  const [link, setLink] = useState<SetupLink | null>(); // null: it can't be used
  const [error, setError] = useState<string>();
  const [busy, setBusy] = useState(false);

  useEffect(() => {
    checkSetup(token)
      .then(setLink)
      .catch((refusal: Error) => {
        setLink(null);
        setError(refusal.message);
      });
  }, [token]);

  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget as HTMLFormElement);
    setBusy(true);
    try {
      const details = Object.fromEntries([...form].map(([name, value]) => [name, String(value)]));
      done(await setUp({ token, ...(details as { name?: string; email?: string; password: string }) }));
    } catch (refusal) {
      setError((refusal as Error).message);
      setBusy(false);
    }
  };

  if (link === undefined) return <p class="gate-wait">Checking the link…</p>;
  if (!link) {
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
  const anew = link.sets === "password";
  return (
    <Gate title={anew ? "Choose a new password" : "Set up your account"}>
      <form class="gate-form" data-testid="setup-form" onSubmit={submit}>
        {anew ? (
          <p class="hint">
            For {link.email}. Wherever this account is logged in now, it is logged out.
            <input type="hidden" autocomplete="username" value={link.email ?? ""} />
          </p>
        ) : (
          <>
            <p class="hint">Your role here: {roleName(link.role).toLowerCase()}.</p>
            <label class="field">
              Your name
              <input class="input" name="name" autocomplete="name" required maxLength={120} autofocus />
              <span class="hint">Customers see it when you write to them.</span>
            </label>
            <label class="field">
              E-mail
              <input class="input" name="email" type="email" autocomplete="username" required maxLength={254} defaultValue={link.email ?? ""} />
            </label>
          </>
        )}
        <NewPassword />
        {error && (
          <p class="problem" role="alert">
            {error}
          </p>
        )}
        <button class="button primary" type="submit" disabled={busy}>
          {anew ? "Set the password" : "Create the account"}
        </button>
      </form>
    </Gate>
  );
}
