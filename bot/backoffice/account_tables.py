"""Tables about people rather than orders: accounts, guests, subscriptions, the newsletter, reviews, cases."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Integer, String, Table, Text

from bot.backoffice.tables import metadata
from bot.times import UtcDateTime

# What an account has besides a name and an address. No row: nothing of it is set.
account_details = Table(
    "account_details",
    metadata,
    Column("customer_id", ForeignKey("customers.id"), primary_key=True),
    Column("phone", String(32)),
    Column("closes_at", UtcDateTime),  # they asked for it to be closed; until then it can be undone
    Column("closed_at", UtcDateTime),
)

# Somebody without an account who has proved an address: may do what they like with the orders placed with it.
guests = Table(
    "guests",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("email", String(254), nullable=False, unique=True),  # lower case
)

# Links sent by mail: to set a new password, to confirm the newsletter.
links = Table(
    "links",
    metadata,
    Column("token_hash", String(64), primary_key=True),
    Column("email", String(254), nullable=False, index=True),
    Column("purpose", String(16), nullable=False),  # password | newsletter
    Column("expires_at", UtcDateTime, nullable=False),
    Column("used_at", UtcDateTime),
)

newsletter = Table(
    "newsletter",
    metadata,
    Column("email", String(254), primary_key=True),
    Column("status", String(8), nullable=False),  # on | asked (until the link in the mail is pressed) | off
    Column("since", UtcDateTime, nullable=False),
)

subscriptions = Table(
    "subscriptions",
    metadata,
    Column("reference", String(16), primary_key=True),
    Column("customer_id", ForeignKey("customers.id"), nullable=False, index=True),
    Column("name", String(120), nullable=False),
    Column("price_pence", Integer, nullable=False),
    Column("every_weeks", Integer, nullable=False),
    Column("next_at", UtcDateTime, nullable=False),
    Column("status", String(16), nullable=False),  # active | paused | cancelled
)

reviews = Table(
    "reviews",
    metadata,
    Column("reference", String(16), primary_key=True),
    Column("customer_id", String(32), nullable=False, index=True),
    Column("sku", ForeignKey("products.sku"), nullable=False),
    Column("stars", Integer, nullable=False),
    Column("text", Text, nullable=False),
    Column("at", UtcDateTime, nullable=False),
)

# What a person must answer by a date: complaints, and what people may ask about their data.
cases = Table(
    "cases",
    metadata,
    Column("reference", String(16), primary_key=True),
    Column("kind", String(24), nullable=False),
    Column("customer_id", String(32)),
    Column("email", String(254)),
    Column("words", Text, nullable=False),  # the customer's own
    Column("opened_at", UtcDateTime, nullable=False),
    Column("due_by", UtcDateTime, nullable=False),
    Column("answered_at", UtcDateTime),
)
