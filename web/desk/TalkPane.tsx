import type { RefObject } from "preact";
import { useMemo } from "preact/hooks";
import { Actions } from "./Actions";
import { cannedReplies, replyUsed } from "./api";
import type { DeskConnection } from "./connection";
import { DeskComposer } from "./DeskComposer";
import { AttachedPromise } from "./orders/AttachedPromise";
import { ReadingAlong } from "./routing/ReadingAlong";
import type { ReplySource } from "./replies/useReplies";
import { draft, isMine, type DeskState, type Outgoing } from "./state";
import { maySupervise } from "./page";
import { TalkHead } from "./TalkHead";
import { Transcript } from "./Transcript";

interface Props {
  state: DeskState;
  desk: RefObject<DeskConnection | undefined>;
  composer: RefObject<HTMLTextAreaElement>;
  setText: (text: string) => void;
  setWriting: (kind: Outgoing["kind"]) => void;
  detach: (id: string) => void;
}

const NONE: ReplySource = { offered: async () => ({ replies: [], problem: null }), used: () => undefined };

export function TalkPane({ state, desk, composer, setText, setWriting, detach }: Props) {
  const { open, selected, me } = state;
  const replies = useMemo<ReplySource>(
    () =>
      selected && me
        ? {
            offered: () => cannedReplies(selected),
            used: ({ name }) => void replyUsed(selected, name, me.csrf).catch(() => undefined), // a count, no more
          }
        : NONE,
    [selected, me],
  );
  if (!open) {
    return (
      <section class="pane talk-pane" aria-label="Conversation">
        <div class="empty large">
          {selected ? (
            <p>Opening the conversation…</p>
          ) : (
            <>
              <h2>Choose a conversation</h2>
              <p>The queue shows who to take first. Press j and k to go through it, t to take over, ? for all keys.</p>
            </>
          )}
        </div>
      </section>
    );
  }
  const id = open.conversation.conversation_id;
  const attached = state.attached[id];
  const supervises = !!state.me && maySupervise(state.me);
  return (
    <section class="pane talk-pane" aria-label="Conversation" data-testid="talk">
      <ReadingAlong conversation={open.conversation} mine={isMine(state)} me={state.me?.name} />
      <TalkHead conversation={open.conversation}>
        <Actions
          key={id}
          conversation={open.conversation}
          mine={isMine(state)}
          supervises={supervises}
          overview={state.overview}
          take={() => desk.current!.take(id)}
          takeOver={() => desk.current!.takeOver(id)}
          handBack={(note) => desk.current!.handBack(id, note)}
          passOn={(to, note) => desk.current!.passOn(id, to, note)}
          close={(disposition) => desk.current!.close(id, disposition)}
        />
      </TalkHead>
      <Transcript
        key={`log-${id}`}
        customer={open.conversation.customer.name ?? "Customer"}
        messages={open.messages}
        seen={open.conversation.seen_seq}
        outbox={state.outbox.filter((outgoing) => outgoing.conversation_id === id)}
        typing={state.typing}
        jump={state.jump}
        retry={(outgoing) => desk.current?.retry(outgoing)}
      />
      <DeskComposer
        key={`write-${id}`}
        box={composer}
        mine={isMine(state)}
        closed={open.conversation.owner === "closed"}
        listener={supervises && !isMine(state) ? open.conversation.agent_name : undefined}
        kind={state.writing}
        setKind={setWriting}
        text={draft(state)}
        setText={setText}
        typing={(typing) => desk.current?.typing(id, typing)}
        write={(kind, text) => desk.current?.write(id, kind, text)}
        replies={replies}
      >
        {attached && state.writing === "say" && <AttachedPromise attached={attached} detach={() => detach(id)} />}
      </DeskComposer>
    </section>
  );
}
