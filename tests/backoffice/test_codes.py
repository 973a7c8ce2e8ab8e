"""One-time codes: who gets one, what opens with it, and what guessing leads to. On both databases."""

from __future__ import annotations

import asyncio
import re

import pytest
from sqlalchemy import select

from bot.backoffice.accounts import CodeExpired, TooManyTries, WrongCode
from bot.backoffice.errors import NotFound, Throttled
from bot.backoffice.mail_tables import codes
from bot.backoffice.outbox import latest
from bot.backoffice.sql import SqlBackOffice
from tests.backoffice.conftest import Clock

MARA, ROSA = "mara@example.com", "rosa@example.com"


async def send(shop: SqlBackOffice, email: str, key: str = "k", conversation: str = "c") -> str:
    """The code that was mailed; "" if none was."""
    before = len(await latest(shop.shop))
    await shop.accounts.send_code(email=email, purpose="identity", conversation=conversation, request_key=key)
    written = await latest(shop.shop)
    match = re.search(r"\b\d{6}\b", written[0].body) if len(written) > before else None
    return match[0] if match else ""


async def check(shop: SqlBackOffice, email: str, code: str, key: str) -> None:
    await shop.accounts.check_code(email=email, purpose="identity", code=code, request_key=key)


def other_than(code: str) -> str:
    return f"{(int(code) + 1) % 10**6:06}"


async def test_a_code_proves_an_account_once(shop: SqlBackOffice) -> None:
    code = await send(shop, "Mara@Example.com ")
    await check(shop, MARA, code, "try")
    await check(shop, MARA, code, "try")  # the same request again
    with pytest.raises(CodeExpired):
        await check(shop, MARA, code, "another")
    who = await shop.accounts.identify(email=MARA)
    assert (who.id, who.name, who.account) == ("cu-mara", "Mara Lindqvist", True)


async def test_only_a_hash_of_the_code_is_kept(shop: SqlBackOffice) -> None:
    code = await send(shop, MARA)
    async with shop.shop.engine.connect() as conn:
        row = (await conn.execute(select(codes))).one()
    assert code.encode() not in row.hash and len(row.hash) == 32


async def test_an_unknown_address_gets_no_mail_and_nobody_can_tell(shop: SqlBackOffice) -> None:
    assert await send(shop, "nobody@example.com") == ""
    with pytest.raises(WrongCode) as wrong:
        await check(shop, "nobody@example.com", "123456", "try")
    assert wrong.value.left == 4


async def test_a_code_lasts_ten_minutes(shop: SqlBackOffice, clock: Clock) -> None:
    code = await send(shop, MARA)
    clock.advance(minutes=10, seconds=1)
    with pytest.raises(CodeExpired):
        await check(shop, MARA, code, "try")


async def test_a_new_code_takes_the_place_of_the_old(shop: SqlBackOffice) -> None:
    first = await send(shop, MARA, "one")
    second = await send(shop, MARA, "two")
    if first != second:
        with pytest.raises(WrongCode):
            await check(shop, MARA, first, "try")
    await check(shop, MARA, second, "again")


async def test_five_tries_also_when_they_come_at_once(shop: SqlBackOffice) -> None:
    code = await send(shop, MARA)
    guesses = [check(shop, MARA, other_than(code), f"try{number}") for number in range(12)]
    outcomes = await asyncio.gather(*guesses, return_exceptions=True)
    assert sum(isinstance(outcome, WrongCode) for outcome in outcomes) <= 4
    assert all(isinstance(outcome, (WrongCode, TooManyTries)) for outcome in outcomes)
    with pytest.raises(TooManyTries):
        await check(shop, MARA, code, "right, but too late")


async def test_the_same_wrong_try_counts_once(shop: SqlBackOffice) -> None:
    code = await send(shop, MARA)
    for _ in range(2):
        with pytest.raises(WrongCode) as wrong:
            await check(shop, MARA, other_than(code), "same")
        assert wrong.value.left == 4


async def test_asking_is_throttled_by_address_and_by_conversation(shop: SqlBackOffice, clock: Clock) -> None:
    outcomes = await asyncio.gather(
        *(send(shop, MARA, f"a{number}", conversation=f"c{number}") for number in range(7)), return_exceptions=True
    )
    assert sum(isinstance(outcome, Throttled) for outcome in outcomes) == 3
    for number in range(6):
        await send(shop, f"p{number}@example.com", f"b{number}", conversation="one")
    with pytest.raises(Throttled):
        await send(shop, "p7@example.com", "b7", conversation="one")
    clock.advance(minutes=16)
    assert await send(shop, MARA, "later")


async def test_a_guest_who_proved_the_address_owns_its_orders(shop: SqlBackOffice) -> None:
    assert await send(shop, ROSA)
    who = await shop.accounts.identify(email=ROSA)
    assert who.account is False and (await shop.accounts.identify(email=ROSA)).id == who.id
    assert [order.number for order in await shop.orders_of(customer_id=who.id)] == ["EK-20431"]
    assert (await shop.order_of(customer_id=who.id, number="EK-20431")).number == "EK-20431"
    with pytest.raises(NotFound):
        await shop.order_of(customer_id=who.id, number="EK-20432")
    with pytest.raises(NotFound):
        await shop.order_of(customer_id=who.id, number="EK-20401")
