/** Promises of a draft: what the desk read in it, as the agent changed it; and times as their customer reads them. */
import type { Iso, PromiseWish } from "../../protocol";

/** By a promise's text as the desk read it: what the agent made of it; null: it is none. */
export type Edits = Record<string, PromiseWish | null>;

export function kept(read: PromiseWish[], edits: Edits): PromiseWish[] {
  return read.flatMap((wish) => {
    const edited = edits[wish.text];
    return edited === null ? [] : [edited ?? wish];
  });
}

/** What goes with the message. Undefined: the agent changed nothing and the draft has moved on, so the desk reads it. */
export function promisesFor(sent: string, last: { promises: PromiseWish[]; of: string } | undefined, edits: Edits): PromiseWish[] | undefined {
  if (last && last.of.trim() === sent.trim()) return kept(last.promises, edits);
  if (!last || !Object.keys(edits).length) return undefined;
  return kept(last.promises.filter((wish) => sent.toLowerCase().includes(wish.text.toLowerCase())), edits);
}

/** "Fri 27 Nov, 18:00", in a zone. */
export function moment(at: Iso, timeZone?: string): string {
  const parts = { weekday: "short", day: "numeric", month: "short", hour: "2-digit", minute: "2-digit", timeZone } as const;
  return new Intl.DateTimeFormat("en-GB", parts).format(new Date(at));
}

/** "London time". */
export function place(timeZone: string): string {
  const city = timeZone.split("/").at(-1)!.replaceAll("_", " ");
  return timeZone.includes("/") && !timeZone.startsWith("Etc/") ? `${city} time` : city;
}

/** For an input of type datetime-local, in the agent's own zone; and back. */
export function toLocal(at: Iso): string {
  const date = new Date(at);
  return new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

export function fromLocal(value: string): Iso | undefined {
  const date = new Date(value);
  return value && !Number.isNaN(date.getTime()) ? date.toISOString() : undefined;
}

/** How long it is until something is due: "in 12 min", "in 3 h", "overdue". */
export function until(due: Iso, now: number): string {
  const minutes = Math.ceil((Date.parse(due) - now) / 60_000);
  if (minutes <= 0) return "overdue";
  if (minutes < 60) return `in ${minutes} min`;
  const hours = Math.round(minutes / 60);
  return hours < 48 ? `in ${hours} h` : `in ${Math.round(hours / 24)} d`;
}
