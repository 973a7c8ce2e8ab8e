import { useEffect, useState } from "preact/hooks";
import { fullTime } from "../../common/times";
import type { Audit } from "../../protocol";
import { Refused } from "../api";
import { audit, type AuditQuery } from "./api";
import { AuditFilter, EVERYTHING } from "./AuditFilter";

const clock = new Intl.DateTimeFormat(undefined, { hour: "2-digit", minute: "2-digit", second: "2-digit" });
const day = new Intl.DateTimeFormat(undefined, { weekday: "long", day: "numeric", month: "long", year: "numeric" });

type Entries = Audit["entries"];

/** Who saw and did what, by day, the newest first. */
export function AuditPage({ open, loggedOut }: { open: (conversationId: string) => void; loggedOut: () => void }) {
  const [query, setQuery] = useState<AuditQuery>(EVERYTHING);
  const [found, setFound] = useState<Audit>();
  const [problem, setProblem] = useState<string>();

  const look = async (before?: number) => {
    setProblem(undefined);
    try {
      const answer = await audit(query, before);
      setFound((earlier) => (before && earlier ? { ...answer, entries: [...earlier.entries, ...answer.entries] } : answer));
    } catch (error) {
      setProblem((error as Error).message);
      if (error instanceof Refused && error.code === "log_in") loggedOut();
    }
  };
  useEffect(() => void look(), [query]);

  return (
    <main class="page" data-testid="audit">
      <section aria-labelledby="audit-title">
        <h2 id="audit-title">Who saw and did what</h2>
        <AuditFilter key={JSON.stringify(query)} query={query} found={found} choose={setQuery} />
        <p class="hint">
          Kept for good: nobody can change it, and looking into it is written down too. Times are yours
          {found && `; the days to choose are those of ${found.timezone}`}.
        </p>
        {problem && (
          <p class="problem" role="alert">
            {problem}
          </p>
        )}
        {found && !found.entries.length && <p class="report-empty">There is nothing like that in the log.</p>}
        {found && byDay(found.entries).map(([title, entries]) => <Day key={title} title={title} entries={entries} open={open} />)}
        {found?.more && (
          <button type="button" class="button" data-testid="older" onClick={() => look(found.more!)}>
            Show older
          </button>
        )}
      </section>
    </main>
  );
}

function Day({ title, entries, open }: { title: string; entries: Entries; open: (conversationId: string) => void }) {
  return (
    <div class="audit-day">
      <h3>{title}</h3>
      <ol>
        {entries.map((entry) => (
          <li key={entry.id} data-testid="audit-entry">
            <time dateTime={entry.at} title={fullTime(entry.at)}>
              {clock.format(new Date(entry.at))}
            </time>
            <span>
              <b>{entry.who}</b> {entry.what}
            </span>
            {entry.conversation_id && entry.reference && (
              <button type="button" class="link" aria-label={`Open conversation ${entry.reference}`} onClick={() => open(entry.conversation_id!)}>
                {entry.reference}
              </button>
            )}
          </li>
        ))}
      </ol>
    </div>
  );
}

/** In the order they come, a group for each day of the reader's. */
export function byDay(entries: Entries): [string, Entries][] {
  const days = new Map<string, Entries>();
  for (const entry of entries) {
    const title = day.format(new Date(entry.at));
    days.set(title, [...(days.get(title) ?? []), entry]);
  }
  return [...days];
}
