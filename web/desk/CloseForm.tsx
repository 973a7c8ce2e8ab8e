import { useEffect, useState } from "preact/hooks";
import type { Closing } from "../protocol";
import { closing as ask } from "./api";
import { DISPOSITIONS } from "./words";

const MOST_OFFERED = 8;

interface Props {
  conversationId: string;
  tags: string[];
  close: (disposition: string, tags: string[]) => Promise<boolean>;
  done: () => void;
}

/** What it was about, in tags, and how it ended; the end closes. Without the desk's lists the usual ends do. */
export function CloseForm({ conversationId, tags: before, close, done }: Props) {
  const [lists, setLists] = useState<Closing>();
  const [tags, setTags] = useState(before);
  const [typed, setTyped] = useState("");
  useEffect(() => {
    ask(conversationId)
      .then(setLists)
      .catch(() => undefined);
  }, []);

  const offered = [...new Set([...tags, ...(lists?.suggested ?? []), ...(lists?.tags ?? [])])].slice(0, MOST_OFFERED);
  const toggle = (tag: string) => setTags((now) => (now.includes(tag) ? now.filter((other) => other !== tag) : [...now, tag]));
  const added = () => {
    const tag = typed.trim().toLowerCase().replace(/\s+/g, " ");
    setTyped("");
    if (tag && !tags.includes(tag)) setTags([...tags, tag]);
    return tag && !tags.includes(tag) ? [...tags, tag] : tags;
  };
  return (
    <div class="close-form">
      <p class="close-part">What was it about?</p>
      {offered.length > 0 && (
        <div class="tags" role="group" aria-label="What was it about?">
          {offered.map((tag) => (
            <button key={tag} type="button" class="tag" data-testid="tag" aria-pressed={tags.includes(tag)} onClick={() => toggle(tag)}>
              {tag}
            </button>
          ))}
        </div>
      )}
      <label class="field">
        Add a tag
        <input
          class="input"
          data-testid="tag-input"
          list="tags-in-use"
          maxLength={40}
          value={typed}
          onInput={(event) => setTyped(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key !== "Enter") return;
            event.preventDefault();
            added();
          }}
        />
        <datalist id="tags-in-use">
          {lists?.tags.map((tag) => (
            <option key={tag} value={tag} />
          ))}
        </datalist>
      </label>
      <p class="close-part">How did it end?</p>
      <div class="dispositions" data-testid="disposition" role="group" aria-label="How did it end?">
        {(lists?.dispositions ?? DISPOSITIONS).map(({ value, words }) => (
          <button
            key={value}
            type="button"
            class="button"
            data-testid={`disposition-${value}`}
            onClick={async () => (await close(value, added())) && done()}
          >
            {words}
          </button>
        ))}
      </div>
    </div>
  );
}
