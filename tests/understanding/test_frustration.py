"""The model's arithmetic, and that our own examples always count."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("onnxruntime")

from bot.deescalation.types import Level
from bot.understanding.encoder import shared_encoder
from bot.understanding.frustration import (
    Example,
    Linear,
    feature_names,
    features,
    features_of_all,
    fit_grades,
    fit_logistic,
    frustration_of,
    level_of,
    squash,
)
from bot.understanding.prior import PRIOR_FILE, load_prior, no_prior, save_prior


def test_there_is_a_name_for_every_feature() -> None:
    row = features("where is it", [("customer", "hi"), ("assistant", "hello")], shared_encoder())
    assert row.shape == (len(feature_names()),)


def test_what_was_said_before_changes_the_features_and_what_we_said_does_not() -> None:
    encoder = shared_encoder()
    alone = features("where is it", [], encoder)
    ours = features("where is it", [("assistant", "you idiots")], encoder)
    theirs = features("where is it", [("customer", "where is it??")], encoder)
    assert np.array_equal(alone, ours)
    assert not np.array_equal(alone, theirs)


@pytest.mark.parametrize("text", ["the parrot ate the sofa", "my soup is cold"])
def test_maintainers_examples_move_the_shipped_prior(text: str) -> None:
    prior = load_prior().grade
    row = features(text, [], shared_encoder())
    graded = [Example(text, 1.0), Example(f"{text} again", 1.0), Example("thanks", 0.0), Example("hello", 0.0)]
    x = features_of_all(graded, shared_encoder())
    moved = fit_grades(x, np.array([example.grade for example in graded]), prior=prior)
    assert float(moved(row)) > float(prior(row)) + 0.02


def test_a_logistic_fit_tells_two_kinds_apart_and_starts_at_its_prior() -> None:
    x = np.array([[1.0, 0.0], [0.9, 0.1], [0.0, 1.0], [0.1, 0.9]])
    y = np.array([1.0, 1.0, 0.0, 0.0])
    fitted = fit_logistic(x, y, prior=Linear(np.zeros(2), 0.0), ridge=0.1)
    assert (squash(fitted(x)) > 0.5).tolist() == [True, True, False, False]
    held = fit_logistic(x, y, prior=Linear(np.array([-9.0, 9.0]), 0.0), ridge=1e9)
    assert (squash(held(x)) > 0.5).tolist() == [False, False, True, True]


def test_frustration_rises_with_the_grade_and_stays_between_0_and_1() -> None:
    curve = frustration_of(np.linspace(-1.0, 2.0, 50))
    assert (np.diff(curve) > 0).all()
    assert curve.min() > 0.0 and curve.max() < 1.0


def test_levels_come_in_order() -> None:
    assert [level_of(value) for value in (0.0, 0.5, 1.0)] == [Level.CALM, Level.UPSET, Level.IRATE]


def test_the_prior_survives_writing_and_reading(tmp_path: Path) -> None:
    before = load_prior()
    save_prior(before, tmp_path / "prior.json")
    after = load_prior(tmp_path / "prior.json")
    assert np.allclose(before.grade.weights, after.grade.weights)
    assert before.abuse.start == after.abuse.start


def test_the_shipped_prior_knows_every_feature_it_weighs() -> None:
    data = json.loads(PRIOR_FILE.read_text(encoding="utf-8"))
    for part in ("grade", "abuse"):
        assert set(data[part]["weights"]) <= set(feature_names())
    assert not no_prior().grade.weights.any()
