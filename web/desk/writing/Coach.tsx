import type { RefObject } from "preact";
import { useEffect } from "preact/hooks";
import { Icon } from "../../common/Icon";
import type { Advice } from "../../protocol";
import { firstGap } from "../replies/gaps";

interface Props {
  advice: Advice[];
  box: RefObject<HTMLTextAreaElement>;
  hush: () => void;
}

/** What in the draft may inflame, why, and a better wording to put in with a press or Alt and its number. It warns and
 * never stops a message. */
export function Coach({ advice, box, hush }: Props) {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (!event.altKey || event.ctrlKey || event.metaKey || document.activeElement !== box.current) return;
      const digit = /^Digit(\d)$/.exec(event.code)?.[1];
      if (digit === undefined) return;
      event.preventDefault();
      if (digit === "0") hush();
      else insert(advice[Number(digit) - 1], box.current);
    };
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  }, [advice]);

  return (
    <section class="coach" aria-label="Before you send" data-testid="coach">
      <p class="visually-hidden" role="status">
        {advice.map(({ kind }) => kind).join(", ")}
      </p>
      <ol>
        {advice.map((one, index) => (
          <li key={one.kind + one.phrase} data-testid="advice">
            <p>
              <b>{capital(one.kind)}</b>
              {one.phrase && <q>{one.phrase}</q>} <span class="coach-why">{one.why}</span>
            </p>
            {one.better !== null && (
              <button type="button" class="button small" data-testid="better" onClick={() => insert(one, box.current)}>
                {one.better.trim() ? `“${shown(one.better)}”` : "Leave it out"} <kbd>Alt {index + 1}</kbd>
              </button>
            )}
          </li>
        ))}
      </ol>
      <button type="button" class="icon-button" aria-label="Put the coach away for this draft" title="Alt 0" data-testid="hush" onClick={hush}>
        <Icon name="close" size={16} />
      </button>
    </section>
  );
}

/** As if typed, so that it can be undone; what is left to fill in stands selected. */
function insert(advice: Advice | undefined, box: HTMLTextAreaElement | null) {
  if (!advice || advice.better === null || !box) return;
  const place = (characters: number) => [...box.value].slice(0, characters).join("").length; // the desk counts code points
  const [start, end] = [place(advice.start), place(advice.end)];
  box.focus();
  box.setSelectionRange(start, end);
  document.execCommand(advice.better ? "insertText" : "delete", false, advice.better);
  const gap = firstGap(advice.better);
  if (gap) box.setSelectionRange(start + gap[0], start + gap[1]);
}

/** A gap to fill in reads as "…what…". */
const shown = (better: string) => better.trim().replace(/\[\[(.+?)\]\]/g, "…$1…");
const capital = (words: string) => words.charAt(0).toUpperCase() + words.slice(1);
