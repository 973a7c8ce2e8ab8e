"""Recurring types of customer who deserve phrases of their own. Several may fit; none is a verdict on a person."""

from __future__ import annotations

import re
from enum import Enum

from bot.deescalation.cues import resigned, threatens_to_leave
from bot.deescalation.signals import particulars

STORY_WORDS = 45  # of a message, from which on it is a story rather than a request
_HURRY = re.compile(
    r"\b(?:no time (?:for|to)|(?:don'?t|haven'?t|not) (?:have |got )?(?:the |any |much |got )?time\b"
    r"|in a (?:hurry|rush|meeting)|(?:be|make it|keep it|please be) (?:quick|brief|short)"
    r"|quick(?:ly)? (?:please|question|one)|(?:real|very) quick|asap|as (?:soon|quickly|fast) as possible"
    r"|on (?:my|a) (?:break|lunch)|about to (?:board|leave|go)|got (?:\d+|five|two|ten|a few) min\w*|hurry(?: up)?"
    r"|straight ?away|get to the point|short version|just (?:tell|give) me)\b",
    re.I,
)
_STORY = re.compile(
    r"\b(?:so (?:then|basically|i)|and then|first(?:ly)?|after that|the next day|then (?:i|they|he|she|you)"
    r"|to cut a long story|let me (?:explain|tell you)|it all started|long story)\b",
    re.I,
)


class Kind(str, Enum):
    """As the reports and the brief call them."""

    REPEAT_CALLER = "repeat_caller"
    IN_A_HURRY = "in_a_hurry"
    STORYTELLER = "storyteller"
    LEAVING = "leaving"
    POLITE_BUT_FINISHED = "polite_but_finished"

    @property
    def words(self) -> str:
        """For people: "in a hurry"."""
        return _WORDS[self]


_WORDS = {
    Kind.REPEAT_CALLER: "has been in touch before",
    Kind.IN_A_HURRY: "in a hurry",
    Kind.STORYTELLER: "tells the whole story",
    Kind.LEAVING: "may leave",
    Kind.POLITE_BUT_FINISHED: "polite but finished",
}


def kinds(text: str, *, contact_number: int = 1, upset: bool = False) -> frozenset[Kind]:
    """Which show in this turn's text. `contact_number`: as records have it. `upset`: resigned words of somebody who is
    content ("never mind, found it") mean nothing, so they count only with some heat."""
    seen = particulars(text)
    words = len(text.split())
    found = {
        Kind.REPEAT_CALLER: seen.again or contact_number > 1,
        Kind.IN_A_HURRY: bool(_HURRY.search(text.replace("’", "'"))),
        Kind.STORYTELLER: words >= STORY_WORDS or (words >= STORY_WORDS // 2 and len(_STORY.findall(text)) >= 2),
        Kind.LEAVING: threatens_to_leave(text),
        Kind.POLITE_BUT_FINISHED: upset and resigned(text),
    }
    return frozenset(kind for kind, shows in found.items() if shows)
