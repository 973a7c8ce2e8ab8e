"""Who may see what, throttling, and that a request key works once, on both databases."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from sqlalchemy import update
from sqlalchemy.exc import IntegrityError

from bot.backoffice.errors import AlreadyCancelled, AlreadyReturned, NotFound, RequestKeyReused, Throttled
from bot.backoffice.interface import BackOffice
from bot.backoffice.numbers import order_number
from bot.backoffice.rules import LOOKUP_FAILURES, LOOKUP_WINDOW
from bot.backoffice.sql import SqlBackOffice, make_backoffice
from bot.backoffice.tables import numbers
from bot.backoffice.types import Delivery, OrderStatus
from tests.backoffice.conftest import Clock


async def test_number_and_email_show_the_delivery_and_nothing_private(shop: SqlBackOffice) -> None:
    delivery = await shop.find_order(number="ek 20401", email=" Mara@Example.com ")

    assert type(delivery) is Delivery
    assert delivery.parcel is not None
    assert delivery.parcel.events[-1].place == "Avonmouth"
    seen = repr(delivery)
    assert all(private not in seen for private in ("Ropewalk", "1881", "grinder", "Lindqvist", "5400"))


async def test_a_wrong_number_and_a_wrong_email_look_exactly_alike(shop: SqlBackOffice) -> None:
    refusals = []
    for number, email in (("EK-20401", "tom@example.com"), ("EK-99999", "mara@example.com"), ("nonsense", "x")):
        with pytest.raises(NotFound) as refused:
            await shop.find_order(number=number, email=email)
        refusals.append(str(refused.value))

    assert len(set(refusals)) == 1


async def test_guesses_are_throttled_by_number_and_the_right_answer_waits_too(
    shop: SqlBackOffice, clock: Clock
) -> None:
    for guess in range(LOOKUP_FAILURES):
        with pytest.raises(NotFound):
            await shop.find_order(number="EK-20401", email=f"guess{guess}@example.com")

    with pytest.raises(Throttled) as throttled:
        await shop.find_order(number="EK-20401", email="mara@example.com")

    assert throttled.value.retry_at == clock.now + LOOKUP_WINDOW
    assert (await shop.find_order(number="EK-20411", email="tom@example.com")).number == "EK-20411"
    clock.advance(minutes=16)
    assert (await shop.find_order(number="EK-20401", email="mara@example.com")).number == "EK-20401"


async def test_guesses_are_throttled_by_email(shop: SqlBackOffice) -> None:
    for guess in range(LOOKUP_FAILURES):
        with pytest.raises(NotFound):
            await shop.find_order(number=f"EK-3000{guess}", email="mara@example.com")

    with pytest.raises(Throttled):
        await shop.find_order(number="EK-20401", email="mara@example.com")


async def test_tries_while_throttled_do_not_prolong_it(shop: SqlBackOffice, clock: Clock) -> None:
    for guess in range(LOOKUP_FAILURES):
        with pytest.raises(NotFound):
            await shop.find_order(number="EK-20401", email=f"guess{guess}@example.com")
    clock.advance(minutes=14)
    with pytest.raises(Throttled):
        await shop.find_order(number="EK-20401", email="mara@example.com")

    clock.advance(minutes=2)

    assert await shop.find_order(number="EK-20401", email="mara@example.com")


async def test_right_answers_never_throttle(shop: SqlBackOffice) -> None:
    for _ in range(LOOKUP_FAILURES * 2):
        assert await shop.find_order(number="EK-20401", email="mara@example.com")


async def test_parallel_guesses_do_not_slip_under_the_limit(shop: SqlBackOffice) -> None:
    guesses = [shop.find_order(number="EK-20401", email=f"guess{guess}@example.com") for guess in range(20)]
    outcomes = await asyncio.gather(*guesses, return_exceptions=True)

    kinds = [type(outcome) for outcome in outcomes]
    assert kinds.count(NotFound) <= LOOKUP_FAILURES
    assert kinds.count(NotFound) + kinds.count(Throttled) == 20


async def test_tracing_by_email_is_throttled_like_a_look_up(shop: SqlBackOffice) -> None:
    for guess in range(LOOKUP_FAILURES):
        with pytest.raises(NotFound):
            await shop.trace_parcel(number="EK-20432", email=f"guess{guess}@example.com", request_key=f"t:{guess}")

    with pytest.raises(Throttled):
        await shop.trace_parcel(number="EK-20432", email="sam@example.com", request_key="t:last")


async def test_somebody_elses_order_is_not_found_whatever_is_asked(shop: SqlBackOffice) -> None:
    for asked in (
        shop.order_of(customer_id="cu-tom", number="EK-20401"),
        shop.refund_status(customer_id="cu-tom", number="EK-20405"),
        shop.cancel_order(customer_id="cu-tom", number="EK-20402", request_key="x:1"),
        shop.request_return(customer_id="cu-tom", number="EK-20403", request_key="x:2"),
        shop.report_damage(customer_id="cu-tom", number="EK-20404", what="bent", wanted="refund", request_key="x:3"),
        shop.trace_parcel(customer_id="cu-tom", number="EK-20401", request_key="x:4"),
    ):
        with pytest.raises(NotFound):
            await asked

    assert (await shop.order_of(customer_id="cu-mara", number="EK-20402")).status is OrderStatus.PLACED


async def test_an_account_is_found_by_id_and_by_email_in_any_case(shop: SqlBackOffice) -> None:
    by_email = await shop.customer_by_email(email="MARA@example.com")

    assert by_email == await shop.customer(customer_id=by_email.id)
    assert by_email.name == "Mara Lindqvist"
    with pytest.raises(NotFound):
        await shop.customer_by_email(email="rosa@example.com")


async def test_orders_come_newest_first_and_only_ones_own(shop: SqlBackOffice) -> None:
    orders = await shop.orders_of(customer_id="cu-mara")

    assert [order.number for order in orders] == ["EK-20402", "EK-20401", "EK-20403", "EK-20405", "EK-20404"]
    assert await shop.orders_of(customer_id="cu-nobody") == ()


async def test_the_same_key_twice_cancels_once_and_answers_the_same(shop: SqlBackOffice, clock: Clock) -> None:
    first = await shop.cancel_order(customer_id="cu-mara", number="EK-20402", request_key="turn-1:cancel")
    clock.advance(days=1)

    assert await shop.cancel_order(customer_id="cu-mara", number="EK-20402", request_key="turn-1:cancel") == first
    assert len((await shop.refund_status(customer_id="cu-mara", number="EK-20402")).refunds) == 1


async def test_one_key_for_two_changes_is_refused(shop: SqlBackOffice) -> None:
    await shop.cancel_order(customer_id="cu-mara", number="EK-20402", request_key="turn-1:cancel")

    with pytest.raises(RequestKeyReused):
        await shop.request_return(customer_id="cu-mara", number="EK-20403", request_key="turn-1:cancel")
    with pytest.raises(RequestKeyReused):
        await shop.cancel_order(customer_id="cu-priya", number="EK-20402", request_key="turn-1:cancel")


async def test_a_refused_change_leaves_its_key_free(shop: SqlBackOffice) -> None:
    with pytest.raises(NotFound):
        await shop.cancel_order(customer_id="cu-tom", number="EK-20402", request_key="turn-1:cancel")

    assert await shop.cancel_order(customer_id="cu-mara", number="EK-20402", request_key="turn-1:cancel")


async def test_twenty_cancels_at_once_with_one_key_are_one_cancellation(shop: SqlBackOffice) -> None:
    cancels = [shop.cancel_order(customer_id="cu-mara", number="EK-20402", request_key="same") for _ in range(20)]
    results = await asyncio.gather(*cancels)

    assert all(result == results[0] for result in results)
    assert len((await shop.refund_status(customer_id="cu-mara", number="EK-20402")).refunds) == 1


async def test_twenty_cancels_at_once_with_their_own_keys_refund_once(shop: SqlBackOffice) -> None:
    cancels = [shop.cancel_order(customer_id="cu-mara", number="EK-20402", request_key=f"k{n}") for n in range(20)]
    outcomes = await asyncio.gather(*cancels, return_exceptions=True)

    refused = [outcome for outcome in outcomes if isinstance(outcome, AlreadyCancelled)]
    assert len(refused) == 19
    assert len((await shop.refund_status(customer_id="cu-mara", number="EK-20402")).refunds) == 1


async def test_twenty_returns_and_damage_reports_at_once_settle_each_item_once(shop: SqlBackOffice) -> None:
    mara = {"customer_id": "cu-mara", "number": "EK-20403"}
    returns = [shop.request_return(**mara, lines=["MUG-04"], request_key=f"r{n}") for n in range(10)]
    damages = [
        shop.report_damage(**mara, what="chipped", wanted="refund", lines=["MUG-04"], request_key=f"d{n}")
        for n in range(10)
    ]
    outcomes = await asyncio.gather(*returns, *damages, return_exceptions=True)

    assert sum(isinstance(outcome, AlreadyReturned) for outcome in outcomes) == 19
    status = await shop.refund_status(**mara)
    assert len(status.refunds) + len(status.returns) == 1


async def test_two_processes_can_cancel_at_once_without_a_second_refund(shop: SqlBackOffice, shop_url: str) -> None:
    other = make_backoffice(shop_url)
    offices: list[BackOffice] = [shop, other]
    cancels = [
        offices[n % 2].cancel_order(customer_id="cu-priya", number="EK-20421", request_key="same") for n in range(20)
    ]
    results = await asyncio.gather(*cancels)
    await other.close()

    assert len({result.reference for result in results}) == 1


async def test_seeding_happens_once_and_fresh_starts_over(shop: SqlBackOffice, shop_url: str, clock: Clock) -> None:
    await shop.cancel_order(customer_id="cu-mara", number="EK-20402", request_key="k")
    others = [make_backoffice(shop_url, now=clock) for _ in range(4)]
    await asyncio.gather(*(other.prepare() for other in others))

    assert (await shop.order_of(customer_id="cu-mara", number="EK-20402")).status is OrderStatus.CANCELLED
    await shop.prepare(fresh=True)
    assert (await shop.order_of(customer_id="cu-mara", number="EK-20402")).status is OrderStatus.PLACED
    for other in others:
        await other.close()


async def test_several_processes_may_prepare_an_empty_database_together(tmp_path: Path) -> None:
    offices = [make_backoffice(f"sqlite+aiosqlite:///{tmp_path}/var/new.db") for _ in range(5)]
    await asyncio.gather(*(office.prepare() for office in offices))

    assert len(await offices[0].orders_of(customer_id="cu-mara")) == 5
    for office in offices:
        await office.close()


@pytest.mark.parametrize("typed", ["EK-20401", "ek20401", "ek 20401", "#20401", " EK-20401. "])
def test_an_order_number_is_understood_as_people_type_it(typed: str) -> None:
    assert order_number(typed) == "EK-20401"


@pytest.mark.parametrize("typed", ["2040", "204011", "TRK402913355", "EK-20401 and EK-20402", ""])
def test_what_is_not_an_order_number_matches_no_order(typed: str) -> None:
    assert order_number(typed) == ""


@pytest.mark.parametrize("nonsense", ["\x00", "x" * 10_000, "'; DROP TABLE orders; --", "🙂", ""])
async def test_nonsense_is_not_found_rather_than_an_error(shop: SqlBackOffice, nonsense: str) -> None:
    for asked in (
        shop.find_order(number=nonsense, email=nonsense),
        shop.order_of(customer_id="cu-mara", number=nonsense),
        shop.cancel_order(customer_id="cu-mara", number=nonsense, request_key="n:1"),
        shop.trace_parcel(customer_id="cu-mara", number=nonsense, request_key="n:2"),
        shop.customer_by_email(email=nonsense),
    ):
        with pytest.raises(NotFound):
            await asked


async def test_long_and_unprintable_words_are_kept_short_and_plain(shop: SqlBackOffice) -> None:
    jo = {"customer_id": "cu-jo", "number": "EK-20442"}
    done = await shop.request_return(**jo, kind="exchange", wanted="black\x00 one\n" * 1000, request_key="k")

    (back,) = (await shop.refund_status(**jo)).returns
    assert back.wanted == done.facts["Wanted instead"]
    assert back.wanted.startswith("black one black one")
    assert len(back.wanted) <= 200
    mara = {"customer_id": "cu-mara", "number": "EK-20403"}
    assert await shop.report_damage(**mara, what="bowl \x00 cracked " * 1000, wanted="refund", request_key="k2")


async def test_a_collision_that_is_not_a_repeated_key_is_not_hidden(shop: SqlBackOffice) -> None:
    async with shop.shop.writes.begin() as conn:  # as if the counter had been restored from an old backup
        await conn.execute(update(numbers).where(numbers.c.name == "case").values(value=5000))

    with pytest.raises(IntegrityError):
        await shop.cancel_order(customer_id="cu-mara", number="EK-20402", request_key="k")
    assert (await shop.order_of(customer_id="cu-mara", number="EK-20402")).status is OrderStatus.PLACED
