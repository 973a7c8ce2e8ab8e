/** The statements of a brief, one by one, for an agent to say which is wrong. */
import type { Brief } from "../protocol";

export function statements(brief: Brief): { part: keyof Brief; text: string }[] {
  const all: { part: keyof Brief; text: string | undefined }[] = [
    { part: "headline", text: brief.headline },
    { part: "wants", text: `Wants ${brief.wants.text}` },
    { part: "why", text: brief.why.text },
    ...brief.facts.map((fact) => ({ part: "facts" as const, text: `${fact.label}: ${fact.value}` })),
    { part: "first_line", text: brief.first_line },
    { part: "recommended", text: brief.recommended },
    ...brief.tried.map(({ text }) => ({ part: "tried" as const, text })),
    ...brief.promised.map(({ text }) => ({ part: "promised" as const, text })),
    ...brief.earlier.map(({ text, reference }) => ({ part: "earlier" as const, text: `${reference}: ${text}` })),
    ...brief.do_not_ask.map(({ text }) => ({ part: "do_not_ask" as const, text })),
    { part: "curve", text: brief.curve.length ? "The frustration" : undefined },
  ];
  return all.filter((one): one is { part: keyof Brief; text: string } => !!one.text);
}
