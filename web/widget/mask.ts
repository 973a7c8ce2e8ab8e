/**
 * Secrets out of a text before it is kept or sent: the same rules as the desk's (bot/privacy), held to the same
 * results by tests/privacy/vectors.json. Masking twice changes nothing, so the desk masks again without harm.
 */
import { fitsIssuer, IBAN_LENGTHS, isCard, isFrenchId, isIban, isUsual, luhn } from "./checks";
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
  const cards = aboutCards(text);
  for (const pattern of [shapes.LABELLED, shapes.LABELLED_GROUPS]) {
    for (const match of text.matchAll(pattern)) {
      if (!(cards && isCard(digitsOf(match[1]!)))) spans.push(group(match, 1));
    }
  }
  return spans;
}

/** Payment cards; gift cards and the like are none. */
function aboutCards(text: string): boolean {
  return shapes.CARD_TALK.test(text.replace(shapes.OTHER_CARD, " "));
}

/** Candidates, the surest rule first; where two overlap, the first is used. */
function* secrets(text: string, kept: Span[]): Generator<Found> {
  for (const span of cards(text, kept)) {
    const digits = digitsOf(text.slice(...span));
    yield { span, words: `[card ending ${digits.slice(-4)}]` };
    shapes.AFTER_CARD.lastIndex = span[1];
    const after = shapes.AFTER_CARD.exec(text);
    if (after && (after[2]!.length === 3 || after[1] || digits.length === 15)) {
      yield { span: group(after, 2), words: shapes.NAMES.cvv };
    }
  }
  yield* all(text, shapes.SPELLED_CARD, shapes.NAMES.card);
  for (const span of ibans(text)) yield { span, words: shapes.NAMES.iban };
  yield* all(text, shapes.MISTYPED_IBAN, shapes.NAMES.iban);
  for (const [kind, patterns] of shapes.BY_KIND) {
    for (const pattern of patterns) yield* all(text, pattern, shapes.NAMES[kind]);
  }
  yield* all(text, shapes.FRENCH_ID, shapes.NAMES.national_id, isFrenchId);
  yield* all(text, shapes.SWEDISH_ID, shapes.NAMES.national_id, (typed) => luhn(digitsOf(typed).slice(-10)));
  for (const span of passwords(text)) yield { span, words: shapes.NAMES.password };
}

function* all(text: string, pattern: RegExp, words: string, fits = (_typed: string) => true): Generator<Found> {
  for (const match of text.matchAll(pattern)) if (fits(match[1]!)) yield { span: group(match, 1), words };
}

/** In each run of digit groups, the whole groups that make a card number; even groupings are tried first. */
function* cards(text: string, kept: Span[]): Generator<Span> {
  const talk = aboutCards(text);
  if (talk) text = text.replace(shapes.O_FOR_ZERO, (_, digit: string, slip: string) => digit + "0".repeat(slip.length));
  for (const run of text.matchAll(talk ? shapes.SPLIT_RUN : shapes.DIGIT_RUN)) {
    const before = text[run.index - 1];
    const groups = [...run[0].matchAll(/\d+/g)].map((match): Span => {
      const start = run.index + match.index;
      return [start, start + match[0].length];
    });
    if (before === "+" || plain(before)) groups.shift(); // the start of a phone number from abroad, or a code's end
    const taken: Span[] = [];
    for (const some of cardLong(groups).sort(byOddity)) {
      const digits = some.map((span) => text.slice(...span)).join("");
      const span: Span = [some[0]![0], some.at(-1)![1]];
      const sure = talk || printed(digits, some, groups, taken);
      if (sure && isCard(digits) && !overlaps(span, [...taken, ...kept])) taken.push(span);
    }
    yield* taken;
  }
  const bankCardsOnly = text.replace(shapes.OTHER_CARD, (other) => " ".repeat(other.length));
  for (const match of bankCardsOnly.matchAll(shapes.MISTYPED_CARD)) {
    const digits = digitsOf(match[1]!);
    if (isUsual(digits) && fitsIssuer(digits)) yield group(match, 1);
  }
}

/** Neighbouring groups that together have as many digits as a card number may. */
function cardLong(groups: Span[]): Span[][] {
  const found: Span[][] = [];
  for (let first = 0; first < groups.length; first++) {
    let size = 0;
    for (let last = first; last < groups.length; last++) {
      size += groups[last]![1] - groups[last]![0];
      if (size > 19) break;
      if (size >= 13) found.push(groups.slice(first, last + 1));
    }
  }
  return found;
}

/** Of a usual length and grouped as on a card, or not at all; and not the middle of a longer number in fours. */
function printed(digits: string, some: Span[], groups: Span[], taken: Span[]): boolean {
  const sizes = some.map(([start, end]) => end - start);
  if (["4,6,4", "4,6,5"].includes(sizes.join())) return true;
  const even = new Set(sizes).size === 1;
  if (!isUsual(digits) || (sizes.length > 1 && !(even && [1, 2, 4, 8].includes(sizes[0]!)))) return false;
  const before = groups[groups.indexOf(some[0]!) - 1];
  if (!before || !even || sizes[0] !== 4 || before[1] - before[0] !== 4) return true;
  return taken.some(([, end]) => end === before[1]);
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
  const near = [...shapes.PASSWORD_NEAR, ...(shapes.PASSWORD_TALK.test(text) ? shapes.PASSWORD_CHANGED : [])];
  for (const pattern of [...shapes.PASSWORD_SAID, ...near]) {
    for (const match of text.matchAll(pattern)) {
      const [start] = group(match, 1);
      const word = match[1]!.replace(shapes.ENDING, "");
      const said = word.replace(/^[!']+|[!']+$/g, "");
      if (word.length < 3 || shapes.NOT_A_PASSWORD.test(said) || (near.includes(pattern) && !mixed(word))) continue;
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

function digitsOf(typed: string): string {
  return typed.replace(/\D/g, "");
}

/** A letter or digit of ASCII. */
function plain(character: string | undefined): boolean {
  return character !== undefined && /^[0-9A-Za-z]$/.test(character);
}
