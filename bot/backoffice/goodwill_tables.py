"""The tables of the goodwill budget: what was given, declined and refused, and the rows that giving locks."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, String, Table

from bot.backoffice.tables import metadata
from bot.times import UtcDateTime

# What became of every gift, for good: the audit, and what the limits are counted from. A retried request finds its row.
goodwill = Table(
    "goodwill",
    metadata,
    Column("request_key", String(128), primary_key=True),
    Column("outcome", String(16), primary_key=True),  # granted | declined | refused
    Column("at", UtcDateTime, nullable=False),
    Column("day", String(10), nullable=False),  # the shop's, as an ISO date
    Column("customer_id", String(32), nullable=False),  # an account, or a guest who proved an address
    Column("order_number", ForeignKey("orders.number"), nullable=False, index=True),
    Column("kind", String(16), nullable=False),
    Column("amount_pence", Integer, nullable=False),
    Column("causes", String(120), nullable=False),  # comma-separated
    Column("why", String(200), nullable=False),  # in words
    Column("refused_by", String(16)),  # the limit or rule that said no
    Column("left_pence", Integer, nullable=False),  # of the tightest limit, after this
    Column("code", String(16), unique=True),  # of a voucher
    Column("valid_until", UtcDateTime),
    Index("goodwill_customer_at", "customer_id", "at"),
    Index("goodwill_day_outcome", "day", "outcome"),
)

# One row for each customer and each day: locked in that order before anything is counted, so that two gifts at the
# same instant see one another.
goodwill_scopes = Table("goodwill_scopes", metadata, Column("scope", String(64), primary_key=True))
