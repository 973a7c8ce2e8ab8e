import type { Brief } from "../protocol";
import { Evidence, Section, Statement } from "./BriefParts";
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
        <BriefView brief={brief} jump={jump} useLine={isMine(state) ? useLine : undefined} />
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

function BriefView({ brief, jump, useLine }: { brief: Brief; jump: (seq: number) => void; useLine?: (text: string) => void }) {
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
      <Facts facts={brief.facts} jump={jump} />
      <Section title="Suggested first line">
        <blockquote class="first-line">{brief.first_line}</blockquote>
        {useLine ? (
          <button type="button" class="button small" data-testid="use-line" onClick={() => useLine(brief.first_line)}>
            Use this
          </button>
        ) : (
          <p class="hint">Take over to use it.</p>
        )}
      </Section>
      {brief.recommended && (
        <Section title="Recommended">
          <p>{brief.recommended}</p>
        </Section>
      )}
      {brief.curve.length > 0 && (
        <Section title="Frustration">
          <Curve points={brief.curve} jump={jump} />
        </Section>
      )}
      <Tried tried={brief.tried} jump={jump} />
      <Promises promised={brief.promised} jump={jump} />
      <Earlier earlier={brief.earlier} />
      {brief.do_not_ask.length > 0 && (
        <Section title="Don't ask again">
          <ul>
            {brief.do_not_ask.map((item) => (
              <li key={item.text}>
                <Statement seq={item.seq} jump={jump}>
                  {item.text}
                </Statement>
              </li>
            ))}
          </ul>
        </Section>
      )}
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
