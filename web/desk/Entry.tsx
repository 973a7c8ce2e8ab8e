import { CardView } from "../common/CardView";
import { Icon } from "../common/Icon";
import { Linked } from "../common/Linked";
import { fullTime, shortTime } from "../common/times";
import type { Message } from "../protocol";
import { ReadingLine } from "./ReadingLine";

interface Props {
  message: Message;
  previous?: Message;
  seen: boolean; // by the customer
  customer: string;
}

/** One line of the transcript: a message, a note among agents, or an event. */
export function Entry({ message, previous, seen, customer }: Props) {
  const time = (
    <time dateTime={message.at} title={fullTime(message.at)}>
      {shortTime(message.at)}
    </time>
  );
  if (message.kind === "event") {
    return (
      <li class="entry event" data-seq={message.seq} tabIndex={-1}>
        {message.text} · {time}
      </li>
    );
  }
  const note = message.kind === "note";
  const same = previous?.author === message.author && previous.kind === message.kind && previous.name === message.name;
  return (
    <li
      class={note ? `entry note${message.whisper ? " whisper" : ""}` : `entry by-${message.author}`}
      data-testid={note ? "note-entry" : "message"}
      data-author={message.author}
      data-seq={message.seq}
      tabIndex={-1}
    >
      <p class={same ? "visually-hidden" : "author"}>
        {note && <Icon name={message.whisper ? "whisper" : "note"} size={14} />}
        {note ? noteBy(message) : nameOf(message, customer)}
      </p>
      {message.text && (
        <div class="bubble" dir="auto">
          <Linked text={message.text} />
        </div>
      )}
      {message.card && <CardView card={message.card} />}
      {message.buttons && message.buttons.length > 0 && (
        <p class="offered">
          Offered: {message.buttons.map((button) => <span key={button.title}>{button.title}</span>)}
        </p>
      )}
      {message.reading && <ReadingLine reading={message.reading} />}
      <p class="meta">
        {time}
        {message.author === "agent" && !note && <span data-testid="mark"> · {seen ? "Seen" : "Sent"}</span>}
      </p>
    </li>
  );
}

function noteBy({ author, name, whisper }: Message): string {
  const writer = name ?? (author === "system" ? "the desk" : "a colleague");
  return `${whisper ? `${name} whispers` : `Note by ${writer}`}, not shown to the customer`;
}

function nameOf(message: Message, customer: string): string {
  if (message.author === "customer") return customer;
  if (message.author === "agent") return message.name ?? "Agent";
  return message.author === "assistant" ? "Assistant" : "Desk";
}
