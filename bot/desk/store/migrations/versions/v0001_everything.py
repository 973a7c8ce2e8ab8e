"""Everything: the tables, and the guarantee as a view (what its rules mean: bot/desk/guarantee.py)."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.times import UtcDateTime

revision = "v0001"
down_revision = None


# One row for every rule that is, or may come to be, broken. A rule of the kind
#   structure   must hold at every commit
#   due         is broken once `since` is longer ago than the grace
#   presence    is broken once `since` is longer ago than the grace and the time after which an agent counts as gone
BROKEN_GUARANTEES = """
CREATE VIEW broken_guarantees AS
WITH open_conversations AS (SELECT * FROM conversations WHERE owner <> 'closed'),
open_handoffs AS (SELECT * FROM handoffs WHERE ended_at IS NULL)

SELECT c.id AS conversation_id, c.site_id AS site_id, 'structure' AS kind, 'unheard' AS rule, c.updated_at AS since
FROM open_conversations c
WHERE c.waiting_on = 'customer' AND EXISTS (
    SELECT 1 FROM messages m WHERE m.conversation_id = c.id AND m.author = 'customer' AND m.seq > c.answered_seq)

UNION ALL SELECT c.id, c.site_id, 'structure', 'unanswered', c.updated_at
FROM open_conversations c
JOIN messages m ON m.conversation_id = c.id AND m.author = 'customer'
WHERE c.waiting_on = 'customer' AND NOT EXISTS (
    SELECT 1 FROM messages l
    WHERE l.conversation_id = c.id AND l.seq > m.seq AND l.author <> 'customer' AND l.kind <> 'note')

UNION ALL SELECT c.id, c.site_id, 'structure', 'undated', c.updated_at
FROM open_conversations c
WHERE c.waiting_on = 'us' AND (c.next_step IS NULL OR c.next_step_due IS NULL)

UNION ALL SELECT c.id, c.site_id, 'structure', 'untold', c.updated_at
FROM open_conversations c
WHERE c.owner = 'queue' AND NOT EXISTS (
    SELECT 1 FROM messages m
    WHERE m.conversation_id = c.id AND m.seq = c.next_step_told_seq AND m.author <> 'customer' AND m.kind <> 'note')

UNION ALL SELECT c.id, c.site_id, 'structure', 'not_in_line', c.updated_at
FROM open_conversations c
WHERE c.owner = 'queue' AND (c.waiting_on <> 'us' OR NOT EXISTS (
    SELECT 1 FROM open_handoffs h WHERE h.conversation_id = c.id AND h.taken_at IS NULL))

UNION ALL SELECT c.id, c.site_id, 'structure', 'not_taken', c.updated_at
FROM open_conversations c
WHERE c.owner = 'agent' AND NOT EXISTS (
    SELECT 1 FROM open_handoffs h WHERE h.conversation_id = c.id AND h.agent_id = c.agent_id)

UNION ALL SELECT c.id, c.site_id, 'structure', 'two_owners', c.updated_at
FROM conversations c
JOIN (SELECT conversation_id, COUNT(*) AS under_way FROM open_handoffs GROUP BY conversation_id) h
    ON h.conversation_id = c.id
WHERE h.under_way > (CASE WHEN c.owner IN ('queue', 'agent') THEN 1 ELSE 0 END)

UNION ALL SELECT c.id, c.site_id, 'due', 'late', c.next_step_due
FROM open_conversations c
WHERE c.waiting_on = 'us' AND c.next_step_due IS NOT NULL

UNION ALL SELECT c.id, c.site_id, 'presence', 'agent_gone', COALESCE(a.last_seen_at, a.created_at)
FROM open_conversations c
JOIN agents a ON a.id = c.agent_id
WHERE c.owner = 'agent'
"""


def upgrade() -> None:
    op.create_table(
        "agents",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("site_id", sa.String(length=40), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("role", sa.String(length=16), nullable=False),
        sa.Column("password_hash", sa.String(length=200), nullable=False),
        sa.Column("created_at", UtcDateTime, nullable=False),
        sa.Column("disabled_at", UtcDateTime, nullable=True),
        sa.Column("availability", sa.String(length=10), nullable=False),
        sa.Column("last_seen_at", UtcDateTime, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agents")),
        sa.UniqueConstraint("site_id", "email", name=op.f("uq_agents_site_id_email")),
    )
    op.create_table(
        "audit",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("site_id", sa.String(length=40), nullable=False),
        sa.Column("at", UtcDateTime, nullable=False),
        sa.Column("agent_id", sa.String(length=36), nullable=True),
        sa.Column("action", sa.String(length=40), nullable=False),
        sa.Column("conversation_id", sa.String(length=36), nullable=True),
        sa.Column("detail", sa.JSON(none_as_null=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit")),
    )
    op.create_index(op.f("ix_audit_conversation_id"), "audit", ["conversation_id"], unique=False)
    op.create_table(
        "invitations",
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("site_id", sa.String(length=40), nullable=False),
        sa.Column("role", sa.String(length=16), nullable=False),
        sa.Column("created_at", UtcDateTime, nullable=False),
        sa.Column("expires_at", UtcDateTime, nullable=False),
        sa.Column("used_at", UtcDateTime, nullable=True),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_invitations")),
    )
    op.create_table(
        "leases",
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("holder", sa.String(length=64), nullable=False),
        sa.Column("expires_at", UtcDateTime, nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_leases")),
    )
    op.create_table(
        "login_failures",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("key", sa.String(length=300), nullable=False),
        sa.Column("at", UtcDateTime, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_login_failures")),
    )
    op.create_index(op.f("ix_login_failures_key_at"), "login_failures", ["key", "at"], unique=False)
    op.create_table(
        "settings",
        sa.Column("site_id", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("site_id", "name", name=op.f("pk_settings")),
    )
    op.create_table(
        "conversations",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("site_id", sa.String(length=40), nullable=False),
        sa.Column("reference", sa.String(length=12), nullable=False),
        sa.Column("created_at", UtcDateTime, nullable=False),
        sa.Column("updated_at", UtcDateTime, nullable=False),
        sa.Column("closed_at", UtcDateTime, nullable=True),
        sa.Column("owner", sa.String(length=10), nullable=False),
        sa.Column("agent_id", sa.String(length=36), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("last_seq", sa.Integer(), nullable=False),
        sa.Column("answered_seq", sa.Integer(), nullable=False),
        sa.Column("waiting_on", sa.String(length=10), nullable=False),
        sa.Column("next_step", sa.Text(), nullable=True),
        sa.Column("next_step_kind", sa.String(length=24), nullable=True),
        sa.Column("next_step_due", UtcDateTime, nullable=True),
        sa.Column("next_step_told_seq", sa.Integer(), nullable=True),
        sa.Column("waiting_since", UtcDateTime, nullable=True),
        sa.Column("turn_id", sa.String(length=36), nullable=True),
        sa.Column("turn_first_seq", sa.Integer(), nullable=True),
        sa.Column("turn_last_seq", sa.Integer(), nullable=True),
        sa.Column("turn_started_at", UtcDateTime, nullable=True),
        sa.Column("turn_expires_at", UtcDateTime, nullable=True),
        sa.Column("brain_state", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("temper", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("intended", sa.Text(), nullable=True),
        sa.Column("customer_id", sa.String(length=64), nullable=True),
        sa.Column("customer_name", sa.String(length=120), nullable=True),
        sa.Column("customer_email", sa.String(length=254), nullable=True),
        sa.Column("customer_verified", sa.Boolean(), nullable=False),
        sa.Column("contact", sa.String(length=254), nullable=True),
        sa.Column("locale", sa.String(length=12), nullable=False),
        sa.Column("timezone", sa.String(length=64), nullable=False),
        sa.Column("page", sa.Text(), nullable=True),
        sa.Column("disposition", sa.String(length=40), nullable=True),
        sa.Column("rating", sa.Integer(), nullable=True),
        sa.Column("rating_comment", sa.Text(), nullable=True),
        sa.CheckConstraint("(owner = 'agent') = (agent_id IS NOT NULL)", name=op.f("ck_conversations_agent_named")),
        sa.CheckConstraint("owner IN ('assistant','queue','agent','closed')", name=op.f("ck_conversations_owner")),
        sa.CheckConstraint("waiting_on IN ('us','customer')", name=op.f("ck_conversations_waiting_on")),
        sa.ForeignKeyConstraint(["agent_id"], ["agents.id"], name=op.f("fk_conversations_agent_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_conversations")),
        sa.UniqueConstraint("site_id", "reference", name=op.f("uq_conversations_site_id_reference")),
    )
    op.create_index(op.f("ix_conversations_customer_id"), "conversations", ["customer_id"], unique=False)
    op.create_index(
        op.f("ix_conversations_owner_next_step_due"), "conversations", ["owner", "next_step_due"], unique=False
    )
    op.create_index(op.f("ix_conversations_site_id_owner"), "conversations", ["site_id", "owner"], unique=False)
    op.create_table(
        "logins",
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("site_id", sa.String(length=40), nullable=False),
        sa.Column("agent_id", sa.String(length=36), nullable=False),
        sa.Column("csrf", sa.String(length=64), nullable=False),
        sa.Column("created_at", UtcDateTime, nullable=False),
        sa.Column("expires_at", UtcDateTime, nullable=False),
        sa.ForeignKeyConstraint(["agent_id"], ["agents.id"], name=op.f("fk_logins_agent_id")),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_logins")),
    )
    op.create_table(
        "handoffs",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("site_id", sa.String(length=40), nullable=False),
        sa.Column("conversation_id", sa.String(length=36), nullable=False),
        sa.Column("reason", sa.String(length=32), nullable=False),
        sa.Column("urgency", sa.String(length=10), nullable=False),
        sa.Column("urgency_rank", sa.Integer(), nullable=False),
        sa.Column("evidence", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("enqueued_at", UtcDateTime, nullable=False),
        sa.Column("in_line_since", UtcDateTime, nullable=False),
        sa.Column("told_wait_s", sa.Integer(), nullable=True),
        sa.Column("told_nobody", sa.Boolean(), nullable=False),
        sa.Column("taken_at", UtcDateTime, nullable=True),
        sa.Column("agent_id", sa.String(length=36), nullable=True),
        sa.Column("ended_at", UtcDateTime, nullable=True),
        sa.Column("outcome", sa.String(length=16), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["agent_id"], ["agents.id"], name=op.f("fk_handoffs_agent_id")),
        sa.ForeignKeyConstraint(["conversation_id"], ["conversations.id"], name=op.f("fk_handoffs_conversation_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_handoffs")),
    )
    op.create_index(op.f("ix_handoffs_conversation_id"), "handoffs", ["conversation_id"], unique=False)
    op.create_index(
        op.f("ix_handoffs_site_id_ended_at_taken_at"), "handoffs", ["site_id", "ended_at", "taken_at"], unique=False
    )
    op.create_table(
        "messages",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("site_id", sa.String(length=40), nullable=False),
        sa.Column("conversation_id", sa.String(length=36), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("client_id", sa.String(length=64), nullable=False),
        sa.Column("author", sa.String(length=10), nullable=False),
        sa.Column("agent_id", sa.String(length=36), nullable=True),
        sa.Column("agent_name", sa.String(length=120), nullable=True),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("buttons", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("card", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("payload", sa.Text(), nullable=True),
        sa.Column("at", UtcDateTime, nullable=False),
        sa.Column("turn_id", sa.String(length=36), nullable=True),
        sa.Column("reading", sa.JSON(none_as_null=True), nullable=True),
        sa.CheckConstraint("author IN ('customer','assistant','agent','system')", name=op.f("ck_messages_author")),
        sa.CheckConstraint("kind IN ('text','note','event')", name=op.f("ck_messages_kind")),
        sa.ForeignKeyConstraint(["agent_id"], ["agents.id"], name=op.f("fk_messages_agent_id")),
        sa.ForeignKeyConstraint(["conversation_id"], ["conversations.id"], name=op.f("fk_messages_conversation_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_messages")),
        sa.UniqueConstraint("conversation_id", "client_id", name=op.f("uq_messages_conversation_id_client_id")),
        sa.UniqueConstraint("conversation_id", "seq", name=op.f("uq_messages_conversation_id_seq")),
    )
    op.create_table(
        "promises",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("site_id", sa.String(length=40), nullable=False),
        sa.Column("conversation_id", sa.String(length=36), nullable=False),
        sa.Column("made_by", sa.String(length=10), nullable=False),
        sa.Column("owner", sa.String(length=36), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("made_at", UtcDateTime, nullable=False),
        sa.Column("due_at", UtcDateTime, nullable=False),
        sa.Column("kept_at", UtcDateTime, nullable=True),
        sa.Column("broken_at", UtcDateTime, nullable=True),
        sa.ForeignKeyConstraint(["conversation_id"], ["conversations.id"], name=op.f("fk_promises_conversation_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_promises")),
    )
    op.create_index(op.f("ix_promises_conversation_id"), "promises", ["conversation_id"], unique=False)
    op.create_index(op.f("ix_promises_site_id_due_at"), "promises", ["site_id", "due_at"], unique=False)
    op.create_table(
        "turns",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("site_id", sa.String(length=40), nullable=False),
        sa.Column("conversation_id", sa.String(length=36), nullable=False),
        sa.Column("first_seq", sa.Integer(), nullable=False),
        sa.Column("last_seq", sa.Integer(), nullable=False),
        sa.Column("at", UtcDateTime, nullable=False),
        sa.Column("outcome", sa.String(length=16), nullable=False),
        sa.Column("moves", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("actions", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("temper", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("milliseconds", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["conversation_id"], ["conversations.id"], name=op.f("fk_turns_conversation_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_turns")),
    )
    op.create_index(op.f("ix_turns_conversation_id_last_seq"), "turns", ["conversation_id", "last_seq"], unique=False)
    op.execute(BROKEN_GUARANTEES)


def downgrade() -> None:
    op.execute("DROP VIEW broken_guarantees")
    op.drop_index(op.f("ix_turns_conversation_id_last_seq"), table_name="turns")
    op.drop_table("turns")
    op.drop_index(op.f("ix_promises_site_id_due_at"), table_name="promises")
    op.drop_index(op.f("ix_promises_conversation_id"), table_name="promises")
    op.drop_table("promises")
    op.drop_table("messages")
    op.drop_index(op.f("ix_handoffs_site_id_ended_at_taken_at"), table_name="handoffs")
    op.drop_index(op.f("ix_handoffs_conversation_id"), table_name="handoffs")
    op.drop_table("handoffs")
    op.drop_table("logins")
    op.drop_index(op.f("ix_conversations_site_id_owner"), table_name="conversations")
    op.drop_index(op.f("ix_conversations_owner_next_step_due"), table_name="conversations")
    op.drop_index(op.f("ix_conversations_customer_id"), table_name="conversations")
    op.drop_table("conversations")
    op.drop_table("settings")
    op.drop_index(op.f("ix_login_failures_key_at"), table_name="login_failures")
    op.drop_table("login_failures")
    op.drop_table("leases")
    op.drop_table("invitations")
    op.drop_index(op.f("ix_audit_conversation_id"), table_name="audit")
    op.drop_table("audit")
    op.drop_table("agents")
