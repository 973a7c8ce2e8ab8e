"""Links in mails: looked at as often as one likes, used once, for an hour, and not after a change of mind."""

from __future__ import annotations

import asyncio
import re

import pytest
from sqlalchemy import select

from bot.backoffice.account_tables import links as table
from bot.backoffice.account_tables import newsletter
from bot.backoffice.links import PAGE, look, use
from bot.backoffice.outbox import latest
from bot.backoffice.sql import SqlBackOffice
from tests.backoffice.conftest import Clock


async def asked(shop: SqlBackOffice) -> str:
    """The secret part of the link in a mail about the newsletter."""
    await shop.accounts.set_newsletter(email="new@example.com", on=True, request_key="on")
    found = re.search(rf"{re.escape(PAGE)}(\S+)", (await latest(shop.shop))[0].body)
    assert found
    return found[1]


async def status(shop: SqlBackOffice) -> str:
    async with shop.shop.engine.connect() as conn:
        query = select(newsletter.c.status).where(newsletter.c.email == "new@example.com")
        return str((await conn.execute(query)).scalar_one())


async def state(shop: SqlBackOffice, token: str) -> str | None:
    link = await look(shop.shop, token)
    return link.state if link else None


async def test_looking_changes_nothing_and_using_counts_once(shop: SqlBackOffice) -> None:
    token = await asked(shop)
    assert [await state(shop, token) for _ in range(2)] == ["open", "open"] and await status(shop) == "asked"
    used = await asyncio.gather(*(use(shop.shop, token) for _ in range(4)))
    assert sorted(link.state for link in used if link) == ["open", "used", "used", "used"]
    assert await status(shop) == "on" and await state(shop, token) == "used"


async def test_an_old_link_does_nothing(shop: SqlBackOffice, clock: Clock) -> None:
    token = await asked(shop)
    clock.advance(minutes=61)
    link = await use(shop.shop, token)
    assert link and link.state == "expired" and await status(shop) == "asked"


async def test_stopped_meanwhile_it_is_not_started_by_an_earlier_link(shop: SqlBackOffice) -> None:
    token = await asked(shop)
    await shop.accounts.set_newsletter(email="new@example.com", on=False, request_key="off")
    assert await use(shop.shop, token) is None and await status(shop) == "off"


@pytest.mark.parametrize("token", ["", "nonsense", "é" * 5000])
async def test_what_is_no_link_of_ours(shop: SqlBackOffice, token: str) -> None:
    assert await look(shop.shop, token) is None and await use(shop.shop, token) is None


async def test_the_database_does_not_hold_the_secret(shop: SqlBackOffice) -> None:
    token = await asked(shop)
    async with shop.shop.engine.connect() as conn:
        assert token not in str((await conn.execute(select(table))).all())
