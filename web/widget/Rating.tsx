import { useState } from "preact/hooks";
import type { Connection } from "./connection";
import type { WidgetState } from "./state";

const SCORES = ["Very poor", "Poor", "All right", "Good", "Very good"];

/** How it went. The score counts as soon as it is pressed; the words are extra. */
export function Rating({ state, connection }: { state: WidgetState; connection: Connection }) {
  const given = state.conversation?.rating;
  const [score, setScore] = useState<number>();
  const [comment, setComment] = useState("");
  const [before] = useState(given !== undefined);
  const [done, setDone] = useState(false);
  const [error, setError] = useState<string>();

  if (before) return null;
  if (done) {
    return (
      <p class="aside" role="status" data-testid="rated">
        Thank you. Your answer has been saved.
      </p>
    );
  }

  const rate = async (next: number, words?: string) => {
    setScore(next);
    const answer = await connection.rate(next, words);
    setError(answer.ok ? undefined : answer.error.message);
    if (answer.ok && words) setDone(true);
  };

  return (
    <section class="aside rating" data-testid="rating" aria-labelledby="rating-title">
      <h2 id="rating-title">How did we do?</h2>
      <div class="scores" role="group" aria-labelledby="rating-title">
        {SCORES.map((words, index) => (
          <button
            key={words}
            type="button"
            class="score"
            data-testid={`rate-${index + 1}`}
            aria-pressed={score === index + 1}
            onClick={() => rate(index + 1)}
          >
            <b>
              {index + 1}
              <span class="visually-hidden"> of 5: </span>
            </b>
            <span>{words}</span>
          </button>
        ))}
      </div>
      {error && (
        <p class="problem" role="alert">
          {error}
        </p>
      )}
      {score !== undefined && (
        <form
          class="aside-row"
          onSubmit={(event) => {
            event.preventDefault();
            if (comment.trim()) void rate(score, comment.trim());
            else setDone(true);
          }}
        >
          <input
            class="input"
            data-testid="rate-comment"
            aria-label="Anything to add? (optional)"
            placeholder="Anything to add? (optional)"
            maxLength={1000}
            value={comment}
            onInput={(event) => setComment(event.currentTarget.value)}
          />
          <button type="submit" class="button primary" data-testid="rate-send">
            Done
          </button>
        </form>
      )}
    </section>
  );
}
