/** Asking over socket.io: every request has an answer, a refusal in words, or a clear "no answer". */
import type { Socket } from "socket.io-client";
import type { Ack, Refusal } from "../protocol";

export const NO_ANSWER: Refusal = {
  ok: false,
  error: { code: "no_answer", message: "The server did not answer. Check your connection and try again." },
};

/** Resolves to the acknowledgement; a timeout or a lost connection becomes NO_ANSWER. */
export async function ask<T>(socket: Socket, event: string, body: unknown, timeoutMs = 10_000): Promise<Ack<T>> {
  if (!socket.connected) return NO_ANSWER;
  try {
    return (await socket.timeout(timeoutMs).emitWithAck(event, body)) as Ack<T>;
  } catch {
    return NO_ANSWER; // socket.io rejects for one reason only: no acknowledgement in time
  }
}
