/** The shapes of secrets, and of the numbers to be left alone. Twin of bot/privacy/shapes: change both together. */

export const NAMES = {
  card: "[card number removed]",
  cvv: "[security code removed]",
  pin: "[PIN removed]",
  password: "[password removed]",
  ssn: "[social security number removed]",
  nino: "[national insurance number removed]",
  passport: "[passport number removed]",
  licence: "[driving licence number removed]",
  national_id: "[national id removed]",
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
const sticky = (pattern: string) => new RegExp(pattern, "iyd");

// --- Left alone -------------------------------------------------------------------------------------------------
export const PLACEHOLDER = rule(String.raw`\[(?:card ending \d{4}|card number removed|[a-z ]{3,30} removed)\]`);
export const CODES = rule(
  String.raw`\bEK-?\d{4,7}\b|\bTRK-?\d{6,15}\b` +
    String.raw`|\b1Z ?[0-9A-Z]{3} ?[0-9A-Z]{3} ?[0-9A-Z]{2} ?[0-9A-Z]{4} ?[0-9A-Z]{4}\b` +
    String.raw`|\b[A-Z]{2} ?\d{3} ?\d{3} ?\d{3} ?(?:GB|IE|US|CA|AU|DE|FR|NL|ES|IT|CN|HK|SE|PL|CH|AT|BE)\b`,
);
const CALLED =
  String.raw`(?:[ ]{1,3}(?:number|num|no\.?|id|code|ref))?` +
  String.raw`(?:[ ]{1,3}(?:is|was|says))?[ ]{0,3}[:#=]?[ ]{0,3}#?`;
export const LABELLED = rule(
  String.raw`\b(?:order|purchase|invoice|ticket|case|return|rma|reference|ref|tracking|parcel|shipment` +
    String.raw`|consignment|waybill|awb` +
    String.raw`|delivery note|serial|s/n|imei|iccid|barcode|ean|gtin|upc|isbn|sku|part|item|product|model` +
    String.raw`|batch|lot|transaction` +
    String.raw`|receipt|booking|claim|customer|voucher)s?${CALLED}([A-Z]{0,4}-?\d{3,24}` +
    String.raw`(?:-\d{1,7}){0,2})\b(?![ .-]?\d)`,
);
// These are printed in groups as well.
export const LABELLED_GROUPS = rule(
  String.raw`\b(?:tracking|consignment|waybill|awb|serial|imei|iccid|barcode|ean|gtin|upc|isbn)${CALLED}` +
    String.raw`(\d(?:[ -]?\d){7,21})\b`,
);
export const OTHER_CARD = rule(
  String.raw`\b(?:gift|loyalty|member(?:ship)?|library|store|reward|sd|sim|memory|id|identity)[ -]cards?\b`,
);
export const CARD_TALK = test(
  String.raw`\b(?:cards?|visa|mastercard|amex|american express|maestro|diners|discover|jcb|union ?pay` +
    String.raw`|debit|credit|cvv2?|cvc2?` +
    String.raw`|ccv|cv2|expiry|expires|exp|cc)\b`,
);

// --- Secrets ----------------------------------------------------------------------------------------------------
// Digits in groups; in a text that talks of cards also with commas, slashes and words between the groups.
export const DIGIT_RUN = rule(String.raw`\d(?:[\s.-]{0,3}\d)+`);
export const SPLIT_RUN = rule(
  String.raw`\d(?:(?:[\s.,/_*-]|\b(?:and|then|next|dash|space|minus|followed by|the rest(?: is)?|` +
    String.raw`(?:the )?last (?:four|4)` +
    String.raw`(?: (?:digits|numbers))?(?: are| is)?|ending(?: in| with)?)\b){0,8}?\d)+`,
);
export const O_FOR_ZERO = rule(String.raw`(\d[ .-]?)(o{1,3})(?![a-z])`);
// A card number with a slip in it, right after words for a card.
export const MISTYPED_CARD = rule(
  String.raw`\b(?:cards?|visa|mastercard|amex|american express|maestro|cc)` +
    String.raw`(?:[\s:=#,-]+(?:number|no\.?|num|details|is|was|are|it's)\b\.?){0,4}[\s:=#.-]{0,4}(\d` +
    String.raw`(?:[ .-]{0,3}\d){12,18})\b`,
);
const DIGIT_WORD = String.raw`(?:zero|oh|one|two|three|four|five|six|seven|eight|nine|double|triple)`;
export const SPELLED_CARD = rule(String.raw`\b(${DIGIT_WORD}(?:[\s,.-]+${DIGIT_WORD}){11,})\b`);
// The expiry date, if any, and the code.
export const AFTER_CARD = sticky(
  String.raw`[\s,;/|]{0,5}((?:exp|expiry|expires|expiration)?[\s:]{0,5}(?:0[1-9]|1[0-2]) ?[/-]? ?` +
    String.raw`(?:20)?\d\d)?` +
    String.raw`[\s,;/|]{1,5}(?:code[\s:]{1,3})?(\d{3,4})\b(?![./-]\d)`,
);
const CARD = String.raw`(?:card|amex|visa|mastercard)`;
const CODE_WORDS = 
  String.raw`(?:cvv2?|cvc2?|ccv|cvn|cv2|csc|(?:card )?security (?:code|number)|card verification(?: code` +
  String.raw`| number| value)?` +
  String.raw`|(?:digits?|numbers?) (?:on|from) (?:the |its )?back(?: of (?:it|(?:the|my) ${CARD}))?` +
  String.raw`|(?:code|digits?|numbers?) (?:on|from) (?:the |its )?(?:back|front) of (?:the|my) ${CARD}` +
  String.raw`|back of (?:the |my )?card)`;
const FILL = String.raw`(?:'s|[\s:=#./-]+(?:number|code|no|cvc|is|was|are|says|reads|it's`;
const CVV = [
  rule(
    String.raw`\b${CODE_WORDS}${FILL}|(?:on|at) (?:(?:the|my) )?(?:back|card)|(?:of|for) (?:the` +
      String.raw`|my) card)\b){0,3}` +
      String.raw`[\s:=#.-]*(\d{3,4}|${DIGIT_WORD}(?:[\s,-]+${DIGIT_WORD}){2,3})\b(?![./-]?\d)`,
  ),
  rule(String.raw`\b(\d{3,4})\s+(?:is|was)\s+(?:my|the|its)\s+${CODE_WORDS}`),
];
const PIN = [
  rule(
    String.raw`\bpin(?:${FILL}|for (?:the|my) (?:card|account))\b){1,3}[\s:=#.-]+|\s*[:=-]\s*)` +
      String.raw`(\d{4})\b(?![./-]?\d)`,
  ),
  rule(
    String.raw`\bpin (\d{4})\b(?![./-]?\d)` +
      String.raw`(?=\s*(?:$|[\n,.;!?)]|(?:and|for|but|please|pls|thanks|if|i|it|to|when|as)\b))`,
  ),
  rule(String.raw`\bmy (?:card )?pin(?: number)?(?:'s|\s+is|\s+was|\s*[:=])\s*(\d{4,6})\b(?![./-]?\d)`),
  rule(String.raw`\b(\d{4})\s+(?:is|was)\s+my\s+pin\b`),
];
// Numbers that are never issued are excluded; the second form is the taxpayer's, which starts with 9.
const SSN = [
  rule(String.raw`\b((?!000|666|9\d\d)\d{3}-(?!00)\d\d-(?!0000)\d{4})\b(?!-?\d)`),
  rule(String.raw`\b(9\d\d-(?:5\d|6[0-5]|7\d|8[0-8]|9[0-24-9])-\d{4})\b(?!-?\d)`),
  rule(
    String.raw`\b(?:ssn|social security(?: number| no\.?)?|social)(?:\s+(?:is|was))?[\s:#=]+` +
      String.raw`((?!000|666|9\d\d)\d{3}[ -]?(?!00)\d\d[ -]?(?!0000)\d{4})\b`,
  ),
];
// Letters and prefixes that HMRC never issues are excluded.
const NINO = [
  rule(
    String.raw`\b((?!BG|GB|NK|KN|TN|NT` +
      String.raw`|ZZ)[ABCEGHJ-PRSTW-Z][ABCEGHJ-NPRSTW-Z][ -]?\d\d[ -]?\d\d[ -]?\d\d[ -]?[A-D])\b`,
  ),
];
const NUMBER_IS = String.raw`(?:\s+(?:number|no\.?))?(?:\s+(?:is|was))?[\s:#=]+`;
const PASSPORT = [
  rule(String.raw`\bpassport${NUMBER_IS}((?=(?:[A-Z]*\d){3})[A-Z0-9]{6,9})\b`),
];
const LICENCE = [
  rule(String.raw`\bdriv(?:ing|er'?s?|ers')\s+licen[cs]e${NUMBER_IS}((?=[A-Z-]*\d)[A-Z0-9](?:-?[A-Z0-9]){5,17})\b`),
];
// Official numbers of other countries by what they are called: Spain, France, Germany, Netherlands, India, Canada,
// Poland, Sweden, Denmark, Norway, Brazil, Australia, Ireland, Switzerland, Singapore, the NHS, and identity cards.
const ID_WORDS = 
  String.raw`(?:dni|nie|nif|nir|num[eéÉ]ro de s[eéÉ]cu(?:rit[eéÉ] sociale)?|s[eéÉ]curit[eéÉ] sociale` +
  String.raw`|social security(?: number)?` +
  String.raw`|steuer-?[ ]?(?:id|nummer|identifikationsnummer)|steuerliche identifikationsnummer|idnr` +
  String.raw`|tin number|tfn` +
  String.raw`|tax (?:id|identification|file|payer)|bsn|burgerservicenummer|aadhaa?r|adhaa?r|uidai|sin` +
  String.raw`|social insurance|pesel` +
  String.raw`|personnummer|personal identity|cpr|cpr-nummer|f[oøØ]dselsnummer|cpf|nhs|ppsn?|ahv|avs|nric` +
  String.raw`|national id` +
  String.raw`|national identity|national identification|identity card|identity number|id card` +
  String.raw`|codice fiscale)`;
const ID_VALUE = String.raw`[A-Z]{0,3}[ -]?\d(?:[ ./-]?\d){6,14}(?:-?[A-Z]{1,2})?`;
const NATIONAL_ID = [
  rule(
    String.raw`\b${ID_WORDS}(?:[\s:=#(.-]+(?:card|number|nummer|no|nr|num|id|code|is|was|it's` +
      String.raw`|ist)\b){0,4}[\s:=#(.-]+` +
      String.raw`(${ID_VALUE})\b(?![./-]?\d)`,
  ),
  rule(String.raw`\b(${ID_VALUE})\s+(?:is|was)\s+(?:my|the)\s+${ID_WORDS}\b`),
  rule(String.raw`\b([A-Z]{6}\d\d[A-EHLMPRST]\d\d[A-Z]\d{3}[A-Z])\b`), // Italian codice fiscale
  rule(String.raw`\b([A-Z]{3}P[A-Z]\d{4}[A-Z])\b`), // Indian PAN of a person
  rule(String.raw`\bpan(?:\s+card)?(?:\s+(?:number|no\.?))?(?:\s+(?:is|was))?[\s:#=]+([A-Z]{5}\d{4}[A-Z])\b`),
  rule(String.raw`\b(\d{3}\.\d{3}\.\d{3}-\d\d)\b`), // Brazilian CPF
  rule(String.raw`\b(756\.\d{4}\.\d{4}\.\d\d)\b`), // Swiss AHV
];
// These need their check digits (checks.py): too many other numbers look like them.
export const FRENCH_ID = rule(
  String.raw`\b([12] ?\d\d ?(?:0[1-9]|1[0-2]) ?(?:\d\d|2[AB]) ?\d{3} ?\d{3} ?\d\d)\b(?![ .-]?\d)`,
);
export const SWEDISH_ID = rule(String.raw`\b((?:19|20)?\d\d(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])[-+]\d{4})\b(?!-?\d)`);
export const BY_KIND: [Kind, RegExp[]][] = [
  ["ssn", SSN],
  ["nino", NINO],
  ["passport", PASSPORT],
  ["licence", LICENCE],
  ["national_id", NATIONAL_ID],
  ["cvv", CVV],
  ["pin", PIN],
];
export const IBAN_START = rule(String.raw`\b[A-Z]{2}\d\d[ -]?[A-Z0-9]{2}`);
export const MISTYPED_IBAN = rule(
  String.raw`\biban${NUMBER_IS}([A-Z]{2}\d\d(?:[ -]?(?:\d{2,4}|[A-Z]{4}(?=[ -]?\d))){3,8})` +
    String.raw`(?![A-Z0-9])`,
);

const PASSWORD_WORDS = 
  String.raw`(?:pass ?words?|pas+wor?d|passwrd|passowrd|passwd|pwd|psw|pass ?code|pass ?phrase|pw` +
  String.raw`|passwort|kennwort|wachtwoord` +
  String.raw`|contrase[nñÑ]a|mot de passe)`;
const QUOTED = String.raw`(\"[^\"\n]{1,64}\"|'[^'\n]{1,64}'(?![a-z]))`;
export const PASSWORD_QUOTED = rule(String.raw`\b${PASSWORD_WORDS}[\s:=]*(?:is|was|to)?[\s:=]*${QUOTED}`);
const FOR = 
  String.raw`(?:\s+(?:for|of|on)\s+(?:my|the|this|your)(?:\s+[a-z-]+){1,2}` +
  String.raw`|\s+i\s+(?:use|used|have|had|tried|put in|typed|entered))?`;
// What is said to be a password, whatever it looks like.
export const PASSWORD_SAID = [
  rule(
    String.raw`\b${PASSWORD_WORDS}${FOR}(?:\s*[:=]\s*|\s+-\s+|'s\s+|\s+(?:is|was|should\s+be|ist|est|es)` +
      String.raw`(?:\s+(?:still|now|just))?` +
      String.raw`\s*[:=]?\s*)([^\s\"]{3,64})`,
  ),
  rule(String.raw`\bpass\s*[:=]\s*([^\s\"]{3,64})`),
];
// Looser wordings: a password only if it looks like one.
export const PASSWORD_NEAR = [
  rule(String.raw`\b${PASSWORD_WORDS}(?:\s+(?:to|as|from|with))?\s+([^\s\"]{4,64})`),
  rule(
    String.raw`(?:^|\s)([^\s\"]{4,64})\s+(?:is|was|as)\s+(?:my|the|a)\s+(?:old |new |current |wrong ` +
      String.raw`|right |correct )?${PASSWORD_WORDS}\b`,
  ),
  rule(String.raw`@[^\s@]{1,64}\s{1,3}pass\s+([^\s\"]{4,64})`),
  rule(
    String.raw`\b(?:log(?:ged)? ?(?:in|on)|sign(?:ed)? in|user` +
      String.raw`(?:name)?)\b[^\n]{0,20}?[^\s@]{1,64}@[^\s@]{1,64}\s{0,3}[/|,:]\s{0,3}([^\s\"]{4,64})`,
  ),
];
// Only in a text that talks of passwords.
export const PASSWORD_TALK = test(String.raw`\b${PASSWORD_WORDS}\b`);
export const PASSWORD_CHANGED = [
  rule(
    String.raw`\b(?:change|changed|set|reset|update|updated)\s+(?:it|this|that|mine)\s+` +
      String.raw`(?:from\s+\S{1,64}\s+)?to\s+([^\s\"]{4,64})`,
  ),
  rule(String.raw`\bchanged\s+(?:it|this|that|mine)\s+from\s+([^\s\"]{4,64})`),
  rule(String.raw`\b(?:new|old|other|current)\s+one\s+(?:is|was)\s+([^\s\"]{4,64})`),
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
