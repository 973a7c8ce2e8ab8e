/** The agent's line to the desk. After every break it asks for the overview and the open conversation again. */
import { io, type Socket } from "socket.io-client";
import { newId } from "../common/ids";
import { NO_ANSWER, ask } from "../common/socket";
import type { Store } from "../common/store";
import type { Ack, AgentConversation, AgentPromise, Brief, DraftLook, Me, Message, Overview, PromiseWish } from "../protocol";
import type { Recipient } from "./routing/PassOn";
import { briefed, changed, detached, said, seenByCustomer, select, takenOver, whispered, type DeskState, type Outgoing } from "./state";

const HEARTBEAT_MS = 15_000;

type Opened = { conversation: AgentConversation; messages: Message[]; brief: Brief | null };

export class DeskConnection {
  private readonly socket: Socket;
  private readonly heart: ReturnType<typeof setInterval>;
  private sending = false;

  constructor(
    private readonly store: Store<DeskState>,
    csrf: string,
    private readonly onLoggedOut: () => void,
    address = "",
    private readonly active: () => boolean = () => true,
  ) {
    this.socket = io(`${address}/desk`, {
      auth: { csrf },
      transports: ["websocket", "polling"],
      tryAllTransports: true,
      reconnectionDelayMax: 8000,
    });
    this.listen();
    this.heart = setInterval(() => this.beat(), HEARTBEAT_MS);
  }

  /** Whoever has just logged in is available, as soon as the line is up. */
  arrive() {
    this.socket.once("connect", () => void this.availability("online"));
  }

  stop() {
    clearInterval(this.heart);
    this.socket.removeAllListeners();
    this.socket.disconnect();
  }

  /** While `work` changes the login: the line rests, and comes back with the new one. */
  async renew(work: () => Promise<Me>): Promise<Me> {
    this.socket.disconnect();
    try {
      const me = await work();
      this.socket.auth = { csrf: me.csrf };
      return me;
    } finally {
      this.socket.connect();
    }
  }

  async open(id: string): Promise<void> {
    const before = this.store.get().selected;
    if (before && before !== id) void ask(this.socket, "leave", { conversation_id: before });
    this.store.set((state) => select(state, id));
    await this.load(id);
  }

  /** Take over. If somebody was quicker, the refusal says so. */
  take = (id: string) => this.change("take", { conversation_id: id });
  handBack = (id: string, note: string) => this.change("hand_back", { conversation_id: id, note: note || undefined });
  requeue = (id: string, note: string) => this.change("requeue", { conversation_id: id, note: note || undefined });
  accept = (id: string) => this.change("accept", { conversation_id: id });
  decline = (id: string, reason?: string) => this.change("decline", { conversation_id: id, reason });
  takeOver = (id: string) => this.change("take_over", { conversation_id: id });
  passOn(id: string, to: Recipient, note: string): Promise<boolean> {
    if (to.to === "next") return this.requeue(id, note);
    const recipient = to.to === "team" ? { team: to.id } : { agent_id: to.id };
    return this.change("transfer", { conversation_id: id, note: note || undefined, ...recipient });
  }
  close = (id: string, disposition: string, tags: string[]) => this.change("close", { conversation_id: id, disposition, tags });

  /** What the desk has to say of a draft; nothing while the line is down. */
  async look(conversation_id: string, text: string): Promise<DraftLook | undefined> {
    if (!this.socket.connected) return undefined;
    const answer = await ask<DraftLook>(this.socket, "draft", { conversation_id, text });
    return answer.ok ? answer : undefined;
  }

  async availability(next: "online" | "away"): Promise<void> {
    const answer = await ask(this.socket, "availability", { state: next });
    if (!answer.ok) return this.notice(answer.error.message);
    this.store.set((state) =>
      state.overview ? { ...state, overview: { ...state.overview, me: { ...state.overview.me, availability: next } } } : state,
    );
  }

  write(conversation_id: string, kind: Outgoing["kind"], text: string, promises?: PromiseWish[]) {
    const press = kind === "say" ? this.store.get().attached[conversation_id]?.id : undefined;
    const outgoing: Outgoing = { id: newId(), conversation_id, kind, text, press, promises };
    this.store.set((state) => {
      const sent = press ? detached(state, conversation_id) : state;
      return { ...sent, outbox: [...sent.outbox, outgoing] };
    });
    void this.flush();
  }

  retry(id: string) {
    this.mark(id, undefined);
    void this.flush();
  }

  typing(conversation_id: string, typing: boolean) {
    if (this.socket.connected) void ask(this.socket, "typing", { conversation_id, typing });
  }

  seen(conversation_id: string, seq: number) {
    void ask(this.socket, "seen", { conversation_id, seq });
  }

  /** The page is there; `active`: somebody is in front of it, so that the login does not end for want of use. */
  private beat() {
    if (!this.socket.connected) return;
    void ask(this.socket, "heartbeat", { active: this.active() });
  }

  private listen() {
    this.socket.on("connect", () => void this.connected());
    this.socket.on("disconnect", (why) => {
      this.patch({ link: "offline", typing: false });
      if (why === "io server disconnect") this.socket.connect();
    });
    this.socket.on("connect_error", (error) => {
      this.patch({ link: "offline" });
      if (/log in/i.test(error.message)) this.onLoggedOut();
    });
    this.socket.on("overview", (overview: Overview) => this.patch({ overview }));
    this.socket.on("message", (event: { conversation_id: string; message: Message }) =>
      this.store.set((state) => said(state, event.conversation_id, event.message)),
    );
    this.socket.on("conversation", (conversation: AgentConversation) =>
      this.store.set((state) => changed(state, conversation)),
    );
    this.socket.on("whisper", (event: { conversation_id: string; message: Message }) =>
      this.store.set((state) => whispered(state, event.conversation_id, event.message)),
    );
    this.socket.on("taken_over", (event: { conversation_id: string; by: string; customer: string }) =>
      this.store.set((state) => takenOver(state, event.conversation_id, event.by, event.customer)),
    );
    this.socket.on("promises", (event: { promises: AgentPromise[] }) => this.patch({ promises: event.promises }));
    this.socket.on("brief", (event: { brief: Brief }) => this.store.set((state) => briefed(state, event.brief)));
    this.socket.on("seen", (event: { conversation_id: string; seq: number }) =>
      this.store.set((state) => seenByCustomer(state, event.conversation_id, event.seq)),
    );
    this.socket.on("typing", (event: { conversation_id: string; author: string; typing: boolean }) => {
      if (event.conversation_id === this.store.get().selected && event.author === "customer") this.patch({ typing: event.typing });
    });
  }

  private async connected(): Promise<void> {
    this.patch({ link: "online" });
    const answer = await ask<{ overview?: Overview } & Partial<Overview>>(this.socket, "overview", {});
    if (answer.ok) this.patch({ overview: answer.overview ?? (answer as unknown as Overview) });
    void this.promised();
    const { selected } = this.store.get();
    if (selected) await this.load(selected);
    void this.flush();
  }

  private async promised(): Promise<void> {
    const answer = await ask<{ promises: AgentPromise[] }>(this.socket, "promises", {});
    if (answer.ok) this.patch({ promises: answer.promises });
  }

  private async load(id: string): Promise<void> {
    const answer = await ask<Opened>(this.socket, "open", { conversation_id: id });
    if (this.store.get().selected !== id) return;
    if (!answer.ok) return this.notice(answer.error.message);
    const { conversation, messages, brief } = answer;
    this.patch({ open: { conversation, messages, brief: brief ?? undefined } });
  }

  private async change(event: string, body: { conversation_id: string } & Record<string, string | string[] | undefined>): Promise<boolean> {
    const answer: Ack<{ conversation: AgentConversation }> = await ask(this.socket, event, body);
    if (answer.ok) this.store.set((state) => changed({ ...state, notice: undefined }, answer.conversation));
    else {
      this.notice(answer.error.message);
      if (answer.error.code !== NO_ANSWER.error.code) await this.load(body.conversation_id);
    }
    return answer.ok;
  }

  /** Sends what is waiting, in order; the same id again after a break, so that nothing is said twice. */
  private async flush(): Promise<void> {
    if (this.sending) return;
    this.sending = true;
    try {
      for (let next = this.waiting(); next && this.socket.connected; next = this.waiting()) {
        const { id, conversation_id, kind, text, press, promises } = next;
        const answer = await ask<{ message: Message }>(this.socket, kind, { conversation_id, id, text, press, promises });
        if (answer.ok) {
          this.store.set((state) => ({
            ...said(state, conversation_id, answer.message),
            outbox: state.outbox.filter((other) => other.id !== id),
          }));
        } else if (answer.error.code === NO_ANSWER.error.code) return void setTimeout(() => void this.flush(), 3000);
        else this.mark(id, answer.error.message);
      }
    } finally {
      this.sending = false;
    }
  }

  private waiting(): Outgoing | undefined {
    return this.store.get().outbox.find((outgoing) => !outgoing.failed);
  }

  private mark(id: string, failed: string | undefined) {
    this.store.set((state) => ({
      ...state,
      outbox: state.outbox.map((other) => (other.id === id ? { ...other, failed } : other)),
    }));
  }

  private notice(notice: string) {
    this.patch({ notice });
  }

  private patch(change: Partial<DeskState>) {
    this.store.set((state) => ({ ...state, ...change }));
  }
}
