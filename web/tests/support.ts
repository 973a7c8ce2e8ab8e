/** A real socket.io server on a free port, a memory for localStorage, and waiting for what must come true. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Server } from "socket.io";
import type { ConversationState, Message } from "../protocol";

export interface TestServer {
  io: Server;
  address: string;
  /** Breaks every connection, as a crash would. */
  drop(): void;
  stop(): Promise<void>;
}

export async function startServer(): Promise<TestServer> {
  const http = createServer();
  const io = new Server(http);
  const lines = new Set<{ close(): void }>();
  io.engine.on("connection", (line: { close(): void }) => lines.add(line));
  await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve));
  return {
    io,
    address: `http://127.0.0.1:${(http.address() as AddressInfo).port}`,
    drop() {
      for (const line of lines) line.close();
      lines.clear();
    },
    stop: async () => void (await io.close()),
  };
}

export async function until(condition: () => boolean): Promise<void> {
  for (let tries = 0; tries < 400; tries++) {
    if (condition()) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error(`did not come true: ${condition}`);
}

export class MemoryStorage {
  [name: string]: unknown;

  getItem(key: string): string | null {
    return Object.hasOwn(this, key) ? (this[key] as string) : null;
  }

  setItem(key: string, value: string): void {
    this[key] = value;
  }

  removeItem(key: string): void {
    delete this[key];
  }
}

export function conversation(change: Partial<ConversationState> = {}): ConversationState {
  return {
    reference: "EV-7K2Q9",
    owner: "assistant",
    waiting_on: "customer",
    assistant: "ready",
    last_seq: 0,
    seen_seq: 0,
    transcript_url: "/transcript/t",
    ...change,
  };
}

export function message(seq: number, change: Partial<Message> = {}): Message {
  return { id: `m${seq}`, seq, at: "2026-11-22T13:00:00.000Z", author: "assistant", kind: "text", text: `line ${seq}`, ...change };
}
