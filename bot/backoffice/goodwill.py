"""The goodwill budget: gifts within three limits, whoever asks at the same instant, each with its audit row.

`grant` locks the customer's and the day's row before it counts, in that order, so that no two gifts can both fit
where only one does. On SQLite writers take their turn anyway.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Any, Literal, Protocol

from sqlalchemy import func, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.backoffice.core import Shop, plain
from bot.backoffice.errors import OverBudget
from bot.backoffice.gifts import GIVE, Wanted
from bot.backoffice.goodwill_tables import goodwill, goodwill_scopes
from bot.backoffice.rules import SHOP_ZONE
from bot.backoffice.steps import one_order
from bot.backoffice.types import ChangeResult, Money
from bot.deescalation.goodwill import Given
from bot.deescalation.goodwill_policy import Cause, Kind, Policy

Note = Literal["declined", "refused"]
CUSTOMER_WINDOW = timedelta(days=90)
g = goodwill.c


class Goodwill(Protocol):
    """What the assistant may ask of the budget."""

    policy: Policy

    async def given(self, *, customer_id: str, number: str) -> Given:
        """What was given before."""

    async def left(self, *, customer_id: str) -> Money:
        """What may still be given to this customer today."""

    async def grant(
        self,
        *,
        customer_id: str,
        number: str,
        kind: Kind,
        amount: Money,
        causes: Sequence[Cause],
        why: str,
        request_key: str,
    ) -> ChangeResult:
        """Give it. Raises OverBudget, NotFound, or what the kind itself refuses."""

    async def note(
        self,
        outcome: Note,
        *,
        customer_id: str,
        number: str,
        kind: Kind,
        causes: Sequence[Cause],
        why: str,
        request_key: str,
    ) -> None:
        """Keep that it was declined (it is not offered again), or refused by the rule before it came to a grant."""


@dataclass(frozen=True)
class Line:
    """So many gifts of a kind for the same causes."""

    causes: str
    kind: str
    count: int
    amount: Money


class SqlGoodwill:
    """Implements `Goodwill`. Safe for any number of processes on one database."""

    def __init__(self, shop: Shop, policy: Policy) -> None:
        self.shop = shop
        self.policy = policy

    async def given(self, *, customer_id: str, number: str) -> Given:
        """What was given before, to this customer, for this order and today."""
        async with self.shop.engine.connect() as conn:
            return await _given(conn, self.shop.now(), customer_id, number)

    async def left(self, *, customer_id: str) -> Money:
        """What may still be given to this customer today, whatever the order."""
        given = await self.given(customer_id=customer_id, number="")
        return Money(given.left(self.policy), self.policy.currency)

    async def grant(
        self,
        *,
        customer_id: str,
        number: str,
        kind: Kind,
        amount: Money,
        causes: Sequence[Cause],
        why: str,
        request_key: str,
    ) -> ChangeResult:
        """Give it once per request key. Every refusal is on record too, with the limit that refused."""
        wanted = Wanted(customer_id, number, kind, amount, tuple(causes), plain(why), request_key)
        try:
            work = partial(self._grant, wanted=wanted)
            return await self.shop.once(request_key, f"goodwill:{kind.value}", number, customer_id, work)
        except OverBudget as refusal:
            async with self.shop.writes.begin() as conn:
                extra = {"refused_by": refusal.limit, "left_pence": refusal.left.pence}
                await _record(conn, self.shop.now(), wanted, "refused", extra)
            raise

    async def note(
        self,
        outcome: Note,
        *,
        customer_id: str,
        number: str,
        kind: Kind,
        causes: Sequence[Cause],
        why: str,
        request_key: str,
    ) -> None:
        """Keep what came to nothing, for the audit; what was declined settles its causes for this order."""
        nothing = Money(0, self.policy.currency)
        wanted = Wanted(customer_id, number, kind, nothing, tuple(causes), plain(why), request_key)
        async with self.shop.writes.begin() as conn:
            given = await _given(conn, self.shop.now(), customer_id, number)
            extra = {"left_pence": given.left(self.policy), "refused_by": "rule" if outcome == "refused" else None}
            await _record(conn, self.shop.now(), wanted, outcome, extra)

    async def report(self, *, days: int = 30) -> tuple[list[Line], Money]:
        """What was given in the last days by causes and kind, most first; and what is left of today's budget."""
        now = self.shop.now()
        total = func.sum(g.amount_pence)
        query = (
            select(g.causes, g.kind, func.count(), total)
            .where(g.outcome == "granted", g.at > now - timedelta(days=days))
            .group_by(g.causes, g.kind)
            .order_by(total.desc(), g.causes)
        )
        currency = self.policy.currency
        async with self.shop.engine.connect() as conn:
            rows = (await conn.execute(query)).all()
            spent = await _sum(conn, g.day == _day(now))
        lines = [Line(causes, kind, count, Money(int(pence), currency)) for causes, kind, count, pence in rows]
        return lines, Money(max(0, self.policy.per_day - spent) if self.policy.enabled else 0, currency)

    async def _grant(self, conn: AsyncConnection, now: datetime, *, wanted: Wanted) -> ChangeResult:
        order = await one_order(conn, wanted.customer_id, wanted.number)
        for scope in (f"customer:{wanted.customer_id}", f"day:{_day(now)}"):
            await _lock(conn, scope)
        given = await _given(conn, now, wanted.customer_id, wanted.number)
        self._check(wanted, given)
        gift = await GIVE[wanted.kind](conn, now, wanted, order, self.policy)
        left = given.left(self.policy) - wanted.amount.pence
        extra = {"left_pence": left, "code": gift.code, "valid_until": gift.valid_until}
        await _record(conn, now, wanted, "granted", extra)
        return gift.result

    def _check(self, wanted: Wanted, given: Given) -> None:
        """Raises OverBudget, which says which limit it was."""
        policy, pence = self.policy, wanted.amount.pence
        limits = {
            "order": policy.per_order - given.order,
            "customer": policy.per_customer - given.customer,
            "day": policy.per_day - given.day,
        }
        refused: dict[str, Any] = {
            "off": not policy.enabled,
            "kind": wanted.kind not in policy.kinds,
            "amount": pence < 0 or wanted.amount.currency != policy.currency,
            "once": bool(given.settled & set(wanted.causes))
            or (wanted.kind is Kind.LATE_RETURN and given.late_returns > 0),
            **{name: pence > left for name, left in limits.items()},
        }
        for limit, over in refused.items():
            if over:
                left = Money(max(0, limits.get(limit, 0)), policy.currency)
                message = f"{wanted.amount} {wanted.kind.value} for {wanted.number}: {_SAID[limit]}."
                raise OverBudget(message, limit, left)


_SAID = {
    "off": "the assistant has no budget",
    "kind": "that kind is not the assistant's to give",
    "amount": "not an amount of the budget",
    "once": "given for already",
    "order": "more than is left for one order",
    "customer": "more than is left for one customer in 90 days",
    "day": "more than is left for today",
}


def _day(now: datetime) -> str:
    return now.astimezone(SHOP_ZONE).date().isoformat()


async def _given(conn: AsyncConnection, now: datetime, customer_id: str, number: str) -> Given:
    theirs = g.customer_id == customer_id
    answered = select(g.outcome, g.causes).where(theirs, g.order_number == number, g.outcome != "refused")
    causes: dict[str, set[Cause]] = {"granted": set(), "declined": set()}
    for outcome, names in await conn.execute(answered):
        causes[outcome] |= {Cause(name) for name in names.split(",") if name}
    late = select(func.count()).where(theirs, g.kind == Kind.LATE_RETURN.value, g.outcome == "granted")
    return Given(
        order=await _sum(conn, theirs, g.order_number == number),
        customer=await _sum(conn, theirs, g.at > now - CUSTOMER_WINDOW),
        day=await _sum(conn, g.day == _day(now)),
        settled=frozenset(causes["granted"]),
        declined=frozenset(causes["declined"]),
        late_returns=int((await conn.execute(late)).scalar_one()),
    )


async def _sum(conn: AsyncConnection, *where: Any) -> int:
    query = select(func.coalesce(func.sum(g.amount_pence), 0)).where(g.outcome == "granted", *where)
    return int((await conn.execute(query)).scalar_one())


async def _lock(conn: AsyncConnection, scope: str) -> None:
    """Until the transaction ends; the row is made if it is not there. What is read after it is up to date."""
    added = _insert(conn)(goodwill_scopes).values(scope=scope)
    mine = added.on_conflict_do_update(index_elements=["scope"], set_={"scope": added.excluded.scope})
    await conn.execute(mine)


async def _record(conn: AsyncConnection, now: datetime, wanted: Wanted, outcome: str, extra: dict[str, Any]) -> None:
    """A retried request is on record already."""
    values = {
        "request_key": wanted.request_key,
        "outcome": outcome,
        "at": now,
        "day": _day(now),
        "customer_id": wanted.customer_id,
        "order_number": wanted.number,
        "kind": wanted.kind.value,
        "amount_pence": wanted.amount.pence,
        "causes": ",".join(cause.value for cause in wanted.causes),
        "why": wanted.why,
        **extra,
    }
    await conn.execute(
        _insert(conn)(goodwill).values(**values).on_conflict_do_nothing(index_elements=["request_key", "outcome"])
    )


def _insert(conn: AsyncConnection) -> Any:
    """The dialect's own, which knows ON CONFLICT."""
    return postgresql.insert if conn.dialect.name == "postgresql" else sqlite.insert
