import type { ComponentChildren, RefObject } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { Icon } from "../common/Icon";
import { typingSignal } from "../common/typing";

interface Props {
  box: RefObject<HTMLTextAreaElement>;
  mine: boolean;
  closed: boolean;
  kind: "say" | "note";
  setKind: (kind: "say" | "note") => void;
  text: string;
  setText: (text: string) => void;
  typing: (typing: boolean) => void;
  write: (kind: "say" | "note", text: string) => void;
  children?: ComponentChildren; // what goes with the message
}

/** Writes to the customer (only whoever has taken over) or a note among agents. The two never look alike. */
export function DeskComposer({ box, mine, closed, kind, setKind, text, setText, typing, write, children }: Props) {
  const allowed = mine || kind === "note";
  const signal = useRef(typingSignal(typing));

  useEffect(() => () => signal.current.sent(), []);

  const send = () => {
    if (!text.trim() || !allowed) return;
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
        <button type="button" data-testid="note" aria-pressed={kind === "note"} onClick={() => setKind("note")}>
          <Icon name="note" size={16} /> Note
        </button>
      </div>
      {children}
      <div class="write">
        <textarea
          ref={box}
          data-testid="say"
          rows={3}
          maxLength={4000}
          value={text}
          aria-label={kind === "say" ? "Message to the customer" : "Note, not shown to the customer"}
          disabled={!allowed}
          placeholder={hint(kind, mine, closed)}
          onInput={(event) => {
            setText(event.currentTarget.value);
            if (kind === "say") signal.current.key(event.currentTarget.value !== "");
          }}
          onKeyDown={(event) => {
            if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
            event.preventDefault();
            send();
          }}
        />
        <button type="submit" class="button primary" data-testid="send" disabled={!text.trim() || !allowed}>
          {kind === "say" ? "Send" : "Save note"}
        </button>
      </div>
    </form>
  );
}

function hint(kind: "say" | "note", mine: boolean, closed: boolean): string {
  if (kind === "note") return "A note for colleagues. The customer does not see it.";
  if (mine) return "Write to the customer";
  return closed ? "This conversation is closed. You can still leave a note." : "Take over to write to the customer.";
}
