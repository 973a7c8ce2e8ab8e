"""What several deeds ask for."""

from __future__ import annotations

from bot.desk.office.case import Case, Field, Values

WHY = Field("why", "Reason, for colleagues and the books", "long")
MAY = Field("why", "Note for colleagues", "long", required=False)


def lines(case: Case, *, when: tuple[str, str] | None = None) -> Field:
    """The items that no other case has."""
    options = tuple((line.sku, f"{line.quantity} × {line.name}, {line.total}") for line in case.free)
    return Field("lines", "Which items", "lines", options, when=when)


def names(case: Case, values: Values) -> str:
    """Those chosen, in words."""
    return ", ".join(f"{line.quantity} × {line.name}" for line in case.order.lines if line.sku in values["lines"])


def nothing(case: Case) -> tuple[Field, ...]:
    """A note, if they like."""
    return (MAY,)
