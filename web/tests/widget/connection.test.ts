import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createStore, type Store } from "../../common/store";
import type { Message, SessionRequest, UserUttered } from "../../protocol";
import { createConnection, type Connection } from "../../widget/connection";
import { loadOutbox } from "../../widget/outbox";
import { initialState, type WidgetState } from "../../widget/state";
import { conversation, MemoryStorage, message, startServer, until, type TestServer } from "../support";

let server: TestServer;
let store: Store<WidgetState>;
let connection: Connection;
let log: Message[];
let requests: SessionRequest[];
let uttered: UserUttered[];
let reference: string;
let answers: boolean; // whether the desk acknowledges what is said

beforeEach(async () => {
  vi.stubGlobal("localStorage", new MemoryStorage());
  vi.stubGlobal("navigator", { language: "en-GB" });
  reference = "EV-7K2Q9";
  [log, requests, uttered, answers] = [[], [], [], true];
  server = await startServer();
  server.io.on("connection", (socket) => {
    const state = () => conversation({ reference, last_seq: log.length });
    socket.on("session_request", (request: SessionRequest, ack) => {
      requests.push(request);
      if (request.resume === "old") return ack({ ok: false, error: { code: "link_expired", message: "Too old." } });
      ack({ ok: true, token: "signed", state: state(), messages: log });
    });
    socket.on("sync", ({ after }: { after: number }, ack) =>
      ack({ ok: true, state: state(), messages: log.filter(({ seq }) => seq > after) }),
    );
    socket.on("sign_in", (_body, ack) => {
      [reference, log] = ["EV-OTHER", []];
      ack({ ok: true, state: state() });
    });
    socket.on("user_uttered", (said: UserUttered, ack) => {
      uttered.push(said);
      if (said.session_id !== "signed") return ack({ ok: false, error: { code: "session", message: "Not valid." } });
      if (said.message === "refuse me") return ack({ ok: false, error: { code: "too_long", message: "Too long." } });
      let kept = log.find(({ id }) => id === said.id);
      if (!kept) log.push((kept = message(log.length + 1, { id: said.id, author: "customer", text: said.message })));
      if (answers) ack({ ok: true, message: kept });
    });
  });
  store = createStore<WidgetState>(initialState);
  connection = createConnection(store, server.address);
});

afterEach(async () => {
  connection.stop();
  await server.stop();
  vi.unstubAllGlobals();
});

describe("saying something", () => {
  it("counts as sent only when the desk has acknowledged it", async () => {
    connection.say("where is it");
    expect(store.get().outbox).toHaveLength(1);
    expect(loadOutbox()).toHaveLength(1);
    connection.start();
    await until(() => store.get().outbox.length === 0);
    expect(store.get().messages.map(({ text }) => text)).toEqual(["where is it"]);
    expect(loadOutbox()).toEqual([]);
  });

  it("sends the same id again after a break, and shows the message once", async () => {
    answers = false;
    connection.start();
    connection.say("hello");
    await until(() => uttered.length === 1);
    answers = true;
    server.drop();
    await until(() => store.get().outbox.length === 0);
    connection.say("still there?");
    await until(() => store.get().messages.length === 2 && store.get().outbox.length === 0);
    expect(new Set(uttered.filter(({ message }) => message === "hello").map(({ id }) => id)).size).toBe(1);
    expect(log.map(({ text }) => text)).toEqual(["hello", "still there?"]);
  });

  it("keeps the order in which things were written", async () => {
    for (const text of ["one", "two", "three"]) connection.say(text);
    connection.start();
    await until(() => store.get().outbox.length === 0);
    expect(log.map(({ text }) => text)).toEqual(["one", "two", "three"]);
  });

  it("never keeps or sends a card number", async () => {
    connection.say("charge 4242 4242 4242 4242");
    expect(JSON.stringify(loadOutbox())).not.toContain("4242 4242");
    connection.start();
    await until(() => log.length === 1);
    expect(uttered[0]!.message).toBe("charge [card ending 4242]");
  });

  it("shows a refusal in the desk's words, goes on with the rest, and can be tried again", async () => {
    connection.start();
    connection.say("refuse me");
    connection.say("fine");
    await until(() => log.length === 1);
    expect(store.get().outbox.map(({ failed }) => failed)).toEqual(["Too long."]);
    connection.retry(store.get().outbox[0]!.id);
    await until(() => uttered.length === 3);
  });
});

describe("coming back", () => {
  it("brings its signed session and fetches what was said meanwhile", async () => {
    connection.start();
    await until(() => store.get().link === "online");
    log.push(message(1, { text: "meanwhile" }));
    server.drop();
    await until(() => store.get().messages.length === 1);
    expect(requests.at(-1)!.session_id).toBe("signed");
  });

  it("shows no message twice that came both live and by catching up", async () => {
    connection.start();
    await until(() => store.get().link === "online");
    log.push(message(1), message(2));
    server.io.emit("message", log[1]);
    server.io.emit("message", log[1]);
    server.drop();
    await until(() => store.get().messages.length === 2);
    expect(store.get().messages.map(({ seq }) => seq)).toEqual([1, 2]);
  });
});

describe("a link in a mail", () => {
  const resumed = (token: string) => {
    connection.stop();
    connection = createConnection(store, server.address, undefined, token);
    connection.start();
    return until(() => store.get().link === "online");
  };

  it("opens its conversation once; after that the session is the way back", async () => {
    await resumed("from-a-mail");
    server.drop();
    await until(() => requests.length === 2);
    expect(requests.map(({ resume }) => resume)).toEqual(["from-a-mail", undefined]);
    expect(requests[1]!.session_id).toBe("signed");
  });

  it("that is too old says so, and the chat can be used all the same", async () => {
    await resumed("old");
    expect(store.get().problem).toBe("Too old.");
    connection.say("hello");
    await until(() => log.length === 1);
  });
});

describe("signing in at the shop", () => {
  it("goes with the session request, or is told later; another person's messages are not shown", async () => {
    log.push(message(1));
    connection.identify("mara");
    connection.start();
    await until(() => store.get().messages.length === 1);
    expect(requests[0]!.customer_token).toBe("mara");
    connection.identify("tom");
    await until(() => store.get().conversation?.reference === "EV-OTHER");
    expect(store.get().messages).toEqual([]);
  });
});
