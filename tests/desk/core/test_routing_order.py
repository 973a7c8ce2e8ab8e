"""The order of the line, for any line."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

from hypothesis import given
from hypothesis import strategies as st

from bot.desk.routing.order import HIGH, NORMAL, URGENT, Place, in_order, key

HEAD_START = timedelta(minutes=10)
MORNING = datetime(2026, 11, 25, 9, tzinfo=timezone.utc)

places = st.builds(
    Place,
    urgency_rank=st.sampled_from((URGENT, HIGH, NORMAL)),
    in_line_since=st.integers(0, 7200).map(lambda second: MORNING + timedelta(seconds=second)),
    conversation_id=st.uuids().map(str),
)
lines = st.lists(places, max_size=12, unique_by=lambda place: place.conversation_id)


def before(one: Place, other: Place) -> bool:
    return key(one, head_start=HEAD_START) < key(other, head_start=HEAD_START)


@given(places, places)
def test_nobody_but_people_in_danger_passes_who_came_a_head_start_earlier(early: Place, late: Place) -> None:
    if late.in_line_since > early.in_line_since + HEAD_START and late.urgency_rank != URGENT:
        assert before(early, late)


@given(places, places)
def test_of_the_same_urgency_who_came_first_is_first(one: Place, other: Place) -> None:
    if one.urgency_rank == other.urgency_rank and one.in_line_since < other.in_line_since:
        assert before(one, other)


@given(places, places)
def test_people_in_danger_are_before_everybody(one: Place, other: Place) -> None:
    if one.urgency_rank == URGENT != other.urgency_rank:
        assert before(one, other)


@given(places, places)
def test_high_urgency_passes_whoever_came_less_than_a_head_start_earlier(high: Place, normal: Place) -> None:
    if (high.urgency_rank, normal.urgency_rank) == (HIGH, NORMAL):
        assert before(high, normal) == (high.in_line_since - HEAD_START < normal.in_line_since) or (
            high.in_line_since - HEAD_START == normal.in_line_since
        )


@given(places, places, st.sampled_from((URGENT, HIGH)))
def test_more_urgency_never_costs_a_place(one: Place, other: Place, rank: int) -> None:
    raised = Place(min(rank, one.urgency_rank), one.in_line_since, one.conversation_id)
    if before(one, other):
        assert before(raised, other)


@given(lines, places)
def test_a_newcomer_changes_nobody_elses_order_and_the_line_is_the_same_however_it_is_read(
    line: list[Place], newcomer: Place
) -> None:
    order = in_order(line, head_start=HEAD_START)
    assert in_order(reversed(line), head_start=HEAD_START) == order
    joined = in_order([newcomer, *line], head_start=HEAD_START)
    assert [place for place in joined if place != newcomer] == [place for place in order if place != newcomer]


@given(st.integers(1, 40))
def test_however_many_upset_people_keep_coming_a_calm_one_gets_through(a_minute: int) -> None:
    """One is taken for each that comes: the calm one is passed by at most those of one head start."""
    calm = Place(NORMAL, MORNING, "calm")
    line, taken, seconds = [calm], [], 0
    while "calm" not in taken:
        seconds += 60 // a_minute or 1
        line.append(Place(HIGH, MORNING + timedelta(seconds=seconds), f"upset-{seconds}"))
        first, *line = in_order(line, head_start=HEAD_START)
        taken.append(first.conversation_id)
    assert seconds <= HEAD_START.total_seconds() + 60
