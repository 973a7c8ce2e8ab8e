"""What a script must not answer: law and press, fraud, grief and need. Patterns beside the reader's own flags."""

from __future__ import annotations

import re
from functools import lru_cache

from bot.deescalation.phrases import sentences
from bot.deescalation.types import Reason

_KIN = (
    r"(?:mum|mom|mother|dad|father|husband|wife|partner|son|daughter|child|baby|brother|sister|nan|gran|grandma"
    r"|grandmother|grandad"
    r"|grandfather|grandpa|friend|uncle|aunt|fianc[ée]e?|dog|cat|parents?|grandson|granddaughter|nephew|niece"
    r"|girlfriend|boyfriend)"
)
_COUNSEL = r"(?:lawyers?|solicitors?|attorneys?|barrister|advocate|legal (?:team|department|insurance))"
_PAYER = r"(?:bank|card (?:company|issuer|provider)|credit card(?: company)?|visa|mastercard|amex|paypal|klarna)"
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
    r"\btrading standards\b|\bombudsman\b|\bregulators?\b|\bbetter business bureau\b|\bthe bbb\b|\bbbb complaint\b"
    r"|\bftc\b"
    r"|\bcitizens advice\b|\bwatchdog\b"
    r"|\bconsumer (?:protection|affairs|rights (?:agency|body|authority|group))\b|\battorney general\b|\bsection 75\b"
    r"|\bdata protection (?:authority|commissioner|regulator)\b|\binformation commissioner\b",
    r"\b(?:go|going|talk|talking|speak|speaking|write|writing|taking (?:this|it)|take (?:this|it)|contact(?:ing)?"
    r"|tell(?:ing)?) (?:straight )?(?:to )?"
    r"the (?:press|papers?|newspapers?|media|news|journalists?)\b|\b(?:journalist|reporter) (?:will|is|about)\b",
    r"\b(?:going to|gonna|i will|i'?ll|have to|i could|i shall) sue\b(?!'s| (?:is|has|who))|\blawyer up\b",
    rf"\b(?:letter|call|notice) from (?:my|our|a) {_COUNSEL}\b|\b(?:pass|giv|hand|forward|send)(?:e|ing|ed)? (?:this|it"
    rf"|everything|that) (?:\w+ )?to (?:my|our|a) {_COUNSEL}\b|\binvolve (?:my|a) {_COUNSEL}\b"
    rf"|\bhave legal insurance\b",
    r"\b(?:go|going|take|taking|see|end up|enforce|sort|settle) (?:\w+ ){0,3}(?:to"
    r"|in) (?:the )?(?:small claims )?court\b"
    r"(?! (?:road|lane|street|hearing|house))|\bcourt (?:papers|claim|proceedings|judge?ment|action)\b|\bcourt then\b"
    r"|\b(?:before|then) court\b|\bcounty court\b|\bserve (?:papers|the claim|you)\b|\bclass action\b",
    rf"\b(?:open|rais|fil|start|log|lodg|mak)(?:e|ed|ing) an? (?:\w+ )?(?:dispute|case|claim|complaint) (?:with|at"
    rf"|against"
    rf"|to|through) (?:you\b|(?:my |the )?(?:{_PAYER}|ombudsman|court|police|authorit))|\bdisputed it (?:with|via"
    rf"|through)\b"
    rf"|\b(?:dispute|chargeback) (?:is )?(?:filed|open(?:ed)?|raised)\b|\b(?:paypal|klarna) (?:case|dispute)\b",
    rf"\b{_PAYER} (?:\w+ ){{0,4}}(?:revers(?:e|es|ing)|claw\w*|recall\w*|tak(?:e|ing) (?:it|the money) (?:back|from))\b"
    rf"|\b(?:or|then) (?:i |i'?ll |i'm )?(?:go|going|turn|complain) to {_PAYER}\b",
    r"\b(?:report|complain)\w* (?:\w+ ){0,3}(?:the )?(?:ico|cnil|fca|ofcom|authorities|consumer cent(?:re|er))\b"
    r"|\bconsumer cent(?:re|er)\b|\b(?:further|this|it) legally\b|\baction fraud will\b",
    r"\b(?:a|the|my) (?:\w+ )?(?:journalist|reporter) (?:at|from|friend|who|would)\b|\b(?:running|writing"
    r"|doing) a (?:piece"
    r"|story|report) on you\b|\bbbc (?:consumer|watchdog)\b",
    r"\bthe police on you\b|\breport(?:ing|ed)? (?:you|u|this company|your company|this shop) to (?:the )?police\b"
    r"|\bgo(?:ing)? to the police\b|\bpolice have a crime number for what you\b",
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
    r"\b(?:i|i've|i have|we|just|think i've|think i) (?:been |got |was |were )+(?:hacked|hackd|scammed by)\b"
    r"|^\W*hacked\b"
    r"|\bac?count (?:got |was |is )?hack\w*d?\b|\bidentity (?:was|has been|got|is) stolen\b|\bcompromised\b",
    r"\b(?:someone|somebody|whoever|a stranger|my ex|some(?:one|body) else)(?: has|'s| is| was"
    r"| keeps)? (?:been )?(?:us\w+"
    r"|order\w+|bought|buying|open\w+|chang\w+|logg?\w+|spent|made|plac\w+|got|has|took|taken?|stole\w*"
    r"|trying) (?:\S+ )"
    r"{0,5}my (?:\w+ |\w+'s )?(?:card|account|name|login|password|e-?mail|paypal|details|identity|voucher|delivery "
    r"address)\b",
    # Who signed for a parcel is a matter of delivery.
    r"^(?!.*\b(?:sign(?:ed|ature)|deliver\w*|driver|neighbou?r)\b).*\b(?:it|that|this) was(?: not|n'?t) me\b"
    r"|^\W*(?:not me|not by me|wasn'?t me)\b|\blogin alert that was(?: not|n'?t)\b"
    r"|\b(?:was|were|been) (?:not )?(?:made|placed) by me\b(?<!was made by me)",
    r"\b(?:never|not|haven'?t|didn'?t) (?:ever )?(?:bought|ordered|buy|shopped) (?:anything )?(?:from|with) (?:you"
    r"|this shop)"
    r"\b(?! (?:before|yet|again|since))|\b(?:something|an order|things|parcels|anything|orders) (?:that )?i (?:never"
    r"|did ?n'?t"
    r"|have ?n'?t) (?:order|ordered|buy|bought|made|make|place|placed)\b|\bi never signed up for\b",
    r"\border\b.{0,30}\bi have ?n'?t ordered anything\b|\border (?:\w+ ){0,4}(?:is|are)(?: not|n'?t) mine\b"
    r"|\bnot my order\b",
    r"\b(?:unknown|suspicious|strange|dodgy|unfamiliar|weird|fraudulent) (?:transaction|payment|charge|login|purchase"
    r"|activity)s?\b|\bpayments on my card i did ?n'?t make\b",
    r"\b(?:fake|scam|bogus) (?:\w+ )?(?:site|website|shop|email|e-mail|mail|text|sms|message"
    r"|invoice)s? (?:\w+ ){0,4}(?:your"
    r" (?:name|logo|company)|like yours|from you\b)|\bfake shop using your\b",
    r"\b(?:claim|pretend|pos|say)(?:ing|ed|s)? (?:to be|as|that|(?:they|he|she)(?:'re|'s| are| is| was|) ?(?:are|is"
    r"|was)?)"
    r" ?(?:from )?(?:your|you)\b(?! (?:will|would|can|said|are|have|need|should|system|site|website|policy))",
    r"\b(?:text|e-?mail|mail|sms|message|call|called|phoned|it|link|caller)\b[^.!?]{0,60}\bask(?:s|ed"
    r"|ing) (?:me )?for my"
    r" (?:card|password|pin|bank|cvv|code)\b|\bclicked (?:a|the|on a|on the) link\b.{0,80}\b(?:card|bank|password) \w*",
    r"\b(?:used|spent|redeemed|taken) by (?:someone|somebody) else\b|\bused by someone\b|\bmy \w+'s card was (?:cloned"
    r"|stolen|used)\b|\bcard was cloned\b",
    r"\b(?:bank|card company)\b[^.!?]{0,50}\b(?:fraud\w*|suspicious)\b|\bfraud (?:on|with|in) my\b"
    r"|\bvictim of an? (?:fraud"
    r"|scam)\b|\b(?:password|e-?mail) (?:\w+ ){0,3}(?:was|has been|got) changed\b.{0,30}\b(?:i did ?n'?t|not by"
    r"|was ?n'?t)\b",
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
# Said by people who mean none of it.
_IDIOMS = re.compile(
    r"\b(?:don'?t|do not|not going to|won'?t|rather not) (?:want to |have to )?(?:get|involve|sue|bring|use|call"
    r"|take)\b"
    r"[^.!?,]{0,25}\b(?:lawyers?|solicitors?|court|sue)\b(?: involved)?|\b(?:not|never) going to sue\b"
    r"|\b(?:voltage|gas|pressure|heat|temperature) regulators?\b|\bcharge ?backs? to (?:full|100)\b"
    r"|\bbank (?:did ?n'?t|did not|would ?n'?t|has ?n'?t) authori[sz]ed?\b|\bph?ishing for compliments\b"
)
_PATTERNS = tuple(
    (reason, tuple(re.compile(pattern) for pattern in patterns))
    for reason, patterns in ((Reason.FRAUD, _FRAUD), (Reason.LEGAL, _LEGAL), (Reason.VULNERABLE, _VULNERABLE))
)


def grave(text: str) -> tuple[Reason, str] | None:
    """Fraud, law or press, or a vulnerable person, with the sentence it is said in; None if nothing of it."""
    return next(iter(graves(text)), None)


@lru_cache(maxsize=512)  # brain and rules ask for the same message several times, and again as context
def graves(text: str) -> tuple[tuple[Reason, str], ...]:
    """Each of these reasons that is there, the gravest first, with the first sentence that says it."""
    said = [(sentence, _plain(sentence)) for sentence in sentences(text)]
    found = []
    for reason, patterns in _PATTERNS:
        for sentence, lowered in said:
            if any(pattern.search(lowered) for pattern in patterns):
                found.append((reason, sentence))
                break
    return tuple(found)


def _plain(sentence: str) -> str:
    """Small letters, single spaces, and idioms left out."""
    return _IDIOMS.sub(" ", " ".join(sentence.lower().replace("’", "'").split()))
