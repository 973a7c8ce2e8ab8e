import { useState } from "preact/hooks";
import type { PeriodQuery } from "../api";

const USUAL = ["7", "30", "90"];

/** The last 7, 30 or 90 days, or two dates. */
export function PeriodForm({ query, choose }: { query: PeriodQuery; choose: (next: PeriodQuery) => void }) {
  const [from, setFrom] = useState("");
  const [to, setTo] = useState("");
  return (
    <form
      class="period"
      aria-label="Period of the reports"
      onSubmit={(event) => {
        event.preventDefault();
        choose({ from, to });
      }}
    >
      <div class="period-days">
        {USUAL.map((days) => (
          <button
            key={days}
            type="button"
            class="button small"
            aria-pressed={query.days === days}
            data-testid={`days-${days}`}
            onClick={() => choose({ days })}
          >
            {days} days
          </button>
        ))}
      </div>
      <div class="period-dates">
        <label>
          <span>From</span>
          <input class="input" type="date" required value={from} max={to || undefined} onInput={(event) => setFrom(event.currentTarget.value)} />
        </label>
        <label>
          <span>to</span>
          <input class="input" type="date" required value={to} min={from || undefined} onInput={(event) => setTo(event.currentTarget.value)} />
        </label>
        <button type="submit" class="button small" aria-pressed={query.from !== undefined}>
          Show
        </button>
      </div>
    </form>
  );
}
