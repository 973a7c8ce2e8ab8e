"""Agents say what they can do: skills, languages, and how many conversations they take at once."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "v0008"
down_revision = "v0007"


def upgrade() -> None:
    for name, everybody in (("skills", "[]"), ("languages", '["en"]')):
        op.add_column(
            "agents",
            sa.Column(name, sa.JSON(none_as_null=True), nullable=False, server_default=sa.text(f"'{everybody}'")),
        )
    op.add_column("agents", sa.Column("max_open", sa.Integer(), nullable=True))


def downgrade() -> None:
    for name in ("max_open", "languages", "skills"):
        op.drop_column("agents", name)
