import { describe, expect, it } from "vitest";
import {
  briefed,
  changed,
  detached,
  draft,
  drafted,
  initialState,
  inserted,
  isMine,
  neighbour,
  said,
  select,
  tabTitle,
  takenOver,
  whispered,
  type DeskState,
} from "../../desk/state";
import type { AgentConversation, Brief, Overview, QueueItem } from "../../protocol";
import { message } from "../support";

const item = (id: string, change: Partial<QueueItem> = {}): QueueItem => ({
  conversation_id: id,
  reference: id.toUpperCase(),
  owner: "queue",
  customer: { verified: false },
  urgency: "normal",
  temper: "calm",
  trend: "steady",
  frustration: 0,
  overdue: false,
  online: true,
  ...change,
});
const talk = (id: string, change: Partial<AgentConversation> = {}): AgentConversation => ({
  ...item(id),
  created_at: "2026-11-22T13:00:00.000Z",
  waiting_on: "us",
  last_seq: 1,
  seen_seq: 0,
  ...change,
});
const overview: Overview = {
  me: { id: "sam", name: "Sam", email: "sam@a.example", role: "agent", availability: "online", missed_offers: 0 },
  queue: [item("a"), item("b")],
  mine: [item("c", { owner: "agent", agent_name: "Sam" })],
  others: [],
  agents_on_duty: 1,
  team: [],
  teams: [],
};
const state = (change: Partial<DeskState> = {}): DeskState => ({ ...initialState, overview, ...change });
const opened = (id: string, change: Partial<AgentConversation> = {}) =>
  state({ selected: id, open: { conversation: talk(id, change), messages: [] } });

describe("going through the list", () => {
  it("follows the page's order and stops at the ends", () => {
    expect(neighbour(state(), 1)).toBe("a");
    expect(neighbour(state({ selected: "b" }), 1)).toBe("c");
    expect(neighbour(state({ selected: "c" }), 1)).toBe("c");
    expect(neighbour(state({ selected: "a" }), -1)).toBe("a");
  });

  it("forgets the conversation that was open", () => {
    const next = select(opened("a"), "b");
    expect(next.open).toBeUndefined();
    expect(next.selected).toBe("b");
  });
});

describe("what is half written", () => {
  it("is kept apart for notes and messages, and for each conversation", () => {
    const note = drafted({ ...opened("a"), writing: "note" }, "not for the customer");
    expect(draft(note)).toBe("not for the customer");
    expect(draft({ ...note, writing: "say" })).toBe("");
    expect(draft({ ...select(note, "b"), writing: "note" })).toBe("");
    expect(select(note, "b").writing).toBe("say");
  });
});

describe("what comes in", () => {
  it("concerns only the conversation that is open", () => {
    expect(said(opened("a"), "b", message(1)).open!.messages).toEqual([]);
    expect(said(opened("a"), "a", message(1)).open!.messages).toHaveLength(1);
    expect(changed(opened("a"), talk("b", { owner: "closed" })).open!.conversation.owner).toBe("queue");
    expect(briefed(opened("a"), { conversation_id: "b" } as Brief).open!.brief).toBeUndefined();
  });
});

describe("mine", () => {
  it("is what I have taken, not what waits or what a colleague has", () => {
    expect(isMine(opened("a"))).toBe(false);
    expect(isMine(opened("c", { owner: "agent", agent_name: "Sam" }))).toBe(true);
    expect(isMine(opened("a", { owner: "agent", agent_name: "Ann" }))).toBe(false);
    expect(isMine(opened("c", { owner: "closed" }))).toBe(false);
  });
});

it("counts who waits in the tab's title", () => {
  expect(tabTitle(overview)).toBe("(2) Evenkeel desk");
  expect(tabTitle({ ...overview, queue: [] })).toBe("Evenkeel desk");
});

describe("words put into the message", () => {
  const open = { ...select(initialState, "c1"), writing: "note" as const };

  it("come after what is half written to the customer, and never into a note", () => {
    const begun = inserted(drafted({ ...open, writing: "say" }, "Hello Mara. "), "A refund is on its way.");
    expect(draft(begun)).toBe("Hello Mara. A refund is on its way.");
    expect(inserted(open, "A refund is on its way.").writing).toBe("say");
  });

  it("bring along what they tell of, until it is taken off", () => {
    const told = inserted(open, "A refund is on its way.", { id: "p1", promise: "refund of £5.00 by Wed 2 Dec" });
    expect(told.attached.c1?.id).toBe("p1");
    expect(detached(told, "c1").attached).toEqual({});
  });
});

describe("whispers", () => {
  it("end when the colleague's conversation is one's own, and what was half whispered is not in the message", () => {
    const sam = { id: "sam", name: "Sam", email: "sam@a.example", role: "supervisor", csrf: "x" };
    const whispering = drafted({ ...opened("a", { owner: "agent", agent_name: "Ada" }), me: sam, writing: "whisper" }, "tell her");
    expect(changed(whispering, talk("a", { owner: "agent", agent_name: "Ada" })).writing).toBe("whisper");
    const after = changed(whispering, talk("a", { owner: "agent", agent_name: "Sam" }));
    expect([after.writing, draft(after)]).toEqual(["say", ""]);
  });

  const word = message(4, { kind: "note", author: "agent", text: "offer a refund", whisper: true });

  it("wait on the page while another conversation is open, and are gone once theirs is", () => {
    const heard = whispered(opened("a"), "c", word);
    expect(heard.whispers).toEqual([{ conversation_id: "c", message: word }]);
    expect(select(heard, "b").whispers).toHaveLength(1);
    expect(select(heard, "c").whispers).toEqual([]);
  });

  it("are in the log already where their conversation is open", () => {
    expect(whispered(opened("c"), "c", word).whispers).toEqual([]);
  });

  it("go with a conversation that a supervisor takes over, and the agent is told who has it", () => {
    const after = takenOver(whispered(opened("a"), "c", word), "c", "Dana", "Maya");
    expect([after.whispers, after.notice]).toEqual([[], "Dana has taken over your conversation with Maya."]);
  });
});
