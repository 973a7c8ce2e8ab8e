import { useState } from "preact/hooks";
import type { AgentConversation } from "../protocol";
import { Popover } from "./Popover";
import { DISPOSITIONS } from "./words";

interface Props {
  conversation: AgentConversation;
  mine: boolean;
  take: () => Promise<boolean>;
  handBack: (note: string) => Promise<boolean>;
  requeue: (note: string) => Promise<boolean>;
  close: (disposition: string) => Promise<boolean>;
}

export function Actions({ conversation, mine, take, handBack, requeue, close }: Props) {
  const [asking, setAsking] = useState<"hand-back" | "requeue" | "close">();
  const done = () => setAsking(undefined);
  const toggle = (what: typeof asking) => setAsking(asking === what ? undefined : what);

  if (conversation.owner === "closed") {
    const words = DISPOSITIONS.find(({ value }) => value === conversation.disposition)?.words ?? conversation.disposition;
    return <p class="closed-mark">Closed{words ? `: ${words.toLowerCase()}` : ""}</p>;
  }
  if (!mine) {
    return (
      <div class="actions">
        <button type="button" class="button primary" data-testid="take" onClick={() => void take()}>
          Take over
        </button>
      </div>
    );
  }
  return (
    <div class="actions">
      <button type="button" class="button small" data-testid="hand-back" aria-expanded={asking === "hand-back"} onClick={() => toggle("hand-back")}>
        Hand back
      </button>
      <button type="button" class="button small" data-testid="requeue" aria-expanded={asking === "requeue"} onClick={() => toggle("requeue")}>
        Put back in queue
      </button>
      <button type="button" class="button small primary" data-testid="close" aria-expanded={asking === "close"} onClick={() => toggle("close")}>
        Close
      </button>
      {asking === "hand-back" && (
        <Popover title="Hand back to the assistant" dismiss={done}>
          <NoteForm label="What should it know? (optional)" button="Hand back" testid="hand-back-confirm" submit={handBack} done={done} />
        </Popover>
      )}
      {asking === "requeue" && (
        <Popover title="Put back in the queue" dismiss={done}>
          <NoteForm label="A note for the next colleague (optional)" button="Put back" testid="requeue-confirm" submit={requeue} done={done} />
        </Popover>
      )}
      {asking === "close" && (
        <Popover title="How did it end?" dismiss={done}>
          <div class="dispositions" data-testid="disposition">
            {DISPOSITIONS.map(({ value, words }) => (
              <button
                key={value}
                type="button"
                class="button"
                data-testid={`disposition-${value}`}
                onClick={async () => (await close(value)) && done()}
              >
                {words}
              </button>
            ))}
          </div>
        </Popover>
      )}
    </div>
  );
}

interface NoteProps {
  label: string;
  button: string;
  testid: string;
  submit: (note: string) => Promise<boolean>;
  done: () => void;
}

function NoteForm({ label, button, testid, submit, done }: NoteProps) {
  const [note, setNote] = useState("");
  return (
    <form
      onSubmit={async (event) => {
        event.preventDefault();
        if (await submit(note.trim())) done();
      }}
    >
      <label class="field">
        {label}
        <textarea class="input" rows={3} maxLength={2000} value={note} onInput={(event) => setNote(event.currentTarget.value)} />
      </label>
      <button type="submit" class="button primary" data-testid={testid}>
        {button}
      </button>
    </form>
  );
}
