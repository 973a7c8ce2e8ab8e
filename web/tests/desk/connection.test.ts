import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createStore, type Store } from "../../common/store";
import { DeskConnection } from "../../desk/connection";
import { initialState, type DeskState } from "../../desk/state";
import type { Message } from "../../protocol";
import { message, startServer, until, type TestServer } from "../support";

let server: TestServer;
let store: Store<DeskState>;
let desk: DeskConnection;
let log: Message[];
let said: { id: string; text: string }[];
let answers: boolean;
let loggedOut: number;

beforeEach(async () => {
  for (const name of ["addEventListener", "removeEventListener"]) vi.stubGlobal(name, () => undefined); // a page's
  [log, said, answers, loggedOut] = [[message(1, { author: "customer" })], [], true, 0];
  server = await startServer();
  const conversation = { conversation_id: "c1", owner: "queue", customer: { verified: false } };
  const space = server.io.of("/desk");
  space.use((socket, next) => next(socket.handshake.auth.csrf === "good" ? undefined : new Error("log in")));
  space.on("connection", (socket) => {
    socket.on("overview", (_body, ack) => ack({ ok: true, queue: [], mine: [], others: [], agents_on_duty: 1 }));
    socket.on("open", (_body, ack) => ack({ ok: true, conversation, messages: log, brief: null }));
    socket.on("take", (_body, ack) => ack({ ok: false, error: { code: "taken", message: "Ann was quicker." } }));
    socket.on("say", (body: { id: string; text: string }, ack) => {
      said.push(body);
      let kept = log.find(({ id }) => id === `kept-${body.id}`);
      if (!kept) log.push((kept = message(log.length + 1, { id: `kept-${body.id}`, author: "agent", text: body.text })));
      if (answers) ack({ ok: true, message: kept });
    });
  });
  store = createStore<DeskState>(initialState);
});

afterEach(async () => {
  desk.stop();
  await server.stop();
});

const connect = (csrf = "good") => (desk = new DeskConnection(store, csrf, () => loggedOut++, server.address));

describe("an agent's line", () => {
  it("has the overview as soon as it is up", async () => {
    connect();
    await until(() => store.get().overview?.agents_on_duty === 1);
  });

  it("leads back to the log-in page when the desk does not know the login", async () => {
    connect("bad");
    await until(() => loggedOut > 0);
  });

  it("says who was quicker", async () => {
    connect();
    await until(() => store.get().link === "online");
    await desk.open("c1");
    expect(await desk.take("c1")).toBe(false);
    expect(store.get().notice).toBe("Ann was quicker.");
  });

  it("says a thing once, although the line broke before the answer came", async () => {
    connect();
    await until(() => store.get().link === "online");
    await desk.open("c1");
    answers = false;
    desk.write("c1", "say", "Hello Mara");
    await until(() => said.length === 1);
    answers = true;
    log.push(message(log.length + 1, { author: "customer", text: "anyone?" }));
    server.drop();
    await until(() => store.get().outbox.length === 0 && store.get().open!.messages.length === 3);
    expect(new Set(said.map(({ id }) => id)).size).toBe(1);
    expect(store.get().open!.messages.map(({ text }) => text)).toEqual(["line 1", "Hello Mara", "anyone?"]);
  });
});
