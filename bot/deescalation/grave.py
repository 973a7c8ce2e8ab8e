"""What a script must not answer: law and press, fraud, grief and need. Patterns beside the reader's own flags."""

from __future__ import annotations

import re

from bot.deescalation.phrases import sentences
from bot.deescalation.types import Reason

_KIN = (
    r"(?:mum|mom|mother|dad|father|husband|wife|partner|son|daughter|child|baby|brother|sister|nan|gran|grandma"
    r"|grandmother|grandad"
    r"|grandfather|grandpa|friend|uncle|aunt|fianc[ée]e?|dog|cat|parents?|grandson|granddaughter|nephew|niece"
    r"|girlfriend|boyfriend)"
)
_COUNSEL = r"(?:lawyers?|solicitors?|attorneys?|barrister|legal team)"
_ACCOUNT = r"(?:account|profile|email|e-mail|login)"

_LEGAL = (
    r"\bcharge ?backs?\b|\bdisput(?:e|ing) (?:this|the|it|that|my) (?:\w+ )?(?:charge|payment|transaction"
    r"|with my (?:bank|card))",
    r"\b(?:or|then|i'?ll|i will|i'?m going to|i am going to|(?:i'?m )?gonna) (?:i |i'?ll |i will |have to )?"
    r"(?:call|ring|phone|contact|go to|goto|speak to|talk to|get on to) my "
    r"(?:bank|card (?:company|issuer|provider)|credit card(?: company)?)\b",
    rf"\b(?:hear(?:ing)? from|contact(?:ing)?|talk(?:ing)? to|speak(?:ing)? (?:to|with)|call(?:ing)?|get(?:ting)?"
    rf"|see(?:ing)?|consult(?:ing)?"
    rf"|instruct(?:ing)?) (?:my|our|a) {_COUNSEL}\b|\b(?:my|our) {_COUNSEL} (?:will|is|are|has|have|says?|said)\b"
    rf"|\b{_COUNSEL} involved\b",
    r"\blegal (?:action|proceedings|advice|steps|route)\b|\btak(?:e|ing) (?:you|this|u|them) to (?:small claims"
    r"|court)\b|\bsmall claims\b"
    r"|\bsee you in court\b|\b(?:sue|suing) (?:you|u|your|them|y'all)\b|\bletter before action\b|\blawsuit\b",
    r"\btrading standards\b|\bombudsman\b|\bregulators?\b|\bbetter business bureau\b|\bbbb\b|\bftc\b"
    r"|\bcitizens advice\b|\bwatchdog\b"
    r"|\bconsumer (?:protection|affairs|rights (?:agency|body|authority|group))\b|\battorney general\b|\bsection 75\b"
    r"|\bdata protection (?:authority|commissioner|officer)\b|\binformation commissioner\b",
    r"\b(?:go|going|talk|talking|speak|speaking|write|writing|taking (?:this|it)|take (?:this|it)|contact(?:ing)?"
    r"|tell(?:ing)?) (?:straight )?(?:to )?"
    r"the (?:press|papers?|newspapers?|media|news|journalists?)\b|\b(?:journalist|reporter) (?:will|is|about)\b",
)
_FRAUD = (
    rf"\b{_ACCOUNT} (?:has been|was|got|is|been|has|have been)? ?(?:hacked|compromised|taken over|broken into"
    rf"|hijacked)\b"
    rf"|\b(?:hacked|hacking|broke|broken|got|logged) (?:in)?(?:to )?my {_ACCOUNT}\b(?<!i got into my account)",
    r"\b(?:some(?:one|body)(?: else)?|they|he|she|a stranger|scammers?) (?:has |have |is |are "
    r"|'s )?(?:been )?(?:using|used|uses|stole|stolen|took over)"
    r" my (?:card|account|identity|details|bank|name)",
    r"\b(?:order|orders|purchase|purchases|payment|payments|charge|charges|transaction) (?:that |which )?(?:i"
    r"|we) (?:did ?n'?t|never|did not|haven'?t)"
    r" (?:place|placed|make|made|order|ordered|authori[sz]e|authori[sz]ed)\b",
    r"\b(?:did ?n'?t|never|did not) (?:place|placed|make|made|authori[sz]ed?) (?:this|that|these|any"
    r"|the) (?:order|orders|purchase|payment|charge)s?\b"
    r"(?! (?:by|on|because|yet))",
    r"\bidentity theft\b|\bunauthori[sz]ed (?:transaction|charge|payment|purchase|order|login|access)s?\b"
    r"|\bfraudulent(?:ly)? (?:order|charge|"
    r"transaction|payment|purchase|activity|used|use)|\b(?:report|victim of|case of) (?:a )?fraud\b|\bphishing\b"
    r"|\bpretend(?:ing|ed)? to be you\b",
    r"\b(?:do ?n'?t|do not|didn'?t) recogni[sz]e (?:this|the|a|that|these|any of these) (?:charge|transaction"
    r"|payment|order|login|purchase|device)s?\b",
    r"\b(?:stolen|cloned) card\b|\bmy card (?:was|has been|is|got) (?:stolen|cloned)\b",
)
_VULNERABLE = (
    rf"\b(?:my|our) (?:late |\w+ )?{_KIN}(?: has| have| just| recently| sadly| suddenly|'s| is| was)* (?:died"
    rf"|dying(?! (?:to|for))|passed away|passed|killed)\b(?! (?:the|it|my))",
    rf"\b(?:he|she|they)(?:'s| has| have| just)* (?:died|passed away)\b|\b(?:the )?(?:death|passing) of my\b"
    rf"|\b(?:i|we)(?:'ve| have| just)* lost my {_KIN}\b(?!'s)",
    rf"\b(?:my|our) late {_KIN}\b|\bfuneral\b|\bbereave\w*|\bwidow(?:ed|er)?\b|\bmiscarriage\b|\bstillb\w+"
    rf"|\bin (?:his|her) memory\b",
    r"\bterminal(?:ly ill| illness| cancer| diagnosis)\b|\b(?:has|have|had|got|diagnosed with|fighting"
    r"|with) (?:breast |lung |stage \w+ )?cancer\b"
    r"|\bdementia\b|\balzheimer'?s\b|\bhospice\b|\bchemo(?:therapy)?\b|\b(?:i'm|i am|been|he's|he is|she's|she is"
    r"|stuck|still|currently) in (?:the )?hospital\b",
    r"\b(?:can'?t|cannot|couldn'?t) (?:afford|pay for) (?:food|to eat|rent|my rent|the rent|heating|to feed|bills"
    r"|medication|my medication)\b"
    r"|\b(?:can'?t|cannot|nothing to) feed my (?:kids|children|family|baby)\b|\b(?:lost my job|made redundant"
    r"|bailiffs?|homeless|food ?bank|(?<!go )bankrupt(?:cy)?)\b"
    r"|\bno money (?:left )?(?:for|to (?:eat|buy)) ?(?:food|eat)?\b",
    r"\b(?:domestic (?:abuse|violence)|women'?s (?:shelter|refuge)|panic attacks?|mental health|breakdown over"
    r"|suicidal)\b",
    r"\b(?:i'm|i am|she is|he is|she's|he's|who is|who's) (?:\w+ )?(?:housebound|bedbound|disabled|blind|a carer"
    r"|seriously ill|very ill|terminally ill|vulnerable)\b",
)
_PATTERNS = tuple(
    (reason, tuple(re.compile(pattern) for pattern in patterns))
    for reason, patterns in ((Reason.FRAUD, _FRAUD), (Reason.LEGAL, _LEGAL), (Reason.VULNERABLE, _VULNERABLE))
)


def grave(text: str) -> tuple[Reason, str] | None:
    """Fraud, law or press, or a vulnerable person, with the sentence it is said in; None if nothing of it."""
    for reason, patterns in _PATTERNS:
        for sentence in sentences(text):
            lowered = " ".join(sentence.lower().replace("’", "'").split())
            if any(pattern.search(lowered) for pattern in patterns):
                return reason, sentence
    return None
