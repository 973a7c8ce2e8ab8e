"""How frustrated a message sounds: what it says, how it is typed and what came before, to a number from 0 to 1.

Ridge regression (Hoerl and Kennard 1970) of the grade that readers give, in two steps: each line *alone*, on cues and
the encoder's tone; then the line *in its conversation*, with the grades of the customer's lines before it besides.
Anger outlasts a line: those carried grades were the largest single gain (MODEL_CARD.md).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from bot.deescalation.temper import IRATE_AT, UPSET_AT
from bot.deescalation.types import Level
from bot.understanding.cues import all_cues, find_cues
from bot.understanding.encoder import TONE_SCALE, TONE_WIDTH, Encoder
from bot.understanding.graded import Example
from bot.understanding.lines import Earlier, customers, we_asked
from bot.understanding.ridge import Rows, fit, predict

Vector = npt.NDArray[np.float64]

# Chosen by cross-validation on graded support turns (MODEL_CARD.md).
OWN_WEIGHT = 0.3  # of one of our own examples, where a public graded row weighs 1: ours are many and one author's
CUE_SCALE = 1.4  # how much more easily a cue gets weight than a direction of the encoder's vectors
CONTEXT_SCALE = 0.5
CARRY_SCALE = 3.0
CARRY_MIDDLE = 0.4  # the grade that carries nothing, as does no line before

EARLIER_SEEN = 4  # customer lines back
SAME_AGAIN = 0.7  # cosine from which two lines say the same
SHORT_ANSWER = 6  # words
CONTEXT = ("says_it_again", "very_similar", "turns", "first_turn", "short_answer")
CARRIED = ("carried_last", "carried_mean")


@dataclass(frozen=True)
class Curve:
    """From a grade (0 to 1) to the probability that readers call the writer frustrated (a mean grade of 2 or more)."""

    slope: float
    middle: float

    def __call__(self, grade: Vector) -> Vector:
        result: Vector = 1.0 / (1.0 + np.exp(-np.clip(self.slope * (grade - self.middle), -30.0, 30.0)))
        return result


@dataclass(frozen=True)
class FrustrationModel:
    """Weights of the two steps, each with its start last, and the curve."""

    alone: Vector
    together: Vector
    curve: Curve

    def grade(self, text: str, earlier: Earlier, encoder: Encoder) -> float:
        """The grade to expect from readers, about 0 to 1."""
        carry = carried(sounds_before(earlier, encoder), self.alone)
        row = np.concatenate([sound(text, encoder), context(text, earlier, encoder), carry])
        return float(predict(self.together, row[None])[0])

    def frustration(self, text: str, earlier: Earlier, encoder: Encoder) -> float:
        """The probability that readers call the writer frustrated."""
        return float(self.curve(np.array(self.grade(text, earlier, encoder))))


@lru_cache(maxsize=1)
def alone_names() -> tuple[str, ...]:
    """Of the features of a line alone, in order."""
    return (*(cue.name for cue in all_cues()), *(f"tone_{number}" for number in range(TONE_WIDTH)))


@lru_cache(maxsize=1)
def feature_names() -> tuple[str, ...]:
    """Of all features of a line in its conversation, in order; the first are those of the line alone."""
    return (*alone_names(), *CONTEXT, *CARRIED)


def sound(text: str, encoder: Encoder) -> Vector:
    """A line alone: its cues and its tone."""
    cues = np.array(list(find_cues(text).values()), np.float64) * CUE_SCALE
    return np.concatenate([cues, encoder.tone(text).astype(np.float64) * TONE_SCALE])


def context(text: str, earlier: Earlier, encoder: Encoder) -> Vector:
    """What the conversation adds, but for what is carried."""
    mine = customers(earlier)
    vector = encoder.encode(text)
    again = max((float(vector @ encoder.encode(line)) for line in mine[-EARLIER_SEEN:]), default=0.0)
    short_answer = we_asked(earlier) and len(text.split()) <= SHORT_ANSWER
    values = np.array([again, again > SAME_AGAIN, min(len(mine), 5) / 5, not mine, short_answer], np.float64)
    return values * CONTEXT_SCALE


def carried(before: Vector, alone: Vector) -> Vector:
    """From the sounds of the customer's lines before (lines x features): the last line's grade, and their mean."""
    if not len(before):
        return np.zeros(len(CARRIED))
    heard = np.clip(predict(alone, before), 0.0, 1.0)
    return (np.array([heard[-1], heard.mean()]) - CARRY_MIDDLE) * CARRY_SCALE


def sounds_before(earlier: Earlier, encoder: Encoder) -> Vector:
    """The sounds of the customer's last few lines (lines x features)."""
    rows = [sound(line, encoder) for line in customers(earlier)[-EARLIER_SEEN:]]
    return np.stack(rows) if rows else np.zeros((0, len(alone_names())))


@dataclass(frozen=True)
class Table:
    """Examples as numbers, one row each; `before` holds the sounds of the lines before each, `weight` is each one's."""

    sounds: Vector
    contexts: Vector
    before: tuple[Vector, ...]
    grades: Vector
    weight: float = 1.0

    @classmethod
    def of(cls, examples: Sequence[Example], encoder: Encoder, *, weight: float = 1.0) -> Table:
        """Raises ValueError when there are none."""
        if not examples:
            raise ValueError("no graded examples: data/frustration/ has none")
        return cls(
            np.stack([sound(each.text, encoder) for each in examples]),
            np.stack([context(each.text, each.earlier, encoder) for each in examples]),
            tuple(sounds_before(each.earlier, encoder) for each in examples),
            np.array([each.grade for each in examples]),
            weight,
        )

    def take(self, places: npt.NDArray[np.int64]) -> Table:
        """Only these rows."""
        before = tuple(self.before[place] for place in places)
        return Table(self.sounds[places], self.contexts[places], before, self.grades[places], self.weight)

    def alone(self) -> Rows:
        """What the first step learns from."""
        return Rows.of(self.sounds, self.grades, weight=self.weight)

    def together(self, alone: Vector) -> Rows:
        """What the second step learns from, after the first."""
        return Rows.of(self.features(alone), self.grades, weight=self.weight)

    def features(self, alone: Vector) -> Vector:
        """All of `feature_names`, one row an example."""
        carry = np.stack([carried(before, alone) for before in self.before])
        return np.hstack([self.sounds, self.contexts, carry])


def own_table(examples: Sequence[Example], encoder: Encoder) -> Table:
    """The maintainers' examples, at the weight they have beside public ones. Raises ValueError when there are none."""
    return Table.of(examples, encoder, weight=OWN_WEIGHT)


def fit_model(own: Table | None, *, curve: Curve, prior: Rows | None = None) -> FrustrationModel:
    """Both steps, from our own examples and the public rows or their summary. Raises ValueError if neither."""
    alone = fit(_all(own.alone() if own else None, prior.first(len(alone_names())) if prior else None))
    return FrustrationModel(alone, fit(_all(own.together(alone) if own else None, prior)), curve)


def _all(own: Rows | None, prior: Rows | None) -> Rows:
    if own and prior:
        return own + prior
    if rows := own or prior:
        return rows
    raise ValueError("nothing to learn frustration from: no examples in data/frustration/, and `prior: false`")


def level_of(frustration: float) -> Level:
    """This one message's level. Borders: `bot.deescalation.temper`."""
    if frustration >= IRATE_AT:
        return Level.IRATE
    return Level.UPSET if frustration >= UPSET_AT else Level.CALM
