/** Replies come in bursts: an acknowledgement, a card, a question. They are read from the first of them. */
import type { Message } from "../protocol";

const TOGETHER_MS = 2500; // what comes within this belongs to the same burst

export interface Burst {
  /** The seq at which the newest burst begins; undefined while the customer has had the last word. */
  beginning(messages: Message[], now?: number): number | undefined;
}

export function createBurst(): Burst {
  let known = 0;
  let first: number | undefined;
  let latest = -Infinity;
  return {
    beginning(messages, now = Date.now()) {
      const fresh = messages.filter((message) => message.seq > known);
      const start = known > 0 || messages.length === 1;
      known = messages.at(-1)?.seq ?? 0;
      if (messages.at(-1)?.author === "customer") return (first = undefined);
      if (fresh.length && start) {
        if (first === undefined || now - latest > TOGETHER_MS) first = fresh.find(({ author }) => author !== "customer")?.seq;
        latest = now;
      }
      return first;
    },
  };
}
