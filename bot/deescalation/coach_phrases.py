"""Phrases that inflame, why, and what to write instead: plain tables for the coach, from what the trade knows.

`better` goes in place of the phrase ("": leave it out), or of its sentence if it is one; [[brackets]] are for the agent
to fill in."""

from __future__ import annotations

import re
from dataclasses import dataclass

_A = r"(?:(?:really|just|simply|always|clearly|actually|already|also|probably|perhaps|maybe) )?"
_DONE = (
    r"(?:read|told|checked|known|contacted|asked|given|kept|noticed|done|said|used|called|followed|tried|waited"
    r"|ordered|chosen|provided|reported|let|raised|mentioned|entered|looked|thought|paid|sent|returned|made|been"
    r"|written|signed|double[- ]checked|measured|realised|realized|included|filled|updated|saved|confirmed)"
)


@dataclass(frozen=True)
class Phrase:
    """One line of the table. `pattern` is for lower-cased text with straight apostrophes."""

    kind: str
    pattern: re.Pattern[str]
    why: str
    better: str


# Apostrophes that people leave out when they type fast; not those that make another word ("we'll", "we're").
_LEFT_OUT = re.compile(r"(?<=n)'(?=t)|'(?=(?:ve|s|m)\b)|(?<=you)'(?=re)")


def _table(kind: str, why: str, *lines: tuple[str, str]) -> tuple[Phrase, ...]:
    return tuple(
        Phrase(kind, re.compile(rf"(?<![\w'])(?:{_LEFT_OUT.sub(chr(39) + '?', pattern)})(?![\w'])"), why, better)
        for pattern, better in lines
    )


# Said in place of the whole sentence.
_NEXT = "Here is what I do about it now: [[next step]]."
_NEED = "To go on I need one thing from you: [[what]]."
_OTHER_WORDS = "Let me put it differently: [[the fact]]."
_ON_IT = "I'm on it: [[next step]] by [[time]]."
_CAN = "What I can do is [[remedy]]."
_ASK = "I'll ask them for you and write here by [[time]]."
_COST = "You've had [[what it cost them]], and that isn't good enough."
_WANT = "I want to put this right with you, and for that I need [[what]]."

BLAME = _table(
    "blame",
    "Blame makes people defend themselves instead of moving on.",
    (rf"you {_A}(?:should(?: have|'ve| of)|ought to have|could have|could've|needed to have"
     rf"|needed to) {_A}{_DONE}", _NEXT),
    (r"you (?:failed to|neglected to|forgot to|omitted to|must have (?!had|been (?:waiting|through|worried|upset|so"
     r"|very|really))\w+)", _NEED),
    (rf"you {_A}(?:didn't|did not|haven't|have not|never) {_A}(?:read|follow|provide|give|given|tell|told|enter|check"
     r"|contact|let us|bother|fill|include|respond|reply|answer|provided|followed|checked|specify|mention|confirm"
     r"|order|select|choose|say|said|ask|send|sent|update|listen|pay|paid|replied|responded|told|answered|asked"
     r"|gave)", _NEED),
    (r"(?:it|this|that)(?:'s| is| was) (?:entirely |actually |simply |all "
     r"|not our fault[,;] it's )?your (?:own )?(?:mistake|fault|error|responsibility|problem|choice|doing)", _NEXT),
    (r"your (?:own )?(?:mistake|fault|error|carelessness|negligence)", "what happened"),
    (r"you(?:'re| are) (?:wrong|mistaken|confused|not listening|being (?:unreasonable|rude|difficult|unfair"
     r"|aggressive|dramatic)|overreacting|misunderstanding|missing the point)", _OTHER_WORDS),
    (r"you (?:misunderstood|misread|got (?:it|that) wrong|have to understand|need to understand|need to realise"
     r"|need to realize|have to realise|need to listen)", _OTHER_WORDS),
    (r"(?:but|and|well,?) you (?:ordered|chose|selected|agreed|signed|said|told|entered|gave|clicked|ticked|put"
     r"|typed|picked|accepted)(?! to (?:the assistant|us that))", _NEXT),
    (r"you (?:were (?:supposed|meant) to|(?:entered|gave|put|typed|provided|chose|ordered|selected) (?:us "
     r"|me )?(?:the |a |an )?(?:wrong|incorrect|old|invalid)) ?\w*", _NEXT),
    (r"had you (?:read|told|checked|contacted|given|ordered|asked|let)", _NEXT),
    (r"if you(?:'d| had) (?:only |just |actually |bothered to |)(?:read|told|checked|contacted|given|ordered|asked"
     r"|let|waited|followed|kept|listened|looked)", _NEXT),
    (r"next time,? (?:please )?(?:check|read|make sure|be|remember|order|contact|tell|you)|(?:check|read|make sure"
     r"|remember|be careful)[\w ,]{0,40} next time", _NEXT),
    (r"(?:most|other) (?:people|customers) (?:manage|don't|have no|can|understand|never)", _NEXT),
    (r"as you (?:should|would|can clearly|must) (?:know|have seen|be aware|see)", "as far as I can see"),
)  # fmt: skip

REPEATED = _table(
    "told you so",
    "It says they were not listening; saying it again in other words works better.",
    (r"(?:as|like) i(?:'ve| have)?,? (?:already |just |previously |clearly |literally )?(?:said|mentioned|explained"
     r"|told you|stated|wrote|advised|pointed out)(?: (?:already|before|earlier|previously|above))?,?", "in short:"),
    (r"as (?:already |previously |clearly )?(?:stated|mentioned|explained|advised|discussed)(?: (?:above|before"
     r"|earlier|previously|already))?,?", "in short:"),
    (r"(?:i|we)(?:'ve| have)? (?:already |just |clearly )(?:said|told you|explained|answered)(?: (?:you|this"
     r"|that))?(?! to (?:the|my|our))", "in short:"),
    (r"(?:i|we)(?:'ve| have) (?:said|told you|explained) (?:this |that |it )?(?:before|already|(?:two|three|several"
     r"|many|a few) times|repeatedly|again and again|twice)", "in short:"),
    (r"(?:once again|(?<=[.!] )again|^again),? (?:i|we|as|the|this is)(?! (?:apologi[sz]e|am sorry|are sorry"
     r"|can write))", ""),
    (r"how many times|for the (?:last|third|fourth|umpteenth|hundredth) time", ""),
)  # fmt: skip

CALM = _table(
    "tells them how to feel",
    "Nobody calms down because they are told to; doing one concrete thing works.",
    (r"(?:please |just |can you |could you |you need to |try to )*(?:calm down|relax|chill(?: out)?|settle down"
     r"|cool it|take it easy|calm yourself|stay calm|keep calm|be calm)", _ON_IT),
    (r"(?:please |just )?be patient|have (?:some |a little |a bit of )?patience|(?:your )?patience (?:is"
     r"|would be) (?:much |greatly )?appreciated", "I'll have news for you by [[time]]."),
    (r"(?:please )?bear with (?:me|us)", "This takes me about [[number]] minutes."),
    (r"(?:there is |there's )?no need to (?:shout|swear|be (?:rude|like that|angry|upset)|get (?:angry|upset"
     r"|worked up)|use caps|yell|panic)", _ON_IT),
    (r"(?:please )?(?:don't|do not|stop) (?:shout(?:ing)?|swear(?:ing)?|yell(?:ing)?|be(?:ing)? (?:rude|upset|angry"
     r"|silly)|get(?:ting)? (?:angry|upset)|overreact(?:ing)?|panic|worry|complain(?:ing)?)", _ON_IT),
    (r"(?:watch|mind) your (?:language|tone)", _ON_IT),
    (r"(?:please |you (?:have|need|must) to )understand(?: that)? (?:we|i|that|our|this|it)", _OTHER_WORDS),
)  # fmt: skip

POLICY = _table(
    "policy as an answer",
    "A rule is no reason to an angry person: say what can be done.",
    (r"(?:as )?per (?:our|the|company|my)(?: \w+){0,3} (?:policy|policies|terms|procedure|guidelines|rules|t&cs)"
     r"|as per (?:our|my|the)(?: last| previous)? (?:email|e-mail|message|chat|policy)", _CAN),
    (r"(?:that|this|it)(?:'s| is) (?:just |simply )?(?:our|the|company|against(?: our| the"
     r"| company)?) (?:\w+ )?(?:policy|rule|rules|process|procedure)|(?:that|this|it) is how (?:it"
     r"|things) works?", _CAN),
    (r"(?:our|the|company) (?:\w+ )?(?:policy|policies|terms(?: and conditions)?|t&cs|procedures?) (?:states?|says?"
     r"|is|are|do(?:es)?n't|do(?:es)? not|requires?|clearly|prohibits?|won't)", _CAN),
    (r"(?:it(?:'s| is) )?(?:against|not in line with) (?:our |the |company )?(?:policy|rules|procedure)", _CAN),
    (r"(?:the )?(?:system|computer) (?:doesn't|does not|won't|will not|can't|cannot) (?:let|allow|permit)(?: me| us)?",
     _CAN),
    (r"(?:i'm|i am|we're|we are) (?:not|un)(?: able| allowed| permitted| authori[sz]ed)(?:able)? to|we (?:don't"
     r"|do not) do that|(?:there(?:'s| is) )?nothing (?:more |else )?(?:i|we) can do|my hands are tied", _CAN),
    (r"you agreed to (?:our|the|these)|you accepted (?:our|the) (?:terms|conditions|t&cs)|it(?:'s| is) in (?:our"
     r"|the) (?:terms|t&cs|small print)", _CAN),
)  # fmt: skip

PASSING_ON = _table(
    "passes them on",
    "They hear that nobody owns it: say what you do about it.",
    (r"(?:that|this|it)(?:'s| is|s) (?:not|nothing to do with|down to|up to|a matter for|handled by|dealt with by"
     r"|an issue (?:with|for)|for)(?: (?:my|our))? ?(?:me|us|department|job|problem|area|team|fault|the (?:courier"
     r"|warehouse|carrier|bank|supplier|seller|billing|shipping|returns|other)[\w ]{0,20}|another (?:team"
     r"|department)|a different (?:team|department))", _ASK),
    (r"(?:you(?:'ll| will)? (?:need|have|ought|want)(?: to)?|you(?:'d| would| should|'ll| will| must)(?: (?:have"
     r"|need) to)?|please|kindly|just) (?:to )?(?:contact|call|ring|phone|email|e-mail|speak to|speak with|talk to"
     r"|get in touch with|take (?:it|this|that) up with|chase|ask) (?:the |your |our )?(?:courier|carrier|warehouse"
     r"|bank|supplier|seller|manufacturer|billing|shipping|returns|another|other|different|relevant|accounts|sales"
     r"|royal mail|dpd|evri|ups|dhl|post office|delivery company|head office|finance)", _ASK),
    (r"(?:i|we) (?:only|just) (?:deal with|handle|do|work (?:on|in)|answer|look after)|(?:i|we) (?:don't"
     r"|do not) (?:deal with|handle|have (?:anything to do|access to))|i(?:'m| am) (?:just|only) (?:the|an?"
     r"|a) ", _CAN),
    (r"(?:not|isn't|wasn't) (?:our|my) (?:fault|problem|department|mistake|responsibility|job|doing|decision)"
     r"|out of (?:our|my) (?:hands|control)|beyond (?:our|my) control", _NEXT),
    (r"(?:the )?(?:courier|carrier|warehouse|other team|other department|previous agent|my colleague|bot"
     r"|assistant)(?: (?:has|have|must have|obviously|probably))? (?:messed|screwed|got it wrong|made (?:a"
     r"|the) mistake|failed|is to blame|should have|gave you (?:wrong|the wrong)"
     r"|misinformed)", "We got this wrong, and I'm putting"
     " it right: [[next step]]."),
)  # fmt: skip

FEELINGS = _table(
    "claimed feeling",
    "It sounds like a script; naming what it cost them does not.",
    (r"(?:i|we) (?:can )?(?:completely |fully |totally |really |do |truly |certainly |definitely )?(?:understand"
     r"|know|imagine|feel|appreciate|see|hear)(?: exactly| just)? (?:how|your (?:frustration|anger|pain"
     r"|disappointment|feelings|concerns?|situation|annoyance|upset)|that you(?:'re| are) (?:upset|frustrated|angry"
     r"|annoyed|disappointed)|(?:that )?(?:this|it)(?:'s| is| must be) (?:frustrating|annoying|upsetting))(?: (?:you"
     r"|this|that|it) \w+)?(?: (?:you|is|are|feel|be)\b)?", _COST),
    (r"(?:i|we) (?:hear|feel) you|i feel (?:bad|terrible|awful|for you|your)|i(?:'d| would) (?:be|feel) (?:the same"
     r"|so)? ?(?:frustrated|upset|angry|annoyed|furious)(?: too)?|i(?:'d| would) feel the same(?: way)?", _COST),
    (r"(?:i'm|i am|we're|we are) (?:so |very |truly |really |deeply |terribly )*(?:sad|heartbroken|devastated"
     r"|delighted|thrilled|excited|gutted|saddened|disheartened)", _COST),
    (r"sorry (?:that |if )?(?:you(?:'re| are)? (?:feel(?:ing)?|felt|upset|angry|think|frustrated|unhappy"
     r"|disappointed)|(?:you|we|this|that) (?:caused|upset|made|offended|have offended))"
     r"|sorry (?:that )?you feel that way",
     "I'm sorry that [[what happened]]."),
    (r"your (?:frustration|anger|disappointment|annoyance|emotions|feelings)", "what happened"),
    (r"you (?:seem|sound|look|appear) (?:\w+ )?(?:angry|upset|frustrated|irate|emotional|annoyed)", _COST),
)  # fmt: skip

CLICHES = _table(
    "phrase from a script",
    "People have read it too often to believe it; plain words do more.",
    (r"(?:we |i )?(?:sincerely |deeply )?(?:apologi[sz]e|apologies|sorry)(?: to you)? for (?:any|the"
     r"|this)(?: \w+)? inconvenience(?: caused| this (?:has|may have) caused"
     r"| this may cause)?", "I'm sorry that [[what happened]]"),
    (r"any inconvenience(?: caused)?", "the trouble this made"),
    (r"your (?:call|business|satisfaction|feedback|custom|message) is (?:very )?important to us"
     r"|(?:as a )?valued customer,?|we value (?:your|you)[\w ]*", ""),
    (r"at your earliest convenience", "when it suits you"),
    (r"(?:please be|kindly be) (?:advised|informed|assured)(?: that)?|please note(?: that)?"
     r"|(?:please )?rest assured(?: that)?|be rest assured", ""),
    (r"kindly", "please"),
    (r"thank(?:s| you) (?:so much |very much )?for (?:your )?(?:patience|understanding|bearing with (?:me"
     r"|us))(?: (?:and|in) [\w ]{0,30})?", "thank you for [[what they did]]"),
    (r"thank(?:s| you) for (?:reaching out|contacting us|getting in touch with us|your (?:query|enquiry|inquiry))", ""),
    (r"(?:i'm |i am |we're |more than |always )?happy to (?:help|assist)|how may i (?:assist|help) you(?: today)?"
     r"|great question", ""),
    (r"(?:unfortunately|regrettably),?", ""),
    (r"due to (?:unforeseen|unprecedented|high|operational|circumstances)[\w ]{0,24}", ""),
    (r"we (?:strive|aim|endeavou?r|pride ourselves)[\w ]{0,30}|(?:to )?provide (?:the )?(?:best"
     r"|excellent) (?:possible )?service", ""),
    (r"is there anything else (?:i|we) can (?:help|assist|do)(?: you)?(?: with)?(?: today)?", ""),
)  # fmt: skip

THREATS = _table(
    "threat",
    "A threat ends the conversation, not the anger: say what you need to go on.",
    (r"(?:or|otherwise|or else),? (?:i|we)(?:'ll| will)? (?:have to |be forced to |need to |going to )?(?:end|close"
     r"|terminate|disconnect|block|ban|stop|report|hang up|cancel|suspend)[\w ]{0,20}", _WANT),
    (r"(?:i|we)(?:'ll| will| am going to|'m going to|'re going to| shall) (?:have to |be forced to |be |need to "
     r"|just )*(?:end(?:ing)?|terminat(?:e|ing)|disconnect(?:ing)?|hang(?:ing)? up|block(?:ing)?|ban(?:ning)?|close"
     r"|closing)(?: (?:you|this|the|your))? ?(?:chat|conversation|call|account|ticket|case)?(?= if| unless|[.,!]|$"
     r"| now| immediately)",
     _WANT),
    (r"(?:i|we)(?:'ll| will) (?:have to )?(?:report you|call the police|take (?:legal )?(?:action|steps)"
     r"|involve (?:our )?(?:legal|lawyers|security)|pass (?:this|you) to (?:legal|debt|collections))", _WANT),
    (r"(?:this is )?(?:your |the )?(?:last|final) warning|consider (?:this|yourself) (?:a )?warn(?:ing|ed)"
     r"|if you (?:keep|continue|carry on|don't stop|swear|shout|do not stop)[\w ]{0,40}", _WANT),
    (r"you(?:'ll| will) (?:lose|be (?:blocked|banned|charged|reported|removed)|regret|forfeit)", _WANT),
    (r"good luck (?:with (?:that|it)|finding)|take it or leave it|your loss|suit yourself|go ahead,? then|be my guest",
     _WANT),
)  # fmt: skip

DISMISSIVE = _table(
    "makes little of it",
    "It is not small to them: name what it cost them, then act.",
    (r"(?:it's|it is|that's|that is|this is) (?:only|just|not (?:that|such) (?:a )?(?:big|bad|much)?|no big)(?: (?:a"
     r"|an|one|two|\d+))? ?(?:deal|day|days|late|kettle|parcel|small|minor|little|of a problem|hard|difficult"
     r"|complicated)?(?= deal| day| late| small| minor| hard|[.,!]|$)", _COST),
    (r"(?:what|why) (?:exactly )?(?:is your problem|do you expect(?: me| us)?(?: to do)?|are you (?:so )?(?:angry"
     r"|upset))",
     _COST),
    (r"(?:obviously|clearly),? (?:you|this|that|it)|like everyone else|it(?:'s| is) (?:easy|simple|obvious"
     r"|common sense)|simply (?:go|click|log|enter|follow|do)|just (?:google|read|wait)", _COST),
    (r"whatever|not sure what (?:else )?you want|that(?:'s| is) life|these things happen|it happens|mistakes happen"
     r"|nobody(?:'s| is) perfect|lol|lmao|haha", _COST),
)  # fmt: skip

PHRASES: tuple[Phrase, ...] = (
    *THREATS, *BLAME, *REPEATED, *CALM, *POLICY, *PASSING_ON, *FEELINGS, *CLICHES, *DISMISSIVE,
)  # fmt: skip
