"""What somebody of the team commits to in a draft: promises with a date, which are put on record, and those without."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.deescalation import due_words
from bot.deescalation.due_words import Calendar, Due

SHORTEST = timedelta(minutes=10)  # "give me two minutes" is over before a reminder could come
LONGEST_TEXT = 200

_US = (
    r"(?:i|we|he|she|they|someone|somebody|(?:a|my|our|the|your) (?:\w+ ){0,2}(?:colleague|team|manager|supervisor"
    r"|engineer|driver|courier|depot|warehouse|department|specialist|person)|(?:\w+ )?from (?:the|our) [\w ]{1,20})"
)
_THING = (
    r"(?:(?:your|the|this|that|a) (?:\w+ ){0,3}?(?:refund|money|payment|credit|replacement|parcel|package|order|item"
    r"|label|voucher|invoice|email|e-mail|letter|delivery|new one|account|case|claim|amount|code|lamp|kettle|answer"
    r"|update|reply|courier|exchange|subscription|change|address)|it|that|this|everything)"
)
_WILL = (
    r"(?:'ll|(?<=\bi)ll|(?<=you)ll|(?<=they)ll|(?<=\bit)ll| will| shall| am going to|'m going to| are going to"
    r"|'re going to| is going to|'s going to)"
)
_ADVERB = r"(?: (?:also|then|personally|definitely|certainly|now|just|try to|make sure to|make sure|have|be|all))*"
_DOING = (
    r"(?:call|ring|phone|email|e-mail|mail|write|message|text|contact|get|come|let|send|ship|post|dispatch|refund"
    r"|pay|return|replace|issue|process|look|check|chase|find|follow|update|ask|speak|talk|investigate|review|sort"
    r"|fix|arrange|book|confirm|raise|pass|have|do|see|reply|answer|give|keep|put|credit|cancel|reach|escalate|work"
    r"|deliver|collect|be in touch|be back|be with|start|go|report|know|hear|change|correct|reverse|forward|organise"
    r"|organize|ensure|handle|deal|request|release|take|make|finish|complete|transfer|add|create|set)"
)
_HAPPENS = (
    r"(?:be (?:\w+ly )?(?:\w+ed|sent|paid|done|back|there|with|in|on|out|ready|fixed|sorted)|arrive|come|reach|go"
    r"|leave|land|show|appear|get|ship|clear|hit|follow|happen|take|update|have)"
)
_PROMISE = re.compile(
    rf"\b(?:{_US}{_WILL}{_ADVERB} {_DOING}\b|{_THING}(?:{_WILL}| should){_ADVERB} {_HAPPENS}\b|you(?:'ll| will| should"
    rf"| can expect to| are going to|'re going to){_ADVERB} (?:have|get|receive|see|hear"
    r"|be (?:\w+ed|paid|called|hearing|getting|receiving|contacted)|expect)\b|(?:please )?(?:you can )?expect (?:a"
    r"|an|the|your|it|to hear|to receive|us|my|our)\b|(?:i|we) (?:promise|guarantee)\b"
    r"|let me (?:\w+ ){1,8}?and (?:get back|come back|call|let you know|update|write|reply|email|message)\b|(?:get"
    r"|getting|be|come|coming) back to you\b|(?:be|keep) (?:in touch|you (?:posted|updated|informed))\b"
    r"|will (?:get back|let you know|be in touch|call|email|refund|send|update|look into|chase|follow up|check)\b)"
)
# In the present tense only what has a date is meant as a promise ("it goes out today").
_DATED_ONLY = re.compile(
    r"\b(?:i(?:'m| am) (?:calling|sending|writing|emailing|ringing|getting back|refunding|chasing)|(?:i|we"
    r"|they) (?:write|call|ring|send|email|refund|answer|deliver|collect)|you (?:get|have|receive|hear)"
    rf"|{_THING} (?:goes out|is going out|gets (?:sent|paid|refunded)|leaves|arrives|ships|comes|is (?:there"
    rf"|with you)))\b"
)
_NO_PROMISE = re.compile(
    r"\bshould have (?:\w+ed|been|read|told|known|given|kept|done|said|got|seen|sent|paid|let|made|had|come|gone)\b"
    r"|\b(?:won't|will not|wouldn't|can't|cannot|couldn't|not able to|unable to|never)\b|\b(?:shall|should|may|can"
    r"|could) (?:i|we)\b|\bwould you like\b|\bdo you want\b|\bif you(?:'d| would) (?:like|rather|prefer)\b|\b(?:will"
    r"|are|could|can|would) you\b|\b(?:said|told|promised|thought|hoped|wanted|was supposed"
    r"|were supposed) (?:\w+ ){0,3}(?:would|will|'d|you'd|to)\b"
)
_SENTENCE = re.compile(r"[^.!?;\n]+(?:[.!?;\n](?=\w)[^.!?;\n]+)*[.!?;\n]?")
_CLAUSE = re.compile(
    r",? (?:and|but|so|because|since|then|until then)(?= (?:i|we|you|he|she|they|it|your|the|then)\b)|, "
)
# What is done in this very moment needs no date: the customer sees it happen.
_AT_ONCE = re.compile(
    r"\b(?:right now|now|straight ?away|right away|immediately|this minute|(?:one|a|just a|give me a) (?:moment"
    r"|second|sec|minute|mo|min)|bear with|as we speak|while (?:you're|we're|i'm) (?:here|chatting|on)"
    r"|let me (?:just )?(?:check|look|see|find|pull|have a look|open))\b"
)


@dataclass(frozen=True)
class Commitment:
    """What is promised, in the draft's own words without the time; `start`, `end`: where it stands in the draft.
    `due`: until when; None where no time is given."""

    text: str
    start: int
    end: int
    due: datetime | None


def find(draft: str, calendar: Calendar) -> list[Commitment]:
    """Every commitment in a draft, in order. What happens at once, in a moment, is none."""
    found = []
    for sentence in _SENTENCE.finditer(due_words.fold(draft)):
        said = sentence[0]
        if said.rstrip().endswith("?"):
            continue
        times = due_words.find(said, calendar)
        for start, end in _clauses(said):
            clause = said[start:end]
            due = _meant(said, [due for due in times if start <= due.start < end])
            promised = _PROMISE.search(clause) or (due and _DATED_ONLY.search(clause))
            if not promised or _NO_PROMISE.search(clause):
                continue
            if due is None and (_AT_ONCE.search(said) or _belongs_to_the_next(said, end, times)):
                continue
            if due and due.at - calendar.at < SHORTEST:
                continue
            words = _without(draft[sentence.start() + start : sentence.start() + end], due, start)
            found.append(Commitment(words, sentence.start() + start, sentence.start() + end, due.at if due else None))
    return found


def _clauses(said: str) -> list[tuple[int, int]]:
    """The sentence cut where a new statement begins; a piece that promises nothing of its own belongs to the one
    before ("I'll call you, tomorrow at ten")."""
    cuts = [match.start() for match in _CLAUSE.finditer(said)]
    places = list(zip([0, *cuts], [*cuts, len(said)], strict=True))
    joined: list[tuple[int, int]] = []
    for start, end in places:
        if joined and not (_PROMISE.search(said[start:end]) or _DATED_ONLY.search(said[start:end])):
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined


def _meant(said: str, times: list[Due]) -> Due | None:
    """Of several times the last that says until when ("goes out today and is there by Tuesday"), else the first."""
    until = [due for due in times if re.match(r"by|before|until|within|no later", said[due.start :])]
    return until[-1] if until else times[0] if times else None


def _belongs_to_the_next(said: str, end: int, times: list[Due]) -> bool:
    """ "I'll check and I'll call you by 5": the date of what follows covers the step towards it."""
    return any(due.start >= end for due in times)


def _without(clause: str, due: Due | None, start: int) -> str:
    """The clause as a promise's text: without its time, and without what only joins it to the rest."""
    if due:
        clause = clause[: due.start - start] + " " + clause[due.end - start :]
    words = " ".join(clause.split())
    words = re.sub(
        r"^(?:,? ?(?:and|but|so|then|also|ok|okay|right|sure|yes|hi|hello|hey)\b,? ?)+", "", words, flags=re.I
    )
    words = re.sub(r"(?: (?:by|before|on|at|within|in|until|for|from|the|latest))+(?=[.!,;]*$)", "", words)
    words = words.strip(" .,;:!-–")
    return (words[:1].upper() + words[1:])[:LONGEST_TEXT]
