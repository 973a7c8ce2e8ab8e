"""How sure of themselves somebody is with computers, read from their words; with evidence, and with hysteresis."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

KEEP_EVIDENCE = 4
# Of the level's balance, from -3 to 3: one clear sign makes somebody low; it takes more than one of the other kind to
# undo that. Who is spoken to as a beginner in error is slighted; who is not, in need, is lost.
LOW_AT, HIGH_AT = -1, 2
MOST = 3

_LOW = (
    r"\b(?:not|no|never|isn'?t|aren'?t)\b[^.!?]{0,25}\b(?:good|great|clever|experts?|confident|used to)\b[^.!?]{0,15}"
    r"\b(?:computers?|technology|tech|internet|websites?|phones?|apps?|these (?:things|machines))\b",
    r"\b(?:hopeless|useless|rubbish|terrible|bad) (?:at|with) (?:computers?|technology|tech|the internet|websites?"
    r"|phones?|apps?|these (?:things|machines))\b",
    r"\b(?:i'?m|i am) (?:not |no |hopeless |useless |rubbish )+(?:\w+ )?(?:technical|techn?y|tech savvy"
    r"|good (?:at|with) (?:this|these|computers?|it))\b",
    r"\bno good (?:at|with) (?:this|these|computers?|technology|it)\b",
    r"\b(?:technophobe|computer illiterate|a dinosaur|too old for (?:this|these)|old (?:lady|man|woman|fashioned)"
    r"|pensioner)\b",
    r"\b(?:don'?t|do not|never) (?:really )?(?:understand|know (?:about|anything about|how to (?:use"
    r"|work)))\b[^.!?]{0,15}\b(?:computers?|technology|internet|these things|phones?|websites?|apps?)\b",
    r"\bmy (?:grand\w+|son|daughter|nephew|niece|neighbou?r|husband|wife|carer|kids?)\b[^.!?]{0,25}\b(?:usually"
    r"|normally|always|set (?:this|it|that) up|does (?:this|that|it|these)|helps? me)\b",
    r"\bwhat(?:'?s| is| are) (?:a |an |the |my )?(?:browser|link|tab|url|web ?address|spam(?: folder)?"
    r"|junk folder|inbox|app|icon|cursor|home ?page|password|wi-?fi|download|attachment|checkout|basket|cookies?"
    r"|username|screen ?shot)\b",
    r"\bwhere do i (?:click|press|type|tap|look|put)\b|\bwhat (?:do|should) i (?:press|click|type)\b"
    r"|\bwhich (?:button|key) do i\b",
    r"\b(?:never|first time)\b[^.!?]{0,30}\b(?:on(?:line| the internet| a computer)|website|e-?mail)\b",
    r"\bdon'?t know how (?:these|this) (?:things? )?works?\b|\bpressed the wrong (?:button|thing)\b"
    r"|\bdon'?t know (?:what|where) to (?:press|click|look on)\b",
)  # fmt: skip
_HIGH = (
    r"\b(?:cleared?|clearing|deleted?) (?:my |the |all )?(?:cache|cookies|browser (?:data|history))\b",
    r"\b(?:incognito|private (?:window|mode|tab)|dev ?tools|console|user.?agent|hard refresh|vpn|dns|2fa"
    r"|two.?factor|oauth|sso)\b",
    r"\b(?:http |error |status |a |still |get )?(?:40[0134]|50[0234])(?: error)?\b(?! ?(?:pounds|gbp|ml|g\b))",
    r"\b(?:ios|android|windows|mac ?os|firefox|chrome|safari|edge) (?:v(?:ersion)? ?)?\d+(?:\.\d+)?\b",
    r"\b(?:stack ?trace|javascript|api|endpoint|timeout|ssl|certificate|redirect loop|reinstalled|ad.?block\w*)\b",
    r"\btried (?:another|a different|two|three|several|other) (?:browsers?|devices?|networks?)\b",
)  # fmt: skip
_LOW_SIGNS = tuple(re.compile(pattern, re.I) for pattern in _LOW)
_HIGH_SIGNS = tuple(re.compile(pattern, re.I) for pattern in _HIGH)


class Skill(str, Enum):
    """Low: one small step at a time. High: the list, if they like."""

    LOW = "low"
    PLAIN = "plain"
    HIGH = "high"


@dataclass(frozen=True)
class Confidence:
    """`balance` from -3 (unsure) to 3 (sure); `evidence`: their words, the latest last."""

    balance: int = 0
    evidence: tuple[str, ...] = field(default=())

    @property
    def skill(self) -> Skill:
        if self.balance <= LOW_AT:
            return Skill.LOW
        return Skill.HIGH if self.balance >= HIGH_AT else Skill.PLAIN

    def to_json(self) -> dict[str, Any]:
        return {"balance": self.balance, "evidence": list(self.evidence)}

    @classmethod
    def from_json(cls, data: dict[str, Any] | None) -> Confidence:
        """Nothing known for None."""
        return cls(data["balance"], tuple(data["evidence"])) if data else cls()


def read(text: str, before: Confidence | None = None) -> Confidence:
    """After one more message. To be unsure weighs two, so that it takes two signs of the other kind to undo it."""
    before = before or Confidence()
    plain = text.replace("’", "'")
    low = [match[0] for sign in _LOW_SIGNS if (match := sign.search(plain))]
    high = [match[0] for sign in _HIGH_SIGNS if (match := sign.search(plain))]
    balance = before.balance - 2 * bool(low) + min(2, len(high))
    evidence = (*before.evidence, *low, *high)[-KEEP_EVIDENCE:]
    return Confidence(max(-MOST, min(MOST, balance)), evidence)
