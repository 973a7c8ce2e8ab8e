"""Flags read by models that saw nothing of what they read: abuse on public lines, the others on our own examples."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from sklearn.model_selection import GroupKFold

from bot.launch import paths
from bot.understanding import fit_abuse, flag_files, graded
from bot.understanding.flag_files import LEARNED, Example
from bot.understanding.flag_model import Table, fit, squash
from bot.understanding.flag_training import ABUSE_HOLD, everyday, everyday_table, own_table
from bot.workbench.evaluate.materials import Materials
from bot.workbench.evaluate.measures import Array, Floats

FOLDS = 5
OTHERS = LEARNED[1:]  # all but abuse, which starts from public lines
Folds = Iterable[tuple[Array, Array]]


@dataclass(frozen=True)
class Ours:
    """What every site trains on: the examples for the flags and, beside them, everyday messages."""

    examples: Sequence[Example]
    own: Table
    ordinary: Table

    @classmethod
    def load(cls, materials: Materials) -> Ours:
        """As FlagReader does."""
        examples = flag_files.load(paths.site())
        said = [(str(example.get("intent")), str(example.get("text"))) for example in materials.examples]
        ordinary = everyday(said, graded.load(graded.files(paths.site())))
        return cls(examples, own_table(examples, materials.encoder), everyday_table(ordinary, materials.encoder))


def folds(groups: Sequence[str]) -> list[tuple[Array, Array]]:
    """Places to learn from and places to read, no group in both."""
    return list(GroupKFold(FOLDS).split(groups, groups=groups))


def abuse(ours: Ours, public: Table, split: Folds) -> Floats:
    """The probability of abuse of every public line: the shipped start learned from the lines of other dialogues, and
    corrected on our own examples, as `evenkeel train` does."""
    found = np.zeros(len(public.x))
    taught = _columns(ours.own + ours.ordinary, slice(0, 1))
    for seen, unseen in split:
        start = fit_abuse.fit_prior(_rows(public, seen), ours.own)
        weights = start + fit(taught, odds=start(taught.x), hold=ABUSE_HOLD)
        found[unseen] = squash(weights(public.x[unseen]))[:, 0]
    return found


def others(ours: Ours, track: Callable[[Folds], Folds]) -> Floats:
    """The learned probability of each of `OTHERS` for every one of our examples (examples × flags), by models that
    learned from other texts."""
    found = np.zeros((len(ours.examples), len(OTHERS)))
    for seen, unseen in track(folds([example.text for example in ours.examples])):
        weights = fit(_columns(_rows(ours.own, seen) + ours.ordinary, slice(1, None)))
        found[unseen] = squash(weights(ours.own.x[unseen]))
    return found


def _rows(table: Table, places: Array) -> Table:
    return Table(table.x[places], table.meant[places], table.counts[places])


def _columns(table: Table, outputs: slice) -> Table:
    return Table(table.x, table.meant[:, outputs], table.counts[:, outputs])
