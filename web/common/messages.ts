import type { Message } from "../protocol";

/** Messages by seq, each once. The same id again replaces what was there. */
export function merge(known: Message[], incoming: Message[]): Message[] {
  if (!incoming.length) return known;
  const byId = new Map(known.map((message) => [message.id, message]));
  for (const message of incoming) byId.set(message.id, message);
  return [...byId.values()].sort((a, b) => a.seq - b.seq);
}
