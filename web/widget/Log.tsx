import { useEffect, useRef } from "preact/hooks";
import type { Connection } from "./connection";
import { Bubble } from "./Bubble";
import { Pending } from "./Pending";
import { Typing } from "./Typing";
import { Welcome } from "./Welcome";
import { chosen, pressable, type WidgetState } from "./state";

/** The conversation. New words are announced politely; the view follows them unless the reader has scrolled up. */
export function Log({ state, connection }: { state: WidgetState; connection: Connection }) {
  const box = useRef<HTMLDivElement>(null);
  const following = useRef(true);
  const newest = state.outbox.at(-1)?.id ?? state.messages.at(-1)?.id;

  useEffect(() => {
    if (following.current && box.current) box.current.scrollTop = box.current.scrollHeight;
  }, [newest, state.messages.length, state.typing, state.open, state.conversation?.owner]);

  useEffect(() => {
    // The panel shrinks when a form or a keyboard comes up: what was at the bottom stays there.
    const watcher = new ResizeObserver(() => {
      if (following.current && box.current) box.current.scrollTop = box.current.scrollHeight;
    });
    if (box.current) watcher.observe(box.current);
    return () => watcher.disconnect();
  }, []);

  const onScroll = () => {
    const { scrollTop, scrollHeight, clientHeight } = box.current!;
    following.current = scrollHeight - scrollTop - clientHeight < 48;
  };

  return (
    <div class="log" ref={box} onScroll={onScroll} tabIndex={0} aria-label="Conversation">
      {state.messages.length === 0 && <Welcome choose={(text) => connection.say(text)} busy={state.outbox.length > 0} />}
      <ol role="log" aria-live="polite" aria-relevant="additions" data-testid="log">
        {state.messages.map((message, index) => (
          <Bubble
            key={message.id}
            message={message}
            previous={state.messages[index - 1]}
            pressable={pressable(state, message)}
            chosen={message.buttons && chosen(state, message)}
            press={(at, title) => connection.say(title, { seq: message.seq, index: at })}
          />
        ))}
        {state.outbox.map((outgoing) => (
          <Pending key={outgoing.id} outgoing={outgoing} retry={() => connection.retry(outgoing.id)} />
        ))}
      </ol>
      {state.typing && <Typing who={state.typing} />}
    </div>
  );
}
