"""Conversations say how it was made sure who the customer is."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "v0003"
down_revision = "v0002"


def upgrade() -> None:
    op.add_column("conversations", sa.Column("verified_by", sa.String(length=10)))
    op.execute("UPDATE conversations SET verified_by = 'sign_in' WHERE customer_verified")
