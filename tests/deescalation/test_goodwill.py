"""What may be given: by facts and limits alone, whole or not at all, and a budget that says what is wrong with it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given as for_any
from hypothesis import strategies as st

from bot.deescalation.goodwill import Case, Gift, Given, asks, decide, recommend, welcome
from bot.deescalation.goodwill_policy import Cause, Kind, Policy, PolicyError
from bot.deescalation.types import Happened, Move, Reason, Used

AMOUNTS = {
    Cause.LATE_PARCEL: 500,
    Cause.BROKEN_PROMISE: 500,
    Cause.THIRD_CONTACT: 500,
    Cause.DAMAGED_GIFT: 1000,
    Cause.OVERDUE_REFUND: 500,
}
POLICY = Policy(
    enabled=True,
    amounts=AMOUNTS,
    refund_percent=5,
    expedite_cost=695,
    per_order=1000,
    per_customer=2000,
    per_day=20000,
)
LATE = Case("EK-20401", days_late=4)
THIRD = Happened(contact_number=3)

money = st.integers(0, 3000)
days = st.dates(date(2026, 3, 1), date(2026, 3, 20)) | st.none()
happenings = st.builds(
    Happened,
    same_question=st.integers(0, 9),
    misunderstandings=st.integers(0, 5),
    minutes_waited=st.floats(0, 500),
    promises_broken=st.integers(0, 3),
    contact_number=st.integers(1, 15),
)
cases = st.builds(
    Case,
    number=st.just("EK-20401"),
    days_late=st.integers(0, 30),
    postage=st.sampled_from((0, 395)),
    refund_days_overdue=st.integers(0, 20),
    refund=st.integers(0, 60000),
    damaged=st.booleans(),
    occasion=st.sampled_from((None, "your daughter's birthday")),
    needed_by=days,
    arrives=days,
    next_day=days,
    window_closed_days=st.none() | st.integers(1, 60),
    happened=happenings,
)
befores = st.builds(
    Given,
    order=money,
    customer=money,
    day=st.integers(0, 30000),
    settled=st.frozensets(st.sampled_from(Cause)),
    declined=st.frozensets(st.sampled_from(Cause)),
    late_returns=st.integers(0, 2),
)


@pytest.mark.parametrize(
    ("case", "gift"),
    [
        (LATE, Gift(Kind.CREDIT, 500, (Cause.LATE_PARCEL,))),
        (replace(LATE, days_late=3), None),
        (replace(LATE, postage=395), Gift(Kind.POSTAGE, 395, (Cause.LATE_PARCEL,))),
        (
            replace(LATE, postage=395, happened=THIRD),
            Gift(Kind.CREDIT, 1000, (Cause.LATE_PARCEL, Cause.THIRD_CONTACT)),
        ),
        (Case("EK-1", happened=Happened(contact_number=2)), None),
        (Case("EK-1", happened=Happened(promises_broken=1)), Gift(Kind.CREDIT, 500, (Cause.BROKEN_PROMISE,))),
        (Case("EK-1", damaged=True), None),
        (Case("EK-1", occasion="Christmas"), None),
        (Case("EK-1", damaged=True, occasion="Christmas"), Gift(Kind.CREDIT, 1000, (Cause.DAMAGED_GIFT,))),
        (Case("EK-1", refund_days_overdue=3, refund=7200), Gift(Kind.CREDIT, 500, (Cause.OVERDUE_REFUND,))),
        (Case("EK-1", refund_days_overdue=3, refund=15000), Gift(Kind.CREDIT, 750, (Cause.OVERDUE_REFUND,))),
        (Case("EK-1", refund_days_overdue=1, refund=90000), Gift(Kind.CREDIT, 1000, (Cause.OVERDUE_REFUND,))),
        (Case("EK-1", window_closed_days=14), Gift(Kind.LATE_RETURN, 0, (Cause.WINDOW_CLOSED,))),
        (Case("EK-1", window_closed_days=15, days_late=9), None),
    ],
)
def test_what_each_cause_earns(case: Case, gift: Gift | None) -> None:
    assert decide(case, Given(), POLICY).gift == gift


def test_a_replacement_goes_next_day_only_where_that_gets_it_there_in_time() -> None:
    def sent(needed: int, arrives: int, next_day: int) -> bool:
        by = [date(2026, 3, day) for day in (needed, arrives, next_day)]
        found = decide(Case("EK-1", needed_by=by[0], arrives=by[1], next_day=by[2]), Given(), POLICY).gift
        return found == Gift(Kind.EXPEDITE, 695, (Cause.DEADLINE,))

    assert sent(needed=13, arrives=16, next_day=12)
    assert not sent(needed=16, arrives=16, next_day=12)  # it comes in time anyway
    assert not sent(needed=11, arrives=16, next_day=12)  # nothing gets it there


def test_each_cause_is_given_whole_or_not_at_all_and_the_rest_is_recommended() -> None:
    case = replace(LATE, happened=Happened(contact_number=3, promises_broken=1))
    verdict = decide(case, Given(), POLICY)
    assert verdict.gift == Gift(Kind.CREDIT, 1000, (Cause.BROKEN_PROMISE, Cause.LATE_PARCEL))
    assert (verdict.due, verdict.beyond) == (1500, True)
    assert decide(LATE, Given(order=501), POLICY).gift is None


def test_the_recommendation_says_how_much_why_and_what_was_given() -> None:
    given = Given(order=500, customer=500, day=500, settled=frozenset({Cause.LATE_PARCEL}))
    strict = replace(POLICY, per_order=500)
    case = replace(LATE, happened=THIRD)
    assert recommend(decide(case, given, strict), case, given, strict) == (
        "Recommended: £5.00 credit for EK-20401: third contact about it "
        "(the assistant may give £5.00 for one order; it has given £5.00)."
    )
    fresh = recommend(decide(LATE, Given(), POLICY), LATE, Given(), POLICY)
    assert fresh == "Recommended: £5.00 credit for EK-20401: 4 days late (the assistant may give it and has not)."
    spent = Given(day=20000)
    assert recommend(decide(LATE, spent, POLICY), LATE, spent, POLICY) == (
        "Recommended: £5.00 credit for EK-20401: 4 days late (the assistant may give £10.00 for one order and has "
        "given nothing; the limits leave £0.00)."
    )
    assert recommend(decide(Case("EK-1"), Given(), POLICY), Case("EK-1"), Given(), POLICY) is None


def test_what_was_declined_is_not_offered_again_but_can_be_asked_for() -> None:
    before = Given(declined=frozenset({Cause.LATE_PARCEL}))
    assert decide(LATE, before, POLICY).gift is None
    verdict = decide(LATE, before, POLICY, asked=True)
    assert verdict.gift == Gift(Kind.CREDIT, 500, (Cause.LATE_PARCEL,))
    assert "offered it and it was declined" in (recommend(verdict, LATE, before, POLICY) or "")


@for_any(cases, befores)
def test_never_over_a_limit_never_twice_for_a_cause(case: Case, before: Given) -> None:
    verdict = decide(case, before, POLICY)
    if verdict.gift:
        assert 0 <= verdict.gift.pence <= before.left(POLICY)
        assert (
            not set(verdict.gift.causes) & (before.settled | before.declined) or verdict.gift.kind is Kind.LATE_RETURN
        )
        assert verdict.gift.causes and verdict.because
    assert decide(case, before, replace(POLICY, enabled=False)).gift is None


@for_any(cases, befores, st.integers(0, 99), st.integers(0, 99), st.floats(0, 9999))
def test_what_a_shouting_customer_can_bring_about_changes_nothing(
    case: Case, before: Given, asked: int, missed: int, waited: float
) -> None:
    """How often they ask, and how badly it goes, is theirs to raise; records of contacts and promises are not."""
    louder = replace(case.happened, same_question=asked, misunderstandings=missed, minutes_waited=waited)
    assert decide(replace(case, happened=louder), before, POLICY) == decide(case, before, POLICY)


@for_any(cases, befores)
def test_more_gone_wrong_is_never_worth_less(case: Case, before: Given) -> None:
    if case.window_closed_days is not None or case.needed_by:
        return  # help that changes the outcome goes before money
    worse = replace(case, happened=replace(case.happened, contact_number=9, promises_broken=2), postage=0)
    assert decide(worse, before, POLICY).due >= decide(replace(case, postage=0), before, POLICY).due


def test_a_facts_case_has_no_room_for_temper() -> None:
    assert not {"temper", "frustration", "level", "text"} & set(Case.__dataclass_fields__)


@pytest.mark.parametrize("reason", [Reason.LEGAL, Reason.SELF_HARM, Reason.DANGER, Reason.FRAUD, Reason.VULNERABLE])
def test_nothing_is_offered_after_grave_matters(reason: Reason) -> None:
    assert not welcome([Used(1, Move.HAND_OFF, key=reason.value)])
    assert welcome([Used(1, Move.HAND_OFF, key=Reason.ASKED.value), Used(2, Move.ACKNOWLEDGE, key="waiting")])
    assert not welcome([Used(1, Move.ACKNOWLEDGE, key="grief")])


@pytest.mark.parametrize(
    "text",
    [
        "can I get compensation for this?",
        "I want some money off for all the hassle",
        "how will you make it up to me",
        "can you at least give me a voucher for the trouble",
        "any goodwill gesture?",
        "can you knock a tenner off",
        "what are you doing to make up for it",
        "do I get something for the wait",
        "can I have a discount for this mess",
    ],
)
def test_asking_outright_is_noticed(text: str) -> None:
    assert asks(text)


@pytest.mark.parametrize(
    "text",
    [
        "do you have a student discount",
        "my voucher doesn't work",
        "I want my money back",
        "where is my compensation",
        "I don't want compensation, I want my kettle",
        "you can keep your compensation",
        "is there a discount code for new customers",
        "the lid came off",
    ],
)
def test_other_talk_of_money_is_not(text: str) -> None:
    assert not asks(text)


def budget(**changes: Any) -> dict[str, Any]:
    base = {"enabled": True, "amounts": {"late_parcel": 5}, "limits": {"order": 10, "customer": 20, "day": 200}}
    return {**base, **changes}


def test_the_budget_is_read_in_pounds_and_kept_in_pence() -> None:
    policy = Policy.parse(budget(expedite_cost=6.95, refund_percent=5, kinds=["credit"]))
    assert policy.amounts == {Cause.LATE_PARCEL: 500} and policy.expedite_cost == 695
    assert (policy.per_order, policy.per_customer, policy.per_day) == (1000, 2000, 20000)
    assert policy.kinds == {Kind.CREDIT} and not Policy.parse(None).enabled


def test_the_demo_shop_has_a_budget() -> None:
    site = yaml.safe_load((Path(__file__).resolve().parents[2] / "site.yml").read_text(encoding="utf-8"))
    policy = Policy.parse(site["goodwill"])
    assert policy.enabled and set(policy.amounts) == set(AMOUNTS)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ([], "goodwill: write names and values"),
        (budget(enabled="yes"), "goodwill.enabled is 'yes': write true or false"),
        (budget(amount={}), "goodwill: there is no amount; known: enabled"),
        (budget(amounts={"late": 5}), "goodwill.amounts: there is no late; known: late_parcel"),
        (budget(amounts={"late_parcel": "five"}), "goodwill.amounts.late_parcel is 'five': write a number"),
        (budget(amounts={"late_parcel": 4.999}), "write at most two decimal places"),
        (budget(amounts={"late_parcel": -1}), "write a number from 0"),
        (budget(amounts={"late_parcel": 11}), "goodwill.amounts.late_parcel is more than goodwill.limits.order"),
        (budget(limits={"order": 10, "customer": 20}), "goodwill.limits.day is missing or 0"),
        (budget(limits={"order": 30, "customer": 20, "day": 200}), "order must not be more than customer"),
        (budget(limits={"week": 3}), "goodwill.limits: there is no week"),
        (budget(kinds=["cash"]), "write a list of credit, postage, expedite, late_return"),
        (budget(late_days=0), "goodwill.late_days is 0: write a whole number"),
        (budget(currency="pounds"), "write three capital letters"),
    ],
)
def test_a_wrong_budget_is_explained(data: Any, said: str) -> None:
    with pytest.raises(PolicyError) as wrong:
        Policy.parse(data)
    assert said in str(wrong.value)
