import { useState } from "preact/hooks";
import { useNow } from "../../common/hooks";
import { fullTime } from "../../common/times";
import type { AgentPromise } from "../../protocol";
import { keepPromise, takeBackPromise } from "../api";
import { until } from "./promises";

const NEAR_MS = 30 * 60_000;

interface Props {
  promises: AgentPromise[];
  csrf: string;
  open: (conversationId: string) => void;
}

/** What this agent, or the team, has promised and not kept yet; the soonest first. Near ones say so. */
export function MyPromises({ promises, csrf, open }: Props) {
  const now = useNow();
  const near = promises.filter((one) => Date.parse(one.due) - now < NEAR_MS);
  return (
    <section class="group my-promises" data-testid="my-promises" aria-label="Promises to keep">
      <h2>
        Promises to keep <span>{promises.length}</span>
      </h2>
      <p class="visually-hidden" role="status">
        {near.map((one) => `“${one.text}” is due ${until(one.due, now)}.`).join(" ")}
      </p>
      {promises.length === 0 && <p class="empty">None. What you promise with a time stands here until it is kept.</p>}
      <ul>
        {promises.map((one) => (
          <Row key={one.id} promise={one} now={now} csrf={csrf} open={open} />
        ))}
      </ul>
    </section>
  );
}

function Row({ promise, now, csrf, open }: { promise: AgentPromise; now: number; csrf: string; open: Props["open"] }) {
  const [ending, setEnding] = useState(false);
  const [words, setWords] = useState("");
  const [problem, setProblem] = useState<string>();
  const near = Date.parse(promise.due) - now < NEAR_MS;
  const settle = async (work: Promise<object>) => {
    try {
      await work;
    } catch (error) {
      setProblem((error as Error).message);
    }
  };
  return (
    <li class={near ? "my-promise near" : "my-promise"} data-testid="my-promise">
      <button type="button" class="promise-open" onClick={() => open(promise.conversation_id)}>
        <b>{promise.text}</b>
        <span title={fullTime(promise.due)}>{until(promise.due, now)}</span>
        <small>
          {promise.customer ?? "Guest"}, {promise.reference}
          {promise.owner === "team" && " · the team’s"}
        </small>
      </button>
      <div class="promise-ends">
        <button type="button" class="button small" data-testid="promise-kept" onClick={() => void settle(keepPromise(promise.id, csrf))}>
          Kept
        </button>
        <button type="button" class="button quiet small" aria-expanded={ending} data-testid="promise-take-back" onClick={() => setEnding(!ending)}>
          Take back
        </button>
      </div>
      {ending && (
        <form
          class="promise-words"
          onSubmit={(event) => {
            event.preventDefault();
            void settle(takeBackPromise(promise.id, words, csrf));
          }}
        >
          <label class="field">
            What changes, for the customer
            <textarea class="input" rows={2} maxLength={1000} required value={words} onInput={(event) => setWords(event.currentTarget.value)} />
          </label>
          <button type="submit" class="button small primary" data-testid="promise-take-back-send">
            Tell them
          </button>
        </form>
      )}
      {problem && (
        <p class="problem" role="alert">
          {problem}
        </p>
      )}
    </li>
  );
}
