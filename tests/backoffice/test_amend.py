"""An order is changed only while it has no label, for its own customer, and never twice; on both databases."""

from __future__ import annotations

import asyncio

import pytest

from bot.backoffice.errors import (
    BackOfficeError,
    ChangedMeanwhile,
    LeavesNothing,
    NotFound,
    TooLateToCancel,
    TooLateToChange,
    WhichItems,
)
from bot.backoffice.sql import SqlBackOffice
from bot.backoffice.types import ChangeResult

ELSEWHERE = "9 Quayside, Newcastle NE1 3DE"


async def move(shop: SqlBackOffice, who: str, number: str, key: str = "k", address: str = ELSEWHERE) -> ChangeResult:
    return await shop.change_address(customer_id=who, number=number, address=address, request_key=key)


async def fewer(shop: SqlBackOffice, sku: str, quantity: int, key: str = "k", number: str = "EK-20451") -> ChangeResult:
    return await shop.change_quantity(customer_id="cu-ines", number=number, sku=sku, quantity=quantity, request_key=key)


@pytest.mark.parametrize(("who", "number"), [("cu-mara", "EK-20402"), ("cu-priya", "EK-20421")])
async def test_an_unlabelled_order_goes_to_the_new_address(shop: SqlBackOffice, who: str, number: str) -> None:
    before = await shop.order_of(customer_id=who, number=number)

    change = await move(shop, who, number)

    assert (await shop.order_of(customer_id=who, number=number)).ship_to == ELSEWHERE
    assert change.facts["Old address"] == before.ship_to
    assert change.promise is None
    assert (await move(shop, who, number)) == change


@pytest.mark.parametrize(
    ("who", "number"),
    [("cu-ines", "EK-20452"), ("cu-ines", "EK-20453"), ("cu-mara", "EK-20403"), ("cu-jo", "EK-20441")],
)
async def test_with_a_label_on_it_or_cancelled_it_goes_where_it_was_going(
    shop: SqlBackOffice, who: str, number: str
) -> None:
    before = await shop.order_of(customer_id=who, number=number)

    with pytest.raises(TooLateToChange):
        await move(shop, who, number)

    assert (await shop.order_of(customer_id=who, number=number)).ship_to == before.ship_to


async def test_nobody_moves_or_empties_the_order_of_another(shop: SqlBackOffice) -> None:
    with pytest.raises(NotFound):
        await move(shop, "cu-tom", "EK-20402")
    with pytest.raises(NotFound):
        await shop.change_quantity(
            customer_id="cu-tom", number="EK-20451", sku="MUG-04", quantity=1, request_key="other"
        )


async def test_an_address_too_long_or_with_odd_letters_is_kept_as_it_can_be(shop: SqlBackOffice) -> None:
    await move(shop, "cu-mara", "EK-20402", address="1 Long Road\n\x00" + "x" * 500)

    kept = (await shop.order_of(customer_id="cu-mara", number="EK-20402")).ship_to
    assert kept.startswith("1 Long Road x")
    assert len(kept) == 254


async def test_taking_one_out_refunds_it_and_leaves_the_rest(shop: SqlBackOffice) -> None:
    before = await shop.order_of(customer_id="cu-ines", number="EK-20451")

    change = await fewer(shop, "MUG-04", 1)

    after = await shop.order_of(customer_id="cu-ines", number="EK-20451")
    assert before.total.pence - after.total.pence == 2800
    assert {line.sku: line.quantity for line in after.lines} == {"MUG-04": 1, "BWL-02": 1, "TWL-02": 1}
    assert change.promise is not None
    assert "£28.00" in change.promise
    refund = (await shop.refund_status(customer_id="cu-ines", number="EK-20451")).refunds[0]
    assert (refund.amount.pence, refund.due_by) == (2800, change.promise_due)
    await fewer(shop, "TWL-02", 0, "none of it")
    assert len((await shop.order_of(customer_id="cu-ines", number="EK-20451")).lines) == 2


async def test_the_last_thing_is_not_taken_out_but_cancelled(shop: SqlBackOffice) -> None:
    for sku in ("BWL-02", "TWL-02"):
        await fewer(shop, sku, 0, sku)

    with pytest.raises(LeavesNothing):
        await fewer(shop, "MUG-04", 0)

    assert (await fewer(shop, "MUG-04", 1)).did == "order_changed"


@pytest.mark.parametrize(("sku", "quantity"), [("MUG-04", 2), ("MUG-04", -1), ("ESP-01", 0)])
async def test_more_of_it_or_something_else_is_refused(shop: SqlBackOffice, sku: str, quantity: int) -> None:
    with pytest.raises(WhichItems):
        await fewer(shop, sku, quantity)


async def test_once_labelled_nothing_is_taken_out(shop: SqlBackOffice) -> None:
    with pytest.raises(TooLateToChange):
        await fewer(shop, "CND-03", 0, number="EK-20452")

    assert not (await shop.refund_status(customer_id="cu-ines", number="EK-20452")).refunds


async def test_asked_for_by_many_at_once_it_is_taken_out_and_refunded_once(shop: SqlBackOffice) -> None:
    results = await asyncio.gather(*(fewer(shop, "TWL-02", 0, f"k{n}") for n in range(8)), return_exceptions=True)

    done = [result for result in results if isinstance(result, ChangeResult)]
    refused = [result for result in results if isinstance(result, BackOfficeError)]
    assert (len(done), len(refused)) == (1, 7)
    assert all(isinstance(result, (WhichItems, ChangedMeanwhile)) for result in refused)
    assert len((await shop.refund_status(customer_id="cu-ines", number="EK-20451")).refunds) == 1


async def test_cancelled_and_changed_at_once_the_refunds_never_exceed_what_was_paid(shop: SqlBackOffice) -> None:
    paid = (await shop.order_of(customer_id="cu-ines", number="EK-20451")).total.pence

    results = await asyncio.gather(
        fewer(shop, "TWL-02", 0, "a"),
        shop.cancel_order(customer_id="cu-ines", number="EK-20451", request_key="b"),
        fewer(shop, "MUG-04", 1, "c"),
        return_exceptions=True,
    )

    unexpected = [result for result in results if not isinstance(result, (ChangeResult, BackOfficeError))]
    assert not unexpected
    assert not any(isinstance(result, TooLateToCancel) for result in results)
    refunds = (await shop.refund_status(customer_id="cu-ines", number="EK-20451")).refunds
    assert sum(refund.amount.pence for refund in refunds) == paid
