import type { ComponentChildren, JSX, RefObject } from "preact";
import { useEffect, useId, useLayoutEffect, useRef, useState } from "preact/hooks";
import type { CannedReply } from "../../protocol";
import { matching } from "./find";
import { firstGap, gapsIn, searched } from "./gaps";
import { ReplyPicker } from "./ReplyPicker";

export interface ReplySource {
  offered: () => Promise<{ replies: CannedReply[]; problem: string | null }>;
  used: (reply: CannedReply) => void;
}

interface Options {
  source: ReplySource;
  box: RefObject<HTMLTextAreaElement>;
  active: boolean; // only in what goes to the customer
  text: string;
  setText: (text: string) => void;
}

interface Replies {
  picker: ComponentChildren;
  field: JSX.HTMLAttributes<HTMLTextAreaElement>; // for the text field, while the list is open
  onKey: (event: KeyboardEvent) => boolean; // true: the key was meant for the list
  begin: () => void; // as if / were typed
  mayGo: () => boolean; // false, once, where a gap is left: it is shown instead
  warning: ComponentChildren;
}

/** Typing / in a message opens the prepared replies; arrows and Enter choose. Gaps in them are shown before they go. */
export function useReplies({ source, box, active, text, setText }: Options): Replies {
  const id = useId();
  const [offered, setOffered] = useState<{ replies: CannedReply[]; problem: string | null }>();
  const [at, setAt] = useState(0);
  const [dismissed, setDismissed] = useState<number>(); // the slash they pressed Escape at
  const [warned, setWarned] = useState<string>();
  const [, redraw] = useState(0);
  const selection = useRef<[number, number]>(); // to be made in words that are being put in
  const typed = active ? searched(text, box.current?.selectionStart ?? text.length) : undefined;
  const open = !!typed && dismissed !== typed.from;

  useEffect(() => setAt(0), [typed?.words]);
  useEffect(() => {
    if (!typed) setDismissed(undefined);
  }, [typed === undefined]);
  useEffect(() => {
    if (!open) return;
    let here = true;
    void source.offered().then(
      (found) => here && setOffered(found),
      () => here && setOffered({ replies: [], problem: null }),
    );
    return () => void (here = false);
  }, [open, source]);

  const found = open && offered ? matching(offered.replies, typed.words) : [];
  const put = (words: string, range: [number, number]) => {
    selection.current = range;
    setText(words);
  };
  useLayoutEffect(() => {
    if (!selection.current) return;
    box.current?.focus();
    box.current?.setSelectionRange(...selection.current); // with the words, not later: they may be typing on
    selection.current = undefined;
    redraw((before) => before + 1); // where the caret is counts
  }, [text]);
  const choose = (reply: CannedReply) => {
    const field = box.current!;
    const end = field.selectionStart;
    const before = text.slice(0, typed?.from ?? end);
    const whole = before + reply.text + text.slice(end);
    const gap = firstGap(reply.text);
    const place = before.length + (gap?.[0] ?? reply.text.length);
    source.used(reply);
    put(whole, [place, gap ? before.length + gap[1] : place]);
  };
  const gaps = active ? gapsIn(text) : [];

  return {
    picker: open && (
      <ReplyPicker
        id={id}
        replies={found}
        at={at}
        problem={offered?.problem ?? null}
        waiting={!offered}
        point={setAt}
        choose={choose}
      />
    ),
    field: open
      ? {
          "aria-controls": id,
          "aria-autocomplete": "list",
          "aria-activedescendant": found.length ? `${id}-${at}` : undefined,
        }
      : {},
    onKey(event) {
      if (!open || event.isComposing) return false;
      if (event.key === "Escape") setDismissed(typed.from);
      else if (event.key === "ArrowDown") setAt((now) => (found.length ? (now + 1) % found.length : 0));
      else if (event.key === "ArrowUp") setAt((now) => (found.length ? (now + found.length - 1) % found.length : 0));
      else if ((event.key === "Enter" || event.key === "Tab") && !event.shiftKey && found[at]) choose(found[at]);
      else return false;
      event.preventDefault();
      event.stopPropagation();
      return true;
    },
    begin() {
      const field = box.current!;
      const end = field.selectionStart;
      const before = text.slice(0, end);
      const slash = before && !/\s$/.test(before) ? " /" : "/";
        setDismissed(undefined);
      put(before + slash + text.slice(end), [end + slash.length, end + slash.length]);
    },
    mayGo() {
      if (!gaps.length || warned === text) return true;
      setWarned(text);
      const [from, to] = firstGap(text)!;
      box.current?.focus();
      box.current?.setSelectionRange(from, to);
      return false;
    },
    warning: gaps.length > 0 && (
      <p class={warned === text ? "gaps problem" : "gaps"} role={warned === text ? "alert" : "status"} data-testid="gaps">
        Still to fill in: {gaps.map((gap) => <mark key={gap}>{gap}</mark>)}
        {warned === text && " Send again to send it as it is."}
      </p>
    ),
  };
}
