/** The widget's frame: puts the store, the line to the desk and the page around it together. */
import { render } from "preact";
import "../common/base.css";
import "./widget.css";
import { watchSeen } from "../common/seen";
import { createStore } from "../common/store";
import { App } from "./App";
import { createConnection } from "./connection";
import { meetHost } from "./host";
import { loadOutbox, loadRead, loadSession, saveRead } from "./outbox";
import { initialState, inView, unread, withRead, type WidgetState } from "./state";

const store = createStore<WidgetState>({ ...initialState, outbox: loadOutbox(), readSeq: loadRead() });

const host = meetHost((message) => {
  if (message.evenkeel === "identify") connection.identify(message.token);
  else show(message.open);
});

const resume = resumeToken();
const connection = createConnection(store, "", host.page, resume);

function show(open: boolean) {
  if (open) connection.start();
  store.set((state) => withRead({ ...state, open }));
}

let told = -1;
store.watch(() => {
  const state = store.get();
  saveRead(state.readSeq);
  const count = unread(state);
  if (count !== told) host.tell({ evenkeel: "unread", count: (told = count) });
});

watchSeen(store, inView, ({ seq }) => connection.seen(seq));

const close = host.framed ? () => host.tell({ evenkeel: "close" }) : undefined;
render(<App store={store} connection={connection} title={host.title} close={close} />, document.getElementById("app")!);

// A visitor who has never written costs the desk nothing until they open the chat.
if (resume || loadSession() || store.get().outbox.length) connection.start();
if (!host.framed) show(true);
host.tell({ evenkeel: "ready" });

/** Of a link in a mail. It opens the conversation, so it does not stay in the address bar. */
function resumeToken(): string | undefined {
  const token = new URLSearchParams(location.hash.slice(1)).get("resume") ?? undefined;
  if (token) history.replaceState(null, "", location.pathname + location.search);
  return token;
}
