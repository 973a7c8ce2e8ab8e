import type { Audit } from "../../protocol";
import { auditCsv, type AuditQuery } from "./api";
import { Icon } from "../../common/Icon";

interface Props {
  query: AuditQuery;
  found?: Audit;
  choose: (query: AuditQuery) => void;
}

export const EVERYTHING: AuditQuery = { person: "", conversation: "", action: "", from: "", to: "" };

/** By person, action, conversation and day. */
export function AuditFilter({ query, found, choose }: Props) {
  const filtered = Object.values(query).some(Boolean);
  return (
    <form
      class="audit-filter"
      aria-label="What to look for"
      data-testid="audit-filter"
      onSubmit={(event) => {
        event.preventDefault();
        const form = new FormData(event.currentTarget);
        choose(Object.fromEntries(Object.keys(EVERYTHING).map((name) => [name, String(form.get(name)).trim()])) as unknown as AuditQuery);
      }}
    >
      <label>
        Person
        <select class="input" name="person" value={query.person}>
          <option value="">Everybody</option>
          {found?.people.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      </label>
      <label>
        What
        <select class="input" name="action" value={query.action}>
          <option value="">Everything</option>
          {found?.actions.map(({ action, title }) => (
            <option key={action} value={action}>
              {title}
            </option>
          ))}
        </select>
      </label>
      <label>
        Conversation
        <input class="input" name="conversation" placeholder="EV-…" maxLength={12} defaultValue={query.conversation} />
      </label>
      <label>
        From
        <input class="input" name="from" type="date" defaultValue={query.from} />
      </label>
      <label>
        To
        <input class="input" name="to" type="date" defaultValue={query.to} />
      </label>
      <div class="audit-buttons">
        <button type="submit" class="button primary">
          Show
        </button>
        {filtered && (
          <button type="button" class="button" onClick={() => choose(EVERYTHING)}>
            Everything
          </button>
        )}
        <a class="button" href={auditCsv(query)} download data-testid="audit-csv">
          <Icon name="download" size={18} />
          CSV
        </a>
      </div>
    </form>
  );
}
