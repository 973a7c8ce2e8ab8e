"""The REST API: tokens, requests that are repeated safely, and agents of another help desk, who have no page here."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.desk.store.migrations.versions.v0001_everything import BROKEN_GUARANTEES
from bot.desk.store.migrations.versions.v0002_promises import PROMISES
from bot.times import UtcDateTime

revision = "v0006"
down_revision = "v0005"

# The rule `agent_gone`, which comes last, is about heartbeats, and an outside agent sends none.
EXCEPT_OUTSIDE = "AND a.role <> 'outside'\n"


def upgrade() -> None:
    op.create_table(
        "api_tokens",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("site_id", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("scopes", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("created_at", UtcDateTime, nullable=False),
        sa.Column("last_used_at", UtcDateTime, nullable=True),
        sa.Column("revoked_at", UtcDateTime, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_api_tokens")),
        sa.UniqueConstraint("site_id", "name", name=op.f("uq_api_tokens_site_id_name")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_api_tokens_token_hash")),
    )
    op.create_table(
        "api_requests",
        sa.Column("token_id", sa.String(length=36), nullable=False),
        sa.Column("key", sa.String(length=200), nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("at", UtcDateTime, nullable=False),
        sa.Column("status", sa.Integer(), nullable=True),
        sa.Column("body", sa.JSON(none_as_null=True), nullable=True),
        sa.PrimaryKeyConstraint("token_id", "key", name=op.f("pk_api_requests")),
    )
    op.execute("DROP VIEW broken_guarantees")
    op.add_column("agents", sa.Column("api_token_id", sa.String(length=36), nullable=True))
    op.execute(BROKEN_GUARANTEES + EXCEPT_OUTSIDE + PROMISES)


def downgrade() -> None:
    op.execute("DROP VIEW broken_guarantees")
    op.drop_column("agents", "api_token_id")
    op.execute(BROKEN_GUARANTEES + PROMISES)
    op.drop_table("api_requests")
    op.drop_table("api_tokens")
