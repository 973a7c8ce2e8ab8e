"""Links for new passwords, invitations that name somebody, logins that know their browser, an audit nobody rewrites."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.times import UtcDateTime

revision = "v0010"
down_revision = "v0009"

INVITATIONS = (
    sa.Column("email", sa.String(length=254), nullable=True),
    sa.Column("made_by", sa.String(length=36), nullable=True),
)
AUDIT_INDEXES = (("site_id", "id"), ("agent_id", "id"))
REFUSAL = "the audit is not changed"


def upgrade() -> None:
    with op.batch_alter_table("invitations") as table:
        for column in INVITATIONS:
            table.add_column(column.copy())
        table.add_column(sa.Column("agent_id", sa.String(length=36), nullable=True))
        table.create_foreign_key(op.f("fk_invitations_agent_id_agents"), "agents", ["agent_id"], ["id"])
    for column in (
        sa.Column("last_used_at", UtcDateTime, nullable=True),
        sa.Column("user_agent", sa.String(length=300), nullable=True),
        sa.Column("address", sa.String(length=64), nullable=True),
    ):
        op.add_column("logins", column)
    op.execute("UPDATE logins SET last_used_at = created_at")
    with op.batch_alter_table("logins") as table:
        table.alter_column("last_used_at", nullable=False)
    op.create_index(op.f("ix_logins_agent_id"), "logins", ["agent_id"])
    for columns in AUDIT_INDEXES:
        op.create_index(op.f(f"ix_audit_{'_'.join(columns)}"), "audit", list(columns))
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE FUNCTION audit_is_kept() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$"
        )
        op.execute(
            "CREATE TRIGGER audit_is_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON audit "
            "FOR EACH STATEMENT EXECUTE FUNCTION audit_is_kept()"
        )
    else:
        for deed in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER audit_is_kept_{deed.lower()} BEFORE {deed} ON audit "
                f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
            )


def downgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP TRIGGER audit_is_kept ON audit")
        op.execute("DROP FUNCTION audit_is_kept()")
    else:
        for deed in ("update", "delete"):
            op.execute(f"DROP TRIGGER audit_is_kept_{deed}")
    for columns in AUDIT_INDEXES:
        op.drop_index(op.f(f"ix_audit_{'_'.join(columns)}"), "audit")
    op.drop_index(op.f("ix_logins_agent_id"), "logins")
    for name in ("address", "user_agent", "last_used_at"):
        op.drop_column("logins", name)
    with op.batch_alter_table("invitations") as table:
        table.drop_constraint(op.f("fk_invitations_agent_id_agents"), type_="foreignkey")
        for name in ("agent_id", "made_by", "email"):
            table.drop_column(name)
