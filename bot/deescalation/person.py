"""Does somebody ask for a person? In any wording, with the usual typos, and not when a person is merely mentioned."""

from __future__ import annotations

import re

from bot.deescalation.phrases import plain, sentences

# Who is meant. "Someone" counts only where the frame makes the wish clear.
_ADJECTIVES = (
    r"(?:(?:real|actual|live|living|breathing|proper|human|senior|different|another|other|more senior|qualified"
    r"|fucking|bloody"
    r"|damn|goddamn|support|service|sales|duty|shift|store|shop|customer|team|competent|specific|single|higher"
    r"|call cent(?:er|re)"
    r"|customer (?:service|support|care)|english speaking|helpdesk|help desk|life|personal|flesh and blood)[ -])*"
)
_DETERMINERS = r"(?:(?:a|an|the|your|any|some|one of your|one of the|an?other|this|my)[ ])?"
_STRONG = (
    r"(?:humans?(?: being)?s?|person|real people|agent|manager|supervisor|representatives?|operator|advis[eo]r"
    r"|superior|boss"
    r"|staff member|member of (?:your )?(?:staff|the team|your team|team)|team member|team leader|colleague"
    r"|customer (?:service|support|care)(?: (?:team|department|agent|representative|people"
    r"|executive|associate))?|human support|live chat"
    r"|(?:your )?support team|help ?desk|higher[- ]ups?|(?:who(?:ever)?|someone|somebody|person)(?: who)?(?:'s"
    r"| is)? in charge)"
)
_WEAK = r"(?:someone|somebody|anyone|anybody|some one|some body)"
_MORE = r"(?:people|staff|assistant|specialist|expert|technician|ceo|owner|support|team)"
_NOT_THEM = (
    r"(?! (?:resources|error|hair|rights|anatomy|id|code|fees?|discount|number|name|email|costume|outfit|chair"
    r"|special|samples?"
    r"|sized?|skeletons?|models?|portal|login|app)\b|'s\b"
    r"| (?:who|that) (?:delivered|dropped|drove|packed|signed|sold|brought|took|stole|lives|ordered|sent|picked)"
    r"| to (?:sign|collect|pick|deliver|install|assemble|receive|come|carry)\b"
    r"| (?:at|from|in) (?:my|the|our|their) (?:bank|courier|carrier|post|depot|delivery|shop|neighbou?r))"
)
_WHO = rf"{_DETERMINERS}{_ADJECTIVES}(?:{_STRONG}|{_MORE})\b{_NOT_THEM}"
_ANY = rf"{_DETERMINERS}{_ADJECTIVES}(?:{_STRONG}|{_MORE}|{_WEAK})\b{_NOT_THEM}"
_NAMED = rf"(?:a |an |any |some |your |the |another )?{_ADJECTIVES}{_STRONG}\b{_NOT_THEM}"

_TALK = (
    r"(?:speak|talk|chatt?|converse|communicate|complain)(?:ing)?(?: (?:directly|now|live|straight"
    r"|about [a-z0-9' -]{1,40}?))*"
)
_PASS = (
    r"(?:put|pass|transfer|connect|patch|hand|forward|redirect|escalate|switch|route|send|direct|refer|take|get"
    r"|move)(?:ing|ting)?"
    r"(?: (?:me|us|this|it|my [a-z]+|the chat|this chat|over|on|through|thru|up|back|straight|directly|now|please"
    r"|in touch))*"
)
_DEPARTMENT = (
    r"(?:the |your )?(?:billing|accounts|accounting|returns|complaints?|refunds?|sales|finance|warehouse"
    r"|retention|legal"
    r"|technical|tech)(?: (?:department|dept|team|people|desk|office|support))?\b"
)
_BOT = r"(?:chat ?)?(?:bots?|robots?|machines?|computers?|ai|algorithms?|automated [a-z]+|software|computer program)"

_FRAMES = tuple(
    re.compile(pattern)
    for pattern in (
        rf"\b{_TALK} (?:to|t|with|at) {_ANY}",
        rf"\b{_PASS} (?:to|with|onto) {_ANY}",
        rf"\b(?:speak|talk|chat)(?:ing)? (?:to|with) {_DEPARTMENT}|\b(?:put|transfer|connect|pass|hand) (?:me |us )"
        rf"(?:through |over )?to {_DEPARTMENT}",
        r"\b(?:be|get) (?:transferred|connected|put through|passed (?:on|over)|handed over|escalated)\b"
        r"(?! (?:me|my|the|to my))|\b(?:like|need|want|have) to escalate\b",
        r"\bwho (?:can|could|do|should) (?:i|we) (?:need to |have to )?(?:speak|talk|complain) (?:to|with)\b",
        rf"\bput {_ANY} on\b",
        rf"\b(?:can|could|may) (?:i|we) (?:please )?have {_NAMED}",
        r"\b(?:from|with) an? (?:real|actual|live) (?:human|person|agent|representative)\b",
        r"\b(?:any|some)(?:one|body) (?:there )?(?:real|human|alive)\b|\b(?:got|have) (?:any |some |real )*humans\b"
        r"|\bhave real people\b",
        r"\b(?:can|could|will|would) (?:someone|somebody) (?:from|in|on) your (?:team|staff|company|side|office)\b",
        r"\b(?:want|need|get|have|request|requesting|like|arrange|schedule|please) (?:an? )?(?:call ?back|phone call)\b"
        r"(?! (?:before|when|if|from (?:the|my) (?:driver|courier)))",
        r"\b(?:put|patch) (?:me|us) (?:through|thru)(?: (?:now|please|immediately|already|to))*$",
        r"\b(?:transfer|connect|escalate)(?: (?:me|us|this))(?: (?:over|now|please|immediately|already|right|away"
        r"|further))*$",
        r"^(?:please )?escalate\b",
        r"\bhand (?:me|us|this|it) over\b",
        rf"(?<!will )(?<!'ll )\b(?:contact|reach)(?:ing)? {_ANY}",
        rf"(?<!should i )\b(?:call|ring|phone|message|e-?mail)(?:ing)? (?:{_WEAK}\b|customer |(?:an?|your"
        rf"|some) {_ADJECTIVES}{_STRONG}){_NOT_THEM}",
        rf"\b(?:get|getting|grab) (?:a )?hold of {_ANY}",
        rf"\b(?:get|getting|be|put me) (?:in )?(?:touch|contact|through) (?:with|to) {_ANY}",
        rf"\b(?:get|give|find|bring|fetch|send|show) (?:me |us )?(?:to )?{_NAMED}",
        rf"\b(?:want|need|require|demand|prefer|rather(?: have)?|i'?d like|would like|insist on|request|requesting)"
        rf" {_NAMED}",
        rf"\b(?:want|need|require|rather(?: have)?|i'?d like|would like) {_WEAK} (?:real|human|else|in charge"
        rf"|to (?:talk|speak|call|ring))",
        rf"\bask(?:ed|ing)? (?:you )?(?:\w+ )?for {_NAMED}",
        rf"\b(?:is|are|isn't|aren't|do you have|don't you have|have you got"
        rf"|got) (?:there )?(?:not )?{_DETERMINERS}(?:{_ADJECTIVES})"
        rf"(?:{_STRONG}|{_WEAK})\b(?: (?:there|here|real|else|available|around|online|about|on duty))*"
        r" (?:(?:who|that|whom) )?(?:i|we) (?:can|could|may|might)\b",
        r"\b(?:is|are|isn't|aren't) there (?:any |a |an |some )?(?:(?:real|actual|live|human) )*"
        r"(?:humans?|person|people|(?:some|any)(?:one|body) (?:real|human)|agents?|managers?|supervisors?"
        r"|operators?|representatives?)"
        r"(?: (?:there|here|available|around|online|at all|on duty|working|about|please|in charge|today|now))*$",
        r"\b(?:is|are) (?:an?|any|the|your) (?:(?:real|live|human) )*(?:human|person|agent|manager|representative)s?"
        r" (?:available|around|free|online|there)\b",
        rf"\b(?:can|could|will|would|may|let|have|get|ask) (?:please )?(?:a|an|any|some|one of your|your"
        rf"|another) {_ADJECTIVES}"
        r"(?:human|agent|manager|supervisor|representative|colleague|advis[eo]r|(?:real|actual|live) person)s?"
        r" (?:to |please )*(?!(?:sign|collect|pick|deliver)\b)[a-z]+",
        rf"\b(?:can|could|will|would|have|get|ask|let) (?:please )?{_WEAK} (?:real |human |please |to )*"
        r"(?:call|ring|phone|contact me|speak (?:to|with) me|talk (?:to|with) me|chat with me)\b(?! me (?:before"
        r"|when|if)\b)",
        r"^(?:please |can you |could you |just |will you |would you )*(?:call|phone|ring) me(?: back)?"
        r"(?! (?:when|before|if|once|sir|crazy|names?|a |an ))\b",
        r"\bwhere(?:'s| is| are) (?:your|the) (?:manager|supervisor|boss|humans?|real people)",
        rf"\b(?:don't|do not|not|won't|refuse to|refusing to|sick of|tired of|fed up (?:of|with)|done|hate|stop) "
        rf"(?:want(?:ing)? to |going to |wish to |like |with )?(?:talk|speak|chat|deal)(?:ing)? (?:to|with) "
        rf"(?:an? |the |this |your |you |some |stupid |bloody |fucking |dumb |useless )*{_BOT}\b",
        rf"^(?:please )?(?:no(?: more)?|enough (?:with|of)|not) (?:an? |the |this |these |your |stupid "
        rf"|bloody )*{_BOT}\b",
        rf"\b(?:instead of|not) (?:an? |the |this |your |some )?(?:stupid |bloody |dumb )?{_BOT}(?: please| thanks)*$",
        rf"\b(?:get|take) me (?:away from|out of|off) (?:this |the |your )?(?:stupid |bloody )?{_BOT}\b",
    )
)

# Whole sentences that are nothing but the wish: "agent", "human pls", "REPRESENTATIVE!!".
_FILLER = (
    r"(?:please|now|just|hi|hello|hey|ok|okay|yes|yeah|no|i said|right|immediately|asap|only|thanks|thank you|a|an|any"
    r"|the fuck|fucking|bloody|for god's sake|for the love of god|again|instead|one|then|and|at once"
    r"|straight away|today"
    r"|your|next|ma'am|sir|listen|but|i repeat|how about|i give up|help)"
)
_BARE_WHO = (
    rf"{_ADJECTIVES}(?:humans?(?: being)?|person|agent|manager|supervisor|representative|operator|advis[eo]r|live chat"
    r"|customer (?:service|support|care)(?: (?:agent|team|representative))?|someone real|somebody real"
    r"|real people|live support)"
)
_NO = re.compile(r"\W*no\s+\w", re.IGNORECASE)  # "no agent please"; but "no, agent please" wants one
LONGEST_BARE = 12  # words
_BARE = re.compile(rf"^(?!no customer)(?:{_FILLER} )*{_BARE_WHO}(?: (?:{_FILLER}|{_BARE_WHO}))*$")

# What stands right before a frame and turns it round.
_TURNED = re.compile(
    r"\b(?:(?:don't|do not|didn't|did not|not|never|no) (?:really |even |actually |particularly )?"
    r"(?:want|need|needed|wanted|wish|like|have|care|require|ask|asked|mind|bother|trying|going"
    r"|looking)(?:ing)?(?: to)?(?: have)?(?: to)?"
    r"|(?:don't|do not|didn't|not|never|stop|without|instead of|rather than|rather not|prefer not to|avoid"
    r"|no need to|no point(?: in)?)"
    r"(?: having)?(?: to)?(?: keep)?"
    r"|\b(?:been|was|were|after|while|kept|remember|am i(?: even| actually| really)?|are we|i'm|busy|finished"
    r"|enjoyed|hate|love|like)"
    r"(?: just| already)?"
    r"|\b(?:when|whenever|every time|each time|the last time|last time|after|before|if|once) (?:i"
    r"|we)(?: ever)?(?: try to)?"
    r"|\b(?:they|she|he|who) (?:already |just )?)\s*$"
)
# "I'm not talking to a machine" is a wish, though: those frames turn nothing round.
_PAST = re.compile(r"\b(?:tried|asked|had to|wanted|managed|got|was|were|did|used to|told)\b")
_WHEN = re.compile(
    r"\b(?:yesterday|last (?:week|night|month|time|year|monday|tuesday|wednesday|thursday|friday|saturday|sunday)|ago"
    r"|this morning|earlier today|when i (?:called|rang|phoned)|in the past|the other day)\b"
)
_ABOUT_IT = re.compile(
    r"\b(?:are|aren't) you (?:really |actually |even |just |like )*(?:an? )?(?:[a-z]+ )?(?:human|person|people"
    r"|agent|operator|bot|robot)"
    r"|\b(?:is|isn't) (?:this|it|that) (?:really |actually |even |just )*(?:an? )?(?:[a-z]+ )?(?:human|person|bot"
    r"|robot)"
    r"|\bam i (?:even |actually |really |just )*(?:talking|speaking|chatting)(?: to| with)?"
    r"|\bis (?:this|it|that) [a-z ]{0,25}(?:human|person)"
)


def asks_for_person(text: str) -> str | None:
    """The sentence that asks for a person, in the customer's own words; None if nothing does."""
    for sentence in sentences(text):
        words = plain(sentence)
        if (_bare(words) and not _NO.match(sentence)) or _framed(words):
            return sentence
    return None


def _bare(words: str) -> bool:
    """Bounded, for the pattern takes its time over long runs of the same words."""
    return len(words.split()) <= LONGEST_BARE and _BARE.match(words) is not None


def _framed(words: str) -> bool:
    if _PAST.search(words) and _WHEN.search(words):
        return False
    for frame in _FRAMES:
        for match in frame.finditer(words):
            about_a_bot = re.search(_BOT + r"\b", match[0]) is not None
            if about_a_bot or not (_TURNED.search(words[: match.start()]) or _about_it(words, match)):
                return True
    return False


def _about_it(words: str, match: re.Match[str]) -> bool:
    """Asking what it is talking to is a question about the assistant, not a wish."""
    return any(other.start() <= match.start() < other.end() + 1 for other in _ABOUT_IT.finditer(words))
