import { useEffect, useRef } from "preact/hooks";
import type { CannedReply } from "../../protocol";

interface Props {
  id: string;
  replies: CannedReply[];
  at: number;
  problem: string | null;
  waiting: boolean;
  point: (at: number) => void;
  choose: (reply: CannedReply) => void;
}

/** The list above the composer. The text field keeps the focus; it says which option is meant. */
export function ReplyPicker({ id, replies, at, problem, waiting, point, choose }: Props) {
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: "nearest" });
  }, [at, replies]);
  return (
    <div class="reply-picker" data-testid="replies" role="group" aria-label="Prepared replies" tabIndex={0} data-scrolls>
      {problem && (
        <p class="problem" role="alert">
          The newest replies are not used: {problem}
        </p>
      )}
      <p class="visually-hidden" role="status">
        {replies.length} prepared {replies.length === 1 ? "reply" : "replies"}; up, down and Enter choose.
      </p>
      <div role="listbox" id={id} aria-label="Prepared replies" ref={list}>
        {replies.map((reply, index) => (
          <div
            key={reply.name}
            role="option"
            id={`${id}-${index}`}
            aria-selected={index === at}
            data-testid="reply"
            onPointerMove={() => index !== at && point(index)}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => choose(reply)}
          >
            <p>
              <b>{reply.title}</b> <kbd>/{reply.shortcut}</kbd>
              {reply.fits && <span class="reply-fits">fits what they want</span>}
            </p>
            <p class="hint">{reply.text}</p>
          </div>
        ))}
      </div>
      {!replies.length && <p class="empty">{waiting ? "Looking…" : "No prepared reply has these words."}</p>}
    </div>
  );
}
