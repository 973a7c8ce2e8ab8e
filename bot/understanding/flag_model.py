"""What must not be overlooked in a message, as probabilities learned from examples: logistic regression, six at once.

It looks at the encoder's two vectors, at the cues, at insults, and at what was said just before. What the desk's
patterns of crisis, law and fraud find in the message itself is kept from it: they speak for themselves (`flags.py`),
and it is to know what they do not. Abuse starts from shipped coefficients (`abuse.py`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize

from bot.deescalation.crisis import crises
from bot.deescalation.cues import insults, slights, swears
from bot.deescalation.grave import graves
from bot.deescalation.types import Reason
from bot.understanding.cues import all_cues, find_cues
from bot.understanding.encoder import TONE_SCALE, TONE_WIDTH, WIDTH, Encoder
from bot.understanding.lines import AGENT, CUSTOMER

Vector = npt.NDArray[np.float64]

# Chosen by cross-validation, see MODEL_CARD.md.
HOLD = 0.5  # how firmly weights are held near where they start
STEPS = 200  # of the optimiser; more change nothing that is seen
CUE_SCALE = 0.7  # how much more easily a cue gets weight than a direction of the encoder's vectors
SIGN_SCALE = 1.5
RECENT_SCALE = 4.0  # a short answer after words of crisis is all about what was said before
BEFORE_SCALE = 0.35
EARLIER_SEEN = 3  # customer lines back in which a crisis is still remembered
SHORT_ANSWER = 4  # words

_SIGNS = ("insults", "slights", "swears")
_CONTEXT = ("first", "after_agent")
_RECENT = ("self_harm", "peril", "grave", "short_after_self_harm", "short_after_insult")


@lru_cache(maxsize=1)
def feature_names() -> tuple[str, ...]:
    """In the order of `features`."""
    cues = [cue.name for cue in all_cues()]
    return (
        *cues,
        *(f"sign_{name}" for name in _SIGNS),
        *(f"context_{name}" for name in _CONTEXT),
        *(f"recent_{name}" for name in _RECENT),
        *(f"ours_{name}" for name in cues),
        *(f"before_{name}" for name in cues),
        *(f"vector_{number}" for number in range(WIDTH)),
        *(f"tone_{number}" for number in range(TONE_WIDTH)),
        *(f"vector_before_{number}" for number in range(WIDTH)),
    )


def features(text: str, earlier: Sequence[tuple[str, str]], encoder: Encoder) -> Vector:
    """All of a message's features. `earlier`: (speaker, text), oldest first; anybody but "customer" is us."""
    mine = [line for speaker, line in earlier if speaker == CUSTOMER][-EARLIER_SEEN:]
    ours = next((line for speaker, line in reversed(earlier) if speaker != CUSTOMER), "")
    cues = _strengths(text)
    nothing = np.zeros(len(cues))
    reasons = {reason for line in mine for reason, _ in (*crises(line), *graves(line))}
    self_harm, peril = Reason.SELF_HARM in reasons, not reasons.isdisjoint({Reason.DANGER, Reason.THREAT})
    gravely = not reasons.isdisjoint({Reason.LEGAL, Reason.FRAUD})
    insulted = bool(mine) and insults(mine[-1])
    short = len(text.split()) <= SHORT_ANSWER
    after_agent = bool(earlier) and earlier[-1][0] == AGENT
    context = (not mine, after_agent)
    recent = (self_harm, peril, gravely, short and self_harm, short and insulted)
    return np.concatenate(
        [
            cues * CUE_SCALE,
            np.array([insults(text), slights(text), swears(text)], np.float64) * SIGN_SCALE,
            np.array(context, np.float64) * CUE_SCALE,
            np.array(recent, np.float64) * RECENT_SCALE,
            (_strengths(ours) if ours else nothing) * BEFORE_SCALE,
            (_strengths(mine[-1]) if mine else nothing) * BEFORE_SCALE,
            encoder.encode(text),
            encoder.tone(text) * TONE_SCALE,
            encoder.encode(mine[-1]) if mine else np.zeros(WIDTH),
        ]
    )


def _strengths(text: str) -> Vector:
    return np.array(list(find_cues(text).values()), np.float64)


@dataclass(frozen=True)
class Weights:
    """`each`: features × outputs; `starts`: one an output. Together they give log odds."""

    each: Vector
    starts: Vector

    def __call__(self, x: Vector) -> Vector:
        result: Vector = x @ self.each + self.starts
        return result

    def __add__(self, other: Weights) -> Weights:
        return Weights(self.each + other.each, self.starts + other.starts)

    @classmethod
    def none(cls, outputs: int) -> Weights:
        """Knows nothing: log odds of 0 for everything."""
        return cls(np.zeros((len(feature_names()), outputs)), np.zeros(outputs))


@dataclass(frozen=True)
class Table:
    """What a fit learns from. `x`: examples × features; `meant` (0 or 1) and `counts` (how much an example counts, 0:
    not at all): examples × outputs."""

    x: Vector
    meant: Vector
    counts: Vector

    def __add__(self, other: Table) -> Table:
        return Table(
            np.vstack([self.x, other.x]),
            np.vstack([self.meant, other.meant]),
            np.vstack([self.counts, other.counts]),
        )


def fit(table: Table, *, odds: Vector | float = 0.0, hold: float = HOLD) -> Weights:
    """The weights to add to log odds that are there already (examples × outputs), held near nothing."""
    x, meant, counts = table.x, table.meant, table.counts
    size = (x.shape[1], meant.shape[1])

    def loss(params: Vector) -> tuple[float, Vector]:
        each, starts = params[: -size[1]].reshape(size), params[-size[1] :]
        sums = odds + x @ each + starts
        value = float(np.sum(counts * (np.logaddexp(0.0, sums) - meant * sums)) + hold / 2 * np.sum(each * each))
        off = counts * (squash(sums) - meant)
        return value, np.append((x.T @ off + hold * each).ravel(), off.sum(axis=0))

    begin = np.zeros((size[0] + 1) * size[1])
    found = minimize(loss, begin, jac=True, method="L-BFGS-B", options={"maxiter": STEPS})
    return Weights(found.x[: -size[1]].reshape(size), found.x[-size[1] :])


def squash(odds: Vector) -> Vector:
    """Log odds to probability."""
    result: Vector = 1.0 / (1.0 + np.exp(-np.clip(odds, -30.0, 30.0)))
    return result
