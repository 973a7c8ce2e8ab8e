"""Tags on conversations, agents' ratings of briefs, and an index of the words in messages."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.times import UtcDateTime

revision = "v0014"
down_revision = "v0013"

# The words of messages as SQLite finds them: a full-text table of its own, since the log's rows have no lasting number.
SQLITE = (
    "CREATE VIRTUAL TABLE message_words USING fts5(text, conversation_id UNINDEXED, seq UNINDEXED,"
    " tokenize = 'unicode61 remove_diacritics 0')",
    "INSERT INTO message_words (text, conversation_id, seq) SELECT text, conversation_id, seq FROM messages"
    " WHERE text IS NOT NULL AND kind != 'event' ORDER BY at",
    "CREATE TRIGGER messages_found AFTER INSERT ON messages WHEN new.text IS NOT NULL AND new.kind != 'event' BEGIN"
    " INSERT INTO message_words (text, conversation_id, seq) VALUES (new.text, new.conversation_id, new.seq); END",
    "CREATE TRIGGER messages_forgotten AFTER DELETE ON messages BEGIN"
    " DELETE FROM message_words WHERE conversation_id = old.conversation_id AND seq = old.seq; END",
)
# And as PostgreSQL does. What joins words (EK-20401, a.b@example.org) is taken for a blank, as SQLite takes it.
POSTGRES = (
    "CREATE FUNCTION message_words(words text) RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE AS"
    " $$ SELECT to_tsvector('simple', translate(words, '-_./@:+#&=''’', '            ')) $$",
    "CREATE INDEX message_words_found ON messages USING gin (message_words(text)) WHERE kind <> 'event'",
)


def upgrade() -> None:
    json = sa.JSON(none_as_null=True)
    op.add_column("conversations", sa.Column("tags", json, nullable=True))
    op.create_table(
        "brief_ratings",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("site_id", sa.String(length=40), nullable=False),
        sa.Column("conversation_id", sa.String(length=36), nullable=False),
        sa.Column("agent_id", sa.String(length=36), nullable=False),
        sa.Column("at", UtcDateTime, nullable=False),
        sa.Column("verdict", sa.String(length=10), nullable=False),
        sa.Column("part", sa.String(length=24), nullable=True),
        sa.Column("statement", sa.Text(), nullable=True),
        sa.Column("words", sa.Text(), nullable=True),
        sa.Column("brief", json, nullable=False),
        sa.CheckConstraint("verdict IN ('useful','wrong','missing')", name="ck_brief_ratings_verdict"),
        sa.ForeignKeyConstraint(["agent_id"], ["agents.id"], name=op.f("fk_brief_ratings_agent_id_agents")),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversations.id"], name=op.f("fk_brief_ratings_conversation_id_conversations")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_brief_ratings")),
    )
    op.create_index(op.f("ix_brief_ratings_site_id_at"), "brief_ratings", ["site_id", "at"])
    for statement in SQLITE if op.get_bind().dialect.name == "sqlite" else POSTGRES:
        op.execute(statement)


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for statement in (
            "DROP TRIGGER messages_found",
            "DROP TRIGGER messages_forgotten",
            "DROP TABLE message_words",
        ):
            op.execute(statement)
    else:
        op.execute("DROP INDEX message_words_found")
        op.execute("DROP FUNCTION message_words(text)")
    op.drop_table("brief_ratings")
    op.drop_column("conversations", "tags")
