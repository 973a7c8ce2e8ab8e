"""What to do this turn, in the order of the trade: control, acknowledge, refocus, solve; and what is never done."""

from __future__ import annotations

from bot.deescalation.acknowledgements import ACKNOWLEDGEMENTS, BY_ERRAND, PARTICULAR, choose, fits_handoff
from bot.deescalation.cues import insults
from bot.deescalation.handover import due
from bot.deescalation.kinds import Kind
from bot.deescalation.reflection import points
from bot.deescalation.situation import Decision, RefocusForm, Situation
from bot.deescalation.temper import explain
from bot.deescalation.thresholds import BOUNDARY_AT
from bot.deescalation.types import Handoff, Level, Move, Style, Trend, Used

__all__ = ["ACKNOWLEDGEMENTS", "BY_ERRAND", "Decision", "RefocusForm", "Situation", "Used", "decide"]

OFFER_AT = 0.90  # frustration of one message at which a person is offered, before anything else has failed
OFFER_AGAIN_AFTER = 3  # turns between two offers: offered early, without strings, not nagging
# Somebody who mentions the birthday, or that they ask for the third time, without heat is still heard.
SAID_CALMLY = frozenset({"occasion", "occasion_ahead", "nth_contact", "deadline", "in_a_hurry"})
REFLECT_FROM_WORDS = 18  # shorter messages need no summary; giving them back would be parroting
# Costs that are ours to take on us: after acknowledging these, say what we do about it.
_OURS = frozenset(
    {"broken_promise", "nth_contact", "repeat_contact", "no_answer", "not_understood_by_bot", "charged_wrongly"}
)


def decide(situation: Situation) -> Decision:
    """The moves for this turn. `Move.EXPECT` is added by whoever makes a dated promise: only they know the date."""
    if handoff := due(situation):
        return _hand_off(situation, handoff)
    heated = situation.heated
    acknowledged = _acknowledgement(situation)
    if acknowledged and not heated and acknowledged[0] not in SAID_CALMLY:
        acknowledged = None
    key, facts = acknowledged or (None, {})
    reflect = _reflection(situation, key) if heated else ()
    boundary = _boundary(situation)
    refocus = _refocus(situation) if heated else None
    offer = _offer(situation, boundary=boundary)
    moves = [
        *([Move.LISTEN] if reflect or (heated and not situation.errand) else []),
        *([Move.ACKNOWLEDGE] if key else []),
        *([Move.OWN] if key in _OURS or (key and situation.temper.state is Level.IRATE) else []),
        *([Move.BOUNDARY] if boundary else []),
        *([Move.REFOCUS] if refocus else []),
        *([Move.SOLVE] if situation.errand and not situation.unclear else []),
        *([Move.OFFER_PERSON] if offer else []),
    ]
    return Decision(
        moves=tuple(moves) or (Move.LISTEN,),
        acknowledge=key,
        facts=facts,
        reflect=reflect,
        refocus=refocus,
        boundary=boundary,
        offer_person=offer,
        clarify=situation.unclear,
        why=_why(situation, key=key, reflect=reflect, boundary=boundary, refocus=refocus, offer=offer),
    )


def _hand_off(situation: Situation, handoff: Handoff) -> Decision:
    """At once, and nothing in between but an acknowledgement where there is cause. Abuse is flagged, not lectured."""
    fitting = fits_handoff(situation, handoff.reason)
    key, facts = fitting if fitting and (fitting[0] == "grief" or situation.heated) else (None, {})
    if key and key not in PARTICULAR and key != "grief":
        key, facts = None, {}  # a general word before a handoff only delays it
    moves = (Move.ACKNOWLEDGE, Move.HAND_OFF) if key else (Move.HAND_OFF,)
    why = f"hand over ({handoff.reason.value}): {handoff.evidence[0].cue}; {explain(situation.temper)}"
    return Decision(moves=moves, acknowledge=key, facts=facts, handoff=handoff, why=why)


def _acknowledgement(situation: Situation) -> tuple[str, dict[str, str]] | None:
    """Once and well: again only for a new particular, or when the temper has risen, or boiled up anew."""
    fitting = choose(situation)
    if fitting and situation.style is Style.FACTS and situation.temper.state is not Level.IRATE:
        fitting = fitting if fitting[0] in PARTICULAR else None  # a general word is time lost to who wants the facts
    last = _last(situation, Move.ACKNOWLEDGE)
    if fitting is None or last is None:
        return fitting
    anew = situation.temper.since_turn > last and situation.temper.state is not Level.CALM
    told_something_new = fitting[0] in PARTICULAR and situation.turn - last > 1
    return fitting if anew or told_something_new else None


def _reflection(situation: Situation, acknowledged: str | None) -> tuple[str, ...]:
    """Show what was understood to who told a whole story, or to whom being heard matters; not to who is in a hurry.

    Once in a conversation, and while it is new: who answers a question is not told their own story.
    """
    if Kind.IN_A_HURRY in situation.kinds or situation.answered or _last(situation, Move.LISTEN, key="reflect"):
        return ()
    long_enough = len(situation.text.split()) >= REFLECT_FROM_WORDS
    if not (Kind.STORYTELLER in situation.kinds or (long_enough and situation.style is not Style.FACTS)):
        return ()
    return points(situation.text, errand=situation.errand, thing=situation.thing, without=acknowledged)


def _boundary(situation: Situation) -> bool:
    """Once in a conversation, and for abuse aimed at us; swearing at the matter is not abuse."""
    if _last(situation, Move.BOUNDARY) is not None:
        return False
    return insults(situation.text) or situation.reading.flags.get("abuse", 0.0) >= BOUNDARY_AT


def _refocus(situation: Situation) -> RefocusForm | None:
    """The distraction technique, within its bounds: for the irate, and the upset who grow hotter all the same.

    Once before the facts are dealt with (a later `solve`), never twice running, never after a handoff: that is, after
    they asked for a person, or spoke of grief, danger or the law.
    """
    temper = situation.temper
    hotter = temper.state is Level.UPSET and temper.trend is Trend.RISING and situation.style is not Style.FACTS
    if not (temper.state is Level.IRATE or (hotter and _last(situation, Move.ACKNOWLEDGE) is not None)):
        return None
    if _last(situation, Move.HAND_OFF) is not None:
        return None
    last = _last(situation, Move.REFOCUS)
    if last is not None:
        solved = _last(situation, Move.SOLVE)
        if last >= situation.turn - 1 or solved is None or solved <= last:
            return None
    return RefocusForm.CARD if situation.facts_known else RefocusForm.QUESTION


def _offer(situation: Situation, *, boundary: bool) -> bool:
    """Early and without strings; not to somebody who has just said no, unless they are irate."""
    last = _last(situation, Move.OFFER_PERSON)
    irate = situation.temper.state is Level.IRATE
    if last is not None and situation.turn - last < OFFER_AGAIN_AFTER:
        return False
    if situation.person_declined and not irate:
        return False
    hot = situation.reading.frustration >= OFFER_AT or Kind.LEAVING in situation.kinds
    still_upset = (
        situation.temper.state is Level.UPSET and situation.turn > situation.temper.since_turn and situation.heated
    )
    return irate or hot or still_upset or boundary or situation.unclear


def _last(situation: Situation, move: Move, *, key: str | None = None) -> int | None:
    """The latest earlier turn with that move, and that key if one is asked for."""
    turns = (used.turn for used in situation.history if used.move is move and (key is None or used.key == key))
    return max(turns, default=None)


def _why(
    situation: Situation,
    *,
    key: str | None,
    reflect: tuple[str, ...],
    boundary: bool,
    refocus: RefocusForm | None,
    offer: bool,
) -> str:
    shown = sorted(kind.words for kind in situation.kinds)
    steps = [
        explain(situation.temper),
        ", ".join(shown),
        f"leads with {situation.style.value}" if situation.style is not Style.BALANCED else "",
        "give back what was understood" if reflect else "",
        f"acknowledge {key.replace('_', ' ')}" if key else "",
        "set a boundary: insults aimed at us" if boundary else "",
        f"refocus with a {refocus.value}" if refocus else "",
        f"go on with {situation.errand.replace('_', ' ')}" if situation.errand and not situation.unclear else "",
        "ask once what was meant" if situation.unclear else "",
        "offer a person" if offer else "",
    ]
    return "; ".join(step for step in steps if step)
