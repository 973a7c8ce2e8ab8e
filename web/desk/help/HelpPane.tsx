import { useEffect, useState } from "preact/hooks";
import type { HelpHit } from "../../protocol";
import { Refused } from "../api";
import type { Insert } from "../orders/OrderCard";
import { isMine, type DeskState } from "../state";
import { helpHits } from "./door";
import { HelpCard } from "./HelpCard";

const TYPED_MS = 250; // until a search begins

interface Props {
  state: DeskState;
  insert: NonNullable<Insert>;
}

/** Help articles for what the customer wants, and a search. */
export function HelpPane({ state, insert }: Props) {
  const id = state.open?.conversation.conversation_id;
  if (!id) return <p class="empty">Help articles about what the customer wants are here, once you have opened a conversation.</p>;
  const said = state.open!.messages.filter((message) => message.author === "customer").at(-1)?.seq ?? 0;
  return <Help key={id} conversation={id} said={said} insert={isMine(state) ? insert : undefined} />;
}

function Help({ conversation, said, insert }: { conversation: string; said: number; insert: Insert }) {
  const [words, setWords] = useState("");
  const [hits, setHits] = useState<HelpHit[]>();
  const [problem, setProblem] = useState<string>();
  const asked = words.trim();

  useEffect(() => {
    let here = true;
    const look = async () => {
      try {
        const found = await helpHits(conversation, asked);
        if (!here) return;
        setHits(found);
        setProblem(undefined);
      } catch (error) {
        if (!(error instanceof Refused)) throw error;
        if (here) setProblem(error.message);
      }
    };
    const timer = setTimeout(() => void look(), asked ? TYPED_MS : 0);
    return () => {
      here = false;
      clearTimeout(timer);
    };
  }, [conversation, asked, asked ? 0 : said]); // what they say next changes what is suggested, not what is searched

  return (
    <div class="help-pane" data-testid="help-pane">
      <h2 class="visually-hidden">Help articles</h2>
      <label class="field">
        Search the help articles
        <input
          class="input"
          type="search"
          maxLength={200}
          value={words}
          data-testid="help-search"
          onInput={(event) => setWords(event.currentTarget.value)}
        />
      </label>
      {problem && (
        <p class="problem" role="alert">
          {problem}
        </p>
      )}
      <h2 aria-live="polite">{asked ? `${hits?.length ?? 0} found` : "For what they want"}</h2>
      {hits?.map((hit) => <HelpCard key={hit.slug} hit={hit} insert={insert} />)}
      {hits?.length === 0 && !problem && (
        <p class="empty">{asked ? "No article has anything of this." : "No article fits what they have written. Search for it above."}</p>
      )}
      {!insert && !!hits?.length && <p class="hint">Take over to put one into a message.</p>}
    </div>
  );
}
