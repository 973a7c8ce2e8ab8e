"""The frustration model: what it learns from, what it looks at, and that our own examples always count."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("onnxruntime")

from bot.deescalation.types import Level
from bot.understanding import graded
from bot.understanding.encoder import shared_encoder
from bot.understanding.frustration_model import (
    Curve,
    FrustrationModel,
    Table,
    alone_names,
    feature_names,
    fit_model,
    level_of,
    own_table,
)
from bot.understanding.graded import Example
from bot.understanding.prior import load_prior, save_prior

ENCODER = shared_encoder()
QUARREL = (("customer", "you useless liars, I'm sick of this!!!"), ("assistant", "Which order is it?"))


@pytest.fixture(scope="module")
def shipped() -> FrustrationModel:
    """What a site without examples of its own reads with."""
    prior = load_prior()
    return fit_model(None, curve=prior.curve, prior=prior.rows)


def read(model: FrustrationModel, text: str, earlier: tuple[tuple[str, str], ...] = ()) -> float:
    return model.frustration(text, earlier, ENCODER)


def test_there_is_a_name_for_every_feature() -> None:
    table = Table.of([Example("where is it", 0.5, QUARREL)], ENCODER)
    alone = np.zeros(len(alone_names()) + 1)
    assert table.features(alone).shape == (1, len(feature_names()))
    assert feature_names()[: len(alone_names())] == alone_names()


def test_anger_is_read_from_the_words_and_how_they_are_typed(shipped: FrustrationModel) -> None:
    assert read(shipped, "where is my parcel") < read(shipped, "WHERE IS MY PARCEL!!! this is a joke")
    assert read(shipped, "thank you so much, lovely service") < 0.2


def test_anger_outlasts_a_line_and_our_own_words_are_not_held_against_the_customer(shipped: FrustrationModel) -> None:
    said = "it is the blue one"
    assert read(shipped, said, QUARREL) > read(shipped, said) + 0.05
    ours = (("assistant", "you useless liars, I'm sick of this!!!"),)
    assert read(shipped, said, ours) == pytest.approx(read(shipped, said))


@pytest.mark.parametrize("text", ["the parrot ate the sofa", "my soup is cold"])
def test_maintainers_examples_move_what_ships(shipped: FrustrationModel, text: str) -> None:
    prior = load_prior()
    ours = [Example(text, 1.0), Example(f"{text} again", 1.0), Example("thanks", 0.0), Example("hello", 0.0)]
    moved = fit_model(own_table(ours, ENCODER), curve=prior.curve, prior=prior.rows)
    assert read(moved, text) > read(shipped, text) + 0.02


def test_our_own_examples_are_enough_to_learn_from() -> None:
    ours = [Example("this is a disgrace, you clowns", 1.0), Example("what a lovely mug", 0.0)] * 5
    model = fit_model(own_table(ours, ENCODER), curve=Curve(8.0, 0.5))
    assert read(model, "what a disgrace") > read(model, "what a lovely lamp")


def test_nothing_to_learn_from_is_said() -> None:
    with pytest.raises(ValueError, match="data/frustration"):
        fit_model(None, curve=Curve(8.0, 0.5))


def test_the_curve_rises_with_the_grade_and_is_a_probability() -> None:
    curve = load_prior().curve(np.linspace(-1.0, 2.0, 50))
    assert (np.diff(curve) > 0).all()
    assert curve.min() > 0.0 and curve.max() < 1.0


def test_levels_come_in_order() -> None:
    assert [level_of(value) for value in (0.0, 0.8, 1.0)] == [Level.CALM, Level.UPSET, Level.IRATE]


def test_what_ships_survives_writing_and_reading(tmp_path: Path) -> None:
    before = load_prior()
    save_prior(before, tmp_path / "prior.npz")
    after = load_prior(tmp_path / "prior.npz")
    assert np.array_equal(before.rows.x, after.rows.x)
    assert before.curve == after.curve


def test_a_cue_that_what_ships_does_not_know_is_nothing_in_it(tmp_path: Path) -> None:
    prior = load_prior()
    save_prior(prior, tmp_path / "prior.npz")
    with np.load(tmp_path / "prior.npz") as kept:
        fields = dict(kept)
    fields["names"][0] = "an_older_name"
    np.savez(tmp_path / "older.npz", **fields)
    assert not load_prior(tmp_path / "older.npz").rows.x[:, 0].any()


def test_our_graded_files_are_many_and_of_all_grades() -> None:
    examples = graded.load(graded.files(Path()))
    assert len(examples) > 2000
    shares = [sum(low <= example.grade * 4 < low + 1 for example in examples) / len(examples) for low in range(4)]
    assert min(shares) > 0.1
    assert sum(bool(example.earlier) for example in examples) > 700
