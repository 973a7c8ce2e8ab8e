import { useEffect, useState } from "preact/hooks";
import type { Reports as Found } from "../../protocol";
import { type PeriodQuery, reports } from "../api";
import { isEmpty } from "./cells";
import { PeriodForm } from "./PeriodForm";
import { ReportCard } from "./ReportCard";

/** The reports over a period of the reader's choice. */
export function Reports({ refused }: { refused: (error: Error) => void }) {
  const [query, setQuery] = useState<PeriodQuery>({ days: "30" });
  const [found, setFound] = useState<{ query: PeriodQuery; reports: Found }>();
  const [problem, setProblem] = useState<string>();

  useEffect(() => {
    let current = true;
    setProblem(undefined);
    reports(query)
      .then((answer) => current && setFound({ query, reports: answer }))
      .catch((error: Error) => {
        if (!current) return;
        setProblem(error.message);
        refused(error);
      });
    return () => {
      current = false;
    };
  }, [query]);

  const nothing = found?.reports.reports.every(isEmpty);
  const reading = found?.query !== query && !problem;
  return (
    <section aria-labelledby="reports-title">
      <div class="reports-head">
        <h2 id="reports-title">Reports</h2>
        <PeriodForm query={query} choose={setQuery} />
      </div>
      <p class="hint" role="status" data-testid="reports-status">
        {reading && "Reading…"}
        {!reading && found && !problem && (
          <>
            Conversations begun from {found.reports.period.from} to {found.reports.period.to} (days in{" "}
            {found.reports.period.timezone}). Figures need five cases at least; ranges are 95 % intervals.
          </>
        )}
      </p>
      {problem && (
        <p class="problem" role="alert">
          {problem}{" "}
          <button type="button" class="link" onClick={() => setQuery({ ...query })}>
            Try again
          </button>
        </p>
      )}
      {found && nothing && (
        <p class="report-empty" data-testid="no-reports">
          Nothing to report yet: there were too few conversations in this period. Reports begin with five of a kind.
        </p>
      )}
      {found && !nothing && (
        <div class="reports" aria-busy={reading}>
          {found.reports.reports.map((report) => (
            <ReportCard key={report.id} report={report} query={found.query} />
          ))}
        </div>
      )}
    </section>
  );
}
