import type { ComponentChildren } from "preact";
import type { Brief } from "../protocol";

export type Jump = (seq: number) => void;

export function Section({ title, children }: { title: string; children: ComponentChildren }) {
  return (
    <section class="brief-section">
      <h3>{title}</h3>
      {children}
    </section>
  );
}

interface StatementProps {
  seq?: number;
  jump: Jump;
  strong?: boolean;
  children: ComponentChildren;
}

/** A statement that leads to its message, when it rests on one. */
export function Statement({ seq, jump, strong, children }: StatementProps) {
  const style = strong ? "statement strong" : "statement";
  if (!seq) return <span class={style}>{children}</span>;
  return (
    <button type="button" class={`${style} linked`} data-testid="statement" data-rests-on={seq} title="Show the message" onClick={() => jump(seq)}>
      {children}
    </button>
  );
}

/** The customer's own words, each once, and what in them counted. */
export function Evidence({ evidence, jump }: { evidence: Brief["why"]["evidence"]; jump: Jump }) {
  const quotes = new Map<string, Brief["why"]["evidence"]>();
  for (const item of evidence) quotes.set(item.quote, [...(quotes.get(item.quote) ?? []), item]);
  return (
    <ul class="evidence">
      {[...quotes].map(([quote, items]) => (
        <li key={quote}>
          <Statement seq={items[0]!.seq} jump={jump}>
            {quote && <q>{quote}</q>} <span class="cues">{items.map(({ cue }) => cue).join(" · ")}</span>
          </Statement>
        </li>
      ))}
    </ul>
  );
}
