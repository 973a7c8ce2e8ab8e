"""What somebody says at a step of a guide: done, back, not understood, stuck …"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum


class Said(str, Enum):
    """As in the buttons' choices."""

    DONE = "done"
    BACK = "back"
    ANOTHER_WAY = "another_way"
    STUCK = "stuck"
    WHERE = "where"
    ALL = "all_steps"
    STEP = "step"
    WAIT = "wait"


@dataclass(frozen=True)
class Answer:
    """`step`: the one they name, from 1."""

    said: Said
    step: int | None = None


_NUMBERS = {
    word: n for n, word in enumerate(["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"], 1)
}
_STEP = re.compile(r"\bstep (?:number )?(\d{1,2}|" + "|".join(_NUMBERS) + r")\b")
_PATTERNS = (
    (Said.ALL, r"\ball (?:the |of the |your )?steps\b|\ball (?:at once|in one go|of (?:it|them) (?:at once|now))\b"
               r"|\b(?:whole|full|entire) (?:list|thing|lot|guide)\b|\bgive me (?:the list|everything|them all"
               r"|it all)\b"
               r"|\blist (?:it|them|the steps)\b"),
    (Said.WHERE, r"\bwhere (?:are we|am i|were we|was i)\b|\bwhich step\b|\bwhat step\b|\bhow many (?:more|steps)\b"
                 r"|\b(?:lost|forgot(?:ten)?) (?:my place|where)\b|\bhow (?:much|far) (?:more|longer|is left)\b"),
    (Said.BACK, r"\b(?:go|step|take me) back\b|\bback (?:one|a step)\b|^\W*(?:back|previous)\W*$"
                r"|\bprevious (?:step|one)\b"
                r"|\b(?:last|previous) (?:bit|step|one) again\b|\bwhat was (?:that|the last)\b|\b(?:before that)\b"),
    (Said.WAIT, r"^\W*(?:ok(?:ay)? )?(?:wait|hang on|hold on|one (?:moment|sec\w*|minute)|just a (?:moment|sec\w*"
                r"|minute)"
                r"|bear with me|give me a (?:moment|sec\w*|minute)|let me (?:look|try|see|find)|i'?m (?:looking"
                r"|trying))\b"),
    (Said.ANOTHER_WAY,
     r"\b(?:don'?t|do not|didn'?t|can'?t|cannot) (?:really |quite )?(?:get|understand|follow|know (?:what|how"
     r"|where)|see (?:it|that|any|where|the|a)"
     r"|find)\b|\bnot sure (?:what|how|where|which)\b|\bwhere(?:'?s| is| do| can| would|abouts)\b|\bwhat(?:'?s"
     r"| is| are| does| do you mean)\b"
     r"|\bwhat\W*$|\bhuh\b|\bconfus\w+|\b(?:say|explain|put) (?:that|it|this)\b|\b(?:another|different) way\b"
     r"|\bagain\b"
     r"|\bsimpler\b|\bslower\b|\bnothing like that\b|\bno such\b|\bthere(?:'s| is|s) no\b|\bthere isn'?t\b"
     r"|\bhow do i\b"
     r"|\b(?:i'?m )?lost\b|\bpardon\b"),
    (Said.STUCK,
     r"\b(?:did|does|do|has|is|was|are|wo|ca)n'?t (?:work|let|load|open|do anything|help|come|arriv\w+|send|print)\w*"
     r"|\bnot work\w*|\bno (?:luck|good|joy)\b|\bstill (?:not|no|nothing|the same|won|can|does|says|a |blank)\w*"
     r"|\bnothing (?:happen\w*|came|comes|there|works|arriv\w+)\b|\b(?:it|that) (?:fail\w+|says|said)\b|\berror\b"
     r"|\bstuck\b|\bfail(?:s|ed)\b"
     r"|\b(?:it|that) (?:doesn'?t|didn'?t|won'?t|isn'?t|hasn'?t)\b|\bwrong (?:password|code)\b|\bi can'?t\b"),
    (Said.DONE,
     r"^\W*(?:(?:ok(?:ay)?|yes|right|yep|good|great|ah|oh|now)\W+)*(?:done|did (?:it|that)|ok(?:ay)?|next|yes|yep"
     r"|yeah|ready|finished"
     r"|got (?:it|that|there)|found (?:it|one|them)|i (?:did|have|can see|see|found|got|am there|pressed|clicked"
     r"|typed|am on it)"
     r"|i'?(?:ve|m) (?:done|got|there|found|pressed|in|on|typed|clicked|opened|sent)|go on|carry on|continue"
     r"|what(?:'s)? next|it (?:worked|works|came|opened|arrived)"
     r"|that (?:worked|works|did it)|(?:all )?sorted|i'?m in|right|what now|and now|then\W*$|there (?:it is"
     r"|already)|worked)\b"),
)  # fmt: skip
_COMPILED = tuple((said, re.compile(pattern)) for said, pattern in _PATTERNS)
# A word they do not know ("what's a browser?") is no question about something else ("what is express delivery?").
OTHER_MATTERS = re.compile(
    r"\b(?:order|parcel|refund|deliver\w*|postage|return\w*|guarantee|hours|cost|price|much|money|when will)\b"
)
_ASKED = re.compile(r"\b(?:what|where|how|when|do you|can i|is there)\b")


def answer(text: str) -> Answer | None:
    """What the words mean at a step. None: nothing about the guide, as far as the words tell."""
    said = re.sub(r"\b(wo|do|does|did|is|has|ca)nt\b", r"\1n't", text.lower().replace("’", "'").strip())
    if match := _STEP.search(said):
        named = match[1]
        return Answer(Said.STEP, int(named) if named.isdigit() else _NUMBERS[named])
    found = next((what for what, pattern in _COMPILED if pattern.search(said)), None)
    if found is Said.ANOTHER_WAY and OTHER_MATTERS.search(said) and _ASKED.search(said):
        return None
    return Answer(found) if found else None
