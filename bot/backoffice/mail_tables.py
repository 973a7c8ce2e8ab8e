"""Tables of the mail that goes out of the shop, and of the codes that some of it carries."""

from __future__ import annotations

from sqlalchemy import Column, Index, Integer, LargeBinary, String, Table

from bot.backoffice.tables import metadata
from bot.post.outbox import columns
from bot.times import UtcDateTime

# Written in the same transaction as the change that causes it; sent after the commit, by postman.py.
mails = Table(
    "mails",
    metadata,
    *columns(),
    Index("mails_waiting", "sent_at", "given_up_at", "try_at"),
)

# One active code for each address and purpose; a new one takes the place of the old.
codes = Table(
    "codes",
    metadata,
    Column("email", String(254), primary_key=True),
    Column("purpose", String(16), primary_key=True),
    Column("salt", LargeBinary(16), nullable=False),
    Column("hash", LargeBinary(32), nullable=False),
    Column("expires_at", UtcDateTime, nullable=False),
    Column("tries", Integer, nullable=False),
    Column("last_key", String(128)),  # the request that tried last: asked again, it counts once
    Column("used_at", UtcDateTime),
)

# When codes and links were asked for, by a hash of the address or conversation, for throttling.
code_requests = Table(
    "code_requests",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("key", String(64), nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Index("code_requests_key_at", "key", "at"),
)
