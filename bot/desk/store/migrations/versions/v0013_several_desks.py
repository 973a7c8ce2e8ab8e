"""Several desks: who is connected to which, and what has changed lately."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.times import UtcDateTime

revision = "v0013"
down_revision = "v0012"


def upgrade() -> None:
    op.create_table(
        "connections",
        sa.Column("desk_id", sa.String(length=36), nullable=False),
        sa.Column("conversation_id", sa.String(length=36), nullable=False),
        sa.Column("site_id", sa.String(length=40), nullable=False),
        sa.Column("until", UtcDateTime, nullable=False),
        sa.PrimaryKeyConstraint("desk_id", "conversation_id", name=op.f("pk_connections")),
    )
    op.create_index("ix_connections_site_id_until", "connections", ["site_id", "until"])
    op.create_index("ix_conversations_site_id_updated_at", "conversations", ["site_id", "updated_at"])


def downgrade() -> None:
    op.drop_index("ix_conversations_site_id_updated_at", "conversations")
    op.drop_table("connections")
