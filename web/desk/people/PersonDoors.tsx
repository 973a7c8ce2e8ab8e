import { useState } from "preact/hooks";
import type { Person } from "../../protocol";
import { changePerson, resetPassword, type Link } from "./api";
import { LinkToSend } from "./LinkToSend";

interface Props {
  person: Person;
  own: boolean;
  csrf: string;
  changed: () => void;
}

/** Letting somebody in again, or out. Switching off is asked about once more, and says what it does. */
export function PersonDoors({ person, own, csrf, changed }: Props) {
  const [link, setLink] = useState<Link>();
  const [asking, setAsking] = useState(false);
  const [error, setError] = useState<string>();

  const attempt = async (work: () => Promise<void>) => {
    setError(undefined);
    try {
      await work();
    } catch (refusal) {
      setError((refusal as Error).message);
    }
  };
  const makeLink = () => attempt(async () => setLink(await resetPassword(person.id, csrf)));
  const switchTo = (disabled: boolean) =>
    attempt(async () => {
      await changePerson(person.id, { disabled }, csrf);
      setAsking(false);
      changed();
    });

  return (
    <div class="person-doors">
      {link && <LinkToSend link={link} words={`For ${person.name}, to set a new password`} />}
      {asking ? (
        <div class="asking" role="group" aria-label="Switch the account off">
          <p>{offWords(person)}</p>
          <button type="button" class="button danger" data-testid="switch-off-yes" onClick={() => switchTo(true)}>
            Switch off
          </button>
          <button type="button" class="button" onClick={() => setAsking(false)}>
            Leave on
          </button>
        </div>
      ) : (
        <div class="door-buttons">
          {!person.disabled && !link && (
            <button type="button" class="button small" data-testid="reset" onClick={makeLink}>
              Link for a new password
            </button>
          )}
          {person.disabled && (
            <button type="button" class="button small" data-testid="switch-on" onClick={() => switchTo(false)}>
              Switch the account on
            </button>
          )}
          {!person.disabled && !own && (
            <button type="button" class="button small" data-testid="switch-off" onClick={() => setAsking(true)}>
              Switch the account off
            </button>
          )}
        </div>
      )}
      {error && (
        <p class="problem" role="alert">
          {error}
        </p>
      )}
    </div>
  );
}

function offWords(person: Person): string {
  const out = `${person.name} is logged out at once and can’t log in until the account is switched on again.`;
  if (!person.open) return out;
  const theirs = person.open === 1 ? "Their conversation goes" : `Their ${person.open} conversations go`;
  return `${out} ${theirs} to the front of the queue.`;
}
