import { useEffect, useRef } from "preact/hooks";
import type { Message } from "../protocol";
import { Entry } from "./Entry";
import type { DeskState, Outgoing } from "./state";
import { Unsent } from "./Unsent";

interface Props {
  messages: Message[];
  outbox: Outgoing[];
  typing: boolean;
  jump: DeskState["jump"];
  retry: (id: string) => void;
}

/** Everything said, with what each customer message shows. Follows new words unless the reader has scrolled up. */
export function Transcript({ messages, outbox, typing, jump, retry }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const following = useRef(true);
  const newest = messages.at(-1)?.id;

  useEffect(() => {
    if (following.current && box.current) box.current.scrollTop = box.current.scrollHeight;
  }, [newest, outbox.length, typing]);

  useEffect(() => {
    if (!jump) return;
    const entry = box.current?.querySelector<HTMLElement>(`[data-seq="${jump.seq}"]`);
    if (!entry) return;
    following.current = false;
    entry.scrollIntoView({ block: "center", behavior: "smooth" });
    entry.classList.remove("shown");
    void entry.offsetWidth; // starts the highlight again
    entry.classList.add("shown");
    entry.focus({ preventScroll: true });
  }, [jump]);

  const onScroll = () => {
    const { scrollTop, scrollHeight, clientHeight } = box.current!;
    following.current = scrollHeight - scrollTop - clientHeight < 48;
  };

  return (
    <div class="transcript" ref={box} onScroll={onScroll} tabIndex={0} data-scrolls aria-label="Messages">
      <ol role="log" aria-live="polite" data-testid="log">
        {messages.map((message, index) => (
          <Entry key={message.id} message={message} previous={messages[index - 1]} />
        ))}
        {outbox.map((outgoing) => (
          <Unsent key={outgoing.id} outgoing={outgoing} retry={() => retry(outgoing.id)} />
        ))}
      </ol>
      {typing && (
        <p class="typing" data-testid="typing">
          The customer is typing…
        </p>
      )}
    </div>
  );
}
