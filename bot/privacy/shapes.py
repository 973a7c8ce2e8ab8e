"""The shapes of secrets, and of the numbers to be left alone. Data for `mask`, and for its twin in the widget."""

from __future__ import annotations

import re

NAMES = {
    "card": "[card number removed]",
    "cvv": "[security code removed]",
    "pin": "[PIN removed]",
    "password": "[password removed]",
    "ssn": "[social security number removed]",
    "nino": "[national insurance number removed]",
    "passport": "[passport number removed]",
    "licence": "[driving licence number removed]",
    "national_id": "[national id removed]",
    "iban": "[IBAN removed]",
}

# Look-alikes folded one for one, so that places in the folded text are places in the text.
FOLD = {
    ord("\u2018"): "'",
    ord("\u2019"): "'",
    ord("\u201c"): '"',
    ord("\u201d"): '"',
    0xA0: " ",
    0x202F: " ",
    0x2212: "-",
}
FOLD |= dict.fromkeys(range(0x2000, 0x200B), " ") | dict.fromkeys(range(0x2010, 0x2016), "-")
FOLD |= {zero + value: str(value) for zero in (0x0660, 0x06F0, 0xFF10) for value in range(10)}


def _rule(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.ASCII | re.IGNORECASE)


# --- Left alone -------------------------------------------------------------------------------------------------
PLACEHOLDER = _rule(r"\[(?:card ending \d{4}|card number removed|[a-z ]{3,30} removed)\]")
CODES = _rule(
    r"\bEK-?\d{4,7}\b|\bTRK-?\d{6,15}\b"
    r"|\b1Z ?[0-9A-Z]{3} ?[0-9A-Z]{3} ?[0-9A-Z]{2} ?[0-9A-Z]{4} ?[0-9A-Z]{4}\b"
    r"|\b[A-Z]{2} ?\d{3} ?\d{3} ?\d{3} ?(?:GB|IE|US|CA|AU|DE|FR|NL|ES|IT|CN|HK|SE|PL|CH|AT|BE)\b"
)
_CALLED = r"(?:[ ]{1,3}(?:number|num|no\.?|id|code|ref))?(?:[ ]{1,3}(?:is|was|says))?[ ]{0,3}[:#=]?[ ]{0,3}#?"
LABELLED = _rule(
    r"\b(?:order|purchase|invoice|ticket|case|return|rma|reference|ref|tracking|parcel|shipment"
    r"|consignment|waybill|awb"
    r"|delivery note|serial|s/n|imei|iccid|barcode|ean|gtin|upc|isbn|sku|part|item|product|model"
    r"|batch|lot|transaction"
    rf"|receipt|booking|claim|customer|voucher)s?{_CALLED}([A-Z]{{0,4}}-?\d{{3,24}}"
    rf"(?:-\d{{1,7}}){{0,2}})\b(?![ .-]?\d)"
)
# These are printed in groups as well.
LABELLED_GROUPS = _rule(
    rf"\b(?:tracking|consignment|waybill|awb|serial|imei|iccid|barcode|ean|gtin|upc|isbn){_CALLED}"
    r"(\d(?:[ -]?\d){7,21})\b"
)
OTHER_CARD = _rule(r"\b(?:gift|loyalty|member(?:ship)?|library|store|reward|sd|sim|memory|id|identity)[ -]cards?\b")
CARD_TALK = _rule(
    r"\b(?:cards?|visa|mastercard|amex|american express|maestro|diners|discover|jcb|union ?pay"
    r"|debit|credit|cvv2?|cvc2?"
    r"|ccv|cv2|expiry|expires|exp|cc)\b"
)

# --- Secrets ----------------------------------------------------------------------------------------------------
# Digits in groups; in a text that talks of cards also with commas, slashes and words between the groups.
DIGIT_RUN = _rule(r"\d(?:[\s.-]{0,3}\d)+")
SPLIT_RUN = _rule(
    r"\d(?:(?:[\s.,/_*-]|\b(?:and|then|next|dash|space|minus|followed by|the rest(?: is)?|"
    r"(?:the )?last (?:four|4)"
    r"(?: (?:digits|numbers))?(?: are| is)?|ending(?: in| with)?)\b){0,8}?\d)+"
)
O_FOR_ZERO = _rule(r"(\d[ .-]?)(o{1,3})(?![a-z])")
# A card number with a slip in it, right after words for a card.
MISTYPED_CARD = _rule(
    r"\b(?:cards?|visa|mastercard|amex|american express|maestro|cc)"
    r"(?:[\s:=#,-]+(?:number|no\.?|num|details|is|was|are|it's)\b\.?){0,4}[\s:=#.-]{0,4}(\d"
    r"(?:[ .-]{0,3}\d){12,18})\b"
)
_DIGIT_WORD = r"(?:zero|oh|one|two|three|four|five|six|seven|eight|nine|double|triple)"
SPELLED_CARD = _rule(rf"\b({_DIGIT_WORD}(?:[\s,.-]+{_DIGIT_WORD}){{11,}})\b")
# The expiry date, if any, and the code.
AFTER_CARD = _rule(
    r"[\s,;/|]{0,5}((?:exp|expiry|expires|expiration)?[\s:]{0,5}(?:0[1-9]|1[0-2]) ?[/-]? ?"
    r"(?:20)?\d\d)?"
    r"[\s,;/|]{1,5}(?:code[\s:]{1,3})?(\d{3,4})\b(?![./-]\d)"
)
_CARD = r"(?:card|amex|visa|mastercard)"
CODE_WORDS = (
    r"(?:cvv2?|cvc2?|ccv|cvn|cv2|csc|(?:card )?security (?:code|number)|card verification(?: code"
    r"| number| value)?"
    rf"|(?:digits?|numbers?) (?:on|from) (?:the |its )?back(?: of (?:it|(?:the|my) {_CARD}))?"
    rf"|(?:code|digits?|numbers?) (?:on|from) (?:the |its )?(?:back|front) of (?:the|my) {_CARD}"
    r"|back of (?:the |my )?card)"
)
_FILL = r"(?:'s|[\s:=#./-]+(?:number|code|no|cvc|is|was|are|says|reads|it's"
CVV = (
    _rule(
        rf"\b{CODE_WORDS}{_FILL}|(?:on|at) (?:(?:the|my) )?(?:back|card)|(?:of|for) (?:the"
        rf"|my) card)\b){{0,3}}"
        rf"[\s:=#.-]*(\d{{3,4}}|{_DIGIT_WORD}(?:[\s,-]+{_DIGIT_WORD}){{2,3}})\b(?![./-]?\d)"
    ),
    _rule(rf"\b(\d{{3,4}})\s+(?:is|was)\s+(?:my|the|its)\s+{CODE_WORDS}"),
)
PIN = (
    _rule(
        rf"\bpin(?:{_FILL}|for (?:the|my) (?:card|account))\b){{1,3}}[\s:=#.-]+|\s*[:=-]\s*)"
        rf"(\d{{4}})\b(?![./-]?\d)"
    ),
    _rule(
        r"\bpin (\d{4})\b(?![./-]?\d)"
        r"(?=\s*(?:$|[\n,.;!?)]|(?:and|for|but|please|pls|thanks|if|i|it|to|when|as)\b))"
    ),
    _rule(r"\bmy (?:card )?pin(?: number)?(?:'s|\s+is|\s+was|\s*[:=])\s*(\d{4,6})\b(?![./-]?\d)"),
    _rule(r"\b(\d{4})\s+(?:is|was)\s+my\s+pin\b"),
)
# Numbers that are never issued are excluded; the second form is the taxpayer's, which starts with 9.
SSN = (
    _rule(r"\b((?!000|666|9\d\d)\d{3}-(?!00)\d\d-(?!0000)\d{4})\b(?!-?\d)"),
    _rule(r"\b(9\d\d-(?:5\d|6[0-5]|7\d|8[0-8]|9[0-24-9])-\d{4})\b(?!-?\d)"),
    _rule(
        r"\b(?:ssn|social security(?: number| no\.?)?|social)(?:\s+(?:is|was))?[\s:#=]+"
        r"((?!000|666|9\d\d)\d{3}[ -]?(?!00)\d\d[ -]?(?!0000)\d{4})\b"
    ),
)
# Letters and prefixes that HMRC never issues are excluded.
NINO = (
    _rule(
        r"\b((?!BG|GB|NK|KN|TN|NT"
        r"|ZZ)[ABCEGHJ-PRSTW-Z][ABCEGHJ-NPRSTW-Z][ -]?\d\d[ -]?\d\d[ -]?\d\d[ -]?[A-D])\b",
    ),
)
_NUMBER_IS = r"(?:\s+(?:number|no\.?))?(?:\s+(?:is|was))?[\s:#=]+"
PASSPORT = (_rule(rf"\bpassport{_NUMBER_IS}((?=(?:[A-Z]*\d){{3}})[A-Z0-9]{{6,9}})\b"),)
LICENCE = (
    _rule(rf"\bdriv(?:ing|er'?s?|ers')\s+licen[cs]e{_NUMBER_IS}((?=[A-Z-]*\d)[A-Z0-9](?:-?[A-Z0-9]){{5,17}})\b"),
)
# Official numbers of other countries by what they are called: Spain, France, Germany, Netherlands, India, Canada,
# Poland, Sweden, Denmark, Norway, Brazil, Australia, Ireland, Switzerland, Singapore, the NHS, and identity cards.
_ID_WORDS = (
    r"(?:dni|nie|nif|nir|num[eéÉ]ro de s[eéÉ]cu(?:rit[eéÉ] sociale)?|s[eéÉ]curit[eéÉ] sociale"
    r"|social security(?: number)?"
    r"|steuer-?[ ]?(?:id|nummer|identifikationsnummer)|steuerliche identifikationsnummer|idnr"
    r"|tin number|tfn"
    r"|tax (?:id|identification|file|payer)|bsn|burgerservicenummer|aadhaa?r|adhaa?r|uidai|sin"
    r"|social insurance|pesel"
    r"|personnummer|personal identity|cpr|cpr-nummer|f[oøØ]dselsnummer|cpf|nhs|ppsn?|ahv|avs|nric"
    r"|national id"
    r"|national identity|national identification|identity card|identity number|id card"
    r"|codice fiscale)"
)
_ID_VALUE = r"[A-Z]{0,3}[ -]?\d(?:[ ./-]?\d){6,14}(?:-?[A-Z]{1,2})?"
NATIONAL_ID = (
    _rule(
        rf"\b{_ID_WORDS}(?:[\s:=#(.-]+(?:card|number|nummer|no|nr|num|id|code|is|was|it's"
        rf"|ist)\b){{0,4}}[\s:=#(.-]+"
        rf"({_ID_VALUE})\b(?![./-]?\d)"
    ),
    _rule(rf"\b({_ID_VALUE})\s+(?:is|was)\s+(?:my|the)\s+{_ID_WORDS}\b"),
    _rule(r"\b([A-Z]{6}\d\d[A-EHLMPRST]\d\d[A-Z]\d{3}[A-Z])\b"),  # Italian codice fiscale
    _rule(r"\b([A-Z]{3}P[A-Z]\d{4}[A-Z])\b"),  # Indian PAN of a person
    _rule(r"\bpan(?:\s+card)?(?:\s+(?:number|no\.?))?(?:\s+(?:is|was))?[\s:#=]+([A-Z]{5}\d{4}[A-Z])\b"),
    _rule(r"\b(\d{3}\.\d{3}\.\d{3}-\d\d)\b"),  # Brazilian CPF
    _rule(r"\b(756\.\d{4}\.\d{4}\.\d\d)\b"),  # Swiss AHV
)
# These need their check digits (checks.py): too many other numbers look like them.
FRENCH_ID = _rule(r"\b([12] ?\d\d ?(?:0[1-9]|1[0-2]) ?(?:\d\d|2[AB]) ?\d{3} ?\d{3} ?\d\d)\b(?![ .-]?\d)")
SWEDISH_ID = _rule(r"\b((?:19|20)?\d\d(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])[-+]\d{4})\b(?!-?\d)")
BY_KIND = {
    "ssn": SSN,
    "nino": NINO,
    "passport": PASSPORT,
    "licence": LICENCE,
    "national_id": NATIONAL_ID,
    "cvv": CVV,
    "pin": PIN,
}
IBAN_START = _rule(r"\b[A-Z]{2}\d\d[ -]?[A-Z0-9]{2}")
MISTYPED_IBAN = _rule(
    rf"\biban{_NUMBER_IS}([A-Z]{{2}}\d\d(?:[ -]?(?:\d{{2,4}}|[A-Z]{{4}}(?=[ -]?\d))){{3,8}})"
    rf"(?![A-Z0-9])"
)

PASSWORD_WORDS = (
    r"(?:pass ?words?|pas+wor?d|passwrd|passowrd|passwd|pwd|psw|pass ?code|pass ?phrase|pw"
    r"|passwort|kennwort|wachtwoord"
    r"|contrase[nñÑ]a|mot de passe)"
)
QUOTED = r"(\"[^\"\n]{1,64}\"|'[^'\n]{1,64}'(?![a-z]))"
PASSWORD_QUOTED = _rule(rf"\b{PASSWORD_WORDS}[\s:=]*(?:is|was|to)?[\s:=]*{QUOTED}")
_FOR = (
    r"(?:\s+(?:for|of|on)\s+(?:my|the|this|your)(?:\s+[a-z-]+){1,2}"
    r"|\s+i\s+(?:use|used|have|had|tried|put in|typed|entered))?"
)
# What is said to be a password, whatever it looks like.
PASSWORD_SAID = (
    _rule(
        rf"\b{PASSWORD_WORDS}{_FOR}(?:\s*[:=]\s*|\s+-\s+|'s\s+|\s+(?:is|was|should\s+be|ist|est|es)"
        rf"(?:\s+(?:still|now|just))?"
        r"\s*[:=]?\s*)([^\s\"]{3,64})"
    ),
    _rule(r"\bpass\s*[:=]\s*([^\s\"]{3,64})"),
)
# Looser wordings: a password only if it looks like one.
PASSWORD_NEAR = (
    _rule(rf"\b{PASSWORD_WORDS}(?:\s+(?:to|as|from|with))?\s+([^\s\"]{{4,64}})"),
    _rule(
        rf"(?:^|\s)([^\s\"]{{4,64}})\s+(?:is|was|as)\s+(?:my|the|a)\s+(?:old |new |current |wrong "
        rf"|right |correct )?{PASSWORD_WORDS}\b",
    ),
    _rule(r"@[^\s@]{1,64}\s{1,3}pass\s+([^\s\"]{4,64})"),
    _rule(
        r"\b(?:log(?:ged)? ?(?:in|on)|sign(?:ed)? in|user"
        r"(?:name)?)\b[^\n]{0,20}?[^\s@]{1,64}@[^\s@]{1,64}\s{0,3}[/|,:]\s{0,3}([^\s\"]{4,64})"
    ),
)
# Only in a text that talks of passwords.
PASSWORD_TALK = _rule(rf"\b{PASSWORD_WORDS}\b")
PASSWORD_CHANGED = (
    _rule(
        r"\b(?:change|changed|set|reset|update|updated)\s+(?:it|this|that|mine)\s+"
        r"(?:from\s+\S{1,64}\s+)?to\s+([^\s\"]{4,64})"
    ),
    _rule(r"\bchanged\s+(?:it|this|that|mine)\s+from\s+([^\s\"]{4,64})"),
    _rule(r"\b(?:new|old|other|current)\s+one\s+(?:is|was)\s+([^\s\"]{4,64})"),
)
HAS_LETTER = _rule(r"[a-z]")
HAS_OTHER = _rule(r"\d|[^\w'!-].")
EMAIL = _rule(r"^[^\s@]+@[^\s@]+\.[a-z]{2,}$")
ENDING = _rule(r"[.,;:?)]+$")
# "My password is wrong": what people say about a password that is not the password.
NOT_A_PASSWORD = _rule(
    r"^(?:"
    r"a|about|accepted|again|all|already|also|always|and|any|are|asking|bad|because|"
    r"been|being|blocked|broken|but|can|can't|cannot|case|causing|changed|comes|"
    r"compromised|correct|correctly|definitely|different|displayed|doesn't|doing|don't|easy|"
    r"either|empty|every|exactly|expired|expiring|failing|fine|for|forgotten|from|gets|"
    r"giving|gone|good|hacked|has|hasn't|have|help|hidden|how|i|i'm|i've|if|"
    r"ignored|impossible|in|incorrect|incorrectly|insecure|invalid|isn't|it|it's|its|"
    r"just|keeping|kept|known|leaked|letters|like|locked|long|longer|lost|making|"
    r"matched|matching|maybe|mine|missing|my|needed|needing|never|new|no|nor|not|"
    r"nothing|now|obviously|off|ok|okay|old|on|one|only|or|otherwise|out|outdated|"
    r"please|probably|protected|put|quite|really|recognised|recognized|refused|rejected|"
    r"required|reset|resets|resetting|right|safe|same|saved|saying|secret|secure|sent|"
    r"set|short|showing|shown|simple|so|some|something|sometimes|still|stolen|strong|"
    r"stuck|stupid|such|sure|temporary|than|that|that's|the|then|there|these|they|"
    r"this|thoroughly|to|too|totally|typed|unchanged|unknown|unless|updated|used|useless|"
    r"using|valid|very|visible|was|wasn't|weak|what|what's|when|where|which|while|"
    r"whose|why|will|with|without|won't|working|wrong|you|your|yours"
    r")$"
)
