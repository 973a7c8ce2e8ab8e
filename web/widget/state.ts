/** What the widget knows, and the pure steps by which it changes. */
import { merge } from "../common/messages";
import type { Seen } from "../common/seen";
import type { ConversationState, Message } from "../protocol";

export const LONGEST = 4000;

/** A message on its way: kept (masked) until the desk has acknowledged it. */
export interface Outgoing {
  id: string;
  text: string;
  at: string;
  button?: { seq: number; index: number };
  failed?: string; // why the desk refused it, in words
}

export interface WidgetState {
  open: boolean;
  link: "idle" | "connecting" | "online" | "offline";
  conversation?: ConversationState;
  messages: Message[]; // acknowledged, by seq
  outbox: Outgoing[]; // in the order written
  typing?: { author: string; name?: string };
  readSeq: number; // the newest message the customer has had in front of them
  problem?: string; // a refusal worth showing
}

export const initialState: WidgetState = { open: false, link: "idle", messages: [], outbox: [], readSeq: 0 };

export function lastSeq(state: WidgetState): number {
  return state.messages.at(-1)?.seq ?? 0;
}

/** New messages; what they confirm leaves the outbox, and who wrote them has stopped typing. */
export function received(state: WidgetState, incoming: Message[]): WidgetState {
  const messages = merge(state.messages, incoming);
  const ids = new Set(incoming.map((message) => message.id));
  const answered = incoming.some((message) => message.author === state.typing?.author);
  return withRead({
    ...state,
    messages,
    outbox: state.outbox.filter((outgoing) => !ids.has(outgoing.id)),
    typing: answered ? undefined : state.typing,
  });
}

/**
 * The conversation's state. Another reference is another conversation: the old messages are not its own. One that was
 * put together before what we know already, and was overtaken on its way, changes nothing.
 */
export function conversed(state: WidgetState, conversation: ConversationState): WidgetState {
  const known = state.conversation;
  if (known?.reference === conversation.reference && conversation.last_seq < known.last_seq) return state;
  const another = state.conversation && state.conversation.reference !== conversation.reference;
  if (another) return { ...state, conversation, messages: [], readSeq: 0, typing: undefined };
  return { ...state, conversation };
}

/** An agent has had our words in front of them. */
export function seenByAgent(state: WidgetState, seq: number): WidgetState {
  const before = state.conversation;
  if (!before || seq <= before.seen_seq) return state;
  return { ...state, conversation: { ...before, seen_seq: seq } };
}

/** What the customer has in front of them now, if the desk can be told. */
export function inView(state: WidgetState): Seen | undefined {
  if (!state.open || state.link !== "online" || !state.conversation || !state.messages.length) return undefined;
  return { of: state.conversation.reference, seq: lastSeq(state) };
}

/** While the panel is open, whatever is there has been seen. */
export function withRead(state: WidgetState): WidgetState {
  return state.open ? { ...state, readSeq: Math.max(state.readSeq, lastSeq(state)) } : state;
}

export function unread(state: WidgetState): number {
  return state.messages.filter(
    (message) => message.author !== "customer" && message.kind === "text" && message.seq > state.readSeq,
  ).length;
}

/** Buttons can be pressed until the customer has said something after them. */
export function pressable(state: WidgetState, message: Message): boolean {
  if (state.outbox.some((outgoing) => !outgoing.failed)) return false;
  return !state.messages.some((other) => other.author === "customer" && other.seq > message.seq);
}

/** What the customer chose of a message's buttons, as far as the log shows. */
export function chosen(state: WidgetState, message: Message): string | undefined {
  const pressed = state.outbox.find((outgoing) => outgoing.button?.seq === message.seq);
  return pressed?.text ?? state.messages.find((other) => other.author === "customer" && other.seq > message.seq)?.text;
}
