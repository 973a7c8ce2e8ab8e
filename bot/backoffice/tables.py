"""The shop's tables, in a database of their own. Rows change only by conditional UPDATE (see changes.py).

Tables only ever grow: `prepare` adds what an older database lacks (forward.py), so a new column is nullable or has
a server default. It stamps SCHEMA_VERSION and refuses a newer one. A real shop brings its own database or interface.
"""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    true,
)

from bot.times import UtcDateTime

SCHEMA_VERSION = 3  # one more than the last release's; additions made for the same release share it

metadata = MetaData()


# Counters (next order number, next reference) and the schema's version, one row each.
numbers = Table(
    "numbers",
    metadata,
    Column("name", String(32), primary_key=True),
    Column("value", Integer, nullable=False),
)

products = Table(
    "products",
    metadata,
    Column("sku", String(16), primary_key=True),
    Column("name", String(120), nullable=False),
    Column("price_pence", Integer, nullable=False),
    Column("in_stock", Boolean, nullable=False, server_default=true()),
    Column("back_on", UtcDateTime),
    Column("facts", Text),  # JSON: label → value
)

customers = Table(
    "customers",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("name", String(120), nullable=False),
    Column("email", String(254), nullable=False, unique=True),  # lower case
)

orders = Table(
    "orders",
    metadata,
    Column("number", String(16), primary_key=True),
    Column("customer_id", ForeignKey("customers.id"), nullable=True, index=True),  # null: a guest
    Column("email", String(254), nullable=False),  # lower case; as printed on the parcel
    Column("status", String(16), nullable=False),
    Column("placed_at", UtcDateTime, nullable=False),
    Column("promised_by", UtcDateTime, nullable=False),
    Column("delivered_at", UtcDateTime),
    Column("cancelled_at", UtcDateTime),
    Column("postage_pence", Integer, nullable=False),
    Column("currency", String(3), nullable=False, server_default="GBP"),
    Column("paid_with", String(64), nullable=False),
    Column("ship_to", String(254), nullable=False),
    Column("replaces", ForeignKey("orders.number")),
    Column("trace_reference", String(16), unique=True),
    Column("trace_opened_at", UtcDateTime),
    Column("trace_due", UtcDateTime),
    Column("trace_answered_at", UtcDateTime),
    Column("trace_answer", String(200)),
    Column("reopened_until", UtcDateTime),  # the return window, opened once more as goodwill
)

# `price_pence` is what was paid, whatever the product costs today. `case_reference` is set once, by the return or
# damage case the line belongs to: that is what stops a line from being refunded twice.
order_lines = Table(
    "order_lines",
    metadata,
    Column("order_number", ForeignKey("orders.number"), primary_key=True),
    Column("sku", ForeignKey("products.sku"), primary_key=True),
    Column("quantity", Integer, nullable=False),
    Column("price_pence", Integer, nullable=False),
    Column("case_reference", String(16)),
)

parcels = Table(
    "parcels",
    metadata,
    Column("tracking_code", String(16), primary_key=True),
    Column("order_number", ForeignKey("orders.number"), nullable=False, unique=True),
    Column("carrier", String(64), nullable=False),
    Column("status", String(32), nullable=False),
    Column("promised_by", UtcDateTime, nullable=False),
)

parcel_events = Table(
    "parcel_events",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("tracking_code", ForeignKey("parcels.tracking_code"), nullable=False, index=True),
    Column("at", UtcDateTime, nullable=False),
    Column("text", String(200), nullable=False),
    Column("place", String(120), nullable=False),
)

refunds = Table(
    "refunds",
    metadata,
    Column("reference", String(16), primary_key=True),
    Column("order_number", ForeignKey("orders.number"), nullable=False, index=True),
    Column("amount_pence", Integer, nullable=False),
    Column("paid_to", String(64), nullable=False),
    Column("reason", String(200), nullable=False),
    Column("status", String(16), nullable=False),
    Column("opened_at", UtcDateTime, nullable=False),
    Column("due_by", UtcDateTime, nullable=False),
    Column("paid_at", UtcDateTime),
    Column("chased_at", UtcDateTime),  # set once: we were late and it was asked for
    Column("chase_due", UtcDateTime),
)

# What was taken, reserved or refused. `refund_reference` is set once, by the refund of a charge that was one too many.
charges = Table(
    "charges",
    metadata,
    Column("reference", String(16), primary_key=True),
    Column("order_number", ForeignKey("orders.number"), index=True),  # null: no order came of it
    Column("customer_id", ForeignKey("customers.id"), index=True),
    Column("amount_pence", Integer, nullable=False),
    Column("currency", String(3), nullable=False, server_default="GBP"),
    Column("paid_with", String(64), nullable=False),
    Column("status", String(16), nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("falls_away", UtcDateTime),
    Column("basket", String(200)),
    Column("refund_reference", String(16), unique=True),
)

# One for an order, numbered when it is first asked for.
invoices = Table(
    "invoices",
    metadata,
    Column("number", String(16), primary_key=True),
    Column("order_number", ForeignKey("orders.number"), nullable=False, unique=True),
    Column("issued_at", UtcDateTime, nullable=False),
    Column("company", String(120)),
    Column("vat_number", String(20)),
)

returns = Table(
    "returns",
    metadata,
    Column("reference", String(16), primary_key=True),
    Column("order_number", ForeignKey("orders.number"), nullable=False, index=True),
    Column("kind", String(16), nullable=False),
    Column("skus", Text, nullable=False),  # comma-separated
    Column("wanted", String(200)),
    Column("amount_pence", Integer, nullable=False),
    Column("status", String(16), nullable=False),
    Column("label", String(16), nullable=False),
    Column("opened_at", UtcDateTime, nullable=False),
    Column("send_by", UtcDateTime, nullable=False),
)

# Every change ever made, by its request key: asked again, `result` (JSON) is the answer.
changes = Table(
    "changes",
    metadata,
    Column("request_key", String(128), primary_key=True),
    Column("operation", String(64), nullable=False),
    Column("order_number", String(16), nullable=False, index=True),
    Column("customer_id", String(32)),
    Column("at", UtcDateTime, nullable=False),
    Column("result", Text),
)

# Failed look-ups, by a hash of what was tried, for throttling.
failed_lookups = Table(
    "failed_lookups",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("key", String(64), nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Index("failed_lookups_key_at", "key", "at"),
)
