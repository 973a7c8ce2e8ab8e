"""How heat shows in a text, one kind at a time: capitals, swearing, insults, leaving, giving up, and so on."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.deescalation.person import asks_for_person
from bot.deescalation.signals import ordinal, particulars

_SWEAR = (
    r"(?:f+u+c+k\w*|f\*+k?\w*|fck\w*|fking|sh[i1]t\w*|bullshit|bs|crap\w*|damn\w*|goddamn\w*|bloody|bollocks"
    r"|wtf|ffs|arse\w*|ass|piss\w*|hell)"
)
_SWEARS = re.compile(rf"\b{_SWEAR}\b")
_SPARED = re.compile(r"\b(?:hello|shell|bloody mary|ass(?:emble|ist|ume|et)\w*)\b")

_FOOLS = (
    r"(?:idiots?|morons?|imbeciles?|clowns?|cretins?|scum(?:bags?)?|thie(?:f|ves)|liars?|crooks?|scammers?"
    r"|parasites?|retards?|wankers?|twats?|bastards?|assholes?|arseholes?|dickheads?|cunts?|bitch(?:es)?|pricks?"
    r"|dumbass(?:es)?|losers?|pigs?|fuckers?|motherfuckers?|wank\w+)"
)
_FOOLISH = (
    r"(?:useless|stupid|pathetic|dumb|incompetent|worthless|brainless|disgusting|thick|moronic|idiotic"
    r"|shit|crap|retarded|clueless|a (?:joke|disgrace))"
)
_US = (
    r"(?:bot|robot|chatbot|machine|computer|assistant|agent|ai|company|people|staff|lot|team|driver|drivers"
    r"|courier|employees|workers)"
)
# Aimed at somebody: what calls for a boundary. A swear word about the parcel is not this.
_INSULTS = tuple(
    re.compile(pattern)
    for pattern in (
        r"\b(?:fuck|screw|sod|damn) (?:off|you|u|y'?all|ya)\b(?! (?:up|over))|\bf\*+k? (?:off|you|u)\b"
        r"|\bpiss off\b|\bgo to hell\b|\bdrop dead\b|\bgo die\b|\bkys\b",
        r"\bshut (?:the \w+ )?up\b|\bstfu\b|\beat shit\b|\bi hope (?:you|your \w+|u) (?:all )?(?:die|rot|burn"
        r"|choke|get (?:cancer|fired|sick))\b",
        rf"\b(?:you|u|ur|you're|youre|you are|they're|they are|he's|she's|bunch of|load of|pack of) (?:(?:a|an"
        rf"|all|such|just|nothing but|total|complete|absolute|useless|"
        rf"lying|thieving|fucking|bloody|stupid|little|literal|piece of|bunch of|load of|pack of|really) )*{_FOOLS}\b",
        rf"\b(?:your|the|this|that) (?:\w+ )?{_US} (?:is|are|was|were) (?:(?:a|an|all|such|just|total|complete"
        rf"|absolute|fucking|bloody) )*{_FOOLS}\b",
        rf"(?:^|\b(?:you|your|this|ur) )(?:fucking|shitty|bloody|piece of shit|goddamn|retarded"
        rf"|stupid fucking|fucking stupid"
        rf"|fucking useless) {_US}\b",
        r"\b(?:you|u|you're|you are|this bot is|ur) (?:\w+ )?(?:a |an )?piece of (?:shit|crap|garbage|trash)\b",
        rf"^(?:you )?(?:\w+ )?{_FOOLS}[!.]*$",
    )
)
_SLIGHTS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"\b(?:you|u|ur|you're|youre|you are|your (?:\w+ )?{_US} (?:is|are)|this (?:\w+ )?{_US} is) (?:(?:so|all"
        rf"|just|completely|totally|absolutely|utterly|fucking|bloody|really|a|an|such) )*{_FOOLISH}\b",
        rf"\b(?:stupid|dumb|useless|worst|incompetent|idiotic|pathetic) (?:ass )?{_US}\b",
    )
)
_LEAVES = re.compile(
    r"\b(?:never|not|won'?t|wont|will not|no longer) (?:ever )?(?:be )?(?:us(?:e|ing)|shop(?:ping)?|buy(?:ing)?"
    r"|order(?:ing)?|com(?:e|ing) back|return(?:ing)? here|spend(?:ing)?)"
    r" ?(?:\w+ ){0,3}?(?:again|anymore|any more|you|here|with you|from you|your)\b|\b(?:never again|last time i"
    r"|last order|lost (?:a|me as a|another) customer|you'?ve lost)\b"
    r"|\b(?:clos(?:e|ing)|delet(?:e|ing)|cancel(?:l?ing)?) my (?:account|subscription|membership)\b|\b(?:tak(?:e"
    r"|ing) my (?:business|money|custom) (?:elsewhere|somewhere|to))\b"
    r"|\b(?:go(?:ing)?|switch(?:ing)?|mov(?:e|ing)) (?:to|with) (?:amazon|a competitor|your competitors?"
    r"|someone else|another (?:shop|store|company))\b"
    r"|\b(?:bad|negative|one[- ]star|1[- ]star|terrible) review\b|\b(?:shop|buy|go) elsewhere\b"
    r"|\btell(?:ing)? everyone\b|\b(?:i'm|im|i am) (?:done|finished|through|out) with (?:you|this (?:shop|company"
    r"|place))\b"
)
_RESIGNED = re.compile(
    r"^(?:\W*(?:ok|okay|fine|sure|right|oh well|well|no|thanks|thank you|please)\W+)*(?:whatever|forget (?:it"
    r"|about it)|never ?mind|i give up|just forget it|don'?t bother|what'?s the point|i'?m done|no point)\b"
    r"|\b(?:i give up|i'?ve given up|giving up|what'?s the point|can'?t be bothered (?:any ?more|anymore)"
    r"|had enough|waste of (?:my )?time|wasting my time|i'?m (?:so )?(?:tired|exhausted) (?:of|from)"
    r"|i don'?t care any ?more|lost (?:all )?(?:hope|faith))\b"
)
_SARCASM = re.compile(
    r"\b(?:thanks for nothing|great job|well done|brilliant|wonderful|fantastic|lovely|amazing|nice one|good job"
    r"|slow clap|how helpful|very helpful|super helpful)\b"
    r"[^.!?\n]{0,60}\b(?:not|again|late|lost|broken|wrong|still|nothing|weeks?|never|no)\b|\bthanks for nothing\b"
    r"|\byeah,? right\b|\bwhat a (?:joke|surprise)\b"
)
_OUTRAGE = re.compile(
    r"\b(?:ridiculous|unacceptable|disgrace(?:ful)?|outrageous|appalling|disgust(?:ed|ing)|shambles|furious|livid"
    r"|fuming|angry|pissed|fed up|sick of|joke of|absolute joke"
    r"|worst|terrible|horrible|awful|pathetic|shocking|unbelievable|beyond a joke|scam|rip[- ]?off|how dare"
    r"|had it with|sick and tired|a joke|infuriating|enraged)\b"
)
_PUNCTUATION = re.compile(r"[!?]{3,}|(?:!\s*){3,}|\?!|!\?")
_PROMISE = re.compile(
    r"\b(?:you|they|she|he|agent|somebody|someone|website|site|e-?mail|driver|guy|lady|rep) (?:\w+ )?(?:said"
    r"|promised|told|guaranteed|assured|swore)\b"
    r"[^.!?\n]{0,40}\b(?:would|will|by|today|tomorrow|within|be|it'?d|yesterday|in \d|refund\w*|call\w*|arriv\w*"
    r"|deliver\w*)\b"
    r"|\b(?:was|were|been|got) (?:told|promised|assured|guaranteed) [^.!?\n]{0,40}\b(?:would|will|by|today"
    r"|tomorrow|within|be|it'?d|in \d|refund\w*|a call|call\w*|arriv\w*|deliver\w*)\b"
    r"|\bbroken? (?:your )?promises?\b|\byou promised\b|\blied to\b|\byou lied\b|\bkeep(?:s)? (?:saying|promising"
    r"|telling me)\b"
)
_SHOUTED_RUN = re.compile(r"(?:\b[A-Z][A-Z']+\b[\s,]+(?:I\b[\s,]+)?){2,}\b[A-Z][A-Z']{2,}\b")
_SHOUT_SPARED = re.compile(
    r"\b(?:[A-Z]{1,3}-?\d[\w-]*|TRK\w*|UPS|DHL|DPD|USPS|HDMI|USB|IBAN|VAT|FAQ|ASAP|URGENT|CVV|PIN|EUR|USD|GBP)\b"
)


@dataclass(frozen=True)
class Cue:
    """One kind of heat. `kind` counts as one independent sign; `words` are for people."""

    kind: str
    words: str


def cues(text: str) -> tuple[Cue, ...]:
    """Every kind of heat that shows in the text, the most telling first; each kind at most once."""
    lowered = text.lower().replace("’", "'")
    facts = particulars(text)
    found = (
        Cue("insult", "insults aimed at us") if insults(text) else None,
        Cue("leaving", "threatens to leave") if _LEAVES.search(lowered) else None,
        Cue("contact", f"{ordinal(facts.contact_count)} contact") if facts.contact_count else None,
        Cue("contact", "has been in touch before") if facts.again and not facts.contact_count else None,
        Cue("promise", "was promised something else") if _PROMISE.search(lowered) else None,
        Cue("capitals", "capitals") if shouts(text) else None,
        Cue("person", "asks for a person") if asks_for_person(text) else None,
        Cue("swearing", "swears") if swears(text) else None,
        Cue("slight", "calls us useless") if slights(text) and not insults(text) else None,
        Cue("outrage", "says how bad it is") if _OUTRAGE.search(lowered) else None,
        Cue("occasion", f"it was for {facts.occasion}".replace("your ", "their ")) if facts.occasion else None,
        Cue("waiting", f"waiting {facts.waiting}") if facts.waiting else None,
        Cue("sarcasm", "sarcasm") if _SARCASM.search(lowered) else None,
        Cue("resigned", "is giving up") if resigned(text) else None,
        Cue("punctuation", "!!! or ???") if _PUNCTUATION.search(text) else None,
    )
    return tuple(cue for cue in found if cue)


def shouts(text: str) -> bool:
    """Three words running in capitals, or most of a short text; codes and usual abbreviations don't count."""
    said = _SHOUT_SPARED.sub(" ", text)
    if _SHOUTED_RUN.search(said):
        return True
    letters = [character for character in said if character.isalpha()]
    words = re.findall(r"\b[A-Z][A-Z']+\b", said)
    return len(words) >= 2 and len(letters) >= 8 and sum(map(str.isupper, letters)) >= 0.6 * len(letters)


def swears(text: str) -> bool:
    """A swear word, at whatever it is aimed."""
    return bool(_SWEARS.search(_SPARED.sub(" ", text.lower())))


def insults(text: str) -> bool:
    """A strong insult aimed at the assistant, the staff or the company."""
    return any(pattern.search(text.lower().replace("’", "'").strip()) for pattern in _INSULTS)


def slights(text: str) -> bool:
    """A mild one: "you're useless"."""
    return any(pattern.search(text.lower().replace("’", "'")) for pattern in _SLIGHTS)


def threatens_to_leave(text: str) -> bool:
    """Says that this is the last they buy here, or that others will hear of it."""
    return bool(_LEAVES.search(text.lower().replace("’", "'")))


def promised(text: str) -> bool:
    """Says they were told something that did not happen."""
    return bool(_PROMISE.search(text.lower().replace("’", "'")))


def resigned(text: str) -> bool:
    """Polite but finished: gives up rather than gets loud."""
    return bool(_RESIGNED.search(text.lower().replace("’", "'")))
