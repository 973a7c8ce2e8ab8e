/**
 * Secrets out of a text before it is kept or sent: the same rules as the desk's (bot/privacy), held to the same
 * results by tests/privacy/vectors.json. Masking twice changes nothing, so the desk masks again without harm.
 */
import { IBAN_LENGTHS, isCard, isIban } from "./checks";
import * as shapes from "./shapes";

type Span = readonly [start: number, end: number];
type Found = { span: Span; words: string };

/** The text with every secret replaced by words saying what stood there, until none is left. */
export function mask(text: string): string {
  for (;;) {
    const masked = once(text);
    if (masked === text) return text;
    text = masked;
  }
}

/** One round: what was replaced is left alone in the next, so that it ends. */
function once(text: string): string {
  const folded = shapes.fold(text);
  const kept = leftAlone(folded);
  const taken: Found[] = [];
  for (const found of secrets(folded, kept)) {
    if (!overlaps(found.span, [...taken.map((other) => other.span), ...kept])) taken.push(found);
  }
  taken.sort((a, b) => a.span[0] - b.span[0]);
  let masked = "";
  let place = 0;
  for (const { span, words } of taken) {
    masked += text.slice(place, span[0]) + words;
    place = span[1];
  }
  return masked + text.slice(place);
}

/** Where our own placeholders, and order and tracking numbers stand. */
function leftAlone(text: string): Span[] {
  const spans = [...text.matchAll(shapes.PLACEHOLDER), ...text.matchAll(shapes.CODES)].map((match) => group(match, 0));
  for (const match of text.matchAll(shapes.LABELLED)) {
    const slip = isCard(match[1]!.replace(/\D/g, "")) && shapes.CARD_TALK.test(text);
    if (!slip) spans.push(group(match, 1));
  }
  return spans;
}

/** Candidates, the surest rule first; where two overlap, the first is used. */
function* secrets(text: string, kept: Span[]): Generator<Found> {
  for (const span of cards(text, kept)) {
    const digits = text.slice(...span).replace(/\D/g, "");
    yield { span, words: `[card ending ${digits.slice(-4)}]` };
    shapes.AFTER_CARD.lastIndex = span[1];
    const after = shapes.AFTER_CARD.exec(text);
    if (after) yield { span: group(after, 1), words: shapes.NAMES.cvv };
  }
  for (const span of ibans(text)) yield { span, words: shapes.NAMES.iban };
  for (const [kind, patterns] of shapes.BY_KIND) {
    for (const pattern of patterns) {
      for (const match of text.matchAll(pattern)) yield { span: group(match, 1), words: shapes.NAMES[kind] };
    }
  }
  for (const span of passwords(text)) yield { span, words: shapes.NAMES.password };
}

/** In each run of digit groups, the whole groups that make a card number; even groupings are tried first. */
function* cards(text: string, kept: Span[]): Generator<Span> {
  for (const run of text.matchAll(shapes.DIGIT_RUN)) {
    const before = text[run.index - 1];
    const groups = [...run[0].matchAll(/\d+/g)].map((match): Span => {
      const start = run.index + match.index;
      return [start, start + match[0].length];
    });
    if (before === "+" || plain(before)) groups.shift(); // the start of a phone number from abroad, or a code's end
    const candidates: Span[][] = [];
    for (let first = 0; first < groups.length; first++) {
      for (let last = first; last < Math.min(first + 19, groups.length); last++) {
        const some = groups.slice(first, last + 1);
        if (isCard(some.map((span) => text.slice(...span)).join(""))) candidates.push(some);
      }
    }
    const taken: Span[] = [];
    for (const some of candidates.sort(byOddity)) {
      const span: Span = [some[0]![0], some.at(-1)![1]];
      if (!overlaps(span, [...taken, ...kept])) taken.push(span);
    }
    yield* taken;
  }
}

/** How unlike a printed card number a grouping is; among equals the longer number goes first. */
function byOddity(a: Span[], b: Span[]): number {
  const size = (groups: Span[]) => groups.map(([start, end]) => end - start);
  const odd = (sizes: number[]) => {
    const even = new Set(sizes.slice(0, -1)).size <= 1 || (sizes[0] === 4 && sizes[1] === 6);
    return even ? 0 : 1;
  };
  const sum = (sizes: number[]) => sizes.reduce((total, one) => total + one, 0);
  const [left, right] = [size(a), size(b)];
  return odd(left) - odd(right) || sum(right) - sum(left);
}

/** From a country code, exactly as many characters as that country's IBANs have, single spaces skipped. */
function* ibans(text: string): Generator<Span> {
  for (const match of text.matchAll(shapes.IBAN_START)) {
    const length = IBAN_LENGTHS[match[0].slice(0, 2).toUpperCase()] ?? 0;
    let code = "";
    let place = match.index;
    while (code.length < length && place < text.length) {
      const character = text[place]!;
      if (plain(character)) code += character.toUpperCase();
      else if (!" -".includes(character) || " -".includes(text[place - 1]!)) break;
      place++;
    }
    if (isIban(code) && !plain(text[place])) yield [match.index, place];
  }
}

/** What is said to be a password; in looser wordings only what looks like one. */
function* passwords(text: string): Generator<Span> {
  for (const match of text.matchAll(shapes.PASSWORD_QUOTED)) yield group(match, 1);
  for (const [pattern, loose] of shapes.PASSWORDS) {
    for (const match of text.matchAll(pattern)) {
      const [start] = group(match, 1);
      const word = match[1]!.replace(shapes.ENDING, "");
      const said = word.replace(/^[!']+|[!']+$/g, "");
      if (word.length < 3 || shapes.NOT_A_PASSWORD.test(said) || (loose && !mixed(word))) continue;
      yield [start, start + word.length];
    }
  }
}

/** Letters together with digits or symbols that words do not have; an e-mail address is not meant. */
function mixed(word: string): boolean {
  return shapes.HAS_LETTER.test(word) && shapes.HAS_OTHER.test(word) && !shapes.EMAIL.test(word);
}

function group(match: RegExpMatchArray, number: number): Span {
  return match.indices![number]!;
}

function overlaps([start, end]: Span, spans: Span[]): boolean {
  return spans.some(([otherStart, otherEnd]) => start < otherEnd && otherStart < end);
}

/** A letter or digit of ASCII. */
function plain(character: string | undefined): boolean {
  return character !== undefined && /^[0-9A-Za-z]$/.test(character);
}
