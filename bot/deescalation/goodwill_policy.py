"""What the business lets the assistant give: amounts by cause, kinds, limits. Read from `goodwill:` in site.yml. Pure.

Amounts are whole pence here, pounds and pence (5 or 3.95) in site.yml.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Any


class Cause(str, Enum):
    """What went wrong, as it can be looked up; of an occasion or a deadline only the customer can know."""

    LATE_PARCEL = "late_parcel"
    BROKEN_PROMISE = "broken_promise"
    THIRD_CONTACT = "third_contact"
    DAMAGED_GIFT = "damaged_gift"
    OVERDUE_REFUND = "overdue_refund"
    DEADLINE = "deadline"  # a replacement that would come too late for the day they need it
    WINDOW_CLOSED = "window_closed"  # a return or damage report not long after its thirty days


class Kind(str, Enum):
    """What can be given."""

    CREDIT = "credit"  # a voucher code for the next order
    POSTAGE = "postage"  # delivery money back
    EXPEDITE = "expedite"  # what has not gone out yet goes by next-day delivery, at our cost
    LATE_RETURN = "late_return"  # a return window reopened, once a customer


PAID = (Cause.LATE_PARCEL, Cause.BROKEN_PROMISE, Cause.THIRD_CONTACT, Cause.DAMAGED_GIFT, Cause.OVERDUE_REFUND)


class PolicyError(ValueError):
    """The budget in site.yml is wrong; the message says where and what to write instead."""


@dataclass(frozen=True)
class Policy:
    """All of it in pence. Without a `goodwill:` in site.yml nothing is given."""

    enabled: bool = False
    currency: str = "GBP"
    amounts: Mapping[Cause, int] = field(default_factory=dict)  # a cause left out earns nothing
    refund_percent: float = 0.0  # of an overdue refund, where that is more than its amount
    late_days: int = 3  # a parcel later than this many days counts
    contacts: int = 3  # from this contact about the same matter on
    kinds: frozenset[Kind] = frozenset(Kind)
    expedite_cost: int = 0  # what next-day delivery costs us; it counts against the limits
    late_return_days: int = 14  # after the return window closed
    voucher_months: int = 12
    per_order: int = 0
    per_customer: int = 0  # in any 90 days
    per_day: int = 0  # all customers together

    @classmethod
    def parse(cls, data: Any) -> Policy:
        """From the mapping under `goodwill:`. Raises PolicyError."""
        if data is None:
            return cls()
        top = _mapping("goodwill", data)
        _known("goodwill", top, _FIELDS)
        limits = _mapping("goodwill.limits", top.get("limits"))
        _known("goodwill.limits", limits, ("order", "customer", "day"))
        policy = cls(
            enabled=_switch(top.get("enabled", False)),
            currency=_currency(top.get("currency", cls.currency)),
            amounts=_amounts(top.get("amounts")),
            refund_percent=_number("goodwill.refund_percent", top.get("refund_percent", 0), most=100),
            kinds=_kinds(top["kinds"]) if "kinds" in top else frozenset(Kind),
            expedite_cost=_pence("goodwill.expedite_cost", top.get("expedite_cost", 0)),
            per_order=_pence("goodwill.limits.order", limits.get("order", 0)),
            per_customer=_pence("goodwill.limits.customer", limits.get("customer", 0)),
            per_day=_pence("goodwill.limits.day", limits.get("day", 0)),
            **{name: _count(f"goodwill.{name}", top.get(name, getattr(cls, name))) for name in _COUNTS},
        )
        policy._check()
        return policy

    def _check(self) -> None:
        """What no single value shows: limits that forget one another."""
        if not self.enabled:
            return
        for name, value in (("order", self.per_order), ("customer", self.per_customer), ("day", self.per_day)):
            if value == 0:
                raise PolicyError(f"goodwill.limits.{name} is missing or 0: give an amount, or set enabled: false")
        if not self.per_order <= self.per_customer <= self.per_day:
            raise PolicyError("goodwill.limits: order must not be more than customer, nor customer more than day")
        for cause, amount in self.amounts.items():
            if amount > self.per_order:
                raise PolicyError(f"goodwill.amounts.{cause.value} is more than goodwill.limits.order")


_COUNTS = ("late_days", "contacts", "late_return_days", "voucher_months")
_FIELDS = ("enabled", "currency", "amounts", "refund_percent", "kinds", "expedite_cost", "limits", *_COUNTS)


def _mapping(where: str, value: Any) -> Mapping[str, Any]:
    if value is None:
        return {}
    if not isinstance(value, Mapping):
        raise PolicyError(f"{where}: write names and values under it, not {value!r}")
    return value


def _known(where: str, found: Mapping[str, Any], names: tuple[str, ...]) -> None:
    if unknown := sorted(str(name) for name in found if name not in names):
        raise PolicyError(f"{where}: there is no {', '.join(unknown)}; known: {', '.join(names)}")


def _switch(value: Any) -> bool:
    if not isinstance(value, bool):
        raise PolicyError(f"goodwill.enabled is {value!r}: write true or false")
    return value


def _currency(value: Any) -> str:
    if not (isinstance(value, str) and len(value) == 3 and value.isalpha() and value.isupper()):
        raise PolicyError(f"goodwill.currency is {value!r}: write three capital letters, such as GBP")
    return value


def _amounts(value: Any) -> dict[Cause, int]:
    found = _mapping("goodwill.amounts", value)
    _known("goodwill.amounts", found, tuple(cause.value for cause in PAID))
    return {Cause(name): _pence(f"goodwill.amounts.{name}", amount) for name, amount in found.items()}


def _kinds(value: Any) -> frozenset[Kind]:
    names = [kind.value for kind in Kind]
    if not isinstance(value, list) or any(item not in names for item in value):
        raise PolicyError(f"goodwill.kinds is {value!r}: write a list of {', '.join(names)}")
    return frozenset(map(Kind, value))


def _number(where: str, value: Any, *, most: float) -> float:
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0 <= value <= most:
        raise PolicyError(f"{where} is {value!r}: write a number from 0 to {most:,.0f}")
    return float(value)


def _pence(where: str, value: Any) -> int:
    pence = _number(where, value, most=100_000) * 100
    if abs(pence - round(pence)) > 1e-6:
        raise PolicyError(f"{where} is {value!r}: write at most two decimal places")
    return round(pence)


def _count(where: str, value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 < value <= 365:
        raise PolicyError(f"{where} is {value!r}: write a whole number from 1 to 365")
    return value
