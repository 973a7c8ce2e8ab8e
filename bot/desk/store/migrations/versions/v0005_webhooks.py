"""Webhooks: what happened, and to whom it is still to be told."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.times import UtcDateTime

revision = "v0005"
down_revision = "v0004"

EVENTS, DELIVERIES = "webhook_events", "webhook_deliveries"


def upgrade() -> None:
    op.create_table(
        EVENTS,
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("site_id", sa.String(length=40), nullable=False),
        sa.Column("type", sa.String(length=40), nullable=False),
        sa.Column("at", UtcDateTime, nullable=False),
        sa.Column("conversation_id", sa.String(length=36), nullable=False),
        sa.Column("data", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("sealed", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_webhook_events")),
    )
    op.create_index(op.f("ix_webhook_events_site_id_at"), EVENTS, ["site_id", "at"], unique=False)
    op.create_table(
        DELIVERIES,
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("site_id", sa.String(length=40), nullable=False),
        sa.Column("event_id", sa.String(length=36), nullable=False),
        sa.Column("endpoint", sa.String(length=500), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("next_try_at", UtcDateTime, nullable=True),
        sa.Column("delivered_at", UtcDateTime, nullable=True),
        sa.Column("dead_at", UtcDateTime, nullable=True),
        sa.Column("status", sa.Integer(), nullable=True),
        sa.Column("error", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["event_id"], [f"{EVENTS}.id"], name=op.f("fk_webhook_deliveries_event_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_webhook_deliveries")),
    )
    for columns in (["site_id", "endpoint", "next_try_at"], ["site_id", "dead_at"], ["event_id"]):
        op.create_index(op.f(f"ix_webhook_deliveries_{'_'.join(columns)}"), DELIVERIES, columns, unique=False)
    op.create_table(
        "webhook_stops",
        sa.Column("site_id", sa.String(length=40), nullable=False),
        sa.Column("endpoint", sa.String(length=500), nullable=False),
        sa.Column("at", UtcDateTime, nullable=False),
        sa.PrimaryKeyConstraint("site_id", "endpoint", name=op.f("pk_webhook_stops")),
    )


def downgrade() -> None:
    for table in ("webhook_stops", DELIVERIES, EVENTS):
        op.drop_table(table)
