"""How the conversation is going: calm, upset or irate, with hysteresis, its trend and the turns that show it.

Up is quicker than down, and every border has a way in that is higher than the way out, so that the state does not
flicker: one rude word does not make a customer irate, and one "ok" does not make them calm.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence

from bot.deescalation.cues import Cue, cues
from bot.deescalation.phrases import trim
from bot.deescalation.signals import ORDINALS, ordinal
from bot.deescalation.types import LONG_WAIT_MINUTES, Evidence, Happened, Level, Reading, Temper, Trend

# What one message shows (the reader uses the same borders for its level): the probability that readers would call the
# writer frustrated. Chosen where few calm messages and few neutral tweets cross them (MODEL_CARD.md).
UPSET_AT = 0.74
IRATE_AT = 0.93

# That probability is near 1 for the annoyed and the furious alike; its log odds tell them apart. So everything below
# is in *heat*, which runs evenly with the grades people give: 0.4 at the first border, 0.7 at the second.
UPSET_HEAT = 0.40
IRATE_HEAT = 0.70

# The state's borders, on the smoothed heat. Half-way between "upset" and "irate" is where irate ends.
IRATE_IN = IRATE_HEAT
IRATE_OUT = 0.45
CALM_IN = 0.25
CALM_TURNS = 2  # turns below `UPSET_AT` before upset becomes calm, or irate becomes upset

# How much of the way to this turn's frustration the score goes. 0.6 up: two hot turns make irate, one cannot
# (0.6 of 1.0 is below IRATE_IN). 0.35 down: from irate (0.9) it takes two mild turns to get out, five to be calm.
RISE = 0.6
FALL = 0.35
FALL_ON_THANKS = 0.6  # words of relief count for more than silence on the matter
FALL_ON_BARE_FACTS = 0.15  # "EK-20417" or "yes" answers a question and says little about the mood

# Irate at once. Very hot with several independent signs, or the full picture at lesser heat: shouting, leaving, and
# the third contact or more. Anything less gets one chance to be put right first.
AT_ONCE = 0.85
AT_ONCE_SIGNS = 3
AT_ONCE_WHOLE_PICTURE = 0.60

# What happened meanwhile makes heated words weigh more; it never makes calm words heated (below `NOTICEABLE`).
NOTICEABLE = 0.25
WEIGHT_REPEAT = 0.08  # each time the same question had to be asked again
WEIGHT_MISUNDERSTOOD = 0.08  # each failed understanding running
WEIGHT_PROMISE = 0.15  # each broken promise: the thing we said we would do
WEIGHT_CONTACT = 0.05  # each earlier contact about the same matter
WEIGHT_WAIT = 0.10  # waited longer than `LONG_WAIT_MINUTES` for our latest word
MOST_WEIGHT = 0.30

TREND_STEP = 0.10  # against the mean of up to three turns before; less is noise between graders
KEPT_EVIDENCE = 12

_THANKS = re.compile(
    r"\b(?:thank(?:s| you)|great|perfect|brilliant|lovely|wonderful|appreciate|that helps|sorted|cheers)\b"
)


def update(
    temper: Temper,
    readings: Sequence[Reading],
    texts: Sequence[str],
    happened: Happened | None = None,
) -> Temper:
    """The temper after one customer turn of one or more messages; its heat is that of the hottest.

    No readings (a button was pressed) leave the temper as it is. Raises ValueError when readings and texts don't pair.
    """
    if len(readings) != len(texts):
        raise ValueError(f"{len(readings)} readings for {len(texts)} texts")
    if not readings:
        return temper
    turn = temper.turn + 1
    frustration = max(reading.frustration for reading in readings)
    weighed = _weighed(heat(frustration), happened or Happened())
    text = "\n".join(texts)
    shown = cues(text)
    score = temper.score + _speed(temper.score, weighed, text) * (weighed - temper.score)
    curve = (*temper.curve, round(frustration, 4))
    if _irate_at_once(weighed, shown, readings):
        score = max(score, IRATE_IN)
    state = _state(temper, score, weighed, curve)
    return Temper(
        state=state,
        trend=_trend(curve),
        score=round(min(1.0, max(0.0, score)), 4),
        turn=turn,
        since_turn=temper.since_turn if state is temper.state and temper.since_turn else turn,
        curve=curve,
        evidence=_evidence(temper, turn, readings, texts, happened or Happened()),
    )


def explain(temper: Temper, *, most: int = 6) -> str:
    """In plain words: "irate since turn 4: third contact, capitals, asks for a person". At most `most` cues."""
    if not temper.turn:
        return "calm: nothing said yet"
    latest_first = sorted(temper.evidence, key=lambda item: -item.turn)
    seen = list(dict.fromkeys(item.cue for item in latest_first))
    said = ", ".join(seen[:most])
    if temper.state is Level.CALM:
        return f"calm since turn {temper.since_turn}" + (f"; earlier: {said}" if said else "")
    trend = "" if temper.trend is Trend.STEADY else f", {temper.trend.value}"
    return f"{temper.state.value} since turn {temper.since_turn}{trend}" + (f": {said}" if said else "")


def heat(frustration: float) -> float:
    """How heated words are, 0 to 1, from the probability that readers call them frustrated."""
    return 1 / (1 + math.exp(-(_STEEPNESS * (_log_odds(frustration) - _log_odds(UPSET_AT)) + _log_odds(UPSET_HEAT))))


def _log_odds(probability: float) -> float:
    held = min(max(probability, 1e-6), 1 - 1e-6)
    return math.log(held / (1 - held))


_STEEPNESS = (_log_odds(IRATE_HEAT) - _log_odds(UPSET_HEAT)) / (_log_odds(IRATE_AT) - _log_odds(UPSET_AT))


def _weighed(heat: float, happened: Happened) -> float:
    """This turn's heat in the light of what happened; the rest of the way to 1 shrinks by the weight."""
    if heat < NOTICEABLE:
        return heat
    weight = (
        WEIGHT_REPEAT * max(0, happened.same_question - 1)
        + WEIGHT_MISUNDERSTOOD * happened.misunderstandings
        + WEIGHT_PROMISE * happened.promises_broken
        + WEIGHT_CONTACT * max(0, happened.contact_number - 1)
        + (WEIGHT_WAIT if happened.minutes_waited > LONG_WAIT_MINUTES else 0.0)
    )
    return heat + (1.0 - heat) * min(MOST_WEIGHT, weight)


def _speed(score: float, weighed: float, text: str) -> float:
    if weighed >= score:
        return RISE
    if weighed < NOTICEABLE and _THANKS.search(text.lower()):
        return FALL_ON_THANKS
    return FALL_ON_BARE_FACTS if len(text.split()) <= 2 else FALL


def _state(
    temper: Temper,
    score: float,
    weighed: float,
    curve: Sequence[float],
) -> Level:
    cooled = len(curve) >= CALM_TURNS and all(frustration < UPSET_AT for frustration in curve[-CALM_TURNS:])
    if score >= IRATE_IN:
        return Level.IRATE
    if temper.state is Level.IRATE:
        return Level.UPSET if score < IRATE_OUT and cooled else Level.IRATE
    if weighed >= UPSET_HEAT or score >= UPSET_HEAT:
        return Level.UPSET
    if temper.state is Level.UPSET:
        return Level.CALM if score < CALM_IN and cooled else Level.UPSET
    return Level.CALM


def _irate_at_once(weighed: float, shown: Sequence[Cue], readings: Sequence[Reading]) -> bool:
    kinds = {cue.kind for cue in shown}
    signs = max(len(kinds), len({cue for reading in readings for cue in reading.cues}))
    third = any(cue.kind == "contact" and not cue.words.startswith(("second", "has been")) for cue in shown)
    whole_picture = third and {"capitals", "leaving"} <= kinds
    return (weighed >= AT_ONCE and signs >= AT_ONCE_SIGNS) or (weighed >= AT_ONCE_WHOLE_PICTURE and whole_picture)


def _trend(curve: Sequence[float]) -> Trend:
    *before, now = (heat(frustration) for frustration in curve[-4:])
    if not before:
        return Trend.STEADY
    step = now - sum(before) / len(before)
    return Trend.RISING if step > TREND_STEP else Trend.FALLING if step < -TREND_STEP else Trend.STEADY


def _by_records(happened: Happened) -> list[str]:
    """What happened, as cues in words."""
    contact, waited = happened.contact_number, happened.minutes_waited
    nth = ordinal(contact) if contact <= len(ORDINALS) else f"{contact}th"
    return [
        *([f"{nth} contact by our records"] if contact > 1 else []),
        *(["a promise of ours was not kept"] if happened.promises_broken else []),
        *([f"waited {waited:.0f} minutes for our word"] if waited > LONG_WAIT_MINUTES else []),
    ]


def _evidence(
    temper: Temper, turn: int, readings: Sequence[Reading], texts: Sequence[str], happened: Happened
) -> tuple[Evidence, ...]:
    """What this turn adds: each cue with the customer's words, and what made them weigh more. The latest are kept."""
    hottest = max(readings, key=lambda reading: reading.frustration).frustration
    known = {item.cue for item in temper.evidence}
    weighed = _by_records(happened) if heat(hottest) >= NOTICEABLE else []
    added = [Evidence(turn, trim("\n".join(texts)), cue, round(hottest, 4)) for cue in weighed if cue not in known]
    for reading, text in zip(readings, texts, strict=True):
        words = [cue.words for cue in cues(text)] or list(reading.cues)
        if not words and reading.frustration >= UPSET_AT:
            words = ["sounds upset" if reading.frustration < IRATE_AT else "sounds angry"]
        if heat(reading.frustration) >= NOTICEABLE:
            added += [Evidence(turn, trim(text), word, round(reading.frustration, 4)) for word in words]
    return (*temper.evidence, *added)[-KEPT_EVIDENCE:]
