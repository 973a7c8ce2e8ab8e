"""Whether a day named without its year or week lies ahead, by the words around it. Pure.

"I bought it on Friday" is last Friday, "can it come on Friday" the next; the nearest word that tells decides.
"""

from __future__ import annotations

import re

_SAID = re.compile(
    r"\b(?:promised|supposed|meant|was due|were due|should(?:'ve| have)|was to|was going|expected to"
    r"|(?:said|told|say)\b.*\b(?:would|\w+'d|itd|by|was|delivered|delivery))\b",
    re.IGNORECASE,
)
_TELLING = re.compile(
    r"\b(?:(?P<ahead>by|until|till|before|can|could|will|won't|need|needs|want|wants|going|moving|move|away|leave"
    r"|leaving|deliver|come|arrive|arriving|please|pls|instead|reschedule|change|book|available|birthday|wedding|next"
    r"|open|due|send|pick|collect|ships|comes|'ll|i'm)"
    r"|(?P<past>ordered|bought|paid|came|arrived|sent|since|got|received|dispatched|shipped|delivered|called|rang"
    r"|wrote|was|were|did|didn't|been|returned|charged|purchased|spoke|emailed|started|broke|stopped|ago|placed"
    r"|cancelled|canceled|went|left|collected|posted|had))\b",
    re.IGNORECASE,
)
_CLAUSE = re.compile(r"[.!?\n;]")
BACK, ON = 60, 25  # characters looked at before the day and after it


def is_ahead(hit: re.Match[str]) -> bool | None:
    """True if the day found lies ahead, False if it is past; None if nothing tells."""
    text = hit.string
    before = _CLAUSE.split(text[max(0, hit.start() - BACK) : hit.start()])[-1]
    if _SAID.search(before):
        return False
    telling = list(_TELLING.finditer(before))
    if telling:
        return telling[-1]["ahead"] is not None
    after = _TELLING.search(_CLAUSE.split(text[hit.end() : hit.end() + ON])[0])
    return None if after is None else after["ahead"] is not None
