import { describe, expect, it } from "vitest";
import { merge } from "../../common/messages";
import { conversed, initialState, inView, pressable, received, seenByAgent, unread, withRead, type WidgetState } from "../../widget/state";
import { conversation, message } from "../support";

const state = (change: Partial<WidgetState> = {}): WidgetState => ({ ...initialState, ...change });

describe("the log", () => {
  it("orders by seq and keeps each id once, the later version winning", () => {
    const merged = merge([message(2), message(3)], [message(1), message(2, { text: "again" })]);
    expect(merged.map(({ seq, text }) => [seq, text])).toEqual([
      [1, "line 1"],
      [2, "again"],
      [3, "line 3"],
    ]);
  });

  it("takes a message out of the outbox once the desk has it", () => {
    const outbox = [
      { id: "a", text: "one", at: "1" },
      { id: "b", text: "two", at: "2" },
    ];
    const next = received(state({ outbox }), [message(1, { id: "a", author: "customer" })]);
    expect(next.outbox.map(({ id }) => id)).toEqual(["b"]);
    expect(next.messages).toHaveLength(1);
  });

  it("stops the typing sign when who was typing has spoken, and not when another has", () => {
    const typing = { author: "agent", name: "Sam" };
    expect(received(state({ typing }), [message(1, { author: "agent" })]).typing).toBeUndefined();
    expect(received(state({ typing }), [message(1, { author: "system" })]).typing).toEqual(typing);
  });
});

describe("the conversation's state", () => {
  it("is not undone by an older one that was overtaken on its way", () => {
    const now = state({ conversation: conversation({ contact: "mara@a.example", last_seq: 3 }) });
    expect(conversed(now, conversation({ last_seq: 2 })).conversation!.contact).toBe("mara@a.example");
    expect(conversed(now, conversation({ last_seq: 3 })).conversation!.contact).toBeUndefined();
  });
});

describe("another conversation", () => {
  it("does not show the old one's messages", () => {
    const before = state({ conversation: conversation(), messages: [message(1)], readSeq: 1 });
    const after = conversed(before, conversation({ reference: "EV-OTHER" }));
    expect(after.messages).toEqual([]);
    expect(after.readSeq).toBe(0);
    expect(conversed(before, conversation({ owner: "queue" })).messages).toHaveLength(1);
  });
});

describe("what is unread", () => {
  it("counts words of others that came while the panel was closed", () => {
    const messages = [
      message(1),
      message(2, { author: "customer" }),
      message(3, { author: "agent" }),
      message(4, { author: "system", kind: "event" }),
    ];
    expect(unread(state({ messages, readSeq: 1 }))).toBe(1);
  });

  it("is nothing once the panel has been open", () => {
    const open = withRead(state({ messages: [message(1), message(2)], open: true }));
    expect(unread({ ...open, open: false })).toBe(0);
    expect(unread(withRead(state({ messages: [message(1)] })))).toBe(1);
  });
});

describe("choices", () => {
  it("can be pressed until the customer has answered", () => {
    const asked = message(1, { buttons: [{ title: "Refund" }] });
    expect(pressable(state({ messages: [asked] }), asked)).toBe(true);
    expect(pressable(state({ messages: [asked, message(2, { author: "customer" })] }), asked)).toBe(false);
    expect(pressable(state({ messages: [asked], outbox: [{ id: "x", text: "Refund", at: "1" }] }), asked)).toBe(false);
  });
});

describe("what has been seen", () => {
  it("is told of an open chat only, and only while the line is up", () => {
    const open = state({ open: true, link: "online", conversation: conversation(), messages: [message(4)] });
    expect(inView(open)).toEqual({ of: "EV-7K2Q9", seq: 4 });
    expect(inView({ ...open, open: false })).toBeUndefined();
    expect(inView({ ...open, link: "offline" })).toBeUndefined();
  });

  it("never goes back", () => {
    const told = seenByAgent(state({ conversation: conversation() }), 3);
    expect(told.conversation!.seen_seq).toBe(3);
    expect(seenByAgent(told, 2)).toBe(told);
  });
});
