import { useEffect, useRef, useState } from "preact/hooks";
import { shortTime } from "../../common/times";
import type { Closing, FoundConversation } from "../../protocol";
import { closing as askLists, findConversations, type Wanted } from "../api";
import { Dialog } from "../Dialog";
import { ownerWords } from "../words";
import { Marked } from "./Marked";

const PAUSE_MS = 300;

interface Props {
  start: Wanted; // `of`: whose others are wanted
  about?: string; // the customer's name, for the title
  open: (id: string, seq?: number) => void;
  close: () => void;
}

/** Past conversations by words, who, tag, end, agent and day; opening one only looks at it. */
export function SearchDialog({ start, about, open, close }: Props) {
  const [wanted, setWanted] = useState<Wanted>(start);
  const [found, setFound] = useState<FoundConversation[]>();
  const [more, setMore] = useState(false);
  const [problem, setProblem] = useState<string>();
  const [lists, setLists] = useState<Closing>();
  const newest = useRef(0);

  const look = async (skip: number) => {
    const mine = ++newest.current;
    try {
      const page = await findConversations({ ...wanted, skip: skip ? String(skip) : undefined });
      if (mine !== newest.current) return;
      setFound((before) => (skip ? [...(before ?? []), ...page.found] : page.found));
      setMore(page.more);
      setProblem(undefined);
    } catch (error) {
      if (mine === newest.current) setProblem((error as Error).message);
    }
  };
  useEffect(() => {
    const timer = setTimeout(() => void look(0), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [JSON.stringify(wanted)]);
  useEffect(() => {
    askLists()
      .then(setLists)
      .catch(() => undefined);
  }, []);

  const set = (name: keyof Wanted) => (event: { currentTarget: { value: string } }) =>
    setWanted((now) => ({ ...now, [name]: event.currentTarget.value || undefined }));

  return (
    <Dialog title={start.of ? `Other conversations of ${about ?? "this customer"}` : "Find a conversation"} close={close}>
      <form class="search" role="search" data-testid="search" onSubmit={(event) => event.preventDefault()}>
        <label class="field search-words">
          Words, reference, name, e-mail or order
          <input class="input" type="search" data-testid="search-words" autofocus value={wanted.words ?? ""} onInput={set("words")} />
        </label>
        <label class="field">
          Tag
          <select class="input" data-testid="search-tag" value={wanted.tag ?? ""} onChange={set("tag")}>
            <option value="">Any</option>
            {lists?.tags.map((tag) => <option key={tag}>{tag}</option>)}
          </select>
        </label>
        <label class="field">
          Ended
          <select class="input" value={wanted.disposition ?? ""} onChange={set("disposition")}>
            <option value="">Anyhow</option>
            {lists?.dispositions.map(({ value, words }) => (
              <option key={value} value={value}>
                {words}
              </option>
            ))}
          </select>
        </label>
        <label class="field">
          Agent
          <select class="input" value={wanted.agent ?? ""} onChange={set("agent")}>
            <option value="">Anybody</option>
            {lists?.agents.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        </label>
        <label class="field">
          From
          <input class="input" type="date" value={wanted.from ?? ""} onInput={set("from")} />
        </label>
        <label class="field">
          To
          <input class="input" type="date" value={wanted.to ?? ""} onInput={set("to")} />
        </label>
      </form>
      <p class="hint" role="status">
        {problem ?? (found && (found.length ? `${found.length}${more ? " or more" : ""} found` : "Nothing found. Fewer words, or other ones?"))}
      </p>
      <ol class="found" data-scrolls>
        {found?.map((one) => (
          <li key={one.conversation_id}>
            <button type="button" class="found-one" data-testid="found" onClick={() => open(one.conversation_id, one.line?.seq)}>
              <span class="found-head">
                <b>{one.customer.name ?? one.customer.email ?? "Guest"}</b>
                <span>{shortTime(one.at)}</span>
                <span>{one.reference}</span>
              </span>
              {one.line && <Marked text={one.line.text} marks={one.line.marks} />}
              <span class="hint">{foundWords(one, lists)}</span>
            </button>
          </li>
        ))}
      </ol>
      {more && (
        <button type="button" class="button small" onClick={() => void look(found?.length ?? 0)}>
          Show more
        </button>
      )}
    </Dialog>
  );
}

function foundWords(one: FoundConversation, lists?: Closing): string {
  const end = lists?.dispositions.find(({ value }) => value === one.disposition)?.words ?? one.disposition;
  const had = one.owner !== "agent" && one.agents.length > 0 && `with ${one.agents.join(", ")}`;
  return [end ?? ownerWords(one.owner, one.agents.at(-1)), had, one.tags.join(", ")].filter(Boolean).join(" · ");
}
