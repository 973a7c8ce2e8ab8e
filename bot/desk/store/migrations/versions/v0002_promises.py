"""Promises say what keeps them and how they were settled; the guarantee holds for them; turns say what was wanted."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.desk.store.migrations.versions.v0001_everything import BROKEN_GUARANTEES
from bot.times import UtcDateTime

revision = "v0002"
down_revision = "v0001"

# A rule of the kind `promise` is broken once `since` is longer ago than the grace and the time that a due promise is
# asked about.
PROMISES = """
UNION ALL SELECT p.conversation_id, p.site_id, 'promise', 'promise_late', p.due_at
FROM promises p
WHERE p.kept_at IS NULL AND p.broken_at IS NULL AND p.void_at IS NULL

UNION ALL SELECT p.conversation_id, p.site_id, 'structure', 'promise_unreported', p.broken_at
FROM promises p
WHERE p.broken_at IS NOT NULL AND p.reported_at IS NULL
"""

COLUMNS = (
    ("check_kind", sa.String(length=40)),
    ("check_reference", sa.String(length=64)),
    ("next_check_at", UtcDateTime),
    ("checked_at", UtcDateTime),
    ("void_at", UtcDateTime),
    ("said", sa.Text()),
    ("reported_at", UtcDateTime),
    ("reported_seq", sa.Integer()),
)


def upgrade() -> None:
    op.execute("DROP VIEW broken_guarantees")
    for name, kind in COLUMNS:
        op.add_column("promises", sa.Column(name, kind, nullable=True))
    op.add_column("turns", sa.Column("intended", sa.Text(), nullable=True))
    op.create_index(op.f("ix_promises_site_id_next_check_at"), "promises", ["site_id", "next_check_at"], unique=False)
    op.execute("UPDATE promises SET reported_at = broken_at")  # agents have seen them in the brief
    op.execute(BROKEN_GUARANTEES + PROMISES)


def downgrade() -> None:
    op.execute("DROP VIEW broken_guarantees")
    op.drop_index(op.f("ix_promises_site_id_next_check_at"), table_name="promises")
    op.drop_column("turns", "intended")
    for name, _ in COLUMNS:
        op.drop_column("promises", name)
    op.execute(BROKEN_GUARANTEES)
