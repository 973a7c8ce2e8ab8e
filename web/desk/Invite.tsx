import { useEffect, useState } from "preact/hooks";
import { invite } from "./api";
import { Dialog } from "./Dialog";

const ROLES = [
  { value: "agent", words: "Agent: answers customers" },
  { value: "supervisor", words: "Supervisor: also sees how it stands, and the reports" },
  { value: "administrator", words: "Administrator: all that, and invites people" },
];

/** A one-time link for a colleague, to be sent by hand. */
export function Invite({ csrf, close }: { csrf: string; close: () => void }) {
  const [role, setRole] = useState("agent");
  const [link, setLink] = useState<string>();
  const [error, setError] = useState<string>();
  useEffect(() => setLink(undefined), [role]);

  const make = async () => {
    try {
      const { url } = await invite(role, csrf);
      setLink(new URL(url, location.href).href);
      setError(undefined);
    } catch (refusal) {
      setError((refusal as Error).message);
    }
  };

  return (
    <Dialog title="Invite a colleague" close={close}>
      <label class="field">
        Role
        <select class="input" value={role} onChange={(event) => setRole(event.currentTarget.value)}>
          {ROLES.map(({ value, words }) => (
            <option key={value} value={value}>
              {words}
            </option>
          ))}
        </select>
      </label>
      {link ? (
        <label class="field">
          Send them this link. It works once.
          <input class="input" readOnly value={link} onFocus={(event) => event.currentTarget.select()} />
        </label>
      ) : (
        <button type="button" class="button primary" onClick={make}>
          Make a link
        </button>
      )}
      {error && (
        <p class="problem" role="alert">
          {error}
        </p>
      )}
    </Dialog>
  );
}
