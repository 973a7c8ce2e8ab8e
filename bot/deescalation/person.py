"""Does somebody ask for a person? In any wording, with the usual typos, and not when a person is merely mentioned."""

from __future__ import annotations

import re

from bot.deescalation.phrases import plain, sentences

# Who is meant. "Someone" counts only where the frame makes the wish clear.
_ADJECTIVES = (
    r"(?:(?:real|actual|live|living|breathing|proper|human|senior|different|another|other|more senior|qualified"
    r"|fucking|bloody|damn|goddamn"
    r"|support|service|sales|duty|shift|store|shop|customer|team|competent|specific|single|higher|responsible"
    r"|complaints?|returns?|refunds?|billing|accounts?|technical"
    r"|call cent(?:er|re)|customer (?:services?|support|care|assistance|relations)"
    r"|english speaking|helpdesk|help desk|life|personal|flesh and blood)[ -])*"
)
_DETERMINERS = r"(?:(?:a|an|the|your|any|some|one|one of your|one of the|an?other|this)[ ])?"
_STRONG = (
    r"(?:humans?(?: being)?s?|person|real people|agent|manager|supervisor|representatives?|operator|advis[eo]r"
    r"|superior|boss"
    r"|living soul|staff member|member of (?:your )?(?:staff|the team|your team|team)|team member|team leader|colleague"
    r"|customer (?:services?|support|care|assistance|relations)(?: (?:team|department|agent|representative|people"
    r"|executive|associate))?|human support|live chat"
    r"|(?:your )?support team|help ?desk|higher[- ]ups?|(?:who(?:ever)?|someone|somebody|person)(?: who)?(?:'s"
    r"| is)? (?:in charge|responsible)|whoever (?:runs|handles|manages|decides|deals with))"
)
_WEAK = r"(?:someone|somebody|anyone|anybody|some one|some body)"
_MORE = r"(?:people|staff|employee|worker|responsible|assistant|specialist|expert|technician|ceo|owner|support|team)"
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
    r"(?:(?:speak|talk|chatt?|converse|communicate|complain)(?:ing)?|(?:quick )?(?:word|chat|complaint))"
    r"(?: (?:directly|now|live|straight|about [a-z0-9' -]{1,40}?))*"
)
_PASS = (
    r"(?:put|pass|transfer|connect|patch|hand|forward|redirect|escalate|switch|route|send|direct|refer|take|get"
    r"|move)(?:ing|ting)?"
)
_TOWARDS = r"(?: (?:over|on|through|thru|up|back|straight|directly|now|please|in touch))*"
_ME = r"(?: (?:me|us|the chat|this chat|my (?!thanks|love|regards|compliments|parcel|order)[a-z]+))"
_DEPARTMENT = (
    r"(?:the |your )?(?:billing|accounts|accounting|returns|complaints?|refunds?|sales|finance|warehouse"
    r"|retention|legal"
    r"|technical|tech)(?: (?:department|dept|team|people|desk|office|support))?\b"
)
_BOT = (
    r"(?:chat ?)?(?:bots?|robots?|machines?|computers?|ai|algorithms?|automated [a-z]+|software"
    r"|(?:computer )?program(?:me)?s?)"
)

_FRAMES = tuple(
    re.compile(pattern)
    for pattern in (
        rf"\b{_TALK} (?:to|t|with|at) {_ANY}",
        rf"\b{_PASS}{_ME}?(?: (?:this|it))?{_TOWARDS} (?:to|with|onto) {_WHO}",
        rf"\b{_PASS}(?:{_ME}|(?: (?:this|it))? (?:on|over|up)){_TOWARDS} (?:to|with|onto) {_ANY}",
        rf"\b(?:speak|talk|chat)(?:ing)? (?:to|with) {_DEPARTMENT}|\b(?:put|transfer|connect|pass|hand) (?:me |us )?"
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
        rf"\b(?:want|need|get|give|find|put|like|prefer|is there|isn't there) (?:me )?{_WEAK} (?:else )?"
        r"(?:(?:who|that) (?:actually |really )?(?:knows?|understands?|has|speaks)"
        r"|with (?:a|some|more|the) (?:brain|clue|sense|authority|power))\b",
        rf"\b(?:{_WEAK}|people|staff|humans?) (?:[a-z]+ )?(?:who|that) (?:isn't|aren't|is not|are not|'s not) (?:an? )?"
        rf"(?:[a-z]+ )?{_BOT}\b",
        rf"\b(?:skip|bypass|get past|get rid of|let me past|switch off|turn off) (?:this |the |your )?{_BOT}\b",
        rf"(?:\b(?:i'm|i am|we're) )?\bask(?:ed|ing)? (?:[a-z0-9]+ ){{0,5}}?for {_NAMED}",
        rf"\b(?:type|typing|say|said|saying|write|press) (?:the word )?(?:{_ADJECTIVES})(?:human|person|agent|operator"
        r"|representative|manager)(?: again)?$",
        rf"\b(?:discuss|sort|settle|resolve|deal|go through) (?:[a-z]+ ){{1,3}}?with {_ANY}",
        rf"\b(?:want|need|like|have|get|should|must|please|can|could) (?:[a-z]+ ){{0,4}}?(?:looked at|looked into"
        rf"|read|checked|seen|handled|dealt with|reviewed|answered|decided|contacted|called) by {_NAMED}",
        r"\b(?:want|need|like|wish|prefer|rather) (?:to )?(?:hear|(?:an? )?(?:answer|reply|response))"
        rf" (?:back )?from {_NAMED}",
        rf"\b(?:great|good|nice|ok|okay|helpful|better|lovely|help|appreciate it|grateful) if {_ANY}"
        r" (?:would |could )?(?:rang|called|phoned|ring|call|phone|contacted|contact) me\b(?! (?:before|when|if))",
        rf"\b(?:that|want) {_NAMED} (?:calls|rings|phones|contacts) me\b(?! (?:before|when|if))",
        rf"\b(?:number|line) (?:where {_ANY}|with {_NAMED})",
        rf"\b(?:is|are|isn't|aren't|do you have|don't you have|have you got"
        rf"|got) (?:there )?(?:not )?{_DETERMINERS}(?:{_ADJECTIVES})"
        rf"(?:{_STRONG}|{_MORE}|{_WEAK})\b(?: (?:there|here|real|else|available|around|online|about|on duty))*"
        r" (?:(?:who|that|whom) )?(?:i|we) (?:can|could|may|might)\b",
        r"\b(?:is|are|isn't|aren't) there (?:any |a |an |some )?(?:(?:real|actual|live|human) )*"
        r"(?:humans?|person|people|(?:some|any)(?:one|body) (?:real|human)|agents?|managers?|supervisors?"
        r"|operators?|representatives?)"
        r"(?: (?:there|here|available|around|online|at all|on duty|working|about|please|in charge|today|now))*$",
        r"\b(?:is|are) (?:an?|any|the|your) (?:(?:real|live|human) )*(?:human|person|agent|manager|representative)s?"
        r" (?:available|around|free|online|there|(?:ever )?going to (?:answer|reply|help|read|call))\b",
        rf"\b(?:can|could|will|would|may|let|have|get|ask) (?:please )?(?:a|an|any|some|one of your|your"
        rf"|another) {_ADJECTIVES}"
        r"(?:human|agent|manager|supervisor|representative|colleague|advis[eo]r|(?:real|actual|live) person)s?"
        r" (?:to |please )*(?!(?:sign|collect|pick|deliver)\b)[a-z]+",
        rf"\b(?:can|could|will|would|have|get|ask|let) (?:please )?{_WEAK} (?:real |human |please |to )*"
        r"(?:call|ring|phone|contact me|speak (?:to|with) me|talk (?:to|with) me|chat with me)\b(?! me (?:before"
        r"|when|if)\b)",
        r"^(?:please |can you |could you |just |will you |would you )*(?:call|phone|ring) me(?: back)?"
        r"(?! (?:when|before|if|once|sir|crazy|names?|a |an ))\b",
        r"\b(?:can|could|will|would) (?:someone|somebody|one of (?:you|your [a-z]+|the [a-z]+))(?: lot| guys)?"
        r"(?: (?:from|in|at) [a-z' ]{2,24}?)? (?:please )?"
        r"(?:(?:call|ring|phone|telephone) me|give me a (?:call|ring|bell|buzz|shout))\b(?! (?:before|when|if|once))",
        r"^any (?:real |actual |live |living )?(?:humans?|real people|agents?|managers?)(?: [a-z]+){0,4}$",
        r"^(?:please )?(?:give me a (?:call|ring|bell|buzz)|telephone me)\b(?! (?:before|when|if|once))",
        r"\bwhere(?:'s| is| are) (?:your|the) (?:manager|supervisor|boss|humans?|real people)",
        rf"\b(?:don't|do not|not(?: interested in)?|won't|refuse to|refusing to|sick of|tired of|fed up (?:of|with)"
        rf"|done|hate|stop|no interest in) "
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
    r"|straight away|today|(?:fuck|screw|sod|forget|stop|enough of) this"
    r"|your|next|ma'am|sir|listen|but|i repeat|how about|i give up|help)"
)
_BARE_WHO = (
    rf"{_ADJECTIVES}(?:humans?(?: being)?|person|agent|manager|supervisor|representative|operator|advis[eo]r|live chat"
    r"|customer (?:services?|support|care)(?: (?:agent|team|representative))?|call cent(?:er|re)|call ?back"
    r"|someone real|somebody real|real people|live support)"
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
# When or by what means people can be reached is a question, and has an answer.
_ASKS_WHEN = re.compile(
    r"\b(?:what|which) (?:hours?|times?|days?)\b|\b(?:opening|business) (?:hours|times)\b"
    r"|\b(?:until|till|from) when\b|\bhow late\b|\be-?mail(?: address)? (?:to|for)\b"
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
    if (_PAST.search(words) and _WHEN.search(words)) or _ASKS_WHEN.search(words):
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
