import { useState } from "preact/hooks";
import type { Me } from "../protocol";
import { logIn } from "./api";
import { Gate } from "./Gate";

export function Login({ done, problem }: { done: (me: Me) => void; problem?: string }) {
  const [error, setError] = useState(problem);
  const [busy, setBusy] = useState(false);

  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget as HTMLFormElement);
    setBusy(true);
    try {
      done(await logIn(String(form.get("email")).trim(), String(form.get("password"))));
    } catch (refusal) {
      setError((refusal as Error).message);
      setBusy(false);
    }
  };

  return (
    <Gate title="Log in">
      <form class="gate-form" data-testid="login-form" onSubmit={submit}>
        <label class="field">
          E-mail
          <input class="input" name="email" type="email" autocomplete="username" required autofocus />
        </label>
        <label class="field">
          Password
          <input class="input" name="password" type="password" autocomplete="current-password" required />
        </label>
        {error && (
          <p class="problem" role="alert">
            {error}
          </p>
        )}
        <button class="button primary" type="submit" disabled={busy}>
          Log in
        </button>
        <p class="hint">No account yet, or the password forgotten? An administrator can make you a link.</p>
      </form>
    </Gate>
  );
}
