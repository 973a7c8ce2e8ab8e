"""Measures of reading, against worked examples; intervals hold the truth about as often as they say."""

from __future__ import annotations

import numpy as np
import pytest

from bot.workbench.evaluate import measures


def test_rank_correlation_shares_ranks_among_ties() -> None:
    a = np.array([1, 2, 3, 4])
    assert measures.spearman(a, np.array([10, 20, 30, 400])) == pytest.approx(1.0)
    assert measures.spearman(a, -a) == pytest.approx(-1.0)
    assert measures.spearman(a, np.array([1, 1, 2, 2])) == pytest.approx(0.894, abs=0.001)  # worked by hand: 2/sqrt(5)
    assert np.isnan(measures.spearman(a, np.ones(4)))


def test_kappa_is_1_for_the_same_0_for_chance_and_forgives_small_steps() -> None:
    meant = np.array([0, 1, 2, 3, 4] * 4)
    assert measures.quadratic_kappa(meant, meant) == pytest.approx(1.0)
    assert measures.quadratic_kappa(np.full(20, 2), meant) == pytest.approx(0.0)
    near, far = np.clip(meant + 1, 0, 4), np.clip(meant + 3, 0, 4)
    assert measures.quadratic_kappa(near, meant) > measures.quadratic_kappa(far, meant)


def test_macro_f1_weighs_every_kind_alike() -> None:
    said, meant, names = measures.numbered(["a", "a", "a", "a", "other"], ["a", "a", "a", "b", "b"])
    # a: precision 3/4, recall 1, so 6/7; b was never read: 0.
    assert measures.macro_f1(said, meant) == pytest.approx(3 / 7)
    assert names == ["a", "b", "other"]


def test_calibration_error_is_the_gap_weighed_by_cases() -> None:
    probability = np.array([0.9] * 10 + [0.3] * 10)
    happened = np.array([1] * 8 + [0] * 2 + [1] * 3 + [0] * 7)
    assert measures.calibration_error(probability, happened) == pytest.approx(0.05)  # half of |0.9 - 0.8|
    assert measures.reliability(probability, happened) == [
        (pytest.approx(0.3), pytest.approx(0.3), 10),
        (pytest.approx(0.9), pytest.approx(0.8), 10),
    ]
    assert measures.calibration_error(np.array([1.0, 0.0]), np.array([1, 0])) == 0.0  # the ends belong to bins too


def test_recall_at_a_rate_of_false_alarms() -> None:
    score = np.array([0.9, 0.6, 0.2, *np.linspace(0, 0.5, 19), 0.7])
    positive = np.array([1, 1, 1] + [0] * 20)
    assert measures.recall_at_false_alarms(score, positive) == pytest.approx(2 / 3)  # one of 20 may pass: the 0.7
    assert measures.recall_at_false_alarms(score, positive, false_alarms=0.0) == pytest.approx(1 / 3)
    assert np.isnan(measures.recall_at_false_alarms(score, np.zeros(23)))


def test_precision_and_recall_along_the_scores() -> None:
    precision, recall = measures.precision_recall(np.array([0.1, 0.9, 0.5]), np.array([1, 1, 0]))
    assert list(precision) == [1.0, 0.5, pytest.approx(2 / 3)]
    assert list(recall) == [0.5, 0.5, 1.0]


def test_an_interval_is_the_same_each_time_and_usually_holds_the_truth() -> None:
    draw = np.random.default_rng(5)
    samples = [draw.random(200) < 0.7 for _ in range(60)]
    intervals = [measures.interval(measures.share, sample) for sample in samples]
    assert intervals[0] == measures.interval(measures.share, samples[0])
    assert np.mean([low <= 0.7 <= high for low, high in intervals]) >= 0.85
    assert np.mean([high - low for low, high in intervals]) < 0.15  # 2 * 1.96 * sqrt(.7 * .3 / 200) is 0.127


def test_cases_of_one_group_are_no_independent_evidence() -> None:
    happened = np.repeat(np.random.default_rng(2).random(20) < 0.5, 10)
    alone = measures.interval(measures.share, happened)
    together = measures.interval(measures.share, happened, groups=np.repeat(np.arange(20), 10).tolist())
    assert together[1] - together[0] > 2 * (alone[1] - alone[0])


def test_nothing_to_measure_is_said() -> None:
    with pytest.raises(ValueError, match="hot ones"):
        measures.figure("hot ones", measures.share_where, np.array([True]), np.array([False]))
    with pytest.raises(ValueError, match="none"):
        measures.figure("none", measures.share, np.array([]))


def test_resamples_without_a_case_of_the_kind_are_left_out() -> None:
    rare = np.array([1] + [0] * 30)
    figure = measures.figure("rare", measures.share_where, np.ones(31), rare, target=0.5)
    assert (figure.value, figure.low, figure.high, figure.n) == (1.0, 1.0, 1.0, 31)


def test_none_of_few_is_less_sure_than_none_of_many() -> None:
    few = measures.share_figure("few", np.zeros(9))
    many = measures.share_figure("many", np.zeros(900))
    assert (few.low, many.low) == (0.0, 0.0)
    assert few.high == pytest.approx(0.336, abs=0.001)  # Clopper and Pearson's table: 0 of 9
    assert many.high is not None and many.high < 0.005
    every = measures.share_figure("all", np.ones(9), np.array([1] * 5 + [0] * 4))
    assert (every.value, every.high, every.n) == (1.0, 1.0, 5)
    assert every.low == pytest.approx(0.478, abs=0.001)
