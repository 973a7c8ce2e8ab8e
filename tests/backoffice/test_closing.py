"""Accounts closed on their day, once: what goes, what stays, and who is not closed after all."""

from __future__ import annotations

import asyncio

import pytest
from sqlalchemy import select

from bot.backoffice import account_tables as a
from bot.backoffice.accounts import NoAccount
from bot.backoffice.closing import close_due
from bot.backoffice.errors import NotFound
from bot.backoffice.outbox import latest
from bot.backoffice.sql import SqlBackOffice
from bot.backoffice.tables import customers, orders
from tests.backoffice.conftest import Clock


async def asked(shop: SqlBackOffice, customer_id: str = "cu-jo") -> None:
    await shop.accounts.change_details(customer_id=customer_id, phone="07700 900123", request_key=f"p-{customer_id}")
    await shop.accounts.close_account(customer_id=customer_id, request_key=f"c-{customer_id}")


async def test_an_account_is_closed_when_its_days_are_up_and_not_before(shop: SqlBackOffice, clock: Clock) -> None:
    await asked(shop)
    clock.advance(days=13, hours=23)
    assert await close_due(shop.shop) == 0
    before = await shop.promise_state(kind="account_closed", reference="cu-jo")
    clock.advance(hours=1)
    assert before and before.state == "open"
    late = await shop.promise_state(kind="account_closed", reference="cu-jo")
    assert late and late.state == "open"  # its day is not enough: it must be done
    assert await close_due(shop.shop) == 1 and await close_due(shop.shop) == 0
    after = await shop.promise_state(kind="account_closed", reference="cu-jo")
    assert after and after.state == "kept"
    with pytest.raises(NoAccount):
        await shop.accounts.profile(customer_id="cu-jo")
    with pytest.raises(NoAccount):
        await shop.accounts.keep_account(customer_id="cu-jo", request_key="too late")
    with pytest.raises(NotFound):
        await shop.customer(customer_id="cu-jo")
    assert not await shop.accounts.has_account(email="jo@example.com")
    last, first, *_ = [mail for mail in await latest(shop.shop) if mail.to == "jo@example.com"]
    assert (last.subject, first.subject) == ("Your account is closed", "Your account will be closed")


async def test_orders_stay_and_the_person_goes(shop: SqlBackOffice, clock: Clock) -> None:
    await asked(shop)
    clock.advance(days=14)
    await close_due(shop.shop)
    async with shop.shop.engine.connect() as conn:
        kept = (await conn.execute(select(orders.c.number).where(orders.c.customer_id == "cu-jo"))).scalars().all()
        person = (await conn.execute(select(customers).where(customers.c.id == "cu-jo"))).one()
        details = (await conn.execute(select(a.account_details))).one()
    assert {"EK-20441", "EK-20442"} <= set(kept)
    assert (person.name, person.email, details.phone) == ("Closed account", "cu-jo@closed.invalid", None)
    back = await shop.accounts.identify(email="jo@example.com")
    assert not back.account and await shop.orders_of(customer_id=back.id) == ()  # kept apart, for tax alone


async def test_kept_after_all_or_open_again_is_not_closed(shop: SqlBackOffice, clock: Clock) -> None:
    await asked(shop)
    await shop.accounts.keep_account(customer_id="cu-jo", request_key="keep")
    await asked(shop, "cu-ben")
    async with shop.shop.writes.begin() as conn:  # something is on its way to Ben again
        await conn.execute(orders.update().where(orders.c.number == "EK-20461").values(status="placed"))
    clock.advance(days=15)
    assert await close_due(shop.shop) == 0
    async with shop.shop.writes.begin() as conn:
        await conn.execute(orders.update().where(orders.c.number == "EK-20461").values(status="delivered"))
    assert await close_due(shop.shop) == 1


async def test_several_processes_close_it_once(shop: SqlBackOffice, clock: Clock) -> None:
    await asked(shop)
    clock.advance(days=14)
    assert sum(await asyncio.gather(*(close_due(shop.shop) for _ in range(4)))) == 1
    assert [mail.subject for mail in await latest(shop.shop)].count("Your account is closed") == 1
