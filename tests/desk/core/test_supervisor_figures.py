"""The statistics against tables; the period; the CSV that no spreadsheet runs."""

from __future__ import annotations

import csv
import io
from datetime import date, datetime, timezone

import pytest

from bot.desk.access.errors import Refused
from bot.desk.supervisor import figures, period
from bot.desk.supervisor.figures import Figure
from bot.desk.supervisor.report import Column, Plot, Report

AT = datetime(2026, 6, 15, 23, 30, tzinfo=timezone.utc)


@pytest.mark.parametrize(
    ("freedom", "tabled"), [(4, 2.7764), (9, 2.2622), (29, 2.0452), (99, 1.9842), (10_000, 1.9602)]
)
def test_students_t_is_the_tables(freedom: int, tabled: float) -> None:
    assert figures.student(freedom) == pytest.approx(tabled, rel=0.003)


def test_a_mean_has_students_interval_and_stays_within_what_is_possible() -> None:
    found = figures.mean([1.0, 2.0, 3.0, 4.0, 5.0])
    assert found is not None
    assert (found.value, found.low, found.high) == pytest.approx((3.0, 1.0368, 4.9632), abs=0.006)
    cut = figures.mean([0.0, 0.0, 0.0, 0.0, 1.0], within=(0, 1))
    assert cut is not None and cut.low == 0.0


def test_a_share_has_wilsons_interval() -> None:
    found = figures.share(8, 10)
    assert found is not None
    assert (found.value, found.low, found.high) == pytest.approx((0.8, 0.4902, 0.9433), abs=0.0001)
    none, all_ = figures.share(0, 10), figures.share(10, 10)
    assert none is not None and (none.low, none.high) == pytest.approx((0.0, 0.2775), abs=0.0001)
    assert all_ is not None and all_.high == pytest.approx(1.0)


def test_quantiles_lie_between_neighbours() -> None:
    assert figures.quantile([5, 1, 2, 3, 4], 0.5) == 3
    assert figures.quantile([10, 20, 30, 40, 50], 0.9) == pytest.approx(46)


def test_nothing_is_said_of_fewer_than_five() -> None:
    four = [1.0, 2.0, 3.0, 4.0]
    assert figures.mean(four) is figures.share(4, 4) is figures.quantile(four, 0.5) is None


def test_a_period_is_whole_days_in_the_sites_zone() -> None:
    week = period.parse({"days": "7"}, zone="Europe/London", at=AT)  # it is the 16th there
    assert (week.first, week.last, week.days) == (date(2026, 6, 10), date(2026, 6, 16), 7)
    assert week.since == datetime(2026, 6, 9, 23, tzinfo=timezone.utc)
    assert week.until == datetime(2026, 6, 16, 23, tzinfo=timezone.utc)
    assert week.day_of(week.since) == week.first and week.day_of(week.until) > week.last
    assert period.parse({"from": "2026-01-01", "to": "2026-01-01"}, zone="UTC", at=AT).days == 1
    assert period.parse({}, zone="UTC", at=AT).days == 30


@pytest.mark.parametrize(
    "query",
    [
        {"days": "0"},
        {"days": "many"},
        {"days": "99999999999999"},
        {"days": "367"},
        {"from": "2026-02-01", "to": "2026-01-01"},
        {"from": "2026-02-01"},
        {"from": "0001-01-01", "to": "0001-01-02"},
        {"from": "9999-12-31", "to": "9999-12-31"},
        {"from": "2026-02-30", "to": "2026-03-01"},
    ],
)
def test_what_is_no_period_is_refused_in_words(query: dict[str, str]) -> None:
    with pytest.raises(Refused, match="Please"):
        period.parse(query, zone="UTC", at=AT)


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t=", "\r="])
def test_no_cell_of_the_csv_is_a_formula(start: str) -> None:
    words = f'{start}HYPERLINK("http://evil.example","click")'
    report = Report(
        "r", "R", "", "", (Column("a", "A", "text"), Column("b", "B", "change")), Plot("bars", ("b",)),
        ({"a": words, "b": -0.25},),
    )  # fmt: skip
    assert list(csv.reader(io.StringIO(report.to_csv()))) == [["A", "B"], [f"'{words}", "-0.2500"]]


def test_csv_quotes_and_gives_intervals_columns_of_their_own() -> None:
    columns = (
        Column("a", "What, who", "text"),
        Column("n", "Count", "count"),
        Column("s", "Wait", "seconds", interval=True),
        Column("x", "None", "share", interval=True),
    )
    row = {"a": 'said "no",\nthen left', "n": 7, "s": Figure(1.5, -1.0, 4.0), "x": None}
    text = Report("r", "R", "", "", columns, Plot("bars", ("n",)), (row,)).to_csv()
    assert text.endswith("\r\n")
    assert list(csv.reader(io.StringIO(text, newline=""))) == [
        ["What, who", "Count", "Wait (s)", "Wait (s), from", "Wait (s), to", "None", "None, from", "None, to"],
        ['said "no",\nthen left', "7", "1.5000", "-1.0000", "4.0000", "", "", ""],
    ]
