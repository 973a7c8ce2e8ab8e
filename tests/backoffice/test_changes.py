"""Cancelling, returning, tracing: what is done, what is promised, what is refused, on both databases."""

from __future__ import annotations

from datetime import datetime, timezone

import pytest

from bot.backoffice.errors import (
    AlreadyCancelled,
    AlreadyReturned,
    NotDeliveredYet,
    NotLate,
    OutsideReturnWindow,
    TooLateToCancel,
    WhichItems,
)
from bot.backoffice.sql import SqlBackOffice
from bot.backoffice.types import Money, OrderStatus
from tests.backoffice.conftest import Clock


async def test_cancelling_refunds_everything_with_a_date(shop: SqlBackOffice) -> None:
    done = await shop.cancel_order(customer_id="cu-mara", number="EK-20402", request_key="k")

    assert done.did == "cancelled"
    assert done.promise == "refund of £85.00 to the card ending 1881 by Wed 18 Mar"
    assert done.promise_due == datetime(2026, 3, 18, 18, 0, tzinfo=timezone.utc)
    order = await shop.order_of(customer_id="cu-mara", number="EK-20402")
    assert order.status is OrderStatus.CANCELLED
    (refund,) = (await shop.refund_status(customer_id="cu-mara", number="EK-20402")).refunds
    assert (refund.amount, refund.to, refund.status, refund.reference) == (
        order.total,
        "the card ending 1881",
        "requested",
        done.reference,
    )


async def test_an_order_being_packed_can_still_be_cancelled_with_its_postage(shop: SqlBackOffice) -> None:
    packing = await shop.order_of(customer_id="cu-priya", number="EK-20421")
    done = await shop.cancel_order(customer_id="cu-priya", number="EK-20421", request_key="k")

    assert packing.status is OrderStatus.PACKING
    assert str(packing.total) in (done.promise or "")


async def test_what_the_carrier_has_is_too_late_to_cancel(shop: SqlBackOffice) -> None:
    for number in ("EK-20401", "EK-20403"):
        with pytest.raises(TooLateToCancel) as refused:
            await shop.cancel_order(customer_id="cu-mara", number=number, request_key=number)
        assert refused.value.order.number == number
    assert (await shop.refund_status(customer_id="cu-mara", number="EK-20401")).refunds == ()


async def test_cancelling_again_says_it_was_cancelled(shop: SqlBackOffice) -> None:
    with pytest.raises(AlreadyCancelled, match="EK-20413 was cancelled on Thu 26 Feb"):
        await shop.cancel_order(customer_id="cu-tom", number="EK-20413", request_key="k")


async def test_a_return_of_one_item_gives_a_free_label_and_a_last_day(shop: SqlBackOffice) -> None:
    done = await shop.request_return(customer_id="cu-mara", number="EK-20403", lines=["MUG-04"], request_key="k")

    assert done.did == "return_opened"
    assert done.facts["Items"] == "Stoneware mugs, set of 4"
    assert done.facts["Post it by"] == "Wed 25 Mar"
    assert done.promise is None  # nothing is dated until the customer posts it
    (back,) = (await shop.refund_status(customer_id="cu-mara", number="EK-20403")).returns
    assert (back.skus, back.amount, back.label) == (("MUG-04",), Money(2800), done.facts["Free label"])
    order = await shop.order_of(customer_id="cu-mara", number="EK-20403")
    assert {line.sku: line.case for line in order.lines} == {"BWL-02": None, "MUG-04": done.reference, "TWL-02": None}


async def test_returning_a_whole_order_gives_its_postage_back_too(shop: SqlBackOffice) -> None:
    order = await shop.order_of(customer_id="cu-priya", number="EK-20423")
    await shop.request_return(customer_id="cu-priya", number="EK-20423", request_key="k")

    (back,) = (await shop.refund_status(customer_id="cu-priya", number="EK-20423")).returns
    assert back.amount == order.total == Money(2400 + 395)


async def test_the_rest_of_an_order_can_be_returned_later(shop: SqlBackOffice) -> None:
    await shop.request_return(customer_id="cu-mara", number="EK-20403", lines=["MUG-04"], request_key="k1")
    rest = await shop.request_return(customer_id="cu-mara", number="EK-20403", request_key="k2")

    assert rest.facts["Items"] == "Stoneware serving bowl, Linen tea towels, pair"
    with pytest.raises(AlreadyReturned):
        await shop.request_return(customer_id="cu-mara", number="EK-20403", request_key="k3")


async def test_one_item_already_returned_stops_the_whole_request(shop: SqlBackOffice) -> None:
    first = await shop.request_return(customer_id="cu-mara", number="EK-20403", lines=["MUG-04"], request_key="k1")

    with pytest.raises(AlreadyReturned) as refused:
        await shop.request_return(
            customer_id="cu-mara", number="EK-20403", lines=["MUG-04", "BWL-02"], request_key="k2"
        )

    assert refused.value.reference == first.reference
    order = await shop.order_of(customer_id="cu-mara", number="EK-20403")
    assert [line.case for line in order.lines if line.sku == "BWL-02"] == [None]


async def test_an_exchange_keeps_what_is_wanted_instead(shop: SqlBackOffice) -> None:
    done = await shop.request_return(
        customer_id="cu-jo", number="EK-20442", kind="exchange", wanted="the black one", request_key="k"
    )

    assert done.did == "exchange_opened"
    assert done.facts["Wanted instead"] == "the black one"
    (back,) = (await shop.refund_status(customer_id="cu-jo", number="EK-20442")).returns
    assert (back.kind, back.wanted) == ("exchange", "the black one")


async def test_an_item_that_is_not_in_the_order_is_asked_about(shop: SqlBackOffice) -> None:
    with pytest.raises(WhichItems):
        await shop.request_return(customer_id="cu-mara", number="EK-20403", lines=["ESP-01"], request_key="k")


async def test_thirty_days_are_thirty_days(shop: SqlBackOffice, clock: Clock) -> None:
    with pytest.raises(OutsideReturnWindow) as refused:
        await shop.request_return(customer_id="cu-mara", number="EK-20404", request_key="k1")
    assert refused.value.closed_at == datetime(2026, 2, 17, 23, 59, 59, tzinfo=timezone.utc)

    clock.now = datetime(2026, 4, 4, 12, 0, tzinfo=timezone.utc)  # EK-20403 came on 5 March: the last day
    assert await shop.request_return(customer_id="cu-mara", number="EK-20403", lines=["MUG-04"], request_key="k2")
    clock.advance(days=1)
    with pytest.raises(OutsideReturnWindow):
        await shop.request_return(customer_id="cu-mara", number="EK-20403", request_key="k3")


async def test_what_has_not_arrived_or_was_cancelled_cannot_be_returned(shop: SqlBackOffice) -> None:
    with pytest.raises(NotDeliveredYet):
        await shop.request_return(customer_id="cu-mara", number="EK-20401", request_key="k1")
    with pytest.raises(AlreadyCancelled):
        await shop.request_return(customer_id="cu-tom", number="EK-20413", request_key="k2")


async def test_a_late_parcel_is_searched_for_with_a_dated_answer(shop: SqlBackOffice) -> None:
    done = await shop.trace_parcel(customer_id="cu-mara", number="EK-20401", request_key="k")

    assert done.promise == "an answer about EK-20401 by Fri 13 Mar"
    assert done.promise_due == datetime(2026, 3, 13, 18, 0, tzinfo=timezone.utc)
    delivery = await shop.find_order(number="EK-20401", email="mara@example.com")
    assert delivery.trace is not None
    assert (delivery.trace.reference, delivery.trace.due) == (done.reference, done.promise_due)


async def test_asking_again_returns_the_search_already_open(shop: SqlBackOffice, clock: Clock) -> None:
    first = await shop.trace_parcel(number="EK-20432", email="sam@example.com", request_key="k1")
    clock.advance(days=1)
    again = await shop.trace_parcel(number="EK-20432", email="sam@example.com", request_key="k2")

    assert not first.already
    assert again.already
    assert (again.reference, again.promise_due) == (first.reference, first.promise_due)


async def test_marked_delivered_but_not_there_is_searched_for(shop: SqlBackOffice) -> None:
    assert (await shop.trace_parcel(customer_id="cu-priya", number="EK-20423", request_key="k")).did == "trace_opened"


async def test_a_late_order_that_never_left_is_searched_for_in_the_warehouse(shop: SqlBackOffice, clock: Clock) -> None:
    clock.advance(days=5)
    done = await shop.trace_parcel(customer_id="cu-mara", number="EK-20402", request_key="k")

    assert done.facts["Search with"] == "our warehouse"


async def test_nothing_is_searched_for_before_its_date_or_after_cancelling(shop: SqlBackOffice) -> None:
    with pytest.raises(NotLate, match="promised by Thu 12 Mar"):
        await shop.trace_parcel(customer_id="cu-priya", number="EK-20422", request_key="k1")
    with pytest.raises(NotLate, match="cancelled"):
        await shop.trace_parcel(customer_id="cu-tom", number="EK-20413", request_key="k2")


async def test_a_trace_needs_somebody_to_ask_for_it(shop: SqlBackOffice) -> None:
    with pytest.raises(ValueError, match="e-mail"):
        await shop.trace_parcel(number="EK-20401", request_key="k")
