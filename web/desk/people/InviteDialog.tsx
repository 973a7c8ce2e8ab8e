import { useState } from "preact/hooks";
import { Dialog } from "../Dialog";
import { invite, type Link } from "./api";
import { LinkToSend } from "./LinkToSend";
import { ROLES } from "./words";

interface Props {
  csrf: string;
  close: () => void;
  made: () => void;
}

/** A one-time link for a colleague. */
export function InviteDialog({ csrf, close, made }: Props) {
  const [link, setLink] = useState<Link>();
  const [error, setError] = useState<string>();
  const [email, setEmail] = useState("");

  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget as HTMLFormElement);
    setError(undefined);
    try {
      setLink(await invite(String(form.get("role")), email.trim(), csrf));
      made();
    } catch (refusal) {
      setError((refusal as Error).message);
    }
  };

  return (
    <Dialog title="Invite a colleague" close={close}>
      {link ? (
        <LinkToSend link={link} words={email ? `For ${email}` : "For your colleague"} />
      ) : (
        <form class="gate-form" data-testid="invite-form" onSubmit={submit}>
          <fieldset class="ticks">
            <legend>Role</legend>
            {ROLES.map(({ role, name, may }) => (
              <label key={role}>
                <input type="radio" name="role" value={role} defaultChecked={role === "agent"} />
                <span>
                  <b>{name}</b> <span class="hint">{may}</span>
                </span>
              </label>
            ))}
          </fieldset>
          <label class="field">
            E-mail (may be left out)
            <input class="input" type="email" maxLength={254} autocomplete="off" value={email} onInput={(event) => setEmail(event.currentTarget.value)} />
          </label>
          {error && (
            <p class="problem" role="alert">
              {error}
            </p>
          )}
          <button type="submit" class="button primary">
            Make a link
          </button>
        </form>
      )}
    </Dialog>
  );
}
