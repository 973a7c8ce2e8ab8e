import { useState } from "preact/hooks";
import { Icon } from "../common/Icon";
import { fullTime } from "../common/times";
import type { ConversationState } from "../protocol";
import type { WidgetState } from "./state";

/** What happens next, in words; and whether the line is up. */
export function StateStrip({ state }: { state: WidgetState }) {
  const { conversation, link, outbox, problem } = state;
  const words = conversation && nextStep(conversation);
  const kept = outbox.some((outgoing) => !outgoing.failed);
  return (
    <div class="strips">
      {link === "offline" && (
        <p class="strip offline" role="status" data-testid="offline">
          <Icon name="alert" size={18} />
          {kept ? "No connection. Your message is kept and will be sent." : "No connection. Trying to reconnect."}
        </p>
      )}
      {problem && (
        <p class="strip offline" role="alert">
          <Icon name="alert" size={18} />
          {problem}
        </p>
      )}
      {conversation && (words || conversation.last_seq > 0) && (
        <div class={`strip ${conversation.owner}`} data-testid="state-strip">
          <p role="status" title={conversation.next_step_due && fullTime(conversation.next_step_due)}>
            {words}
          </p>
          <Reference reference={conversation.reference} />
        </div>
      )}
    </div>
  );
}

function nextStep(conversation: ConversationState): string {
  const { owner, next_step, agent_name, assistant, queue } = conversation;
  if (owner === "closed") return next_step ?? "This conversation is closed. Write any time to start again.";
  if (next_step) return next_step;
  if (owner === "agent") return `You're talking with ${agent_name ?? "a colleague"}.`;
  if (owner === "queue") return queue ? `You're ${ordinal(queue.position)} in line for a person.` : "You're in line for a person.";
  if (assistant === "starting") return "The assistant is starting. Your message will be answered in a moment.";
  if (assistant === "unavailable") return "The assistant is not available now. A person will read what you write.";
  return "You're with the automated assistant.";
}

/** 1st, 2nd, 3rd, 4th, 11th, 21st. */
export function ordinal(number: number): string {
  const teen = number % 100 >= 11 && number % 100 <= 13;
  const ending = teen ? "th" : (["th", "st", "nd", "rd"][number % 10] ?? "th");
  return `${number}${ending}`;
}

/** What people say aloud on the telephone; pressing it copies it. */
function Reference({ reference }: { reference: string }) {
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(reference);
      setCopied(true);
    } catch {
      setCopied(false); // not allowed here; the reference can still be read
    }
  };
  return (
    <button type="button" class="reference" title="Copy the reference" onClick={copy} data-testid="reference">
      {copied ? "Copied" : `Ref ${reference}`}
    </button>
  );
}
