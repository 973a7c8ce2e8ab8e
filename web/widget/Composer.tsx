import type { RefObject } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { Icon } from "../common/Icon";
import type { Connection } from "./connection";
import { LONGEST, type WidgetState } from "./state";
import { typingSignal } from "../common/typing";

interface Props {
  state: WidgetState;
  connection: Connection;
  box: RefObject<HTMLTextAreaElement>;
}

/** Enter sends, Shift+Enter starts a new line; the desk is told about typing so that it lets people finish. */
export function Composer({ state, connection, box }: Props) {
  const [text, setText] = useState("");
  const signal = useRef(typingSignal((typing) => connection.typing(typing)));
  const left = LONGEST - text.length;

  useEffect(() => {
    const area = box.current;
    if (!area) return;
    area.style.height = "auto";
    area.style.height = `${Math.min(area.scrollHeight, 144)}px`;
  }, [text]);

  const send = () => {
    if (!text.trim() || left < 0) return;
    signal.current.sent();
    connection.say(text.trim());
    setText("");
    box.current?.focus();
  };

  return (
    <form
      class="composer"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <label class="visually-hidden" for="composer">
        Your message
      </label>
      <textarea
        id="composer"
        ref={box}
        data-testid="composer"
        dir="auto"
        rows={1}
        value={text}
        placeholder={state.conversation?.owner === "closed" ? "Write to start again" : "Write a message"}
        aria-describedby={left < 400 ? "room" : undefined}
        aria-invalid={left < 0}
        onInput={(event) => {
          setText(event.currentTarget.value);
          signal.current.key(event.currentTarget.value !== "");
        }}
        onKeyDown={(event) => {
          if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
          event.preventDefault();
          send();
        }}
      />
      <button type="submit" class="send" aria-label="Send" data-testid="send" disabled={!text.trim() || left < 0}>
        <Icon name="send" />
      </button>
      {left < 400 && (
        <p id="room" class={left < 0 ? "room over" : "room"} role="status" data-testid="counter">
          {left < 0 ? `${-left} characters too many: please send it in parts.` : `${left} characters left`}
        </p>
      )}
    </form>
  );
}
