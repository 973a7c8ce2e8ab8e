"""When a person must take over: each reason at its threshold, and not before."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.deescalation import handover
from bot.deescalation.handover import due
from bot.deescalation.situation import Situation
from bot.deescalation.thresholds import FLAG_AT
from bot.deescalation.types import Evidence, Happened, Level, Move, Reading, Reason, Temper, Urgency, Used

CALM = Reading("order_status", 0.9, 0.1, Level.CALM)
HOT = Reading("order_status", 0.9, 0.8, Level.IRATE)
IRATE = Temper(state=Level.IRATE, score=0.8, turn=4, since_turn=3, curve=(0.2, 0.5, 0.9, 0.8))


def situation(text: str = "where is it", **changes: object) -> Situation:
    return replace(Situation(text=text, reading=CALM, temper=Temper(turn=4, since_turn=1)), **changes)


def flagged(**flags: float) -> Reading:
    return replace(CALM, flags=flags)


def test_an_ordinary_turn_stays() -> None:
    assert due(situation()) is None


@pytest.mark.parametrize(
    ("text", "reason", "urgency"),
    [
        ("get me a manager", Reason.ASKED, Urgency.NORMAL),
        ("the charger caught fire", Reason.DANGER, Urgency.URGENT),
        ("I want to kill myself", Reason.SELF_HARM, Urgency.URGENT),
        ("I know where you live", Reason.THREAT, Urgency.URGENT),
        ("you will hear from my lawyer", Reason.LEGAL, Urgency.HIGH),
        ("my account was hacked", Reason.FRAUD, Urgency.HIGH),
        ("my mum died last week", Reason.VULNERABLE, Urgency.HIGH),
    ],
)
def test_what_is_said_once_is_enough(text: str, reason: Reason, urgency: Urgency) -> None:
    handoff = due(situation(text))
    assert handoff is not None
    assert (handoff.reason, handoff.urgency) == (reason, urgency)
    assert handoff.evidence[0].quote == text
    assert handoff.evidence[0].turn == 4


def test_the_gravest_reason_wins() -> None:
    handoff = due(situation("get me a manager, the charger caught fire, my lawyer will hear of it"))
    assert handoff is not None
    assert handoff.reason is Reason.DANGER


@pytest.mark.parametrize(
    ("flag", "reason"),
    [
        ("self_harm", Reason.SELF_HARM),
        ("danger", Reason.DANGER),
        ("threat", Reason.THREAT),
        ("human_request", Reason.ASKED),
        ("fraud", Reason.FRAUD),
        ("legal", Reason.LEGAL),
    ],
)
def test_the_readers_flags_count_from_their_threshold(flag: str, reason: Reason) -> None:
    threshold = FLAG_AT[flag]
    handoff = due(situation(reading=flagged(**{flag: threshold})))
    assert handoff is not None
    assert handoff.reason is reason
    assert due(situation(reading=flagged(**{flag: threshold - 0.01}))) is None


def test_abuse_alone_is_no_reason() -> None:
    assert due(situation("you idiots", reading=flagged(abuse=1.0))) is None


def test_the_intent_counts_as_a_request_when_the_reader_is_sure() -> None:
    sure = replace(CALM, intent=handover.PERSON_INTENT, confidence=handover.PERSON_CONFIDENCE)
    handoff = due(situation("quiero un humano", reading=sure))
    assert handoff is not None
    assert handoff.reason is Reason.ASKED
    assert (
        due(situation("quiero un humano", reading=replace(sure, confidence=handover.PERSON_CONFIDENCE - 0.01))) is None
    )


def test_refusing_a_person_is_not_asking_whatever_the_reader_says() -> None:
    sure = replace(CALM, intent=handover.PERSON_INTENT, confidence=1.0, flags={"human_request": 1.0})
    assert due(situation("no, I don't want a person", reading=sure)) is None


def test_another_language_is_handed_over() -> None:
    handoff = due(situation("wo ist mein Paket", language="de"))
    assert handoff is not None
    assert handoff.reason is Reason.LANGUAGE
    assert due(situation("wo ist mein Paket", language="de", languages=("en", "de"))) is None


def test_irate_gets_one_honest_attempt_first() -> None:
    first = situation("not good enough", reading=HOT, temper=replace(IRATE, since_turn=4))
    assert due(first) is None
    attempted = replace(first, temper=IRATE, history=(Used(3, Move.ACKNOWLEDGE, None, "general"),))
    handoff = due(attempted)
    assert handoff is not None
    assert (handoff.reason, handoff.urgency) == (Reason.IRATE, Urgency.HIGH)


def test_an_attempt_before_they_were_irate_does_not_count() -> None:
    assert due(situation(reading=HOT, temper=IRATE, history=(Used(2, Move.SOLVE),))) is None


def test_an_irate_customer_who_answers_the_question_is_calming() -> None:
    history = (Used(3, Move.ACKNOWLEDGE),)
    assert due(situation("EK-20417", reading=CALM, temper=IRATE, history=history)) is None


def test_who_declined_a_person_is_not_pushed_to_one_for_being_irate() -> None:
    history = (Used(3, Move.ACKNOWLEDGE),)
    assert due(situation(reading=HOT, temper=IRATE, history=history, person_declined=True)) is None


def test_after_an_agent_hands_back_the_attempt_begins_anew() -> None:
    history = (Used(3, Move.ACKNOWLEDGE), Used(3, Move.HAND_OFF, None, "irate_not_calming"))
    assert due(situation(reading=HOT, temper=IRATE, history=history)) is None


@pytest.mark.parametrize(
    ("happened", "reason"),
    [
        (Happened(misunderstandings=handover.MISUNDERSTANDINGS), Reason.NOT_UNDERSTOOD),
        (Happened(same_question=handover.SAME_QUESTION), Reason.REPEATED),
    ],
)
def test_being_stuck_is_counted(happened: Happened, reason: Reason) -> None:
    handoff = due(situation(happened=happened))
    assert handoff is not None
    assert handoff.reason is reason


def test_one_failed_understanding_and_two_same_questions_are_not_yet_stuck() -> None:
    assert due(situation(happened=Happened(misunderstandings=1, same_question=2))) is None


def test_beyond_power_says_what_was_needed() -> None:
    handoff = due(situation(beyond_power="a refund above the limit"))
    assert handoff is not None
    assert handoff.reason is Reason.BEYOND_POWER
    assert "a refund above the limit" in handoff.evidence[0].cue


@pytest.mark.parametrize(
    ("state", "turn", "idle", "due_now"),
    [
        (Level.CALM, 8, 5, True),
        (Level.CALM, 8, 4, False),
        (Level.CALM, 7, 5, False),
        (Level.UPSET, 8, 4, True),
        (Level.UPSET, 8, 3, False),
    ],
)
def test_no_progress_needs_a_long_conversation(state: Level, turn: int, idle: int, due_now: bool) -> None:
    temper = Temper(state=state, turn=turn, since_turn=1)
    handoff = due(situation(temper=temper, turns_without_progress=idle))
    assert (handoff is not None) is due_now


def test_an_abusive_customer_is_handed_over_with_the_abuse_flagged() -> None:
    handoff = due(situation("fuck you, get me a manager"))
    assert handoff is not None
    assert [item.cue for item in handoff.evidence] == ["asks for a person", "insults aimed at us"]


def test_the_evidence_includes_what_made_the_temper() -> None:
    seen = Evidence(2, "third time I write", "third contact", 0.6)
    handoff = due(situation("a human please", temper=replace(IRATE, evidence=(seen,))))
    assert handoff is not None
    assert handoff.urgency is Urgency.HIGH
    assert seen in handoff.evidence
