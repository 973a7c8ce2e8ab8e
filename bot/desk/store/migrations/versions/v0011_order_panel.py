"""What agents do in the back office from the order panel, and which prepared replies they use."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.times import UtcDateTime

revision = "v0011"
down_revision = "v0010"


def upgrade() -> None:
    op.create_table(
        "presses",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("site_id", sa.String(length=40), nullable=False),
        sa.Column("conversation_id", sa.String(length=36), nullable=False),
        sa.Column("agent_id", sa.String(length=36), nullable=False),
        sa.Column("agent_name", sa.String(length=120), nullable=False),
        sa.Column("at", UtcDateTime, nullable=False),
        sa.Column("deed", sa.String(length=24), nullable=False),
        sa.Column("about", sa.String(length=64), nullable=False),
        sa.Column("nth", sa.Integer(), nullable=True),
        sa.Column("told", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("next_try_at", UtcDateTime, nullable=True),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("settled_at", UtcDateTime, nullable=True),
        sa.Column("result", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("refusal", sa.Text(), nullable=True),
        sa.Column("seq", sa.Integer(), nullable=True),
        sa.Column("told_seq", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_presses")),
        sa.UniqueConstraint("site_id", "about", "nth", name=op.f("uq_presses_site_id_about_nth")),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversations.id"], name=op.f("fk_presses_conversation_id_conversations")
        ),
        sa.ForeignKeyConstraint(["agent_id"], ["agents.id"], name=op.f("fk_presses_agent_id_agents")),
    )
    for columns in (["conversation_id"], ["site_id", "next_try_at"]):
        op.create_index(op.f(f"ix_presses_{'_'.join(columns)}"), "presses", columns, unique=False)
    op.create_table(
        "reply_uses",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("site_id", sa.String(length=40), nullable=False),
        sa.Column("reply", sa.String(length=80), nullable=False),
        sa.Column("agent_id", sa.String(length=36), nullable=False),
        sa.Column("conversation_id", sa.String(length=36), nullable=False),
        sa.Column("at", UtcDateTime, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reply_uses")),
    )
    op.create_index(op.f("ix_reply_uses_site_id_at"), "reply_uses", ["site_id", "at"], unique=False)


def downgrade() -> None:
    for table in ("reply_uses", "presses"):
        op.drop_table(table)
