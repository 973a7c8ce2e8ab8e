import { shortTime } from "../common/times";
import type { Brief } from "../protocol";
import { Section, Statement, type Jump } from "./BriefParts";

export function Facts({ facts, jump }: { facts: Brief["facts"]; jump: Jump }) {
  if (!facts.length) return null;
  return (
    <Section title="Facts">
      <dl class="facts">
        {facts.map((fact) => (
          <div key={fact.label + fact.value}>
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

const STATUS = { open: "open", kept: "kept", broken: "broken", unconfirmed: "not confirmed" } as const;

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
          </li>
        ))}
      </ul>
    </Section>
  );
}
