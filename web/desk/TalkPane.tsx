import type { RefObject } from "preact";
import { useMemo } from "preact/hooks";
import type { Wanted } from "./api";
import { Actions } from "./Actions";
import { cannedReplies, reopen, replyUsed } from "./api";
import type { DeskConnection } from "./connection";
import { DeskComposer } from "./DeskComposer";
import { AttachedPromise } from "./orders/AttachedPromise";
import { ReadingAlong } from "./routing/ReadingAlong";
import type { ReplySource } from "./replies/useReplies";
import { draft, isMine, type DeskState, type Outgoing } from "./state";
import { maySupervise } from "./page";
import { TalkHead } from "./TalkHead";
import { Transcript } from "./Transcript";
import { Coach } from "./writing/Coach";
import { PromisePreview } from "./writing/PromisePreview";
import { useDraftLook } from "./writing/useDraftLook";

interface Props {
  state: DeskState;
  desk: RefObject<DeskConnection | undefined>;
  composer: RefObject<HTMLTextAreaElement>;
  setText: (text: string) => void;
  setWriting: (kind: Outgoing["kind"]) => void;
  detach: (id: string) => void;
  search: (wanted: Wanted) => void;
  refused: (why: string) => void;
}

const NONE: ReplySource = { offered: async () => ({ replies: [], problem: null }), used: () => undefined };

export function TalkPane({ state, desk, composer, setText, setWriting, detach, search, refused }: Props) {
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
  const looks = !!open && state.writing === "say" && isMine(state);
  const help = useDraftLook(draft(state), looks ? (text) => desk.current!.look(selected!, text) : undefined);
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
      <TalkHead conversation={open.conversation} earlier={() => search({ of: id })}>
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
          close={(disposition, tags) => desk.current!.close(id, disposition, tags)}
          reopen={() => void reopen(id, state.me!.csrf).catch((error: Error) => refused(error.message))}
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
        write={(kind, text) => desk.current?.write(id, kind, text, kind === "say" && !attached ? help.sending(text) : undefined)}
        replies={replies}
      >
        {attached && state.writing === "say" && <AttachedPromise attached={attached} detach={() => detach(id)} />}
        {looks && help.looked && !attached && (
          <PromisePreview read={help.looked.look.promises} shown={help.promises} timezone={help.looked.look.timezone} edit={help.edit} />
        )}
        {looks && help.looked && !help.quiet && help.looked.look.advice.length > 0 && (
          <Coach advice={help.looked.look.advice} box={composer} hush={help.hush} />
        )}
      </DeskComposer>
    </section>
  );
}
