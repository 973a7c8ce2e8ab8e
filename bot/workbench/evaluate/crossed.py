"""Frustration of the public graded turns, each read by a model that saw nothing of its dialogue; and what it is worth
to know each thing. The turns train what ships, so no other figure on them is honest."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from sklearn.model_selection import GroupKFold

from bot.understanding.cues import all_cues
from bot.understanding.fit_prior import fit_curve
from bot.understanding.frustration_model import Curve, FrustrationModel, Table, fit_model
from bot.understanding.ridge import fit, predict
from bot.workbench.evaluate.measures import Array, Floats, spearman

FOLDS = 10
NO_CURVE = Curve(1.0, 0.0)


@dataclass(frozen=True)
class Fold:
    """A model and the places of the rows that it did not see."""

    model: FrustrationModel
    unseen: Array


def folds(dialogues: Sequence[str]) -> list[tuple[Array, Array]]:
    """Places to learn from and places to read, no dialogue in both."""
    return list(GroupKFold(FOLDS).split(dialogues, groups=dialogues))


def learn(public: Table, own: Table, split: Iterable[tuple[Array, Array]]) -> list[Fold]:
    """A model for each fold: from our own examples and the public rows that are seen."""
    found = []
    for seen, unseen in split:
        rows = public.take(seen)
        alone = fit(own.alone() + rows.alone())
        found.append(Fold(fit_model(own, curve=NO_CURVE, prior=rows.together(alone)), unseen))
    return found


def grades(models: Sequence[Fold], public: Table) -> Floats:
    """The grade (0 to 1) expected of every row by the model that did not see it."""
    expected = np.zeros(len(public.grades))
    for each in models:
        rows = public.take(each.unseen)
        expected[each.unseen] = predict(each.model.together, rows.features(each.model.alone))
    return expected


def probability(expected: Floats, public: Table, dialogues: Sequence[str]) -> Floats:
    """Probabilities from expected grades, the curve fitted on other dialogues each time."""
    found = np.zeros(len(expected))
    for seen, unseen in folds(dialogues):
        found[unseen] = fit_curve(expected[seen], public.grades[seen])(expected[unseen])
    return found


def without(table: Table, columns: Sequence[int]) -> Table:
    """As if these features of a line's sound were never told: at their mean, here and in the lines before."""
    mean = table.sounds[:, columns].mean(axis=0)

    def dulled(rows: Floats) -> Floats:
        rows = rows.copy()
        rows[:, columns] = mean
        return rows

    return replace(table, sounds=dulled(table.sounds), before=tuple(dulled(rows) for rows in table.before))


def without_before(table: Table) -> Table:
    """As if each message stood alone."""
    nothing = np.zeros((0, table.sounds.shape[1]))
    contexts = np.tile(table.contexts.mean(axis=0), (len(table.grades), 1))
    return replace(table, contexts=contexts, before=(nothing,) * len(table.grades))


def losses(models: Sequence[Fold], public: Table, own: Table, dialogues: Sequence[str]) -> dict[str, float]:
    """How much lower the rank correlation with people's grades is without each cue, all cues, the lines before, and
    the encoder's tone. Models stay as they were learned, but for the tone: without it they are learned anew."""
    whole = spearman(grades(models, public), public.grades)
    cues = [cue.words for cue in all_cues()]
    blinded = {words: without(public, [place]) for place, words in enumerate(cues)}
    blinded["ALL CUES"] = without(public, range(len(cues)))
    blinded["THE LINES BEFORE"] = without_before(public)
    found = {what: whole - spearman(grades(models, table), public.grades) for what, table in blinded.items()}
    tone = range(len(cues), public.sounds.shape[1])
    toneless = without(public, tone)
    again = learn(toneless, without(own, tone), folds(dialogues))
    return {**found, "THE ENCODER'S TONE": whole - spearman(grades(again, toneless), public.grades)}
