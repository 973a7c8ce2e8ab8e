import { useEffect, useState } from "preact/hooks";
import { fullTime, shortTime } from "../../common/times";
import type { LoginSession, Me } from "../../protocol";
import { changePassword, logOutElsewhere, rename, sessions } from "./api";
import { NewPassword } from "./PasswordFields";
import { roleName } from "./words";
import type { Role } from "../../protocol";

interface Props {
  me: Me;
  changed: (me: Me) => void;
  renew: (work: () => Promise<Me>) => Promise<void>; // what changes the login goes through it
}

/** One's own account: the name customers see, the password, and where one is logged in. */
export function AccountPage({ me, changed, renew }: Props) {
  const [logins, setLogins] = useState<LoginSession[]>();
  const look = () => void sessions().then(setLogins, () => undefined);
  useEffect(look, []);
  return (
    <main class="page narrow" data-testid="account">
      <section aria-labelledby="account-title">
        <h2 id="account-title">Your account</h2>
        <p class="hint">
          {me.email} · {roleName(me.role as Role)}
        </p>
        <Form
          id="name"
          button="Save the name"
          done="Saved."
          submit={async (form) => changed(await rename(String(form.get("name")), me.csrf))}
        >
          <label class="field">
            Your name
            <input class="input" name="name" autocomplete="name" required maxLength={120} defaultValue={me.name} />
            <span class="hint">Customers see it when you write to them.</span>
          </label>
        </Form>
      </section>
      <section aria-labelledby="password-title">
        <h2 id="password-title">Password</h2>
        <Form
          id="password"
          button="Change the password"
          done="Changed. You are logged out everywhere else."
          submit={async (form) => {
            await renew(() => changePassword(String(form.get("old")), String(form.get("new")), me.csrf));
            look();
          }}
        >
          <input type="hidden" name="username" autocomplete="username" value={me.email} />
          <label class="field">
            Old password
            <input class="input" name="old" type="password" autocomplete="current-password" required />
          </label>
          <NewPassword label="New password" name="new" />
        </Form>
      </section>
      <Logins logins={logins} csrf={me.csrf} changed={look} />
    </main>
  );
}

interface FormProps {
  id: string;
  button: string;
  done: string;
  submit: (form: FormData) => Promise<void>;
  children: preact.ComponentChildren;
}

/** A form that says how it went. */
function Form({ id, button, done, submit, children }: FormProps) {
  const [said, setSaid] = useState<{ ok: boolean; words: string }>();
  const [round, setRound] = useState(0); // the fields are empty again after each success
  return (
    <form
      key={round}
      class="gate-form boxed"
      data-testid={`${id}-form`}
      onSubmit={async (event) => {
        event.preventDefault();
        setSaid(undefined);
        try {
          await submit(new FormData(event.currentTarget));
          setRound(round + 1);
          setSaid({ ok: true, words: done });
        } catch (refusal) {
          setSaid({ ok: false, words: (refusal as Error).message });
        }
      }}
    >
      {children}
      <p class={said?.ok ? "done" : "problem"} role={said && !said.ok ? "alert" : "status"} hidden={!said}>
        {said?.words}
      </p>
      <button type="submit" class="button">
        {button}
      </button>
    </form>
  );
}

function Logins({ logins, csrf, changed }: { logins?: LoginSession[]; csrf: string; changed: () => void }) {
  const [error, setError] = useState<string>();
  const others = logins?.filter((one) => !one.this) ?? [];
  const end = async (id?: string) => {
    setError(undefined);
    await logOutElsewhere(csrf, id).catch((refusal: Error) => setError(refusal.message));
    changed();
  };
  return (
    <section aria-labelledby="logins-title">
      <div class="page-head">
        <h2 id="logins-title">Where you are logged in</h2>
        {others.length > 1 && (
          <button type="button" class="button small" data-testid="log-out-elsewhere" onClick={() => end()}>
            Log out everywhere else
          </button>
        )}
      </div>
      <ul class="people">
        {logins?.map((one) => (
          <li key={one.id} class="invitation" data-testid="login">
            <div class="person-who">
              <b>
                {one.device} {one.this && <span class="hint">(here)</span>}
              </b>
              <span class="hint" title={fullTime(one.since)}>
                since {shortTime(one.since)} · last used {shortTime(one.last_used)}
                {one.address && ` · from ${one.address}`}
              </span>
            </div>
            {!one.this && (
              <button type="button" class="button small" aria-label={`Log out ${one.device}`} onClick={() => end(one.id)}>
                Log out
              </button>
            )}
          </li>
        ))}
      </ul>
      {error && (
        <p class="problem" role="alert">
          {error}
        </p>
      )}
    </section>
  );
}
