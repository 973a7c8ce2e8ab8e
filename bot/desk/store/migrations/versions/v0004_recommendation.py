"""A handoff carries what the assistant recommends: a statement of its own, not evidence that quotes a message."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "v0004"
down_revision = "v0003"


def upgrade() -> None:
    op.add_column("handoffs", sa.Column("recommendation", sa.Text(), nullable=True))


def downgrade() -> None:
    op.drop_column("handoffs", "recommendation")
