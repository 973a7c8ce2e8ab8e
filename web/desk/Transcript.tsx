import { useEffect } from "preact/hooks";
import { useFollow } from "../common/hooks";
import type { Message } from "../protocol";
import { Entry } from "./Entry";
import type { DeskState, Outgoing } from "./state";
import { Unsent } from "./Unsent";

interface Props {
  customer: string;
  messages: Message[];
  seen: number; // by the customer, up to this message
  outbox: Outgoing[];
  typing: boolean;
  jump: DeskState["jump"];
  retry: (id: string) => void;
}

/** Everything said, with what each customer message shows. Follows new words unless the reader has scrolled up. */
export function Transcript({ customer, messages, seen, outbox, typing, jump, retry }: Props) {
  const { box, onScroll, follow, stay } = useFollow([messages, outbox, typing]);
  useEffect(follow, [outbox.at(-1)?.id]); // one's own words are always shown

  useEffect(() => {
    if (!jump) return;
    const entry = box.current?.querySelector<HTMLElement>(`[data-seq="${jump.seq}"]`);
    if (!entry) return;
    stay();
    entry.scrollIntoView({ block: "center", behavior: "smooth" });
    entry.classList.remove("shown");
    void entry.offsetWidth; // starts the highlight again
    entry.classList.add("shown");
    entry.focus({ preventScroll: true });
  }, [jump]);

  return (
    <div class="transcript" data-testid="transcript" ref={box} onScroll={onScroll} tabIndex={0} data-scrolls aria-label="Messages">
      <div role="log" aria-live="polite" aria-relevant="additions" data-testid="log">
        <ol>
          {messages.map((message, index) => (
            <Entry key={message.id} message={message} previous={messages[index - 1]} seen={message.seq <= seen} customer={customer} />
          ))}
          {outbox.map((outgoing) => (
            <Unsent key={outgoing.id} outgoing={outgoing} retry={() => retry(outgoing.id)} />
          ))}
        </ol>
      </div>
      {typing && (
        <p class="typing" data-testid="typing">
          The customer is typing…
        </p>
      )}
    </div>
  );
}
