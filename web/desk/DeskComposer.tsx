import type { RefObject } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { Icon } from "../common/Icon";
import { typingSignal } from "../common/typing";

interface Props {
  box: RefObject<HTMLTextAreaElement>;
  mine: boolean;
  closed: boolean;
  text: string;
  setText: (text: string) => void;
  typing: (typing: boolean) => void;
  write: (kind: "say" | "note", text: string) => void;
}

/** Writes to the customer (only whoever has taken over) or a note among agents. The two never look alike. */
export function DeskComposer({ box, mine, closed, text, setText, typing, write }: Props) {
  const [wanted, setWanted] = useState<"say" | "note">("say");
  const kind = mine ? wanted : "note";
  const signal = useRef(typingSignal(typing));

  useEffect(() => () => signal.current.sent(), []);

  const send = () => {
    if (!text.trim()) return;
    signal.current.sent();
    write(kind, text.trim());
    setText("");
    setWanted("say");
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
          disabled={!mine}
          title={mine ? undefined : "Take over to write to the customer"}
          onClick={() => setWanted("say")}
        >
          To the customer
        </button>
        <button type="button" data-testid="note" aria-pressed={kind === "note"} onClick={() => setWanted("note")}>
          <Icon name="note" size={16} /> Note
        </button>
        {!mine && !closed && <span class="hint">Take over to write to the customer.</span>}
      </div>
      <div class="write">
        <textarea
          ref={box}
          data-testid="say"
          rows={3}
          maxLength={4000}
          value={text}
          aria-label={kind === "say" ? "Message to the customer" : "Note, not shown to the customer"}
          placeholder={kind === "say" ? "Write to the customer" : "A note for colleagues. The customer does not see it."}
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
        <button type="submit" class="button primary" data-testid="send" disabled={!text.trim()}>
          {kind === "say" ? "Send" : "Save note"}
        </button>
      </div>
    </form>
  );
}
