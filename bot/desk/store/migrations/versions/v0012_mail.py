"""Mail: what customers have not seen, alerts for the team, and the outbox."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.times import UtcDateTime

revision = "v0012"
down_revision = "v0011"


def upgrade() -> None:
    op.add_column("conversations", sa.Column("unseen_since", UtcDateTime, nullable=True))
    op.add_column("conversations", sa.Column("mailed_seq", sa.Integer(), nullable=False, server_default="0"))
    op.execute("UPDATE conversations SET mailed_seq = last_seq")  # no mail about what was said before this
    op.create_index("ix_conversations_site_id_unseen_since", "conversations", ["site_id", "unseen_since"])
    op.add_column("handoffs", sa.Column("alerts", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("handoffs", sa.Column("alert_due", UtcDateTime, nullable=True))
    op.execute("UPDATE handoffs SET alert_due = enqueued_at WHERE ended_at IS NULL AND taken_at IS NULL")
    op.add_column("agents", sa.Column("alert_mail", sa.Boolean(), nullable=False, server_default=sa.true()))
    op.create_table(
        "mails",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("recipient", sa.String(length=254), nullable=False),
        sa.Column("subject", sa.String(length=200), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("secret", sa.Boolean(), nullable=False),
        sa.Column("written_at", UtcDateTime, nullable=False),
        sa.Column("try_at", UtcDateTime, nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("sent_at", UtcDateTime, nullable=True),
        sa.Column("given_up_at", UtcDateTime, nullable=True),
        sa.Column("error", sa.String(length=200), nullable=True),
        sa.Column("site_id", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("conversation_id", sa.String(length=36), nullable=True),
        sa.Column("after_seq", sa.Integer(), nullable=True),
        sa.Column("customer_id", sa.String(length=64), nullable=True),
        sa.ForeignKeyConstraint(["conversation_id"], ["conversations.id"], name=op.f("fk_mails_conversation_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mails")),
    )
    op.create_index("ix_mails_sent_at_given_up_at_try_at", "mails", ["sent_at", "given_up_at", "try_at"])
    op.create_index("ix_mails_conversation_id", "mails", ["conversation_id"])
    op.create_index("ix_mails_site_id_recipient_written_at", "mails", ["site_id", "recipient", "written_at"])


def downgrade() -> None:
    op.drop_table("mails")
    op.drop_column("agents", "alert_mail")
    for name in ("alert_due", "alerts"):
        op.drop_column("handoffs", name)
    op.drop_index("ix_conversations_site_id_unseen_since", "conversations")
    for name in ("mailed_seq", "unseen_since"):
        op.drop_column("conversations", name)
