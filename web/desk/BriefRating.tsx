import { useState } from "preact/hooks";
import type { Brief, BriefRating as Rating } from "../protocol";
import { rateBrief } from "./api";
import { statements } from "./briefStatements";

interface Props {
  brief: Brief;
  csrf: string;
}

/** Two presses tell the maintainers whether the brief helped: useful; or wrong and which statement; or missing and what. */
export function BriefRating({ brief, csrf }: Props) {
  const [asking, setAsking] = useState<"wrong" | "missing">();
  const [words, setWords] = useState("");
  const [said, setSaid] = useState<string>();
  const send = async (rating: Rating) => {
    try {
      await rateBrief(brief.conversation_id, rating, csrf);
      setSaid("Thank you. It goes to whoever maintains the brief.");
      setAsking(undefined);
      setWords("");
    } catch (error) {
      setSaid((error as Error).message);
    }
  };
  return (
    <section class="brief-rating" data-testid="brief-rating" aria-label="Rate this brief">
      <p>
        <span>This brief is</span>
        <button type="button" class="button quiet small" data-testid="brief-useful" onClick={() => void send({ verdict: "useful" })}>
          Useful
        </button>
        {(["wrong", "missing"] as const).map((verdict) => (
          <button
            key={verdict}
            type="button"
            class="button quiet small"
            data-testid={`brief-${verdict}`}
            aria-expanded={asking === verdict}
            onClick={() => setAsking(asking === verdict ? undefined : verdict)}
          >
            {verdict === "wrong" ? "Wrong somewhere" : "Missing something"}
          </button>
        ))}
      </p>
      {asking && (
        <label class="field">
          {asking === "wrong" ? "What would be right? (optional)" : "What was missing?"}
          <input class="input" maxLength={500} data-testid="brief-words" value={words} onInput={(event) => setWords(event.currentTarget.value)} />
        </label>
      )}
      {asking === "wrong" && (
        <ul class="brief-choices" aria-label="Which statement is wrong?">
          {statements(brief).map(({ part, text }) => (
            <li key={`${part} ${text}`}>
              <button
                type="button"
                class="button quiet small"
                data-testid="brief-statement"
                onClick={() => void send({ verdict: "wrong", part, statement: text, words: words || undefined })}
              >
                {text}
              </button>
            </li>
          ))}
        </ul>
      )}
      {asking === "missing" && (
        <button type="button" class="button small primary" data-testid="brief-missing-send" disabled={!words.trim()} onClick={() => void send({ verdict: "missing", words })}>
          Send
        </button>
      )}
      <p class="hint" role="status">
        {said}
      </p>
    </section>
  );
}
