/** What the agents' page knows, and the pure steps by which it changes. */
import { merge } from "../common/messages";
import type { Wanted } from "./api";
import type { Seen } from "../common/seen";
import type { AgentPromise, PromiseWish, AgentConversation, Brief, Me, Message, Overview, QueueItem } from "../protocol";

/** Something the agent wrote that the desk has not acknowledged yet. */
export interface Outgoing {
  id: string;
  conversation_id: string;
  kind: "say" | "note" | "whisper";
  text: string;
  promises?: PromiseWish[]; // what it puts on record; undefined: what the desk reads in it
  press?: string; // what was done in the back office, and is told by this
  failed?: string;
}

/** Something done in the back office that a message tells of; its promise is made with the message. */
export interface Attached {
  id: string;
  promise: string | null;
}

export interface OpenConversation {
  conversation: AgentConversation;
  messages: Message[];
  brief?: Brief;
}

export type Pane = "queue" | "talk" | "side";

export interface DeskState {
  me?: Me;
  link: "connecting" | "online" | "offline";
  overview?: Overview;
  selected?: string;
  open?: OpenConversation;
  typing: boolean; // the customer of the open conversation
  outbox: Outgoing[];
  writing: Outgoing["kind"]; // chosen by the agent, never changed behind their back
  attached: Record<string, Attached>; // by conversation: goes with the next message
  drafts: Record<string, string>; // by kind and conversation: a note's words never end up in a message
  notice?: string; // a refusal, in words
  whispers: { conversation_id: string; message: Message }[]; // to this agent, not yet looked at
  promises: AgentPromise[]; // to keep: mine and the team's, the soonest first
  searching?: Wanted; // the search is open, and for what
  pane: Pane; // on phones one at a time
  help: boolean;
  jump?: { seq: number; at: number }; // the message to show; `at` makes a repeat a new wish
}

export const initialState: DeskState = {
  link: "connecting",
  typing: false,
  outbox: [],
  writing: "say",
  attached: {},
  drafts: {},
  whispers: [],
  promises: [],
  pane: "queue",
  help: false,
};

/** Every conversation of the overview, in the order of the page. */
export function listed(overview?: Overview): QueueItem[] {
  return overview ? [...overview.queue, ...overview.mine, ...overview.others] : [];
}

export function isMine(state: DeskState): boolean {
  const conversation = state.open?.conversation;
  if (conversation?.owner !== "agent") return false;
  return conversation.agent_name === state.me?.name || !!state.overview?.mine.some((item) => item.conversation_id === state.selected);
}

export function select(state: DeskState, id: string): DeskState {
  const pane = state.pane === "queue" ? "talk" : state.pane;
  const whispers = state.whispers.filter((whisper) => whisper.conversation_id !== id);
  if (state.selected === id) return { ...state, pane, whispers };
  return { ...state, whispers, selected: id, open: undefined, typing: false, writing: "say", jump: undefined, pane };
}

/** The next of one's own conversations in which the customer waits, after the selected one. */
export function unanswered(state: DeskState): string | undefined {
  const mine = state.overview?.mine ?? [];
  const after = mine.findIndex((item) => item.conversation_id === state.selected) + 1;
  return [...mine.slice(after), ...mine.slice(0, after)].find((item) => item.waiting_since)?.conversation_id;
}

/** The neighbour of the selected conversation, or the first. */
export function neighbour(state: DeskState, step: 1 | -1): string | undefined {
  const ids = listed(state.overview).map((item) => item.conversation_id);
  const at = ids.indexOf(state.selected ?? "");
  return at < 0 ? ids[0] : ids[Math.min(ids.length - 1, Math.max(0, at + step))];
}

export function said(state: DeskState, id: string, message: Message): DeskState {
  if (state.open?.conversation.conversation_id !== id) return state;
  const messages = merge(state.open.messages, [message]);
  return {
    ...state,
    open: { ...state.open, messages },
    typing: message.author === "customer" ? false : state.typing,
  };
}

/** A supervisor's word to this agent; in the open conversation it is in the log already. */
export function whispered(state: DeskState, conversation_id: string, message: Message): DeskState {
  if (conversation_id === state.selected) return state;
  return { ...state, whispers: [...state.whispers, { conversation_id, message }] };
}

/** A supervisor has this agent's conversation now; what was whispered about it is no longer for them. */
export function takenOver(state: DeskState, id: string, by: string, customer: string): DeskState {
  const whispers = state.whispers.filter((whisper) => whisper.conversation_id !== id);
  return { ...state, whispers, notice: `${by} has taken over your conversation with ${customer}.` };
}

export function changed(state: DeskState, conversation: AgentConversation): DeskState {
  if (state.open?.conversation.conversation_id !== conversation.conversation_id) return state;
  const next = { ...state, open: { ...state.open, conversation } };
  const colleagues = conversation.owner === "agent" && !isMine(next);
  return next.writing === "whisper" && !colleagues ? { ...next, writing: "say" } : next; // nobody to whisper to any more
}

export function briefed(state: DeskState, brief: Brief): DeskState {
  if (state.open?.conversation.conversation_id !== brief.conversation_id) return state;
  return { ...state, open: { ...state.open, brief } };
}

/** The customer has had the log in front of them, up to there. */
export function seenByCustomer(state: DeskState, id: string, seq: number): DeskState {
  const before = state.open?.conversation;
  if (before?.conversation_id !== id || seq <= before.seen_seq) return state;
  return changed(state, { ...before, seen_seq: seq });
}

/** What the agent has in front of them of a conversation of their own, if the desk can be told. */
export function inView(state: DeskState): Seen | undefined {
  const seq = state.open?.messages.at(-1)?.seq;
  return state.link === "online" && seq && isMine(state) ? { of: state.open!.conversation.conversation_id, seq } : undefined;
}

/** What is half written to the selected conversation. */
export function draft(state: DeskState): string {
  return state.drafts[`${state.writing} ${state.selected}`] ?? "";
}

export function drafted(state: DeskState, text: string): DeskState {
  return { ...state, drafts: { ...state.drafts, [`${state.writing} ${state.selected}`]: text } };
}

/** More words for the customer: after what is half written, never instead of it. */
export function inserted(state: DeskState, text: string, press?: Attached): DeskState {
  const now: DeskState = { ...state, pane: "talk", writing: "say" };
  const before = draft(now).trimEnd();
  const more = drafted(now, before ? `${before} ${text}` : text);
  return press && state.selected ? { ...more, attached: { ...more.attached, [state.selected]: press } } : more;
}

export function detached(state: DeskState, id: string): DeskState {
  const { [id]: _, ...attached } = state.attached;
  return { ...state, attached };
}

export function jumpTo(state: DeskState, seq: number): DeskState {
  return { ...state, pane: "talk", jump: { seq, at: Date.now() } };
}

/** How many people wait, for the tab: "(2) Evenkeel desk". */
export function tabTitle(overview?: Overview): string {
  const waiting = overview?.queue.length ?? 0;
  return waiting ? `(${waiting}) Evenkeel desk` : "Evenkeel desk";
}
