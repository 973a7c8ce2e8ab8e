import { shortTime } from "../common/times";
import type { Brief, Promised } from "../protocol";
import { Section, Statement, type Jump } from "./BriefParts";

export function Facts({ facts, jump }: { facts: Brief["facts"]; jump: Jump }) {
  if (!facts.length) return null;
  return (
    <Section title="Known already">
      <dl class="facts">
        {facts.map((fact) => (
          <div key={`${fact.label} ${fact.value} ${fact.seq}`} class={fact.label === "Order" ? "order" : undefined}>
            <dt>{fact.label}</dt>
            <dd>
              <Statement seq={fact.seq} jump={jump}>
                {fact.value}
              </Statement>
            </dd>
          </div>
        ))}
      </dl>
    </Section>
  );
}

export function Tried({ tried, jump }: { tried: Brief["tried"]; jump: Jump }) {
  return (
    <Section title="Tried">
      {tried.length === 0 && <p class="hint">Nothing yet.</p>}
      <ul>
        {tried.map((item, index) => (
          <li key={index} class={item.ok ? "outcome ok" : "outcome not"}>
            <Statement seq={item.seq} jump={jump}>
              <span class="visually-hidden">{item.ok ? "Done: " : "Did not work: "}</span>
              {item.text}
            </Statement>
          </li>
        ))}
      </ul>
    </Section>
  );
}

const STATUS = { open: "open", kept: "kept", broken: "not kept", unconfirmed: "not confirmed", void: "no longer needed" } as const;

export function Promises({ promised, jump }: { promised: Brief["promised"]; jump: Jump }) {
  if (!promised.length) return null;
  return (
    <Section title="Promised">
      <ul>
        {promised.map((item, index) => (
          <li key={index}>
            <Statement seq={item.seq} jump={jump}>
              {item.text}{" "}
              <span class={`promise ${item.status}`}>
                {STATUS[item.status]}, due {shortTime(item.due)}
              </span>
            </Statement>
            <p class="hint">{promiseHint(item)}</p>
          </li>
        ))}
      </ul>
    </Section>
  );
}

/** How it ended, else what it depends on; and where it was made, if not here. */
function promiseHint({ said, check, earlier }: Promised): string {
  return [said ?? (check && `Depends on: ${check}`), earlier && `made in ${earlier}`].filter(Boolean).join(" · ");
}

export function Earlier({ earlier }: { earlier: Brief["earlier"] }) {
  if (!earlier.length) return null;
  return (
    <Section title="Earlier, about the same">
      <ul>
        {earlier.map((contact) => (
          <li key={contact.conversation_id}>
            {shortTime(contact.at)}: {contact.text || "not read"}{" "}
            <span class="hint">
              {contact.outcome}, {contact.reference}
            </span>
          </li>
        ))}
      </ul>
    </Section>
  );
}
