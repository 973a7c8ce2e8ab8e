"""The coach: what in a draft to a customer is likely to inflame, why, and a better wording. It warns; it never judges
a person and never stops a message."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.deescalation import commitments
from bot.deescalation.coach_phrases import PHRASES
from bot.deescalation.due_words import Calendar, fold
from bot.deescalation.types import Level

UNDATED = "promise without a date"
MOST_ADVICE = 3  # more than that is a lecture
MOST_WORDS_TO_IRATE = 60
FEWEST_WORDS = 4  # an answer that is only just begun is not judged by what it leaves out
_QUOTED = re.compile(r"[\"“]([^\"“”]*)[\"”]")
_WORD = re.compile(r"[a-z0-9][a-z0-9'-]*")
_ACKNOWLEDGES = re.compile(
    r"\b(?:sorry|apolog\w+|you're right|you are right|that's not (?:ok|okay|right|good|how|what)"
    r"|isn't (?:good enough|right|what|how|ok|okay)|not good enough|should(?: not|n't) have|shouldn't be"
    r"|should have (?:been|arrived|come|had)|our (?:fault|mistake|doing|error)|we (?:let you down|got (?:this|it"
    r"|that) wrong|were wrong|messed)|too long|(?:two|three|four|several|third|second|fourth) (?:times|time|weeks"
    r"|days|contacts?)|you've (?:waited|been|had to|asked|written|missed|lost)|you (?:had to|were promised|were told"
    r"|waited|missed)|i've read|i see (?:that |what |it )|thank you for (?:telling|saying|writing|the photo|sending)"
    r"|that's a (?:long|lot|rotten|bad|poor))\b"
)
_SHOUTED = re.compile(r"\b[A-Z]{4,}\b(?:\W+\b[A-Z]{2,}\b)*|[!?]{2,}")
_PUTS_OFF = re.compile(
    r"\b(?:as soon as (?:possible|we can|i can|it)|asap|soon(?:est)?|shortly|in due course|at some point|in a (?:bit"
    r"|while)|when (?:i|we) (?:can|get (?:a chance|round to it|time))|sooner or later|before long|any (?:day|time"
    r"|minute) now|in the (?:near future|coming days))\b"
)
_QUESTION = re.compile(r"[^.!?\n]*\?|(?:^|(?<=[.!\n]))\s*(?:when|where|why|who|how|what|which)\b[^.!?\n]{8,}", re.I)
_RHETORICAL = re.compile(
    r"\b(?:are you (?:serious|kidding|joking|even|deaf|stupid|real)|really\?|seriously|what the|how (?:hard|dare"
    r"|difficult|can you)|is (?:this|that) a joke|who do you|why should i|do you (?:even|think|people)|what (?:kind"
    r"|sort) of|hello\?|anyone|is anybody|you there|right\?|ok\?|know what i mean|isn't it\?)", re.I
)  # fmt: skip
_DEFERS = re.compile(
    r"\b(?:let me|i'll|i will|i'm|we'll|i am|give me|one (?:moment|second|sec|minute)|could you|can you|may i|which"
    r"|what|do you|is it|don't know|not sure|can't (?:say|tell)|find(?:ing)? out|check(?:ing)?|look(?:ing)? (?:into"
    r"|at)|ask(?:ing)?)\b"
)
_TIME = re.compile(
    r"\d|\b(?:today|tonight|tomorrow|yesterday|monday|tuesday|wednesday|thursday|friday|saturday|sunday|week|day"
    r"|days|hour|hours|minutes|january|february|march|april|june|july|august|september|october|november|december"
    r"|noon|morning|afternoon|evening|already|now|immediately)\b"
)
_ASKS_YES_NO = re.compile(
    r"\W*(?:so |and |but |ok |then )*(?:can|could|will|would|do|does|did|is|are|was|has|have|should|am)\b"
)
_YES_NO = re.compile(r"\b(?:yes|no|yep|nope|sure|of course|certainly|you can|you can't|it is|it isn't|i can"
    r"|i can't|we can|we do|we don't|there (?:is|isn't)|that's right|correct|not)\b")  # fmt: skip
_EMPTY = frozenset(
    re.findall(
        r"\w+",
        "a an and any are as at be been but by can could did do does for from get got had has have he her him his how i"
        " if in is it its just me my no not now of on or our out please really she should so still than that the their"
        " them then there they this to too up us was we were what when where which who why will with would you your"
        " yours again about am know want need tell going",
    )
)


@dataclass(frozen=True)
class Advice:
    """One piece: the phrase it is about (a question of theirs, or "" where it is about the whole draft), why, and
    `better` to stand in place of the draft's characters from `start` to `end`; None: there is no wording to offer."""

    kind: str
    phrase: str
    why: str
    start: int = 0
    end: int = 0
    better: str | None = None


def review(
    draft: str, *, calendar: Calendar, level: Level = Level.CALM, asked: Sequence[str] = (), acknowledged: bool = True
) -> list[Advice]:
    """What to think about before this is sent, the weightiest first, at most three. `level`: how the customer is;
    `asked`: their words that nobody has answered yet; `acknowledged`: somebody of the team has named what happened."""
    said = _QUOTED.sub(lambda match: " " * len(match[0]), draft)  # their own words, said back
    lowered = fold(said).replace("\n", " ")
    found = [
        *_phrases(draft, lowered),
        *_undated(draft, lowered, calendar),
        *_shouted(said),
        *_first_acknowledge(lowered, level, acknowledged),
        *_unanswered(lowered, asked),
        *_too_long(lowered, level),
    ]
    return found[:MOST_ADVICE]


def acknowledges(text: str) -> bool:
    """Whether somebody's words name what happened, or own it."""
    return bool(_ACKNOWLEDGES.search(fold(text)))


def _phrases(draft: str, lowered: str) -> Iterator[Advice]:
    taken: list[tuple[int, int]] = []
    for line in PHRASES:
        match = line.pattern.search(lowered)
        if match and not any(match.start() < end and start < match.end() for start, end in taken):
            taken.append(match.span())
            start, end = _sentence(draft, *match.span()) if line.better.endswith(".") else match.span()
            better = _cased(line.better, draft, start)
            yield Advice(line.kind, draft[slice(*match.span())], line.why, start, end, better)


def _sentence(draft: str, start: int, end: int) -> tuple[int, int]:
    """The sentence around these characters."""
    begins = max(draft.rfind(mark, 0, start) for mark in ".!?\n") + 1
    begins += len(draft[begins:start]) - len(draft[begins:start].lstrip())
    ends = re.search(r"[.!?]+(?=\s|$)|\n|$", draft[end:])
    return begins, end + (ends.end() if ends else 0)


def _undated(draft: str, lowered: str, calendar: Calendar) -> Iterator[Advice]:
    why = "They will wait without knowing for how long; a time you can keep is worth more than a quick word."
    for made in commitments.find(lowered, calendar):
        if made.due:
            continue
        vague = _PUTS_OFF.search(lowered, made.start, made.end)
        start, end = vague.span() if vague else (made.start, made.end)
        while draft[start : start + 1].isspace():
            start += 1
        phrase = draft[start:end].rstrip(" .,;!\n")
        better = "by [[time]]" if vague else f"{phrase} by [[time]]"
        yield Advice(UNDATED, phrase, why, start, start + len(phrase), better)
        return
    if vague := _PUTS_OFF.search(lowered):
        yield Advice(UNDATED, draft[slice(*vague.span())], why, *vague.span(), "by [[time]]")


def _shouted(said: str) -> Iterator[Advice]:
    if match := _SHOUTED.search(said):
        quiet = "." if match[0][0] in "!?" else match[0].lower()
        yield Advice("shouts", match[0], "Capitals and rows of marks read as shouting.", *match.span(), quiet)


def _first_acknowledge(lowered: str, level: Level, acknowledged: bool) -> Iterator[Advice]:
    words = len(_WORD.findall(lowered))
    if level is Level.IRATE and not acknowledged and words >= FEWEST_WORDS and not _ACKNOWLEDGES.search(lowered):
        why = "They are very angry and hear no facts yet: name what it cost them first, once, then go on."
        yield Advice(
            "acknowledge first", "", why, better="You've had [[what it cost them]], and that isn't good enough. "
        )


def _too_long(lowered: str, level: Level) -> Iterator[Advice]:
    words = len(_WORD.findall(lowered))
    if level is Level.IRATE and words > MOST_WORDS_TO_IRATE:
        why = f"{words} words; somebody this angry takes in about {MOST_WORDS_TO_IRATE}. Say the next step, keep"
        " the rest."
        yield Advice("long", "", why)


def _unanswered(lowered: str, asked: Sequence[str]) -> Iterator[Advice]:
    if len(_WORD.findall(lowered)) < FEWEST_WORDS or _DEFERS.search(lowered):
        return
    for question in _questions(asked):
        if not _answers(lowered, question):
            why = "They asked this, and the draft does not seem to answer it."
            yield Advice("unanswered question", question, why)
            return


def _questions(asked: Sequence[str]) -> Iterator[str]:
    for text in asked:
        for match in _QUESTION.finditer(text):
            question = " ".join(match[0].split())
            if len(_WORD.findall(question.lower())) >= 3 and not _RHETORICAL.search(question):
                yield question


def _answers(lowered: str, question: str) -> bool:
    """By the kind of the question; else by whether it speaks of the same thing."""
    plain = question.lower().replace("’", "'")
    if re.search(r"\b(?:when|how (?:long|soon|many (?:days|weeks)))\b|\bwhat (?:day|time|date)\b", plain):
        return bool(_TIME.search(lowered))
    if re.search(r"\bhow (?:much|many)\b|\bwhat (?:does|will|do) .*\bcost\b", plain):
        return bool(re.search(r"\d|\b(?:free|nothing|no charge|none|one|two|three|all)\b", lowered))
    if _ASKS_YES_NO.match(plain) and _YES_NO.search(lowered):
        return True
    return bool(_stems(plain) & _stems(lowered)) or not _stems(plain)


def _stems(text: str) -> set[str]:
    return {
        re.sub(r"(?:ing|ed|es|s|e)$", "", word)[:7]
        for word in _WORD.findall(text)
        if word not in _EMPTY and len(word) > 2
    }


def _cased(better: str, draft: str, start: int) -> str:
    """With a capital where the phrase began a sentence."""
    before = draft[:start].rstrip()
    return better[:1].upper() + better[1:] if not before or before[-1] in ".!?\n" else better
