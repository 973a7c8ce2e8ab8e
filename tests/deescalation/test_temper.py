"""The temper: slow to judge, slow to forget, and always able to say why."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.deescalation.temper import IRATE_AT, KEPT_EVIDENCE, UPSET_AT, explain, update
from bot.deescalation.types import Happened, Level, Reading, Temper, Trend
from tests.deescalation.heated import frustration_of

HEAT = st.floats(0, 1)
WORDS = st.sampled_from(
    (
        "where is it",
        "EK-20417",
        "ok",
        "thanks, that helps",
        "WHERE IS MY PARCEL",
        "this is the third time I'm asking",
        "this is shit!!!",
        "never ordering here again",
        "forget it",
    )
)
HAPPENED = st.builds(
    Happened,
    same_question=st.integers(0, 9),
    misunderstandings=st.integers(0, 9),
    minutes_waited=st.floats(0, 10_000),
    promises_broken=st.integers(0, 9),
    contact_number=st.integers(0, 30),
)


def reading(heat: float, *cues: str) -> Reading:
    frustration = frustration_of(heat)
    level = Level.IRATE if frustration >= IRATE_AT else Level.UPSET if frustration >= UPSET_AT else Level.CALM
    return Reading("late_parcel", 0.9, frustration, level, cues=cues)


def after(*turns: tuple[str, float], start: Temper | None = None, happened: Happened | None = None) -> Temper:
    temper = start or Temper()
    for text, frustration in turns:
        temper = update(temper, [reading(frustration)], [text], happened)
    return temper


def test_a_conversation_begins_calm_and_stays_so() -> None:
    temper = after(("hi, where is my order", 0.1), ("EK-20417", 0.05))
    assert (temper.state, temper.turn, temper.since_turn) == (Level.CALM, 2, 1)
    assert temper.evidence == ()


def test_one_rude_word_upsets_but_does_not_make_irate() -> None:
    assert after(("this is shit", 1.0)).state is Level.UPSET


def test_two_hot_turns_make_irate() -> None:
    temper = after(("this is not good enough", 0.9), ("still nothing from you", 0.9))
    assert (temper.state, temper.since_turn) == (Level.IRATE, 2)


def test_a_very_hot_message_with_several_signs_is_irate_at_once() -> None:
    temper = after(("WHERE IS MY DAMN PARCEL!!! This is ridiculous, never ordering here again", 0.95))
    assert temper.state is Level.IRATE


def test_the_same_signs_without_the_heat_are_not() -> None:
    assert after(("WHERE IS MY DAMN PARCEL!!! never ordering here again", 0.55)).state is Level.UPSET


def test_shouting_leaving_and_the_third_contact_together_are_irate_at_lesser_heat() -> None:
    whole = "THIS IS THE THIRD TIME I CONTACT YOU. I will never order from you again"
    assert after((whole, 0.65)).state is Level.IRATE
    second = "THIS IS THE SECOND TIME I CONTACT YOU. I will never order from you again"
    assert after((second, 0.65)).state is Level.UPSET


def test_the_readers_own_cues_count_as_signs_too() -> None:
    hot = update(Temper(), [reading(0.9, "all capitals", "asks why", "threatens")], ["das ist alles nichts"])
    assert hot.state is Level.IRATE


def test_one_ok_does_not_calm_an_irate_customer() -> None:
    irate = after(("not good enough at all", 0.9), ("still not good enough", 0.95))
    assert after(("ok", 0.0), start=irate).state is Level.IRATE


def test_calming_goes_by_way_of_upset() -> None:
    temper = after(("not good enough at all", 0.9), ("still not good enough", 0.95))
    states = []
    for _ in range(8):
        temper = after(("I see, so it is on Tuesday then", 0.05), start=temper)
        states.append(temper.state)
    assert states[0] is Level.IRATE
    assert states.index(Level.UPSET) < states.index(Level.CALM)
    assert states[-1] is Level.CALM


def test_thanks_calm_sooner_than_a_bare_fact() -> None:
    upset = after(("this is annoying now", 0.6))
    thanked = after(("great, thank you, that helps", 0.05), start=upset)
    answered = after(("EK-20417", 0.05), start=upset)
    assert thanked.score < answered.score


def test_angry_thanks_are_not_relief() -> None:
    upset = after(("this is annoying now", 0.6))
    assert after(("thanks for nothing", 0.8), start=upset).score > upset.score


def test_what_happened_makes_heated_words_weigh_more() -> None:
    said = ("where is it then", 0.5)
    plain = after(said)
    for happened in (
        Happened(same_question=2),
        Happened(misunderstandings=1),
        Happened(promises_broken=1),
        Happened(contact_number=3),
        Happened(minutes_waited=30),
    ):
        assert after(said, happened=happened).score > plain.score


def test_what_happened_never_makes_calm_words_heated() -> None:
    worst = Happened(same_question=9, misunderstandings=9, minutes_waited=999, promises_broken=9, contact_number=9)
    assert after(("hello", 0.1), happened=worst).score == after(("hello", 0.1)).score


def test_a_turn_is_as_hot_as_its_hottest_message() -> None:
    together = update(Temper(), [reading(0.1), reading(0.8), reading(0.2)], ["hi", "this is appalling", "EK-20417"])
    assert together.curve == (round(frustration_of(0.8), 4),)
    assert together.turn == 1


def test_a_pressed_button_changes_nothing() -> None:
    temper = after(("this is annoying", 0.6))
    assert update(temper, [], []) == temper


def test_readings_and_texts_must_pair() -> None:
    with pytest.raises(ValueError, match="1 readings for 2 texts"):
        update(Temper(), [reading(0.1)], ["a", "b"])


@pytest.mark.parametrize(
    ("curve", "trend"),
    [
        ((0.1,), Trend.STEADY),
        ((0.1, 0.5), Trend.RISING),
        ((0.8, 0.7, 0.2), Trend.FALLING),
        ((0.5, 0.55, 0.5), Trend.STEADY),
    ],
)
def test_the_trend_is_against_the_turns_before(curve: tuple[float, ...], trend: Trend) -> None:
    assert after(*(("so where is it", heat) for heat in curve)).trend is trend


def test_evidence_is_in_the_customers_own_words_with_turn_and_cue() -> None:
    temper = after(("hi", 0.1), ("This is the THIRD time I'm writing to you", 0.6))
    (item,) = temper.evidence
    assert (item.turn, item.quote, item.cue) == (2, "This is the THIRD time I'm writing to you", "third contact")


def test_evidence_is_bounded_and_quotes_are_short() -> None:
    temper = after(*[("this is shit!!! " + "and so on " * 60, 0.9)] * 20)
    assert len(temper.evidence) == KEPT_EVIDENCE
    assert all(len(item.quote) <= 160 for item in temper.evidence)
    assert temper.evidence[-1].turn == 20


def test_it_explains_itself_in_plain_words() -> None:
    temper = after(
        ("hello", 0.0),
        ("THIS IS THE THIRD TIME I AM WRITING, get me a manager, I will never order here again", 0.9),
    )
    words = explain(temper)
    assert words.startswith("irate since turn 2, rising: ")
    for cue in ("third contact", "capitals", "asks for a person", "threatens to leave"):
        assert cue in words
    assert explain(Temper()) == "calm: nothing said yet"
    assert explain(after(("hi", 0.0))) == "calm since turn 1"


def test_it_survives_json() -> None:
    temper = after(("this is shit", 0.7), ("WHERE IS MY PARCEL", 0.8))
    assert Temper.from_json(temper.to_json()) == temper


@given(st.lists(st.tuples(WORDS, HEAT, HAPPENED), max_size=12))
def test_it_is_bounded_and_deterministic_whatever_is_said(turns: list[tuple[str, float, Happened]]) -> None:
    first, second = Temper(), Temper()
    for text, heat, happened in turns:
        first = update(first, [reading(heat)], [text], happened)
        second = update(second, [reading(heat)], [text], happened)
        assert 0 <= first.score <= 1
        assert 1 <= first.since_turn <= first.turn == len(first.curve)
        assert len(first.evidence) <= KEPT_EVIDENCE
        assert first.state.value in explain(first)
    assert first == second


@given(st.lists(st.tuples(WORDS, HEAT), max_size=6), WORDS, HEAT, HEAT, HAPPENED)
def test_more_heat_never_gives_a_cooler_temper(
    before: list[tuple[str, float]], text: str, one: float, other: float, happened: Happened
) -> None:
    order = [Level.CALM, Level.UPSET, Level.IRATE]
    start = after(*before)
    cooler, hotter = (after((text, heat), start=start, happened=happened) for heat in sorted((one, other)))
    assert cooler.score <= hotter.score
    assert order.index(cooler.state) <= order.index(hotter.state)


@given(st.lists(st.tuples(WORDS, st.floats(0, 0.24)), min_size=1, max_size=12), HAPPENED)
def test_calm_words_alone_never_upset(turns: list[tuple[str, float]], happened: Happened) -> None:
    assert after(*turns, happened=happened).state is Level.CALM


@given(st.lists(st.tuples(WORDS, HEAT), max_size=8))
def test_nobody_goes_from_irate_to_calm_in_one_turn(turns: list[tuple[str, float]]) -> None:
    temper = Temper()
    for text, heat in turns:
        latest = update(temper, [reading(heat)], [text])
        assert not (temper.state is Level.IRATE and latest.state is Level.CALM)
        temper = latest


def test_what_our_records_show_is_evidence_too_and_only_once() -> None:
    happened = Happened(contact_number=3, promises_broken=1, minutes_waited=25)
    temper = update(Temper(), [reading(0.6)], ["where is it now"], happened)
    cues = [item.cue for item in temper.evidence]
    assert {"third contact by our records", "a promise of ours was not kept", "waited 25 minutes for our word"} <= set(
        cues
    )
    again = update(temper, [reading(0.6)], ["well where is it"], happened)
    assert [item.cue for item in again.evidence].count("third contact by our records") == 1
    assert "third contact by our records" in explain(again)


def test_records_say_nothing_of_somebody_who_is_calm() -> None:
    calm = update(Temper(), [reading(0.05)], ["thanks"], Happened(contact_number=3))
    assert not [item for item in calm.evidence if "records" in item.cue]
