import { useState } from "preact/hooks";
import type { HelpHit } from "../../protocol";
import { Refused } from "../api";
import type { Insert } from "../orders/OrderCard";
import { helpArticle } from "./door";

/** The passage that answers; the whole article on demand. Its words or its address go into the message. */
export function HelpCard({ hit, insert }: { hit: HelpHit; insert: Insert }) {
  const [open, setOpen] = useState(false);
  const [html, setHtml] = useState<string>();
  const [problem, setProblem] = useState<string>();

  const toggle = async () => {
    setOpen(!open);
    if (open || html) return;
    try {
      setHtml((await helpArticle(hit.slug)).html);
      setProblem(undefined);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      setProblem(error.message);
    }
  };

  return (
    <section class="help-card" data-testid="help-hit" aria-label={hit.title}>
      <h3>{hit.title}</h3>
      {!open && (
        <>
          {hit.heading !== hit.title && <p class="help-heading">{hit.heading}</p>}
          <p class="help-quote">{hit.quote}</p>
        </>
      )}
      {open && html && <div class="help-article" data-testid="help-article" dangerouslySetInnerHTML={{ __html: html }} />}
      {open && problem && (
        <p class="problem" role="alert">
          {problem}
        </p>
      )}
      <div class="help-buttons">
        {insert && (
          <>
            <button type="button" class="button small" data-testid="insert-answer" onClick={() => insert(hit.quote)}>
              Insert answer
            </button>
            <button type="button" class="button small" data-testid="insert-link" onClick={() => insert(hit.url)}>
              Insert link
            </button>
          </>
        )}
        <button type="button" class="button small quiet" aria-expanded={open} onClick={() => void toggle()}>
          {open ? "Only the answer" : "Whole article"}
        </button>
      </div>
    </section>
  );
}
