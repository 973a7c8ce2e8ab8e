import { CardView } from "../common/CardView";
import { Linked } from "../common/Linked";
import { fullTime, shortTime } from "../common/times";
import type { Message } from "../protocol";
import { Choices } from "./Choices";

interface Props {
  message: Message;
  previous?: Message;
  seen: boolean; // by an agent
  pressable: boolean;
  chosen?: string;
  press: (index: number, title: string) => void;
}

/** One message: whose it is can be told by its place, its label and, for a screen reader, in words. */
export function Bubble({ message, previous, seen, pressable, chosen, press }: Props) {
  if (message.kind === "event") {
    return (
      <li class="event" data-author={message.author} data-seq={message.seq}>
        <span>{message.text}</span>
      </li>
    );
  }
  const first = previous?.author !== message.author || previous?.kind === "event" || previous?.name !== message.name;
  return (
    <li class={`said by-${message.author}`} data-testid="message" data-author={message.author} data-seq={message.seq}>
      {first ? <p class="author">{authorName(message)}</p> : <p class="visually-hidden">{authorName(message)}</p>}
      {message.text && (
        <div class="bubble" dir="auto">
          <Linked text={message.text} />
        </div>
      )}
      {message.card && <CardView card={message.card} />}
      {message.buttons?.length ? (
        <Choices buttons={message.buttons} enabled={pressable} chosen={chosen} press={press} />
      ) : null}
      <p class="meta">
        <time dateTime={message.at} title={fullTime(message.at)}>
          {shortTime(message.at)}
        </time>
        {message.author === "customer" && <span data-testid="sent"> · {seen ? "Seen" : "Sent"}</span>}
      </p>
    </li>
  );
}

export function authorName(message: Message): string {
  if (message.author === "customer") return "You";
  if (message.author === "agent") return message.name ?? "A colleague";
  return message.author === "assistant" ? "Automated assistant" : "Automatic message";
}
