/** The line to the desk: the session, sending until acknowledged, and catching up after every break. */
import { io, type Socket } from "socket.io-client";
import { NO_ANSWER, ask } from "../common/socket";
import { newId } from "../common/ids";
import type { Store } from "../common/store";
import type { Ack, ConversationState, Message, Refusal, Session, SessionRequest } from "../protocol";
import { mask } from "./mask";
import { drop, keep, loadSession, saveSession } from "./outbox";
import { conversed, lastSeq, received, seenByAgent, type Outgoing, type WidgetState } from "./state";

const TRY_AGAIN_MS = 3000;
const PASSING = [NO_ANSWER.error.code, "slow_down", "internal", "not_connected"]; // the same again, a little later
const TYPING_ENDS_MS = 12_000; // a "stopped typing" that got lost

export interface Connection {
  start(): void;
  say(text: string, button?: Outgoing["button"]): void;
  retry(id: string): void;
  typing(typing: boolean): void;
  seen(seq: number): void;
  identify(token: string | null): void;
  contact(contact: string): Promise<Ack<{ state: ConversationState }>>;
  mailTranscript(): Promise<Ack<{ to: string }>>;
  rate(score: number, comment?: string): Promise<Ack<{ state: ConversationState }>>;
  stop(): void;
}

export function createConnection(store: Store<WidgetState>, address = "", page?: string, resume?: string): Connection {
  let token = loadSession();
  let expired: string | undefined; // what the desk said of a link that does not count any more
  let customerToken: string | null | undefined;
  let live = false; // the session is confirmed on this connection
  let sending = false;
  let again: ReturnType<typeof setTimeout> | undefined;
  let typingEnds: ReturnType<typeof setTimeout> | undefined;

  const socket: Socket = io(`${address}/`, {
    autoConnect: false,
    transports: ["websocket", "polling"],
    tryAllTransports: true,
    reconnectionDelayMax: 8000,
  });
  const patch = (change: Partial<WidgetState>) => store.set((state) => ({ ...state, ...change }));

  async function openSession(): Promise<void> {
    const request: SessionRequest = {
      client: "evenkeel",
      session_id: token,
      resume,
      customer_token: customerToken,
      locale: navigator.language,
      timezone: Intl.DateTimeFormat().resolvedOptions().timeZone,
      page,
    };
    const answer = await ask<Session>(socket, "session_request", request);
    if (!answer.ok && answer.error.code === "link_expired") {
      [resume, expired] = [undefined, answer.error.message];
      return openSession();
    }
    if (!answer.ok) {
      patch({ problem: PASSING.includes(answer.error.code) ? undefined : answer.error.message });
      return later(openSession);
    }
    resume = undefined; // from here on the session is the way back
    remember(answer.token);
    live = true;
    store.set((state) => {
      const online: WidgetState = { ...state, link: "online", problem: expired };
      return received(conversed(online, answer.state), answer.messages);
    });
    await catchUp();
    void flush();
  }

  /** Everything after the last message we have, and the state as it is now. */
  async function catchUp(): Promise<void> {
    for (let more = true; more; ) {
      const cursor = { session_id: token, after: lastSeq(store.get()) };
      const answer = await ask<{ messages: Message[]; state: ConversationState }>(socket, "sync", cursor);
      if (!answer.ok) return;
      store.set((state) => received(conversed(state, answer.state), answer.messages));
      more = answer.messages.length > 0; // a long conversation comes in several parts
    }
  }

  /** Sends what is waiting, in order, one at a time; each leaves the outbox only when acknowledged. */
  async function flush(): Promise<void> {
    if (sending || !live) return;
    sending = true;
    try {
      for (let next = waiting(); next && live; next = waiting()) {
        const body = { session_id: token, id: next.id, message: next.text, button: next.button };
        const answer = await ask<{ message: Message }>(socket, "user_uttered", body);
        if (answer.ok) {
          drop(next.id);
          // Our own id: that is how the outbox knows it has arrived.
          store.set((state) => received(state, [{ ...answer.message, id: next!.id }]));
        } else if (PASSING.includes(answer.error.code)) return later(live ? flush : openSession);
        else refused(next, answer);
      }
    } finally {
      sending = false;
    }
  }

  function waiting(): Outgoing | undefined {
    return store.get().outbox.find((outgoing) => !outgoing.failed);
  }

  function refused(outgoing: Outgoing, answer: Refusal) {
    if (answer.error.code === "session") {
      live = false;
      token = undefined;
      return later(openSession);
    }
    change({ ...outgoing, failed: answer.error.message });
  }

  function change(outgoing: Outgoing) {
    keep(outgoing);
    store.set((state) => ({
      ...state,
      outbox: state.outbox.some((other) => other.id === outgoing.id)
        ? state.outbox.map((other) => (other.id === outgoing.id ? outgoing : other))
        : [...state.outbox, outgoing],
    }));
  }

  function later(work: () => Promise<void>) {
    clearTimeout(again);
    again = setTimeout(() => socket.connected && void work(), TRY_AGAIN_MS);
  }

  function remember(next: string) {
    token = next;
    saveSession(next);
  }

  async function stateOf(event: string, body: object): Promise<Ack<{ state: ConversationState }>> {
    const answer = await ask<{ state: ConversationState }>(socket, event, { session_id: token, ...body });
    if (answer.ok) store.set((state) => conversed(state, answer.state));
    return answer;
  }

  async function signIn(next: string | null): Promise<void> {
    const answer = await stateOf("sign_in", { customer_token: next });
    if (!answer.ok) return patch({ problem: answer.error.message });
    await catchUp(); // somebody else has a conversation of their own
  }

  socket.on("connect", () => void openSession());
  socket.on("disconnect", (why) => {
    live = false;
    patch({ link: "offline", typing: undefined });
    if (why === "io server disconnect") socket.connect();
  });
  socket.on("connect_error", () => patch({ link: "offline" }));
  socket.on("session_confirm", (confirmed: unknown) => {
    if (typeof confirmed === "string") remember(confirmed);
  });
  socket.on("message", (message: Message) => {
    drop(message.id);
    store.set((state) => received(state, [message]));
  });
  socket.on("state", (conversation: ConversationState) => {
    const before = store.get().conversation?.reference;
    store.set((state) => conversed(state, conversation));
    if (before && before !== conversation.reference) void catchUp();
  });
  socket.on("seen", ({ seq }: { seq: number }) => store.set((state) => seenByAgent(state, seq)));
  socket.on("typing", (event: { author: string; name?: string; typing: boolean }) => {
    clearTimeout(typingEnds);
    patch({ typing: event.typing && event.author !== "customer" ? event : undefined });
    if (event.typing) typingEnds = setTimeout(() => patch({ typing: undefined }), TYPING_ENDS_MS);
  });

  return {
    start() {
      if (store.get().link !== "idle") return;
      patch({ link: "connecting" });
      socket.connect();
    },
    say(text, button) {
      change({ id: newId(), text: mask(text), at: new Date().toISOString(), button });
      void flush();
    },
    retry(id) {
      const outgoing = store.get().outbox.find((other) => other.id === id);
      if (outgoing) change({ ...outgoing, failed: undefined });
      void flush();
    },
    typing: (typing) => void (live && socket.emit("typing", { session_id: token, typing })),
    seen: (seq) => void (live && socket.emit("seen", { session_id: token, seq })),
    identify(next) {
      const changed = customerToken !== next;
      customerToken = next;
      if (live && changed) void signIn(next);
    },
    contact: (contact) => stateOf("contact", { contact }),
    mailTranscript: () => ask<{ to: string }>(socket, "mail_transcript", { session_id: token }),
    rate: (score, comment) => stateOf("rate", comment ? { score, comment } : { score }),
    stop() {
      clearTimeout(again);
      clearTimeout(typingEnds);
      socket.disconnect();
    },
  };
}
