/** What in the overview is worth a sound: pure, so that each thing is told once. */
import type { Overview, QueueItem } from "../../protocol";

export interface News {
  conversation_id: string;
  words: string; // who and what, without anything the customer wrote
  urgent: boolean;
}

/** What has been told, by conversation; undefined before the first overview: what is there then is no news. */
export type Memory = Map<string, Set<string>> | undefined;

export function learn(memory: Memory, overview: Overview): { memory: Memory; news: News[] } {
  const next: NonNullable<Memory> = new Map();
  const news: News[] = [];
  for (const item of [...overview.queue, ...overview.mine]) {
    const told = new Set(memory?.get(item.conversation_id) ?? []);
    // Whom one has just taken waits, of course. Once answered, their next message is news.
    if (item.owner !== "agent") told.delete("mine");
    else if (!told.has("mine")) told.add("mine").add("wrote");
    else if (!item.waiting_since) told.delete("wrote");
    next.set(item.conversation_id, told);
    // The least important first: of several things only the last is said.
    const said = happened(item, overview, memory?.has(item.conversation_id) ?? !memory).filter(({ key }) => !told.has(key));
    for (const { key } of said) told.add(key);
    const last = said.at(-1);
    if (memory && last) {
      news.push({ conversation_id: item.conversation_id, words: `${nameOf(item)} ${last.words}`, urgent: item.urgency === "urgent" });
    }
  }
  return { memory: next, news };
}

/** `settled`: it was in the overview before. Who has only just come may be offered to somebody within the second. */
function happened(item: QueueItem, overview: Overview, settled: boolean): { key: string; words: string }[] {
  const mine = overview.offer?.item.conversation_id === item.conversation_id;
  if (item.owner !== "queue") return item.waiting_since ? [{ key: "wrote", words: "is waiting for your answer" }] : [];
  const all = [];
  if (settled && !item.offered_to) all.push({ key: "waits", words: "is waiting for a person" });
  if (mine) all.push({ key: `offer ${overview.offer!.offered_at}`, words: "is offered to you" });
  if (item.overdue) all.push({ key: "overdue", words: "has waited longer than they were told" });
  if (item.urgency === "urgent") all.push({ key: "urgent", words: "needs somebody at once" });
  return all;
}

function nameOf({ customer }: QueueItem): string {
  return customer.name ?? "A visitor";
}

/** The tab's title. `fresh`: told while nobody looked; it alternates with how many wait, `beat` by beat. */
export function titled(usual: string, fresh: News[], beat: boolean): string {
  const last = fresh.at(-1);
  if (!last) return usual;
  return beat ? `● ${last.words}` : `● ${usual}`;
}
