"""Whether what was promised has been done: as refunds are paid, parcels delivered, searches answered."""

from __future__ import annotations

import pytest

from bot.backoffice import demo_clock
from bot.backoffice.closing import close_due
from bot.backoffice.errors import NotFound
from bot.backoffice.sql import SqlBackOffice
from bot.backoffice.sql_accounts import SqlAccounts
from bot.backoffice.types import ChangeResult, Check, PromiseState


async def state(shop: SqlBackOffice, check: Check) -> PromiseState:
    found = await shop.promise_state(kind=check.kind, reference=check.reference)
    assert found is not None
    return found


async def cancelled(shop: SqlBackOffice) -> ChangeResult:
    return await shop.cancel_order(customer_id="cu-mara", number="EK-20402", request_key="a")


async def traced(shop: SqlBackOffice) -> ChangeResult:
    return await shop.trace_parcel(customer_id="cu-mara", number="EK-20401", request_key="b")


async def replaced(shop: SqlBackOffice) -> ChangeResult:
    return await shop.report_damage(
        customer_id="cu-mara", number="EK-20403", what="the bowl is cracked", wanted="replacement", request_key="c"
    )


async def test_a_refund_is_kept_once_it_is_paid(shop: SqlBackOffice) -> None:
    check = (await cancelled(shop)).kept_by
    assert check.kind == "refund_paid" and (await state(shop, check)).state == "open"
    assert await demo_clock.do(shop.shop, "pay-refund", check.reference.lower())
    found = await state(shop, check)
    assert found.state == "kept"
    assert found.said == f"£85.00 went to the card ending 1881 on Wed 11 Mar, reference {check.reference}."
    assert found.facts["Refund"] == "£85.00 to the card ending 1881"
    assert not await demo_clock.do(shop.shop, "pay-refund", check.reference), "once"
    assert not await demo_clock.do(shop.shop, "refuse-refund", check.reference)


async def test_a_refund_that_the_bank_refuses_cannot_be_kept_and_counts_as_late(shop: SqlBackOffice) -> None:
    change = await cancelled(shop)
    await demo_clock.do(shop.shop, "refuse-refund", change.reference)
    found = await state(shop, change.kept_by)
    assert (found.state, found.said) == ("failed", "The card ending 1881 would not take the £85.00.")
    status = await shop.refund_status(customer_id="cu-mara", number="EK-20402")
    assert status.refunds[0].is_late(shop.shop.now())


async def test_a_replacement_is_kept_by_its_own_order_and_void_once_they_cancel_it(shop: SqlBackOffice) -> None:
    check = (await replaced(shop)).kept_by
    assert check.kind == "replacement_delivered" and check.reference.startswith("EK-205")
    assert (await state(shop, check)).state == "open"
    await shop.cancel_order(customer_id="cu-mara", number=check.reference, request_key="d")
    assert (await state(shop, check)).state == "void"
    assert not await demo_clock.do(shop.shop, "deliver", check.reference)


async def test_a_parcel_is_kept_once_it_is_delivered(shop: SqlBackOffice) -> None:
    check = Check("parcel_delivered", "EK-20401")
    assert (await state(shop, check)).state == "open"
    await demo_clock.do(shop.shop, "deliver", "EK-20401")
    assert (await state(shop, check)).said == "EK-20401 was delivered on Wed 11 Mar."
    delivery = (await shop.order_of(customer_id="cu-mara", number="EK-20401")).delivery
    assert delivery.delivered_at == shop.shop.now() and delivery.parcel and delivery.parcel.status.value == "delivered"


@pytest.mark.parametrize("deed", ["answer-trace", "deliver"])
async def test_a_search_is_kept_by_its_answer_or_by_the_parcel_itself(shop: SqlBackOffice, deed: str) -> None:
    change = await traced(shop)
    assert change.kept_by == Check("trace_answered", change.reference)
    assert (await state(shop, change.kept_by)).state == "open"
    shop.shop.now.advance(hours=1)  # the test's clock
    await demo_clock.do(shop.shop, deed, change.reference if deed == "answer-trace" else "EK-20401")
    found = await state(shop, change.kept_by)
    assert found.state == "kept" and found.said and found.said.startswith("EK-20401")


async def test_a_search_for_a_parcel_marked_delivered_is_not_kept_by_that_mark(shop: SqlBackOffice) -> None:
    change = await shop.trace_parcel(customer_id="cu-priya", number="EK-20423", request_key="e")
    assert (await state(shop, change.kept_by)).state == "open"


async def test_a_return_is_kept_by_its_arrival(shop: SqlBackOffice) -> None:
    assert (await state(shop, Check("return_received", "RT-5001"))).state == "kept"
    assert (await state(shop, Check("return_received", "RT-5003"))).state == "open"


async def test_a_case_is_kept_by_its_answer(shop: SqlBackOffice) -> None:
    accounts = SqlAccounts(shop.shop)
    for kind in ("complaint", "data_copy"):
        change = await accounts.open_case(
            kind=kind, words="x", customer_id="cu-mara", email="mara@example.com", request_key=kind
        )
        assert (await state(shop, change.kept_by)).state == "open"
        await demo_clock.do(shop.shop, "answer-case", change.reference)
        found = await state(shop, change.kept_by)
        assert found.state == "kept" and found.said and found.said.endswith("It went to mara@example.com.")


async def test_a_closing_account_is_kept_when_it_closes_and_void_when_they_change_their_mind(
    shop: SqlBackOffice,
) -> None:
    accounts = SqlAccounts(shop.shop)
    check = (await accounts.close_account(customer_id="cu-jo", request_key="a")).kept_by
    assert (await state(shop, check)).state == "open"
    await accounts.keep_account(customer_id="cu-jo", request_key="b")
    assert (await state(shop, check)).state == "void"
    await accounts.close_account(customer_id="cu-jo", request_key="c")
    shop.shop.now.advance(days=400)  # the test's clock
    assert await close_due(shop.shop) == 1
    assert (await state(shop, check)).state == "kept"


async def test_a_refused_refund_can_be_chased_and_then_paid(shop: SqlBackOffice) -> None:
    change = await cancelled(shop)
    await demo_clock.do(shop.shop, "refuse-refund", change.reference)
    chased = await shop.chase_refund(customer_id="cu-mara", number="EK-20402", request_key="chase")
    assert not chased.already and (await state(shop, chased.kept_by)).state == "open"
    await demo_clock.do(shop.shop, "pay-refund", change.reference)
    assert (await state(shop, chased.kept_by)).state == "kept"


async def test_what_is_not_known_here_cannot_be_told(shop: SqlBackOffice) -> None:
    for kind, reference in (("goodwill", "GW-1"), ("refund_paid", "RF-1"), ("parcel_delivered", "EK-1")):
        assert await shop.promise_state(kind=kind, reference=reference) is None
    with pytest.raises(NotFound):
        await demo_clock.do(shop.shop, "pay-refund", "RF-1")


def test_a_change_says_what_keeps_its_promise_also_one_that_nobody_listed() -> None:
    assert ChangeResult("duplicate_refunded", "EK-20401", "RF-9", "").kept_by == Check("refund_paid", "RF-9")
    change = ChangeResult("credit_given", "EK-20401", "GW-7", "Gave £5.")
    assert change.kept_by == Check("credit_given", "GW-7")
    explicit = ChangeResult("credit_given", "EK-20401", "GW-7", "Gave £5.", check=Check("credit_paid", "x"))
    assert ChangeResult.from_json(explicit.to_json()) == explicit and explicit.kept_by == Check("credit_paid", "x")
