"""Conversations are offered to agents, by what they need; supervisors read along and whisper."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.times import UtcDateTime

revision = "v0009"
down_revision = "v0008"

WHILE_OPEN = {"sqlite_where": sa.text("answer IS NULL"), "postgresql_where": sa.text("answer IS NULL")}


def upgrade() -> None:
    op.add_column("handoffs", sa.Column("skill", sa.String(length=40), nullable=True))
    op.add_column("handoffs", sa.Column("language", sa.String(length=12), nullable=False, server_default="en"))
    op.create_index(op.f("ix_handoffs_agent_id"), "handoffs", ["agent_id"])
    op.add_column("agents", sa.Column("missed_offers", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("messages", sa.Column("for_agent_id", sa.String(length=36), nullable=True))
    op.create_table(
        "offers",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("site_id", sa.String(length=40), nullable=False),
        sa.Column("conversation_id", sa.String(length=36), nullable=False),
        sa.Column("handoff_id", sa.String(length=36), nullable=False),
        sa.Column("agent_id", sa.String(length=36), nullable=False),
        sa.Column("asked_by", sa.String(length=36), nullable=True),
        sa.Column("offered_at", UtcDateTime, nullable=False),
        sa.Column("expires_at", UtcDateTime, nullable=False),
        sa.Column("answer", sa.String(length=10), nullable=True),
        sa.Column("answered_at", UtcDateTime, nullable=True),
        sa.Column("reason", sa.String(length=200), nullable=True),
        sa.CheckConstraint("answer IN ('accepted','declined','expired','withdrawn')", name=op.f("ck_offers_answer")),
        sa.CheckConstraint("(answer IS NULL) = (answered_at IS NULL)", name=op.f("ck_offers_answered")),
        sa.ForeignKeyConstraint(["conversation_id"], ["conversations.id"], name=op.f("fk_offers_conversation_id")),
        sa.ForeignKeyConstraint(["handoff_id"], ["handoffs.id"], name=op.f("fk_offers_handoff_id")),
        sa.ForeignKeyConstraint(["agent_id"], ["agents.id"], name=op.f("fk_offers_agent_id")),
        sa.ForeignKeyConstraint(["asked_by"], ["agents.id"], name=op.f("fk_offers_asked_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_offers")),
    )
    op.create_index(op.f("ix_offers_conversation_id"), "offers", ["conversation_id"])
    for name in ("handoff", "agent"):
        op.create_index(f"uq_offers_open_{name}", "offers", [f"{name}_id"], unique=True, **WHILE_OPEN)
    op.create_table(
        "watches",
        sa.Column("agent_id", sa.String(length=36), nullable=False),
        sa.Column("conversation_id", sa.String(length=36), nullable=False),
        sa.Column("since", UtcDateTime, nullable=False),
        sa.ForeignKeyConstraint(["agent_id"], ["agents.id"], name=op.f("fk_watches_agent_id")),
        sa.ForeignKeyConstraint(["conversation_id"], ["conversations.id"], name=op.f("fk_watches_conversation_id")),
        sa.PrimaryKeyConstraint("agent_id", name=op.f("pk_watches")),
    )
    op.create_index(op.f("ix_watches_conversation_id"), "watches", ["conversation_id"])


def downgrade() -> None:
    op.drop_table("watches")
    op.drop_table("offers")
    op.drop_column("messages", "for_agent_id")
    op.drop_column("agents", "missed_offers")
    op.drop_index(op.f("ix_handoffs_agent_id"), "handoffs")
    op.drop_column("handoffs", "language")
    op.drop_column("handoffs", "skill")
