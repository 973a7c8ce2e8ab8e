import type { ComponentChildren, RefObject } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { Icon } from "../common/Icon";
import { typingSignal } from "../common/typing";
import type { Outgoing } from "./state";
import { useReplies, type ReplySource } from "./replies/useReplies";

interface Props {
  box: RefObject<HTMLTextAreaElement>;
  mine: boolean;
  closed: boolean;
  listener?: string; // the colleague who has the conversation, for a supervisor to whisper to
  kind: Outgoing["kind"];
  setKind: (kind: Outgoing["kind"]) => void;
  text: string;
  setText: (text: string) => void;
  typing: (typing: boolean) => void;
  write: (kind: Outgoing["kind"], text: string) => void;
  replies: ReplySource;
  children?: ComponentChildren; // what goes with the message
}

/** Writes to the customer (only whoever has taken over) or a note among agents. The two never look alike. */
export function DeskComposer(props: Props) {
  const { box, mine, closed, listener, kind, setKind, text, setText, typing, write, replies: source, children } = props;
  const allowed = kind === "say" ? mine : kind === "note" || !!listener;
  const signal = useRef(typingSignal(typing));

  const replies = useReplies({ source, box, active: mine && kind === "say", text, setText });

  useEffect(() => () => signal.current.sent(), []);

  const send = () => {
    if (!text.trim() || !allowed || !replies.mayGo()) return;
    signal.current.sent();
    write(kind, text.trim());
    setText("");
    box.current?.focus();
  };

  return (
    <form
      class={`desk-composer ${kind}`}
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <div class="kinds" role="group" aria-label="Write to">
        <button
          type="button"
          data-testid="mode-say"
          aria-pressed={kind === "say"}
          onClick={() => setKind("say")}
        >
          To the customer
        </button>
        <button type="button" data-testid="note" data-does="note" aria-pressed={kind === "note"} onClick={() => setKind("note")}>
          <Icon name="note" size={16} /> Note
        </button>
        {listener && (
          <button type="button" data-testid="mode-whisper" aria-pressed={kind === "whisper"} onClick={() => setKind("whisper")}>
            <Icon name="whisper" size={16} /> Whisper to {listener}
          </button>
        )}
        {mine && kind === "say" && (
          <button type="button" class="replies-button" data-testid="replies-button" data-does="replies" onClick={replies.begin}>
            Replies <kbd>/</kbd>
          </button>
        )}
      </div>
      {children}
      {replies.picker}
      {replies.warning}
      <div class="write">
        <textarea
          ref={box}
          {...replies.field}
          data-testid="say"
          dir="auto"
          rows={3}
          maxLength={4000}
          value={text}
          aria-label={LABELS[kind]}
          disabled={!allowed}
          placeholder={hint(kind, mine, closed, listener)}
          onInput={(event) => {
            setText(event.currentTarget.value);
            if (kind === "say") signal.current.key(event.currentTarget.value !== "");
          }}
          onKeyDown={(event) => {
            if (replies.onKey(event) || event.key !== "Enter" || event.shiftKey || event.isComposing) return;
            event.preventDefault();
            send();
          }}
        />
        <button type="submit" class="button primary" data-testid="send" disabled={!text.trim() || !allowed}>
          {{ say: "Send", note: "Save note", whisper: "Whisper" }[kind]}
        </button>
      </div>
    </form>
  );
}

const LABELS: Record<Outgoing["kind"], string> = {
  say: "Message to the customer",
  note: "Note, not shown to the customer",
  whisper: "Whisper to your colleague, not shown to the customer",
};

function hint(kind: Outgoing["kind"], mine: boolean, closed: boolean, listener?: string): string {
  if (kind === "whisper") return `${listener ?? "Your colleague"} sees this at once. The customer does not.`;
  if (kind === "note") return "A note for colleagues. The customer does not see it.";
  if (mine) return "Write to the customer";
  return closed ? "This conversation is closed. You can still leave a note." : "Take over to write to the customer.";
}
