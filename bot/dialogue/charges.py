"""What the charges show, whatever was said about them: charged twice, reserved, failed, in order, or not ours. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal

from bot.backoffice.types import Charge
from bot.dialogue import words

Kind = Literal["twice", "given_back", "pending", "failed", "single", "unknown"]
RECENT = timedelta(days=7)  # a failed payment longer ago is no longer what somebody asks about
SHOWN = 4
_TONES = {"pending": "warn", "refunded": "good", "failed": "warn"}


@dataclass(frozen=True)
class Case:
    """`charges`: those it is about, newest first. Unknown: none of ours is meant, and these are all we have."""

    kind: Kind
    charges: tuple[Charge, ...]

    @property
    def charge(self) -> Charge:
        """The one that matters most."""
        wanted = {"pending": "pending", "failed": "failed", "given_back": "refunded"}.get(self.kind, "taken")
        return next((one for one in self.charges if one.status == wanted), self.charges[0])

    @property
    def number(self) -> str | None:
        """The order's."""
        return self.charge.order_number if self.charges and self.kind != "unknown" else None


def case_of(charges: Sequence[Charge], *, number: str | None, pence: int | None, now: datetime) -> Case:
    """`number`: the order they named; `pence`: the amount they named. `charges`: newest first."""
    lasting = [one for one in charges if one.status != "failed" or now - one.at < RECENT]
    meant = [one for one in lasting if number is None or one.order_number == number]
    if number is None and pence is not None:
        orders = {one.order_number for one in meant if one.amount.pence == pence}
        meant = [one for one in meant if one.amount.pence == pence or (one.order_number and one.order_number in orders)]
    if not meant:
        return Case("unknown", tuple(charges))
    by_order: dict[str | None, list[Charge]] = {}
    for one in meant:
        by_order.setdefault(one.order_number, []).append(one)
    kinds: tuple[Kind, ...] = ("twice", "pending", "failed", "given_back")
    for kind in kinds:
        for order, some in by_order.items():
            if _is(kind, order, some, now):
                return Case(kind, tuple(some))
    return Case("single", tuple(by_order[meant[0].order_number]))


def card(case: Case, zone: str) -> dict[str, Any]:
    """Every charge with its day, its amount and what became of it."""
    about = f"Payments for {case.number}" if case.number else "Payments"
    rows = [_row(one, zone, with_order=case.number is None) for one in case.charges[:SHOWN]]
    return {"kind": "payments", "title": about, "rows": rows}


def _is(kind: Kind, order: str | None, some: Sequence[Charge], now: datetime) -> bool:
    states = [one.status for one in some]
    if kind == "twice":
        return order is not None and states.count("taken") > 1
    if kind == "pending":
        return any(one.status == "pending" and (one.falls_away is None or one.falls_away > now) for one in some)
    if kind == "failed":
        return "failed" in states and "taken" not in states
    return "refunded" in states


def _row(one: Charge, zone: str, *, with_order: bool) -> dict[str, str]:
    said = {
        "taken": "taken",
        "pending": "reserved, not taken",
        "failed": "refused, nothing taken",
        "refunded": "given back",
    }[one.status]
    order = f", {one.order_number}" if with_order and one.order_number else ""
    row = {"label": words.short_day(one.at, zone), "value": f"{one.amount}, {said}{order} ({one.paid_with})"}
    return {**row, "tone": _TONES[one.status]} if one.status in _TONES else row
