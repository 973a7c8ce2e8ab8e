import type { ComponentChildren } from "preact";
import { useNow } from "../common/hooks";
import { shortTime, since } from "../common/times";
import type { AgentConversation } from "../protocol";
import { TemperChip } from "./Temper";
import { asks } from "./routing/words";
import { ownerWords, verifiedWords } from "./words";

/** Where they want to be reached, one press away; by when, if that was promised. */
function Reach({ contact, by }: { contact: string; by?: string }) {
  const mail = contact.includes("@");
  return (
    <p class="reach" data-testid="reach">
      {mail ? "Reach them at " : "Call them: "}
      <a href={mail ? `mailto:${encodeURIComponent(contact)}` : `tel:${contact.replace(/[^\d+]/g, "")}`}>{contact}</a>
      {by && `, by ${shortTime(by)}`}
    </p>
  );
}

interface Props {
  conversation: AgentConversation;
  earlier: () => void; // the same customer's others
  children: ComponentChildren;
}

/** Who this is, who has them, and what they were told will happen next. */
export function TalkHead({ conversation, earlier, children }: Props) {
  const now = useNow();
  const { customer, waiting_since, next_step, next_step_due } = conversation;
  const late = next_step_due !== undefined && Date.parse(next_step_due) < now;
  return (
    <header class="talk-head">
      <div class="talk-who">
        <h2>{customer.name ?? customer.email ?? "Guest"}</h2>
        <TemperChip level={conversation.temper} trend={conversation.trend} />
        {asks(conversation).map((words) => (
          <span key={words} class="chip asks">
            {words}
          </span>
        ))}
        <span class="hint">
          {verifiedWords(customer)} · {conversation.online ? "on the page" : "has left the page"} ·{" "}
          {conversation.reference} · {ownerWords(conversation.owner, conversation.agent_name)}
          {conversation.rating ? ` · rated ${conversation.rating} of 5` : ""}
          {" · "}
          <button type="button" class="inline-link" data-testid="earlier" data-does="earlier" onClick={earlier}>
            Other conversations
          </button>
        </span>
      </div>
      {children}
      {conversation.contact && <Reach contact={conversation.contact} by={conversation.callback_due} />}
      {conversation.owner !== "closed" && (next_step || waiting_since) && (
        <p class={late || conversation.overdue ? "owed late" : "owed"} data-testid="owed">
          {waiting_since && conversation.waiting_on === "us" && <b>Waiting {since(waiting_since, now)}. </b>}
          {next_step && `They were told: “${next_step}”`}
          {next_step_due && ` ${late ? "Was due" : "Due"} ${shortTime(next_step_due)}.`}
        </p>
      )}
    </header>
  );
}
