import { describe, expect, it } from "vitest";
import { learn, titled, type Memory } from "../../desk/alerts/news";
import type { Overview, QueueItem } from "../../protocol";

const item = (id: string, change: Partial<QueueItem> = {}): QueueItem => ({
  conversation_id: id,
  reference: `EV-${id}`,
  owner: "queue",
  customer: { name: id, verified: false },
  urgency: "normal",
  temper: "calm",
  trend: "steady",
  frustration: 0,
  overdue: false,
  online: true,
  ...change,
});
const overview = (queue: QueueItem[], more: Partial<Overview> = {}): Overview => ({
  me: { id: "sam", name: "Sam", email: "sam@a.example", role: "agent", availability: "online", missed_offers: 0 },
  queue,
  mine: [],
  others: [],
  agents_on_duty: 1,
  team: [],
  teams: [],
  ...more,
});
const offerOf = (of: QueueItem) => ({ id: "o", offered_at: "2026-11-22T13:00:00Z", expires_at: "2026-11-22T13:01:00Z", item: of });

/** What is said at each of these, after one another. */
function said(...overviews: Overview[]): string[][] {
  let memory: Memory;
  return overviews.map((next) => {
    const learned = learn(memory, next);
    memory = learned.memory;
    return learned.news.map(({ words }) => words);
  });
}

describe("what is worth a sound", () => {
  it("is not what was there when the page was opened", () => {
    expect(said(overview([item("Mara")]), overview([item("Mara")]))).toEqual([[], []]);
  });

  it("is somebody who waits and is offered to nobody, once", () => {
    const with_mara = overview([item("Mara")]);
    expect(said(overview([]), with_mara, with_mara, with_mara)).toEqual([[], [], ["Mara is waiting for a person"], []]);
  });

  it("is an offer to oneself at once, and never one to a colleague", () => {
    const mara = item("Mara", { offered_to: "Robin" });
    expect(said(overview([]), overview([mara]), overview([mara]))).toEqual([[], [], []]);
    expect(said(overview([]), overview([mara], { offer: offerOf(mara) }))).toEqual([[], ["Mara is offered to you"]]);
  });

  it("is danger, and a wait that has grown too long", () => {
    const mara = item("Mara", { offered_to: "Robin" });
    const late = overview([{ ...mara, overdue: true }]);
    const danger = overview([{ ...mara, overdue: true, urgency: "urgent" }]);
    expect(said(overview([mara]), late, late, danger)).toEqual([
      [],
      ["Mara has waited longer than they were told"],
      [],
      ["Mara needs somebody at once"],
    ]);
  });

  it("is one's own customer's next message, but not the one whom one has just taken", () => {
    const waits = item("Mara", { owner: "agent", waiting_since: "2026-11-22T13:00:00Z" });
    const answered = item("Mara", { owner: "agent" });
    const mine = (of: QueueItem) => overview([], { mine: [of] });
    expect(said(overview([item("Mara")]), mine(waits), mine(answered), mine(waits), mine(waits))).toEqual([
      [],
      [],
      [],
      ["Mara is waiting for your answer"],
      [],
    ]);
  });
});

describe("the tab's title", () => {
  const fresh = [{ conversation_id: "m", words: "Mara is offered to you", urgent: false }];
  it("alternates while nobody has looked, and is the usual one otherwise", () => {
    expect(titled("(1) Evenkeel desk", [], true)).toBe("(1) Evenkeel desk");
    expect(titled("(1) Evenkeel desk", fresh, true)).toBe("● Mara is offered to you");
    expect(titled("(1) Evenkeel desk", fresh, false)).toBe("● (1) Evenkeel desk");
  });
});
