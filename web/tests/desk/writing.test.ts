import { describe, expect, it } from "vitest";
import type { CurvePoint, PromiseWish } from "../../protocol";
import { moved, movedWords } from "../../desk/curve";
import { unanswered, initialState } from "../../desk/state";
import { fromLocal, kept, moment, place, promisesFor, toLocal, until } from "../../desk/writing/promises";

const call: PromiseWish = { text: "I'll call you", due: "2026-11-27T18:00:00.000Z", owner: "me" };
const label: PromiseWish = { text: "I'll send the label", due: "2026-11-28T10:00:00.000Z", owner: "me" };

describe("promises of a draft", () => {
  it("are as the agent left them", () => {
    expect(kept([call, label], {})).toEqual([call, label]);
    expect(kept([call, label], { [call.text]: null, [label.text]: { ...label, owner: "team" } })).toEqual([{ ...label, owner: "team" }]);
  });

  it("go with the message that was looked at, and with a later one only what the agent decided", () => {
    const last = { promises: [call, label], of: "I'll call you. I'll send the label." };
    expect(promisesFor(last.of, last, {})).toEqual([call, label]);
    expect(promisesFor("another text", last, {})).toBeUndefined();
    expect(promisesFor("I'll call you, really", last, { [label.text]: null })).toEqual([call]);
    expect(promisesFor("I'll call you, really", last, { [call.text]: null })).toEqual([]);
    expect(promisesFor("anything", undefined, {})).toBeUndefined();
  });

  it("read in the customer's time, and are changed in the agent's", () => {
    expect(moment(call.due, "America/New_York")).toBe("Fri 27 Nov, 13:00");
    expect(place("America/New_York")).toBe("New York time");
    expect(place("UTC")).toBe("UTC");
    expect(fromLocal(toLocal(call.due))).toBe(call.due);
    expect(fromLocal("")).toBeUndefined();
  });

  it("say how long there is", () => {
    const now = Date.parse(call.due);
    expect([-1, 0, 90, 61 * 60, 3 * 86_400].map((seconds) => until(new Date(now + seconds * 1000).toISOString(), now))).toEqual([
      "overdue",
      "overdue",
      "in 2 min",
      "in 1 h",
      "in 3 d",
    ]);
  });
});

describe("the turns that moved the frustration", () => {
  const point = (seq: number, frustration: number, more: Partial<CurvePoint> = {}): CurvePoint => ({
    seq,
    frustration,
    level: frustration > 0.6 ? "irate" : "calm",
    cues: [],
    after: "",
    ...more,
  });

  it("are the biggest rises and falls, in order, with words and what came before", () => {
    const points = [point(1, 0.2), point(3, 0.25), point(5, 0.9, { cues: ["words in capitals"], after: "solve" }), point(7, 0.4), point(9, 0.45)];
    const turns = moved(points);
    expect(turns.map(({ point: { seq } }) => seq)).toEqual([5, 7]);
    expect(turns.map(movedWords)).toEqual(["up 65 to 90: words in capitals; after: solve", "down 50 to 40"]);
  });

  it("hold a first message that is hot already, and nothing of a calm one", () => {
    expect(moved([point(1, 0.8)]).map(movedWords)).toEqual(["begins at 80"]);
    expect(moved([point(1, 0.3)])).toEqual([]);
  });
});

describe("the next of mine that waits", () => {
  it("comes after the open one, and round again", () => {
    const item = (id: string, waits: boolean) => ({ conversation_id: id, waiting_since: waits ? call.due : undefined });
    const overview = { queue: [], others: [], mine: [item("a", true), item("b", false), item("c", true)] };
    const at = (selected?: string) => unanswered({ ...initialState, selected, overview: overview as never });
    expect([at(), at("a"), at("c")]).toEqual(["a", "c", "a"]);
    expect(unanswered(initialState)).toBeUndefined();
  });
});
