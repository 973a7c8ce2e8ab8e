/** The shapes of secrets, and of the numbers to be left alone. Twin of bot/privacy/shapes: change both together. */

export const NAMES = {
  cvv: "[security code removed]",
  pin: "[PIN removed]",
  password: "[password removed]",
  ssn: "[social security number removed]",
  nino: "[national insurance number removed]",
  passport: "[passport number removed]",
  iban: "[IBAN removed]",
} as const;

type Kind = keyof typeof NAMES;

/** Look-alikes folded one for one, so that places in the folded text are places in the text. */
export function fold(text: string): string {
  return text
    .replace(/[\u2018\u2019]/g, "'")
    .replace(/[\u201c\u201d]/g, '"')
    .replace(/[\u00a0\u202f\u2000-\u200a]/g, " ")
    .replace(/[\u2010-\u2015\u2212]/g, "-")
    .replace(/[\u0660-\u0669\u06f0-\u06f9\uff10-\uff19]/g, (digit) => String((digit.charCodeAt(0) - zero(digit)) % 10));
}

function zero(digit: string): number {
  const code = digit.charCodeAt(0);
  return code >= 0xff10 ? 0xff10 : code >= 0x06f0 ? 0x06f0 : 0x0660;
}

/** Every rule ignores case, is searched for everywhere and tells where its groups stand. */
const rule = (pattern: string) => new RegExp(pattern, "gid");
const test = (pattern: string) => new RegExp(pattern, "i");

// --- Left alone -----------------------------------------------------------------------------------------------
export const PLACEHOLDER = rule(String.raw`\[(?:card ending \d{4}|card number removed|[a-z ]{3,30} removed)\]`);
export const CODES = rule(
  String.raw`\bEK-?\d{4,7}\b|\bTRK-?\d{6,15}\b|\b1Z[0-9A-Z]{16}\b|\b[A-Z]{2}\d{9}[A-Z]{2}\b`,
);
export const LABELLED = rule(
  String.raw`\b(?:order|purchase|invoice|ticket|case|return|rma|reference|ref|tracking|parcel|shipment)s?` +
    String.raw`(?:[ ]+(?:number|num|no\.?|id|code|ref))?(?:[ ]+(?:is|was))?[ ]*[:#=]?[ ]*#?` +
    String.raw`([A-Z]{0,4}-?\d{3,24})\b(?![ .-]?\d)`,
);
export const CARD_TALK = test(
  String.raw`\b(?:card|visa|mastercard|amex|american express|debit|credit|cvv|cvc|expiry|exp)\b`,
);

// --- Secrets --------------------------------------------------------------------------------------------------
export const DIGIT_RUN = rule(String.raw`\d(?:[\s.-]{0,3}\d)+`);
/** Sticky: matched right after a card number. */
export const AFTER_CARD = new RegExp(
  String.raw`[\s,;]{0,5}(?:(?:exp|expiry|expires|expiration)?[\s:]{0,5}\d\d ?/ ?(?:20)?\d\d)?[\s,;]{1,5}(\d{3,4})\b(?![./-]\d)`,
  "iyd",
);
const CODE_WORDS =
  String.raw`(?:cvv2?|cvc2?|cv2|csc|(?:card )?security (?:code|number)|card verification(?: code| number| value)?` +
  String.raw`|(?:digits?|numbers?) (?:on|from) (?:the |its )?back(?: of (?:it|(?:the|my) card))?)`;
const CVV = [
  rule(
    String.raw`\b${CODE_WORDS}` +
      String.raw`(?:[\s:=#-]+(?:number|code|no\.?|is|was|are|it's|on (?:the|my) (?:back|card)|of (?:the|my) card)\b){0,3}` +
      String.raw`[\s:=#-]*(\d{3,4})\b(?![./-]?\d)`,
  ),
  rule(String.raw`\b(\d{3,4})\s+(?:is|was)\s+(?:my|the|its)\s+${CODE_WORDS}`),
];
const PIN = [
  rule(
    String.raw`\bpin(?:[\s:=#-]+(?:number|code|no\.?|is|was|for (?:the|my) card)\b){0,3}[\s:=#-]+(\d{4})\b(?![./-]?\d)`,
  ),
  rule(String.raw`\b(\d{4})\s+(?:is|was)\s+my\s+pin\b`),
];
const SSN = [
  rule(String.raw`\b((?!000|666|9\d\d)\d{3}-(?!00)\d\d-(?!0000)\d{4})\b(?!-?\d)`),
  rule(
    String.raw`\b(?:ssn|social security(?: number| no\.?)?|social)(?:\s+(?:is|was))?[\s:#=]+` +
      String.raw`((?!000|666|9\d\d)\d{3}[ -]?(?!00)\d\d[ -]?(?!0000)\d{4})\b`,
  ),
];
// Letters and prefixes that HMRC never issues are excluded.
const NINO = [
  rule(
    String.raw`\b((?!BG|GB|NK|KN|TN|NT|ZZ)[ABCEGHJ-PRSTW-Z][ABCEGHJ-NPRSTW-Z][ -]?\d\d[ -]?\d\d[ -]?\d\d[ -]?[A-D])\b`,
  ),
];
const PASSPORT = [
  rule(String.raw`\bpassport(?:\s+(?:number|no\.?))?(?:\s+(?:is|was))?[\s:#=]+([A-Z]{0,2}\d{6,9})\b`),
];
export const BY_KIND: [Kind, RegExp[]][] = [
  ["ssn", SSN],
  ["nino", NINO],
  ["passport", PASSPORT],
  ["cvv", CVV],
  ["pin", PIN],
];
export const IBAN_START = rule(String.raw`\b[A-Z]{2}\d\d[ -]?[A-Z0-9]{2}`);

const PASSWORD_WORDS = String.raw`(?:pass ?words?|passwd|pwd|pass ?code|pass ?phrase|pw)`;
const QUOTED = String.raw`("[^"\n]{1,64}"|'[^'\n]{1,64}'(?![a-z]))`;
export const PASSWORD_QUOTED = rule(String.raw`\b${PASSWORD_WORDS}[\s:=]*(?:is|was|to)?[\s:=]*${QUOTED}`);
/** Wordings of a password, and whether each is loose: then only what looks like a password is one. */
export const PASSWORDS: [RegExp, boolean][] = [
  [rule(String.raw`\b${PASSWORD_WORDS}(?:\s*[:=]\s*|\s+(?:is|was)\s*[:=]?\s*)([^\s"]{3,64})`), false],
  [rule(String.raw`\b${PASSWORD_WORDS}(?:\s+to)?\s+([^\s"]{4,64})`), true],
  [rule(String.raw`(?:^|\s)([^\s"]{4,64})\s+(?:is|was)\s+(?:my|the)\s+(?:old |new |current )?${PASSWORD_WORDS}\b`), true],
];
export const HAS_LETTER = test(String.raw`[a-z]`);
export const HAS_OTHER = test(String.raw`\d|[^\w'!-].`);
export const EMAIL = test(String.raw`^[^\s@]+@[^\s@]+\.[a-z]{2,}$`);
export const ENDING = test(String.raw`[.,;:?)]+$`);
// "My password is wrong": what people say about a password that is not the password.
const SAID_OF_PASSWORDS = (
  "a about accepted again all already also always and any are asking bad because been being blocked broken but " +
  "can can't cannot case causing changed comes compromised correct correctly definitely different displayed " +
  "doesn't doing don't easy either empty every exactly expired expiring failing fine for forgotten from gets " +
  "giving gone good hacked has hasn't have help hidden how i i'm i've if ignored impossible in incorrect " +
  "incorrectly insecure invalid isn't it it's its just keeping kept known leaked letters like locked long " +
  "longer lost making matched matching maybe mine missing my needed needing never new no nor not nothing now " +
  "obviously off ok okay old on one only or otherwise out outdated please probably protected put quite really " +
  "recognised recognized refused rejected required reset resets resetting right safe same saved saying secret " +
  "secure sent set short showing shown simple so some something sometimes still stolen strong stuck stupid such " +
  "sure temporary than that that's the then there these they this thoroughly to too totally typed unchanged " +
  "unknown unless updated used useless using valid very visible was wasn't weak what what's when where which " +
  "while whose why will with without won't working wrong you your yours"
).replaceAll(" ", "|");
export const NOT_A_PASSWORD = test(`^(?:${SAID_OF_PASSWORDS})$`);
