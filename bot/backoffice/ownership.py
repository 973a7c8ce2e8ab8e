"""Whose order it is: an account's, or, ordered without one, that of whoever has proved the order's address."""

from __future__ import annotations

from typing import Any

from sqlalchemy import and_, or_, select

from bot.backoffice import tables as t
from bot.backoffice.account_tables import guests


def of(customer_id: str) -> Any:
    """A condition on the orders table."""
    proved = select(guests.c.email).where(guests.c.id == customer_id).scalar_subquery()
    return or_(
        t.orders.c.customer_id == customer_id, and_(t.orders.c.customer_id.is_(None), t.orders.c.email == proved)
    )
