import { useEffect, useRef, useState } from "preact/hooks";
import { useStore, type Store } from "../common/store";
import { Composer } from "./Composer";
import type { Connection } from "./connection";
import { ContactForm } from "./ContactForm";
import { Copy, transcriptAddress } from "./Copy";
import { Footer } from "./Footer";
import { Header } from "./Header";
import { Log } from "./Log";
import { Rating } from "./Rating";
import { StateStrip } from "./StateStrip";
import { lastSeq, type WidgetState } from "./state";

interface Props {
  store: Store<WidgetState>;
  connection: Connection;
  title?: string;
  close?: () => void;
}

export function App({ store, connection, title, close }: Props) {
  const state = useStore(store);
  const composer = useRef<HTMLTextAreaElement>(null);
  const panel = useRef<HTMLElement>(null);
  const owner = state.conversation?.owner;
  const [wish, setWish] = useState<boolean>();
  const copying = wish ?? owner === "closed"; // at the end it is offered

  // On a touch screen the keyboard would cover what there is to read.
  const focus = () => {
    if (matchMedia("(pointer: fine)").matches) composer.current?.focus();
    else panel.current?.focus();
  };
  useEffect(() => {
    if (state.open) focus();
  }, [state.open]);

  return (
    <main
      class="panel"
      ref={panel}
      tabIndex={-1}
      data-testid="panel"
      onKeyDown={(event) => {
        if (event.key === "Escape") close?.();
      }}
    >
      <Header title={title} state={state} close={close} />
      <StateStrip state={state} />
      <Log state={state} connection={connection} />
      {owner === "queue" && <ContactForm state={state} connection={connection} />}
      {owner === "closed" && lastSeq(state) > 0 && (
        <Rating key={state.conversation?.reference} state={state} connection={connection} />
      )}
      {copying && state.conversation?.mail_to !== undefined && transcriptAddress(state) && (
        <Copy key={state.conversation.reference} state={state} connection={connection} />
      )}
      <Composer state={state} connection={connection} box={composer} />
      <Footer state={state} connection={connection} focus={focus} copying={copying} setCopying={setWish} />
    </main>
  );
}
