/** What is said about who takes whom. */
import type { Colleague, Offer, QueueItem } from "../../protocol";

export const WHY_NOT = ["In another conversation", "Not my area", "Just about to leave"];

const languages = new Intl.DisplayNames("en", { type: "language" });

export function languageName(code: string): string {
  return code === "other" ? "another language" : (languages.of(code) ?? code);
}

export function nameOf(item: QueueItem): string {
  return item.customer.name ?? item.customer.email ?? "A guest";
}

/** What a conversation asks of whoever takes it. */
export function asks(item: Pick<QueueItem, "language" | "skill">): string[] {
  return [...(item.language ? [`Writes in ${languageName(item.language)}`] : []), ...(item.skill ? [item.skill] : [])];
}

export function secondsLeft(offer: Offer, now: number): number {
  return Math.max(0, Math.ceil((Date.parse(offer.expires_at) - now) / 1000));
}

export const STATES: Record<Colleague["state"], string> = { online: "On duty", away: "Away", offline: "Not here" };

/** "2 of 4 conversations · Refunds · Spanish". */
export function standing(one: Colleague): string {
  const load = `${one.open} of ${one.limit} conversations`;
  return [load, ...one.skills, ...one.languages.map(languageName)].join(" · ");
}

/** Those who are on duty first, by who has least to do for what they may have; then by name. */
export function byAvailability(team: Colleague[]): Colleague[] {
  const place = { online: 0, away: 1, offline: 2 };
  return [...team].sort(
    (one, other) =>
      place[one.state] - place[other.state] || one.open / one.limit - other.open / other.limit || one.name.localeCompare(other.name),
  );
}

/** What the agent is told when the desk has set them away. */
export function awayBecause(missed: number): string {
  const offers = missed === 1 ? "an offer" : `${missed} offers in a row`;
  return `You were set away: ${offers} went unanswered. Nobody lost their place by it. Press “I'm here” when you are back.`;
}
