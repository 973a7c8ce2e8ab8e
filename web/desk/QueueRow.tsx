import { Icon } from "../common/Icon";
import { fullTime, shortTime, since } from "../common/times";
import type { QueueItem } from "../protocol";
import { FrustrationBar, TemperChip } from "./Temper";
import { asks } from "./routing/words";
import { ownerWords, REASONS, URGENCIES } from "./words";

interface Props {
  item: QueueItem;
  now: number;
  current: boolean;
  open: (id: string) => void;
}

export function QueueRow({ item, now, current, open }: Props) {
  const waiting = item.owner === "queue" ? (item.enqueued_at ?? item.waiting_since) : item.waiting_since;
  const reason = item.reason_text ?? (item.reason && REASONS[item.reason]);
  return (
    <button
      type="button"
      class={`row urgency-${item.urgency}`}
      data-testid="queue-item"
      data-conversation={item.conversation_id}
      data-reference={item.reference}
      aria-current={current || undefined}
      onClick={() => open(item.conversation_id)}
    >
      <span class="row-top">
        <b class="row-name">{item.customer.name ?? item.customer.email ?? "Guest"}</b>
        {item.urgency !== "normal" && <span class={`urgency ${item.urgency}`}>{URGENCIES[item.urgency]}</span>}
        {waiting ? (
          <span class="row-wait" title={`Waiting since ${fullTime(waiting)}`}>
            <Icon name="clock" size={14} />
            <span class="visually-hidden">waiting </span>
            {since(waiting, now)}
          </span>
        ) : (
          <span class="row-wait calm">answered</span>
        )}
      </span>
      <span class="row-reason">{item.owner === "queue" || item.owner === "agent" ? (reason ?? ownerWords(item.owner, item.agent_name)) : ownerWords(item.owner)}</span>
      {(item.language || item.skill || item.offered_to) && (
        <span class="row-asks">
          {asks(item).map((words) => (
            <span key={words} class="chip asks">
              {words}
            </span>
          ))}
          {item.offered_to && <span class="hint">{item.offered_to} is being asked</span>}
        </span>
      )}
      {item.callback_due && (
        <span class="row-callback" data-testid="callback">
          <Icon name={item.contact?.includes("@") ? "mail" : "phone"} size={14} />
          {item.contact?.includes("@") ? "Write to" : "Call"} {item.contact} by {shortTime(item.callback_due)}
        </span>
      )}
      {item.last_text && <span class="row-text" dir="auto">{item.last_text}</span>}
      <span class="row-foot">
        <TemperChip level={item.temper} trend={item.trend} />
        <FrustrationBar value={item.frustration} level={item.temper} />
        {item.overdue && (
          <span class="overdue" data-testid="overdue">
            <Icon name="alert" size={14} /> Overdue
          </span>
        )}
        {!item.online && !item.callback_due && <span class="gone">{item.contact ? "left, contact given" : "left the page"}</span>}
      </span>
    </button>
  );
}
