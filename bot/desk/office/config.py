"""What people may do from the order panel: `order_panel` in site.yml. Pounds and pence there, whole pence here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from bot.backoffice.types import Money
from bot.deescalation.goodwill_policy import Kind, Policy


@dataclass(frozen=True)
class Powers:
    """Limits for people, in pence. Goodwill counts what the assistant gave, too."""

    refund: int = 20_000  # one refund of an agent's; supervisors are bound only by what was paid
    order: int = 3_000  # goodwill for one order
    customer: int = 6_000  # for one customer in any 90 days
    day: int = 50_000  # for all customers together

    @classmethod
    def parse(cls, data: Any) -> Powers:
        """From the mapping under `order_panel`. Raises ValueError, which says what to write."""
        top = _mapping("order_panel", data, ("refund", "goodwill"))
        goodwill = _mapping("order_panel.goodwill", top.get("goodwill"), ("order", "customer", "day"))
        found = {name: _pence(f"order_panel.goodwill.{name}", value) for name, value in goodwill.items()}
        if "refund" in top:
            found["refund"] = _pence("order_panel.refund", top["refund"])
        powers = cls(**found)
        if not powers.order <= powers.customer <= powers.day:
            raise ValueError("order_panel.goodwill: order must not be more than customer, nor customer more than day")
        return powers

    def goodwill(self, assistants: Policy) -> Policy:
        """The budget as it is for people: every kind, the hard limits above; the rest is as for the assistant."""
        return replace(
            assistants,
            enabled=True,
            kinds=frozenset(Kind),
            per_order=self.order,
            per_customer=self.customer,
            per_day=self.day,
        )

    def most(self, *, supervises: bool) -> Money | None:
        """The largest refund at once; None: whatever was paid."""
        return None if supervises else Money(self.refund)


def _mapping(where: str, value: Any, names: tuple[str, ...]) -> Mapping[str, Any]:
    if value is None:
        return {}
    if not isinstance(value, Mapping):
        raise ValueError(f"{where}: write names and values under it, not {value!r}")
    if unknown := sorted(str(name) for name in value if name not in names):
        raise ValueError(f"{where}: there is no {', '.join(unknown)}; known: {', '.join(names)}")
    return value


def _pence(where: str, value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0 <= value <= 100_000:
        raise ValueError(f"{where} is {value!r}: write an amount from 0 to 100,000, such as 30.00")
    return round(value * 100)
