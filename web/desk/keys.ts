/** The keyboard: what each key does, in one place for the page and for its help. */
import { mayOpen, type Page } from "./page";

export interface Shortcut {
  keys: string[];
  shown: string;
  words: string;
  does: string;
}

export const SHORTCUTS: Shortcut[] = [
  { keys: ["j", "ArrowDown"], shown: "j or ↓", words: "Next conversation", does: "next" },
  { keys: ["k", "ArrowUp"], shown: "k or ↑", words: "Previous conversation", does: "previous" },
  { keys: ["a"], shown: "a", words: "Accept whom you are offered", does: "accept" },
  { keys: ["n"], shown: "n", words: "Not now: they are offered to a colleague", does: "decline" },
  { keys: ["u"], shown: "u", words: "Next of mine that waits for an answer", does: "unread" },
  { keys: ["t"], shown: "t", words: "Take over the open conversation, or open a closed one again", does: "take" },
  { keys: ["/"], shown: "/", words: "Write in the open conversation", does: "compose" },
  { keys: ["y"], shown: "y", words: "Begin with the brief’s first line", does: "use-line" },
  { keys: ["m"], shown: "m", words: "Write a note for colleagues", does: "note" },
  { keys: ["r"], shown: "r", words: "Prepared replies", does: "replies" },
  { keys: ["d"], shown: "d", words: "Hand back to the assistant", does: "hand-back" },
  { keys: ["x"], shown: "x", words: "Pass on to a colleague, a team or the queue", does: "pass-on" },
  { keys: ["T"], shown: "Shift t", words: "Take over from a colleague", does: "take-over" },
  { keys: ["c"], shown: "c", words: "Close, with tags and how it ended", does: "close" },
  { keys: ["f"], shown: "f", words: "Find a past conversation", does: "search" },
  { keys: ["e"], shown: "e", words: "Other conversations of this customer", does: "earlier" },
  { keys: ["v"], shown: "v", words: "Away, and back online", does: "availability" },
  { keys: ["1"], shown: "1", words: "Go to the list", does: "pane-queue" },
  { keys: ["2"], shown: "2", words: "Go to the conversation", does: "pane-talk" },
  { keys: ["3"], shown: "3", words: "Go to what is beside it", does: "pane-side" },
  { keys: ["b"], shown: "b", words: "The brief", does: "side-brief" },
  { keys: ["o"], shown: "o", words: "The customer’s orders", does: "side-orders" },
  { keys: ["h"], shown: "h", words: "Help articles", does: "side-help" },
  { keys: ["s"], shown: "s", words: "Supervisor’s page, and back", does: "page-supervisor" },
  { keys: ["p"], shown: "p", words: "People, and back", does: "page-people" },
  { keys: ["l"], shown: "l", words: "Audit log, and back", does: "page-audit" },
  { keys: ["?"], shown: "?", words: "Show or hide this list", does: "help" },
  { keys: ["Escape"], shown: "Esc", words: "Leave the text field, or close this list", does: "escape" },
];

/** What keys do while a message is written. */
export const WRITING: Pick<Shortcut, "shown" | "words">[] = [
  { shown: "Enter", words: "Send; with Shift a new line" },
  { shown: "/", words: "In a message: prepared replies; ↑ ↓ and Enter choose" },
  { shown: "Alt 1", words: "The coach’s first wording; 2 and 3 the others, 0 puts the coach away" },
];

/** The page that a shortcut leads to, if it does. */
export function pageOf(does: string): Page | undefined {
  return does.startsWith("page-") ? (does.slice("page-".length) as Page) : undefined;
}

/** The shortcuts of somebody with this role. */
export function shortcutsOf(role: string): Shortcut[] {
  return SHORTCUTS.filter(({ does }) => mayOpen(pageOf(does) ?? "desk", role));
}

/** What a key press asks for, or undefined: in a text field only Escape counts, and browser shortcuts never. */
export function wish(event: KeyboardEvent): string | undefined {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return undefined;
  const target = event.target as HTMLElement;
  const writing = target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName);
  // Arrow keys scroll whatever has focus; in the list and on the bare page they move through it.
  const scrolls = event.key.startsWith("Arrow") && !!target.closest("[data-scrolls], dialog");
  if ((writing && event.key !== "Escape") || scrolls) return undefined;
  return SHORTCUTS.find((shortcut) => shortcut.keys.includes(event.key))?.does;
}
