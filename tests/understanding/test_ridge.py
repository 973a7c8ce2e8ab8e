"""Ridge regression from rows, and from a summary of rows."""

from __future__ import annotations

import numpy as np
import pytest

from bot.understanding.ridge import Rows, fit, predict


@pytest.fixture
def rows() -> Rows:
    random = np.random.default_rng(0)
    x = random.normal(size=(200, 12)) + 3.0
    return Rows.of(x, x @ np.arange(12) / 12 + 5.0 + random.normal(scale=0.01, size=200))


def test_it_finds_the_line_through_the_rows(rows: Rows) -> None:
    expected = predict(fit(rows), rows.x[:, :-1])
    assert np.corrcoef(expected, rows.y)[0, 1] > 0.999


def test_a_full_summary_fits_the_same(rows: Rows) -> None:
    assert np.allclose(fit(rows.summary(14)), fit(rows))


def test_a_short_summary_of_rows_much_alike_fits_nearly_the_same() -> None:
    random = np.random.default_rng(0)
    x = random.normal(size=(200, 3)) @ random.normal(size=(3, 12)) + random.normal(scale=0.01, size=(200, 12))
    rows = Rows.of(x, x.sum(axis=1))
    short = rows.summary(5)
    assert len(short.y) == 5
    assert np.abs(predict(fit(short), x) - predict(fit(rows), x)).max() < 0.1 * rows.y.std()


def test_the_first_features_of_a_summary_are_a_summary_of_the_first_features(rows: Rows) -> None:
    few = Rows(np.column_stack([rows.x[:, :4], rows.x[:, -1]]), rows.y)
    assert np.allclose(fit(rows.summary(14).first(4)), fit(few))


def test_a_weight_of_two_is_as_good_as_saying_it_twice(rows: Rows) -> None:
    x, y = rows.x[:20, :-1], rows.y[:20]
    twice = Rows.of(x, y) + Rows.of(x, y)
    assert np.allclose(fit(Rows.of(x, y, weight=2.0)), fit(twice))
