"""Links in mails, for whoever has the address: their secret part is kept as a hash and works for an hour."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime, timedelta

from sqlalchemy import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.backoffice.account_tables import links

LASTS = timedelta(hours=1)


async def new_link(conn: AsyncConnection, now: datetime, email: str, purpose: str) -> tuple[str, datetime]:
    """The secret part, and until when it works."""
    token, expires_at = secrets.token_urlsafe(24), now + LASTS
    hashed = hashlib.sha256(token.encode()).hexdigest()
    await conn.execute(insert(links).values(token_hash=hashed, email=email, purpose=purpose, expires_at=expires_at))
    return token, expires_at
