"""What the assistant may give when we let somebody down, by rule: pure, from what happened and what was given before.

How the rule thinks:
- Only what went wrong pays, as the shop's and the desk's records have it. How loudly somebody shouts is not among the
  facts this file is given, so nobody learns that shouting pays and nobody quiet goes short.
- What was paid for and not given comes back as money: the postage of a parcel that came late. Anything else is credit
  for the next order, as it makes up for trouble and not for a price.
- Help that still changes the outcome goes before money: a replacement that gets there in time, a return that is let in.
- Each cause pays once for an order, whole or not at all, the heaviest first: a few pence would be an insult.
- Where it does not fit the limits the rule still says what it would give, for a person to decide.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from bot.deescalation.goodwill_policy import Cause, Kind, Policy
from bot.deescalation.signals import ORDINALS, ordinal
from bot.deescalation.types import Happened, Move, Reason, Used

# After these no gift is offered, in this conversation: it would be out of place, or look like hush money.
NEVER_AFTER = frozenset({Reason.SELF_HARM, Reason.DANGER, Reason.THREAT, Reason.LEGAL, Reason.FRAUD, Reason.VULNERABLE})
_ASKS = re.compile(
    r"\bcompensat\w*|\bgood ?will\b|\bgesture\b|\bmoney off\b|\b(?:some|any)thing (?:off|back) (?:for|the|this|my)\b"
    r"|\b(?:some|any)thing for (?:all )?(?:the|this|my) (?:trouble|hassle|wait\w*|delay|inconvenience|bother)\b"
    r"|\bmak(?:e|ing) (?:it|this|that) up to (?:me|us|her|him)\b|\bto make up for\b"
    r"|\b(?:discount|voucher|credit|reduction|percent off|% off|quid off)\b.{0,20}"
    r"\bfor (?:all )?(?:the|this|that|my) (?:trouble|hassle|wait\w*|delay|inconvenience|bother|mess|upset|order)\b"
    r"|\bwhat (?:do|will|can|would) (?:i|we) get (?:for (?:all )?(?:the|this|my)|out of this)\b"
    r"|\bknock (?:\S+ ){1,4}off\b",
    re.I,
)
_NOT_ASKS = re.compile(r"\b(?:keep your|where(?:'s| is)|status|waiting for|don'?t want|not interested)\b", re.I)


@dataclass(frozen=True)
class Case:
    """What happened with one order. There is deliberately no temper in it. Days are calendar days."""

    number: str
    days_late: int = 0  # the parcel, until today or until it came
    postage: int = 0  # pence that were paid for its delivery
    refund_days_overdue: int = 0
    refund: int = 0  # pence of the refund that was overdue
    damaged: bool = False  # reported and settled
    occasion: str | None = None  # what it was for, in their words: "your daughter's birthday"
    needed_by: date | None = None
    arrives: date | None = None  # a replacement that has not gone out yet …
    next_day: date | None = None  # … and when it would come by next-day delivery
    window_closed_days: int | None = None  # since the return window closed, where a return was refused for that
    happened: Happened = field(default_factory=Happened)


@dataclass(frozen=True)
class Given:
    """What was given before, in pence, and for what."""

    order: int = 0
    customer: int = 0  # in the last 90 days
    day: int = 0  # today, to everybody
    settled: frozenset[Cause] = frozenset()  # causes given for, with this order
    declined: frozenset[Cause] = frozenset()  # causes for which it was declined: not offered again, given if asked for
    late_returns: int = 0  # ever, to this customer

    def left(self, policy: Policy) -> int:
        """Pence that may still be given, for this order."""
        order, customer, day = policy.per_order, policy.per_customer, policy.per_day
        return max(0, min(order - self.order, customer - self.customer, day - self.day))


@dataclass(frozen=True)
class Gift:
    """What to offer. `pence` is what it costs us; of credit and postage that is what the customer gets."""

    kind: Kind
    pence: int
    causes: tuple[Cause, ...]


@dataclass(frozen=True)
class Verdict:
    """`gift`: within the assistant's power. `due`: pence the open causes are worth by the rule, the gift included.

    `because`: the causes in words, to whoever reads the brief. `why`: how the rule came to it.
    """

    gift: Gift | None
    due: int
    because: str
    why: str

    @property
    def beyond(self) -> bool:
        """The rule would give more than the assistant may."""
        return self.due > (self.gift.pence if self.gift else 0)


def decide(case: Case, given: Given, policy: Policy, *, asked: bool = False) -> Verdict:
    """What may be given now, never more than `given.left` and nothing twice for the same cause.

    `asked`: they ask for it themselves, so what they declined before may be had after all."""
    closed = given.settled if asked else given.settled | given.declined
    if not policy.enabled:
        return Verdict(None, 0, "", "the assistant has no budget")
    if help_ := _help(case, given, policy, closed):
        return help_
    worth = {cause: pence for cause, pence in _worth(case, policy).items() if cause not in closed}
    if not worth:
        return Verdict(None, 0, "", "answered already" if closed else "nothing went wrong that the rule knows")
    because = _listed(words(cause, case) for cause in worth)
    if set(worth) == {Cause.LATE_PARCEL} and case.postage and Kind.POSTAGE in policy.kinds:
        kind, worth = Kind.POSTAGE, {Cause.LATE_PARCEL: case.postage}
    else:
        kind = Kind.CREDIT
    due = sum(worth.values())
    if kind not in policy.kinds:
        return Verdict(None, due, because, f"{kind.value} is not the assistant's to give")
    left, taken = given.left(policy), dict[Cause, int]()
    for cause, pence in sorted(worth.items(), key=lambda item: (-item[1], item[0].value)):
        if sum(taken.values()) + pence <= left:
            taken[cause] = pence
    gift = Gift(kind, sum(taken.values()), tuple(taken)) if taken else None
    why = "within the limits" if gift and gift.pence == due else f"the limits leave {in_money(left, policy)}"
    return Verdict(gift, due, because, why)


def recommend(verdict: Verdict, case: Case, given: Given, policy: Policy) -> str | None:
    """For who takes over: what the rule would give and what the assistant has done. None: nothing by rule."""
    if verdict.due == 0 or (verdict.gift and verdict.gift.kind in (Kind.EXPEDITE, Kind.LATE_RETURN)):
        return None
    kind = verdict.gift.kind.value if verdict.gift else Kind.CREDIT.value
    may = f"the assistant may give {in_money(policy.per_order, policy)} for one order"
    if not verdict.beyond:
        offered = verdict.gift and given.declined.issuperset(verdict.gift.causes)
        may = "the assistant offered it and it was declined" if offered else "the assistant may give it and has not"
    if given.order:
        may += f"; it has given {in_money(given.order, policy)}"
    elif verdict.beyond:
        may += f" and has given nothing; {verdict.why}"
    return f"Recommended: {in_money(verdict.due, policy)} {kind} for {case.number}: {verdict.because} ({may})."


def welcome(history: Iterable[Used]) -> bool:
    """Is this a conversation in which a gift may be offered at all?"""
    grave = {reason.value for reason in NEVER_AFTER} | {"grief"}
    return not any(used.key in grave for used in history if used.move in (Move.HAND_OFF, Move.ACKNOWLEDGE))


def asks(text: str) -> bool:
    """Asks outright for something to make up for it."""
    said = text.replace("’", "'")
    return bool(_ASKS.search(said)) and not _NOT_ASKS.search(said)


def words(cause: Cause, case: Case) -> str:
    """A cause in words, as a clause about us: "it's 4 days late"."""
    contact = case.happened.contact_number
    return {
        Cause.LATE_PARCEL: f"{case.days_late} days late",
        Cause.BROKEN_PROMISE: "a promise of ours not kept",
        Cause.THIRD_CONTACT: f"{ordinal(contact) if contact <= len(ORDINALS) else f'{contact}th'} contact about it",
        Cause.DAMAGED_GIFT: f"it was for {case.occasion}",
        Cause.OVERDUE_REFUND: f"a refund {case.refund_days_overdue} days overdue",
        Cause.DEADLINE: "needed earlier than it would come",
        Cause.WINDOW_CLOSED: f"{case.window_closed_days} days past the return window",
    }[cause]


def in_money(pence: int, policy: Policy) -> str:
    """ "£5.00"."""
    sign = "£" if policy.currency == "GBP" else f"{policy.currency} "
    return f"{sign}{pence // 100:,}.{pence % 100:02d}"


def _help(case: Case, given: Given, policy: Policy, closed: frozenset[Cause]) -> Verdict | None:
    """What still changes the outcome, for this customer and this order."""
    past = case.window_closed_days
    if past is not None and Kind.LATE_RETURN in policy.kinds:
        if past <= policy.late_return_days and given.late_returns == 0:
            return _given(Gift(Kind.LATE_RETURN, 0, (Cause.WINDOW_CLOSED,)), case, "not long past, and the first time")
        return Verdict(None, 0, "", "too long past" if given.late_returns == 0 else "opened late once before")
    if past is not None:
        return Verdict(None, 0, "", "late returns are not the assistant's to open")
    late = case.needed_by and case.arrives and case.next_day and case.next_day <= case.needed_by < case.arrives
    cost = policy.expedite_cost
    if late and Kind.EXPEDITE in policy.kinds and Cause.DEADLINE not in closed and cost <= given.left(policy):
        return _given(Gift(Kind.EXPEDITE, cost, (Cause.DEADLINE,)), case, "it gets there in time")
    return None


def _given(gift: Gift, case: Case, why: str) -> Verdict:
    return Verdict(gift, gift.pence, _listed(words(cause, case) for cause in gift.causes), why)


def _worth(case: Case, policy: Policy) -> dict[Cause, int]:
    """What each cause that holds is worth, in pence."""
    share = min(int(case.refund * policy.refund_percent / 100), policy.per_order)
    overdue = max(policy.amounts.get(Cause.OVERDUE_REFUND, 0), share)
    holds = {
        Cause.LATE_PARCEL: case.days_late > policy.late_days,
        Cause.BROKEN_PROMISE: case.happened.promises_broken > 0,
        Cause.THIRD_CONTACT: case.happened.contact_number >= policy.contacts,
        Cause.DAMAGED_GIFT: case.damaged and case.occasion is not None,
        Cause.OVERDUE_REFUND: case.refund_days_overdue > 0,
    }
    amounts = {**policy.amounts, Cause.OVERDUE_REFUND: overdue}
    return {cause: amounts[cause] for cause, true in holds.items() if true and amounts.get(cause, 0) > 0}


def _listed(clauses: Iterable[str]) -> str:
    return ", ".join(clauses)
