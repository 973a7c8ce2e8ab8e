"""The shapes of secrets, and of the numbers to be left alone. Data for `mask`, and for its twin in the widget."""

from __future__ import annotations

import re

NAMES = {
    "cvv": "[security code removed]",
    "pin": "[PIN removed]",
    "password": "[password removed]",
    "ssn": "[social security number removed]",
    "nino": "[national insurance number removed]",
    "passport": "[passport number removed]",
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
CODES = _rule(r"\bEK-?\d{4,7}\b|\bTRK-?\d{6,15}\b|\b1Z[0-9A-Z]{16}\b|\b[A-Z]{2}\d{9}[A-Z]{2}\b")
LABELLED = _rule(
    r"\b(?:order|purchase|invoice|ticket|case|return|rma|reference|ref|tracking|parcel|shipment)s?"
    r"(?:[ ]+(?:number|num|no\.?|id|code|ref))?(?:[ ]+(?:is|was))?[ ]*[:#=]?[ ]*#?([A-Z]{0,4}-?\d{3,24})\b(?![ .-]?\d)"
)
CARD_TALK = _rule(r"\b(?:card|visa|mastercard|amex|american express|debit|credit|cvv|cvc|expiry|exp)\b")

# --- Secrets ----------------------------------------------------------------------------------------------------
DIGIT_RUN = _rule(r"\d(?:[\s.-]{0,3}\d)+")
AFTER_CARD = _rule(
    r"[\s,;]{0,5}(?:(?:exp|expiry|expires|expiration)?[\s:]{0,5}\d\d ?/ ?(?:20)?\d\d)?[\s,;]{1,5}(\d{3,4})\b(?![./-]\d)"
)
CODE_WORDS = (
    r"(?:cvv2?|cvc2?|cv2|csc|(?:card )?security (?:code|number)|card verification(?: code| number| value)?"
    r"|(?:digits?|numbers?) (?:on|from) (?:the |its )?back(?: of (?:it|(?:the|my) card))?)"
)
CVV = (
    _rule(
        rf"\b{CODE_WORDS}"
        r"(?:[\s:=#-]+(?:number|code|no\.?|is|was|are|it's|on (?:the|my) (?:back|card)|of (?:the|my) card)\b){0,3}"
        r"[\s:=#-]*(\d{3,4})\b(?![./-]?\d)"
    ),
    _rule(rf"\b(\d{{3,4}})\s+(?:is|was)\s+(?:my|the|its)\s+{CODE_WORDS}"),
)
PIN = (
    _rule(r"\bpin(?:[\s:=#-]+(?:number|code|no\.?|is|was|for (?:the|my) card)\b){0,3}[\s:=#-]+(\d{4})\b(?![./-]?\d)"),
    _rule(r"\b(\d{4})\s+(?:is|was)\s+my\s+pin\b"),
)
SSN = (
    _rule(r"\b((?!000|666|9\d\d)\d{3}-(?!00)\d\d-(?!0000)\d{4})\b(?!-?\d)"),
    _rule(
        r"\b(?:ssn|social security(?: number| no\.?)?|social)(?:\s+(?:is|was))?[\s:#=]+"
        r"((?!000|666|9\d\d)\d{3}[ -]?(?!00)\d\d[ -]?(?!0000)\d{4})\b"
    ),
)
# Letters and prefixes that HMRC never issues are excluded.
NINO = (
    _rule(
        r"\b((?!BG|GB|NK|KN|TN|NT|ZZ)[ABCEGHJ-PRSTW-Z][ABCEGHJ-NPRSTW-Z][ -]?\d\d[ -]?\d\d[ -]?\d\d[ -]?[A-D])\b",
    ),
)
PASSPORT = (_rule(r"\bpassport(?:\s+(?:number|no\.?))?(?:\s+(?:is|was))?[\s:#=]+([A-Z]{0,2}\d{6,9})\b"),)
BY_KIND = {"ssn": SSN, "nino": NINO, "passport": PASSPORT, "cvv": CVV, "pin": PIN}
IBAN_START = _rule(r"\b[A-Z]{2}\d\d[ -]?[A-Z0-9]{2}")

PASSWORD_WORDS = r"(?:pass ?words?|passwd|pwd|pass ?code|pass ?phrase|pw)"
QUOTED = r"(\"[^\"\n]{1,64}\"|'[^'\n]{1,64}'(?![a-z]))"
PASSWORD_QUOTED = _rule(rf"\b{PASSWORD_WORDS}[\s:=]*(?:is|was|to)?[\s:=]*{QUOTED}")
PASSWORD_SAID = _rule(rf"\b{PASSWORD_WORDS}(?:\s*[:=]\s*|\s+(?:is|was)\s*[:=]?\s*)([^\s\"]{{3,64}})")
PASSWORD_NEXT = _rule(rf"\b{PASSWORD_WORDS}(?:\s+to)?\s+([^\s\"]{{4,64}})")
PASSWORD_BEFORE = _rule(
    rf"(?:^|\s)([^\s\"]{{4,64}})\s+(?:is|was)\s+(?:my|the)\s+(?:old |new |current )?{PASSWORD_WORDS}\b"
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
