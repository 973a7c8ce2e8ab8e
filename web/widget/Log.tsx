import { useEffect, useMemo, useRef } from "preact/hooks";
import { useFollow } from "../common/hooks";
import { Icon } from "../common/Icon";
import { Bubble } from "./Bubble";
import { createBurst } from "./burst";
import type { Connection } from "./connection";
import { Pending } from "./Pending";
import { chosen, pressable, type WidgetState } from "./state";
import { Typing } from "./Typing";
import { Welcome } from "./Welcome";

/** The conversation. New words are announced politely; the view follows them unless the reader has scrolled up. */
export function Log({ state, connection }: { state: WidgetState; connection: Connection }) {
  const written = state.outbox.at(-1)?.id;
  const burst = useMemo(createBurst, []);
  const beginning = useRef<number>();
  beginning.current = useMemo(() => burst.beginning(state.messages), [state.messages]);
  const { box, more, onScroll, follow } = useFollow([state.messages, state.outbox, state.typing, state.open], () =>
    beginning.current === undefined ? null : box.current!.querySelector(`[data-seq="${beginning.current}"]`),
  );
  useEffect(follow, [written]); // one's own words are always shown

  // The pressed button goes or is switched off: focus stays near, without bringing up a phone's keyboard.
  const press = (text: string, button?: { seq: number; index: number }) => {
    connection.say(text, button);
    box.current?.focus();
  };

  return (
    <div class="log-frame">
      <div class="log" ref={box} onScroll={onScroll} tabIndex={0} aria-label="Conversation">
        {state.messages.length === 0 && <Welcome choose={press} busy={state.outbox.length > 0} />}
        <div role="log" aria-live="polite" aria-relevant="additions" data-testid="log">
          <ol>
            {state.messages.map((message, index) => (
              <Bubble
                key={message.id}
                message={message}
                previous={state.messages[index - 1]}
                seen={message.seq <= (state.conversation?.seen_seq ?? 0)}
                pressable={pressable(state, message)}
                chosen={message.buttons && chosen(state, message)}
                press={(at, title) => press(title, { seq: message.seq, index: at })}
              />
            ))}
            {state.outbox.map((outgoing) => (
              <Pending key={outgoing.id} outgoing={outgoing} retry={() => connection.retry(outgoing.id)} />
            ))}
          </ol>
        </div>
        {state.typing && <Typing who={state.typing} />}
      </div>
      {more && (
        <button type="button" class="more" data-testid="more" onClick={follow}>
          <Icon name="down" size={16} /> More below
        </button>
      )}
    </div>
  );
}
