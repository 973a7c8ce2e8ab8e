"""Trains the flags: on the maintainers' examples, and beside them on everyday messages in which nobody means it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np

from bot.deescalation.cues import insults, slights, swears
from bot.understanding.aim import AIMED, aim
from bot.understanding.encoder import Encoder
from bot.understanding.flag_files import ABUSE, LEARNED, Example
from bot.understanding.flag_model import Table, Vector, Weights, feature_names, features, fit
from bot.understanding.flags import find_flags
from bot.understanding.graded import Example as Graded

# How much an example of another flag, and an everyday message, counts against a flag. By cross-validation.
OTHERS, EVERYDAY = 0.3, 0.5
# Abuse is corrected gently, for where it starts knows our examples already.
ABUSE_HOLD = 6.0
UNLIKELY = -9.0  # log odds of what there are no examples of
RULE = 1.5  # log odds of the rule's word on who is meant

EVERYDAY_MOST = 1000  # of each kind: enough, and quick
# Where it may well be meant: by intent, and by how hot a graded message is (0 to 1).
_INTENTS = {
    "complain": (ABUSE, "legal"),
    "staff_complaint": (ABUSE, "legal"),
    "fraud_report": ("fraud",),
}
HOT_FROM = 0.75
_HOT = frozenset({ABUSE, "threat", "legal"})

Item = TypeVar("Item")


@dataclass(frozen=True)
class Everyday:
    """A message in which nothing is meant, but for what it `maybe` is."""

    text: str
    maybe: frozenset[str] = frozenset()


def own_table(examples: Sequence[Example], encoder: Encoder) -> Table:
    """The maintainers' examples: each speaks for or against its own flag, and a little against the others."""
    if not examples:
        return _empty()
    x = np.stack([features(example.text, example.earlier, encoder) for example in examples])
    meant, counts = np.zeros((len(examples), len(LEARNED))), np.zeros((len(examples), len(LEARNED)))
    for column, flag in enumerate(LEARNED):
        said = {(example.text, example.earlier) for example in examples if example.flag == flag and example.meant}
        for row, example in enumerate(examples):
            meant[row, column] = (example.text, example.earlier) in said
            if example.flag == flag or meant[row, column]:
                counts[row, column] = 1.0
            elif not _maybe(example.text, flag) and not (flag == ABUSE and example.flag == "threat" and example.meant):
                counts[row, column] = OTHERS
    return Table(x, meant, counts)


def everyday(intents: Sequence[tuple[str, str]], graded: Sequence[Graded]) -> list[Everyday]:
    """Some of the intents' examples, (intent, text), and some of the graded messages, spread evenly."""
    return [
        *(Everyday(text, frozenset(_INTENTS.get(intent, ()))) for intent, text in _some(intents)),
        *(Everyday(said.text, _HOT if said.grade >= HOT_FROM else frozenset()) for said in _some(graded)),
    ]


def everyday_table(messages: Sequence[Everyday], encoder: Encoder) -> Table:
    """Of all of them nothing is meant; what might be does not count."""
    if not messages:
        return _empty()
    x = np.stack([features(message.text, (), encoder) for message in messages])
    counts = np.array(
        [
            [0.0 if flag in message.maybe or _maybe(message.text, flag) else EVERYDAY for flag in LEARNED]
            for message in messages
        ]
    )
    return Table(x, np.zeros_like(counts), counts)


def _some(listed: Sequence[Item]) -> Sequence[Item]:
    return listed[:: max(1, -(-len(listed) // EVERYDAY_MOST))]


def _empty() -> Table:
    return Table(*(np.zeros((0, width)) for width in (len(feature_names()), len(LEARNED), len(LEARNED))))


def _maybe(text: str, flag: str) -> bool:
    """What a pattern finds may be meant, so such a line of elsewhere is no evidence against the flag."""
    if flag == ABUSE:
        return insults(text) or slights(text) or swears(text)
    return find_flags(text, intents={})[flag] > 0.0


def fit_flags(table: Table, *, prior: Weights | None) -> Weights:
    """One output a flag of `LEARNED`. `prior`: where abuse starts. Where nothing is known, nothing is likely."""
    if not table.meant.any():
        nothing = Weights(np.zeros((table.x.shape[1], len(LEARNED))), np.full(len(LEARNED), UNLIKELY))
        if prior is not None:
            nothing.each[:, 0], nothing.starts[0] = prior.each[:, 0], prior.starts[0]
        return nothing
    if prior is None:
        return fit(table)
    others = fit(Table(table.x, table.meant[:, 1:], table.counts[:, 1:]))
    first = Table(table.x, table.meant[:, :1], table.counts[:, :1])
    abuse = prior + fit(first, odds=prior(table.x), hold=ABUSE_HOLD)
    return Weights(np.hstack([abuse.each, others.each]), np.append(abuse.starts, others.starts))


def fit_aim(examples: Sequence[Example], encoder: Encoder) -> Weights:
    """One output a target of `AIMED`, to be added to the rule's word (`rule_odds`)."""
    aimed = [example for example in examples if example.target in AIMED]
    if not aimed:
        return Weights.none(len(AIMED))
    x = np.stack([features(example.text, example.earlier, encoder) for example in aimed])
    meant = np.array([[float(example.target == target) for target in AIMED] for example in aimed])
    odds = np.stack([rule_odds(example.text, example.earlier) for example in aimed])
    return fit(Table(x, meant, np.ones_like(meant)), odds=odds)


def rule_odds(text: str, earlier: Sequence[tuple[str, str]]) -> Vector:
    """What the rule says of who is meant, as log odds in the order of `AIMED`."""
    meant = aim(text, earlier)
    return np.array([RULE if target == meant else -RULE for target in AIMED])
