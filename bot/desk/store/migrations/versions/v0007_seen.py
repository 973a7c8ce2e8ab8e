"""What the customer, and the agent who has the conversation, have had in front of them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "v0007"
down_revision = "v0006"

COLUMNS = ("customer_seen_seq", "agent_seen_seq")


def upgrade() -> None:
    for name in COLUMNS:
        op.add_column("conversations", sa.Column(name, sa.Integer(), nullable=False, server_default="0"))


def downgrade() -> None:
    for name in COLUMNS:
        op.drop_column("conversations", name)
