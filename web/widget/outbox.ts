/**
 * What survives a reload: the signed session, unsent messages (masked), and how far the customer has read.
 * One key per unsent message, so that two tabs never overwrite each other's. A browser that refuses storage
 * (private mode, a full disk) only loses the surviving, so those errors end here.
 */
import type { Outgoing } from "./state";

const SESSION = "evenkeel.session";
const READ = "evenkeel.read";
const OUT = "evenkeel.out.";

function attempt<T>(work: (storage: Storage) => T, otherwise: T): T {
  try {
    return work(localStorage);
  } catch {
    return otherwise;
  }
}

export const loadSession = () => attempt((storage) => storage.getItem(SESSION) ?? undefined, undefined);
export const saveSession = (token: string) => attempt((storage) => storage.setItem(SESSION, token), undefined);
export const loadRead = () => attempt((storage) => Number(storage.getItem(READ)) || 0, 0);
export const saveRead = (seq: number) => attempt((storage) => storage.setItem(READ, String(seq)), undefined);
export const keep = (outgoing: Outgoing) =>
  attempt((storage) => storage.setItem(OUT + outgoing.id, JSON.stringify(outgoing)), undefined);
export const drop = (id: string) => attempt((storage) => storage.removeItem(OUT + id), undefined);

/** Everything unsent, oldest first. What cannot be read as a message is thrown away. */
export function loadOutbox(): Outgoing[] {
  return attempt((storage) => {
    const found: Outgoing[] = [];
    for (const key of Object.keys(storage).filter((name) => name.startsWith(OUT))) {
      const outgoing = parse(storage.getItem(key));
      if (outgoing) found.push(outgoing);
      else storage.removeItem(key);
    }
    return found.sort((a, b) => a.at.localeCompare(b.at));
  }, []);
}

function parse(json: string | null): Outgoing | undefined {
  try {
    const value = JSON.parse(json ?? "") as Partial<Outgoing> | null;
    const whole = typeof value?.id === "string" && typeof value.text === "string" && typeof value.at === "string";
    return whole ? (value as Outgoing) : undefined;
  } catch {
    return undefined;
  }
}
