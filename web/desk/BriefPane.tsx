import type { Brief } from "../protocol";
import { Evidence, Section, Statement } from "./BriefParts";
import { BriefRating } from "./BriefRating";
import { Curve } from "./Curve";
import { Earlier, Facts, Promises, Tried } from "./BriefLists";
import { languageName } from "./routing/words";
import { isMine, type DeskState } from "./state";
import { verifiedWords } from "./words";

interface Props {
  state: DeskState;
  jump: (seq: number) => void;
  useLine: (text: string) => void;
}

/** Readable in ten seconds, top down; every statement leads to the message it rests on. */
export function BriefPane({ state, jump, useLine }: Props) {
  const brief = state.open?.brief;
  return (
    <div class="brief" data-testid="brief">
      {brief ? (
        <BriefView brief={brief} jump={jump} useLine={isMine(state) ? useLine : undefined} csrf={state.me?.csrf} />
      ) : (
        <p class="empty">
          {state.open
            ? "No brief yet. It is written when the conversation needs a person."
            : "The brief says who this is, what they want and what has been tried."}
        </p>
      )}
    </div>
  );
}

interface ViewProps {
  brief: Brief;
  jump: (seq: number) => void;
  useLine?: (text: string) => void;
  csrf?: string;
}

function BriefView({ brief, jump, useLine, csrf }: ViewProps) {
  // What they named themselves stands among the facts; saying it twice would only make the brief longer.
  const named = new Set(brief.facts.map((fact) => `${fact.label}: ${fact.value}`));
  const asked = brief.do_not_ask.filter((item) => !named.has(item.text));
  return (
    <>
      <header class="brief-head">
        <h2>{brief.headline}</h2>
        <p class="hint">{whoWords(brief)}</p>
      </header>
      <Section title="Wants">
        <Statement seq={brief.wants.seq} jump={jump} strong>
          {brief.wants.text.charAt(0).toUpperCase() + brief.wants.text.slice(1)}
        </Statement>
      </Section>
      <Section title="Why a person">
        <p>{brief.why.text}</p>
        <Evidence evidence={brief.why.evidence} jump={jump} />
      </Section>
      {brief.recommended && (
        <Section title="Do first">
          <p>{brief.recommended}</p>
        </Section>
      )}
      <Section title="Suggested first line">
        <blockquote class="first-line">{brief.first_line}</blockquote>
        {useLine ? (
          <button type="button" class="button small" data-testid="use-line" data-does="use-line" onClick={() => useLine(brief.first_line)}>
            Use this
          </button>
        ) : (
          <p class="hint">Take over to use it.</p>
        )}
      </Section>
      <Promises promised={brief.promised} jump={jump} />
      {brief.curve.length > 0 && (
        <Section title="Frustration">
          <Curve points={brief.curve} jump={jump} />
        </Section>
      )}
      <Facts facts={brief.facts} jump={jump} />
      {asked.length > 0 && (
        <Section title="Asked and answered: don't ask again">
          <ul>
            {asked.map((item) => (
              <li key={item.text}>
                <Statement seq={item.seq} jump={jump}>
                  {item.text}
                </Statement>
              </li>
            ))}
          </ul>
        </Section>
      )}
      <Tried tried={brief.tried} jump={jump} />
      <Earlier earlier={brief.earlier} />
      {csrf && <BriefRating key={brief.conversation_id} brief={brief} csrf={csrf} />}
    </>
  );
}

function whoWords({ who }: Brief): string {
  const contacts = who.earlier_contacts;
  return [
    who.email ?? "no e-mail known",
    verifiedWords(who),
    who.contact && `left ${who.contact}`,
    who.language && `writes in ${languageName(who.language)}`,
    contacts === 0 ? "first contact" : `${contacts} earlier ${contacts === 1 ? "contact" : "contacts"}`,
  ]
    .filter(Boolean)
    .join(" · ");
}
