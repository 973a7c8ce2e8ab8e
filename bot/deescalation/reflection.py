"""What was understood, in their own key terms and few words: "the mug came damaged, waiting two weeks"."""

from __future__ import annotations

from bot.deescalation.acknowledgements import BY_ERRAND, troubles
from bot.deescalation.cues import promised
from bot.deescalation.signals import ORDINALS, ordinal, particulars

FEWEST, MOST = 2, 4  # points; a single one would be parroting, more than four nobody reads

# For what went wrong; `{thing}` is what they called it.
_CLAUSES = {
    "marked_delivered": "{thing} is marked delivered and isn't there",
    "wrong_item": "the wrong thing came",
    "damaged": "{thing} came damaged",
    "faulty": "{thing} doesn't work",
    "charged_wrongly": "the charge is wrong",
    "refund_slow": "the refund hasn't come",
    "return_trouble": "the return doesn't work",
    "cancel_trouble": "the cancelling doesn't work",
    "late_parcel": "{thing} hasn't come",
    "no_answer": "no answer from us",
}
# Of troubles that name the same thing, the more telling one is said.
_COVERED = {"marked_delivered": "late_parcel", "refund_slow": "return_trouble"}


def points(
    text: str, *, errand: str | None = None, thing: str | None = None, without: str | None = None
) -> tuple[str, ...]:
    """The points to give back, most telling first; empty when there are too few to be worth it.

    `errand`: what they are here for, which says what went wrong where their words don't. `thing`: a product as they
    named it. `without`: the acknowledgement said just before, which covers its own point.
    """
    named = _named(thing)
    found = [key for key in troubles(text) if key in _CLAUSES]
    if errand and BY_ERRAND.get(errand) in _CLAUSES and not set(found) - {"no_answer"}:
        found.insert(0, BY_ERRAND[errand])
    found = [key for key in found if not any(_COVERED.get(other) == key for other in found)]
    seen = particulars(text)
    said = [(key, _CLAUSES[key].format(thing=named or _parcel(key))) for key in found]
    if promised(text):
        said.append(("broken_promise", "you were told otherwise"))
    if seen.occasion:
        said.append(("occasion", f"it was for {seen.occasion}"))
    if seen.waiting:
        said.append(("waiting", f"waiting {seen.waiting}"))
    if seen.contact_count and seen.contact_count <= len(ORDINALS):
        said.append(("nth_contact", f"{ordinal(seen.contact_count)} contact"))
    if seen.deadline:
        said.append(("deadline", f"needed {seen.deadline}"))
    kept = [clause for key, clause in said if key != (without or "").removesuffix("_ahead")]
    return tuple(kept[:MOST]) if len(kept) >= FEWEST else ()


def _parcel(key: str) -> str:
    return "it" if key in ("damaged", "faulty") else "the parcel"


def _named(thing: str | None) -> str | None:
    """ "Stoneware mugs" and "my mug" as one would say them back: "the stoneware mugs", "the mug"."""
    if not thing:
        return None
    words = thing.strip().lower().split()
    while words and words[0] in ("my", "the", "a", "an", "your", "our", "this", "that", "these", "those"):
        words = words[1:]
    return f"the {' '.join(words)}" if words else None
