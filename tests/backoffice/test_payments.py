"""Money is given back once, late refunds are chased once, an order has one invoice; on both databases, also at once."""

from __future__ import annotations

import asyncio
from datetime import datetime, timezone

import pytest

from bot.backoffice import rules
from bot.backoffice.errors import ChargedOnce, NoInvoice, NotFound, NotOverdue, StillUnpaid
from bot.backoffice.invoices import invoice_card
from bot.backoffice.sql import SqlBackOffice
from bot.backoffice.types import ChangeResult, Money
from tests.backoffice.conftest import Clock


async def give_back(shop: SqlBackOffice, key: str, number: str = "EK-20451", who: str = "cu-ines") -> ChangeResult:
    return await shop.refund_duplicate(customer_id=who, number=number, request_key=key)


async def chase(shop: SqlBackOffice, key: str, number: str = "EK-20413", who: str = "cu-tom") -> ChangeResult:
    return await shop.chase_refund(customer_id=who, number=number, request_key=key)


async def test_every_order_was_paid_for_and_the_odd_ones_are_there(shop: SqlBackOffice, clock: Clock) -> None:
    for who in ("cu-mara", "cu-tom", "cu-priya", "cu-jo", "cu-ines", "cu-ben"):
        charges = await shop.charges_of(customer_id=who)
        assert [charge.at for charge in charges] == sorted((charge.at for charge in charges), reverse=True)
        for order in await shop.orders_of(customer_id=who):
            taken = [one for one in charges if one.order_number == order.number and one.status == "taken"]
            assert len(taken) == (2 if order.number == "EK-20451" else 1), order.number
            assert taken[0].amount == order.total
            assert taken[0].paid_with == order.paid_with
    ines = await shop.charges_of(customer_id="cu-ines")
    pending = [charge for charge in ines if charge.status == "pending"]
    assert [charge.order_number for charge in pending] == ["EK-20452"]
    assert pending[0].falls_away is not None
    assert pending[0].falls_away > clock.now
    failed = [charge for charge in await shop.charges_of(customer_id="cu-ben") if charge.status == "failed"]
    assert [(charge.order_number, charge.basket) for charge in failed] == [(None, "an espresso machine")]


async def test_a_second_charge_is_given_back_whole_with_a_date(shop: SqlBackOffice) -> None:
    order = await shop.order_of(customer_id="cu-ines", number="EK-20451")

    change = await give_back(shop, "k")

    assert change.promise is not None
    assert str(order.total) in change.promise
    assert not change.already
    left = [one.status for one in await shop.charges_of(customer_id="cu-ines") if one.order_number == order.number]
    assert sorted(left) == ["refunded", "taken"]
    again = await give_back(shop, "another time")
    assert again.already
    assert (again.reference, again.promise_due) == (change.reference, change.promise_due)


async def test_many_at_once_give_it_back_once(shop: SqlBackOffice) -> None:
    results = await asyncio.gather(*(give_back(shop, f"k{n}") for n in range(8)))

    assert sorted(result.already for result in results) == [False] + [True] * 7
    assert len((await shop.refund_status(customer_id="cu-ines", number="EK-20451")).refunds) == 1


async def test_one_charge_is_never_given_back_as_a_second(shop: SqlBackOffice) -> None:
    for who, number in (("cu-ines", "EK-20452"), ("cu-ben", "EK-20462")):
        with pytest.raises(ChargedOnce):
            await give_back(shop, number, number, who)
    with pytest.raises(NotFound):
        await give_back(shop, "not theirs", who="cu-tom")


async def test_a_late_refund_is_chased_once_and_asked_again_the_same_date_holds(
    shop: SqlBackOffice, clock: Clock
) -> None:
    clock.now = datetime(2026, 3, 13, 15, 0, tzinfo=timezone.utc)  # a Friday

    change = await chase(shop, "k")

    assert change.promise_due is not None
    assert rules.shop_day(change.promise_due) == "Mon 16 Mar"
    clock.advance(hours=30)
    again = await chase(shop, "again")
    assert again.already
    assert again.promise_due == change.promise_due
    refund = (await shop.refund_status(customer_id="cu-tom", number="EK-20413")).refunds[0]
    assert refund.chase_due == change.promise_due


async def test_many_at_once_chase_it_once(shop: SqlBackOffice) -> None:
    results = await asyncio.gather(*(chase(shop, f"k{n}") for n in range(8)))

    assert sorted(result.already for result in results) == [False] + [True] * 7
    assert len({result.promise_due for result in results}) == 1


async def test_late_once_more_it_is_no_longer_ours_to_promise(shop: SqlBackOffice, clock: Clock) -> None:
    await chase(shop, "k")
    clock.advance(days=6)

    with pytest.raises(StillUnpaid) as refused:
        await chase(shop, "again")

    assert refused.value.refund.reference == "RF-5002"
    assert "still unpaid" in str(refused.value)


async def test_what_is_not_late_is_not_chased(shop: SqlBackOffice) -> None:
    for who, number in (("cu-mara", "EK-20405"), ("cu-jo", "EK-20441"), ("cu-mara", "EK-20402")):
        with pytest.raises(NotOverdue):
            await chase(shop, number, number, who)


async def test_an_order_has_one_invoice_with_all_it_needs(shop: SqlBackOffice) -> None:
    issued = await asyncio.gather(
        *(shop.issue_invoice(customer_id="cu-ines", number="EK-20451", request_key=f"k{n}") for n in range(6))
    )

    assert len({one.reference for one in issued}) == 1
    order = await shop.order_of(customer_id="cu-ines", number="EK-20451")
    card = invoice_card(order, issued[0].facts)
    rows = {row["label"]: row["value"] for row in card["rows"]}
    assert card["title"] == f"Invoice {issued[0].reference}"
    assert rows["2 × Stoneware mugs, set of 4"] == "£56.00"
    assert rows["VAT at 20 %"] == "£15.67"
    assert rows["Without VAT"] == "£78.33"
    assert rows["Total, paid"].startswith("£94.00")
    assert rules.SELLER in rows["Sold by"]


async def test_a_business_is_named_on_it_once(shop: SqlBackOffice) -> None:
    async def for_business(company: str, vat: str, key: str) -> ChangeResult:
        return await shop.issue_invoice(
            customer_id="cu-mara", number="EK-20403", company=company, vat_number=vat, request_key=key
        )

    plain = await shop.issue_invoice(customer_id="cu-mara", number="EK-20403", request_key="plain")
    change = await for_business("Ropewalk Studio Ltd", "GB123456789", "business")

    assert change.reference == plain.reference
    assert change.facts["Made out to"] == "Ropewalk Studio Ltd"
    assert (await for_business("Ropewalk Studio Ltd", "GB123456789", "same again")).reference == plain.reference
    with pytest.raises(NoInvoice, match="Ropewalk Studio"):
        await for_business("Another Ltd", "GB987654321", "another")


async def test_what_was_cancelled_has_no_invoice(shop: SqlBackOffice) -> None:
    with pytest.raises(NoInvoice):
        await shop.issue_invoice(customer_id="cu-jo", number="EK-20441", request_key="k")


@pytest.mark.parametrize(("pence", "vat"), [(120, 20), (9400, 1567), (1, 0), (3, 1), (34900, 5817)])
def test_the_vat_in_a_price(pence: int, vat: int) -> None:
    assert rules.vat_in(Money(pence)) == Money(vat)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("GB 123 4567 89", "GB123456789"),
        ("123456789", "GB123456789"),
        ("de-123456789", "DE123456789"),
        ("IE1234567WA", "IE1234567WA"),
        ("GB12345", None),
        ("Ropewalk Studio", None),
        ("", None),
    ],
)
def test_a_vat_number_is_understood_as_people_type_it(typed: str, kept: str | None) -> None:
    assert rules.vat_number(typed) == kept


async def test_the_catalogue_knows_prices_stock_and_facts(shop: SqlBackOffice, clock: Clock) -> None:
    products = {product.sku: product for product in await shop.products()}

    assert len(products) == 16
    assert products["PAN-28"].facts["Oven"].startswith("yes")
    assert products["PAN-28"].in_stock
    lamp = products["LMP-01"]
    assert not lamp.in_stock
    assert lamp.back_on is not None
    assert lamp.back_on > clock.now


async def test_a_guest_who_proved_the_address_sees_what_the_orders_cost(shop: SqlBackOffice) -> None:
    rosa = (await shop.accounts.identify(email="rosa@example.com")).id
    assert {charge.order_number for charge in await shop.charges_of(customer_id=rosa)} == {"EK-20431"}
    assert await shop.charges_of(customer_id="gu-nobody") == ()
