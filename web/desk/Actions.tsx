import { useState } from "preact/hooks";
import type { AgentConversation, Overview } from "../protocol";
import { CloseForm } from "./CloseForm";
import { Popover } from "./Popover";
import { PassOn, type Recipient } from "./routing/PassOn";
import { DISPOSITIONS } from "./words";

interface Props {
  conversation: AgentConversation;
  mine: boolean;
  supervises: boolean;
  overview?: Overview;
  take: () => Promise<boolean>;
  takeOver: () => Promise<boolean>;
  handBack: (note: string) => Promise<boolean>;
  passOn: (to: Recipient, note: string) => Promise<boolean>;
  close: (disposition: string, tags: string[]) => Promise<boolean>;
  reopen: () => void;
}

export function Actions({ conversation, mine, supervises, overview, take, takeOver, handBack, passOn, close, reopen }: Props) {
  const [asking, setAsking] = useState<"hand-back" | "pass-on" | "close">();
  const done = () => setAsking(undefined);
  const toggle = (what: typeof asking) => setAsking(asking === what ? undefined : what);

  if (conversation.owner === "closed") {
    const words = DISPOSITIONS.find(({ value }) => value === conversation.disposition)?.words ?? conversation.disposition;
    return (
      <div class="actions">
        <p class="closed-mark" data-testid="closed-mark">
          {[`Closed${words ? `: ${words.toLowerCase()}` : ""}`, ...(conversation.tags ?? [])].join(" · ")}
        </p>
        <button type="button" class="button small" data-testid="reopen" data-does="take" onClick={reopen}>
          Open again
        </button>
      </div>
    );
  }
  if (!mine && conversation.owner === "agent" && !supervises) return null;
  if (!mine && conversation.owner === "agent") {
    return (
      <div class="actions">
        <button type="button" class="button" data-testid="take-over" data-does="take-over" onClick={() => void takeOver()}>
          Take over from {conversation.agent_name}
        </button>
      </div>
    );
  }
  if (!mine) {
    return (
      <div class="actions">
        <button type="button" class="button primary" data-testid="take" data-does="take" onClick={() => void take()}>
          Take over
        </button>
      </div>
    );
  }
  return (
    <div class="actions">
      <button type="button" class="button small" data-testid="hand-back" data-does="hand-back" aria-expanded={asking === "hand-back"} onClick={() => toggle("hand-back")}>
        Hand back
      </button>
      <button type="button" class="button small" data-testid="pass-on" data-does="pass-on" aria-haspopup="dialog" onClick={() => toggle("pass-on")}>
        Pass on
      </button>
      <button type="button" class="button small primary" data-testid="close" data-does="close" aria-expanded={asking === "close"} onClick={() => toggle("close")}>
        Close
      </button>
      {asking === "hand-back" && (
        <Popover title="Hand back to the assistant" dismiss={done}>
          <NoteForm label="What should it know? (optional)" button="Hand back" testid="hand-back-confirm" submit={handBack} done={done} />
        </Popover>
      )}
      {asking === "pass-on" && overview && <PassOn conversation={conversation} overview={overview} pass={passOn} close={done} />}
      {asking === "close" && (
        <Popover title="Close this conversation" dismiss={done}>
          <CloseForm conversationId={conversation.conversation_id} tags={conversation.tags ?? []} close={close} done={done} />
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
