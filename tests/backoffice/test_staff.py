"""What people at the desk may do beyond the assistant: within what was paid, and once."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest

from bot.backoffice.errors import AlreadyReturned, BeyondPower, MoreThanPaid, NotFound, NotSentYet, OverBudget
from bot.backoffice.outbox import latest
from bot.backoffice.sql import SqlBackOffice
from bot.backoffice.staff import SqlStaff
from bot.backoffice.types import Money, OrderStatus
from bot.deescalation.goodwill_policy import Kind, Policy

PEOPLE = Policy(enabled=True, per_order=3000, per_customer=6000, per_day=50_000)
DELIVERED = "EK-20403"  # Mara's: a bowl, four mugs, towels


@pytest.fixture
def staff(shop: SqlBackOffice) -> SqlStaff:
    return SqlStaff(shop.shop)


async def give_back(staff: SqlStaff, key: str, **how: object) -> Money:
    """A refund, and what is left then."""
    wanted = {"number": DELIVERED, "amount": None, "lines": None, "why": "came late", "most": None, **how}
    await staff.refund(**wanted, request_key=key)  # type: ignore[arg-type]
    return (await staff.paid(number=DELIVERED)).left


async def test_twenty_presses_at_once_are_one_refund(staff: SqlStaff, shop: SqlBackOffice) -> None:
    presses = [give_back(staff, "one press", amount=Money(500)) for _ in range(20)]
    before = (await staff.paid(number=DELIVERED)).left
    assert {left.pence for left in await asyncio.gather(*presses)} == {before.pence - 500}
    refunds = (await shop.refund_status(customer_id="cu-mara", number=DELIVERED)).refunds
    assert [refund.amount for refund in refunds] == [Money(500)]


async def test_however_many_press_at_once_no_more_goes_back_than_was_paid(staff: SqlStaff) -> None:
    paid = (await staff.paid(number=DELIVERED)).paid
    share = Money(paid.pence // 3)
    tried = await asyncio.gather(
        *(give_back(staff, f"press {n}", amount=share) for n in range(8)), return_exceptions=True
    )
    assert [type(one) for one in tried if isinstance(one, Exception)] == [MoreThanPaid] * 5
    state = await staff.paid(number=DELIVERED)
    assert state.refunded.pence == 3 * share.pence and state.left.pence == paid.pence - state.refunded.pence


async def test_some_lines_cost_what_was_paid_for_them_and_go_back_once(staff: SqlStaff, shop: SqlBackOffice) -> None:
    order = (await staff.find(number=DELIVERED)).order
    line = order.lines[0]
    before = (await staff.paid(number=DELIVERED)).left
    assert (await give_back(staff, "a", lines=[line.sku])).pence == before.pence - line.total.pence
    with pytest.raises(AlreadyReturned):
        await give_back(staff, "b", lines=[line.sku])
    with pytest.raises(AlreadyReturned):  # neither may the customer send it back for the money
        await shop.request_return(customer_id="cu-mara", number=DELIVERED, lines=[line.sku], request_key="c")


async def test_all_that_is_left_closes_the_matter(staff: SqlStaff, shop: SqlBackOffice) -> None:
    assert (await give_back(staff, "a")).pence == 0
    with pytest.raises(MoreThanPaid):
        await give_back(staff, "b")
    with pytest.raises(AlreadyReturned):
        await shop.request_return(customer_id="cu-mara", number=DELIVERED, request_key="c")


async def test_a_return_under_way_counts_as_money_that_goes_back(staff: SqlStaff, shop: SqlBackOffice) -> None:
    order = (await staff.find(number=DELIVERED)).order
    await shop.request_return(customer_id="cu-mara", number=DELIVERED, lines=[order.lines[0].sku], request_key="r")
    state = await staff.paid(number=DELIVERED)
    assert state.coming_back == order.lines[0].total and state.left.pence == state.paid.pence - state.coming_back.pence


async def test_an_agents_limit_holds_and_a_supervisor_has_none(staff: SqlStaff) -> None:
    with pytest.raises(BeyondPower):
        await give_back(staff, "a", amount=Money(1001), most=Money(1000))
    before = (await staff.paid(number=DELIVERED)).left
    assert (await give_back(staff, "b", amount=Money(1001))).pence == before.pence - 1001


async def test_cancelling_gives_back_only_what_a_person_has_not(staff: SqlStaff, shop: SqlBackOffice) -> None:
    paid = (await staff.paid(number="EK-20402")).paid
    await give_back(staff, "a", number="EK-20402", amount=Money(1000))
    done = await shop.cancel_order(customer_id="cu-mara", number="EK-20402", request_key="b")
    assert done.facts["Refund"].startswith(str(Money(paid.pence - 1000)))
    assert (await staff.paid(number="EK-20402")).left.pence == 0


async def test_lost_things_are_sent_again_and_what_has_not_left_is_not(staff: SqlStaff) -> None:
    order = (await staff.find(number="EK-20401")).order
    assert order.status is OrderStatus.DISPATCHED
    done = await staff.replace(number="EK-20401", lines=[order.lines[0].sku], why="lost", request_key="a")
    sent = (await staff.find(number=done.kept_by.reference)).order
    assert [line.sku for line in sent.lines] == [order.lines[0].sku] and sent.replaces == "EK-20401"
    with pytest.raises(AlreadyReturned):
        await staff.replace(number="EK-20401", lines=[order.lines[0].sku], why="lost", request_key="b")
    with pytest.raises(NotSentYet):
        await staff.replace(number="EK-20402", lines=["THR-01"], why="lost", request_key="c")


async def test_a_guests_order_is_found_and_changed_too(staff: SqlStaff, shop: SqlBackOffice) -> None:
    found = await staff.find(number="20432")
    assert found.customer_id == (await staff.find(number="EK-20432")).customer_id and found.email == "sam@example.com"
    traced = await shop.trace_parcel(number="EK-20432", customer_id=found.customer_id, request_key="a")
    assert traced.did == "trace_opened"
    with pytest.raises(NotFound):
        await staff.find(number="EK-99999")


async def test_a_persons_goodwill_exceeds_the_assistants_and_not_the_hard_limit(staff: SqlStaff) -> None:
    async def give(key: str, pence: int) -> None:
        await staff.give(
            number=DELIVERED,
            kind=Kind.CREDIT,
            amount=Money(pence),
            why="waited three weeks",
            policy=PEOPLE,
            request_key=key,
        )

    await give("a", 2000)  # twice the assistant's
    with pytest.raises(OverBudget) as refused:
        await give("b", 1001)
    assert refused.value.left == Money(1000)
    await give("c", 1000)
    assert (await staff.given(number=DELIVERED)).order == 3000
    with pytest.raises(OverBudget):
        await staff.give(
            number=DELIVERED,
            kind=Kind.CREDIT,
            amount=Money(1),
            why="x",
            policy=replace(PEOPLE, per_order=3000),
            request_key="d",
        )


async def test_the_invoice_goes_to_the_orders_own_address(staff: SqlStaff, shop: SqlBackOffice) -> None:
    for _ in range(2):
        await staff.mail_invoice(number=DELIVERED, request_key="a")
    (mail,) = await latest(shop.shop)
    assert mail.to == "mara@example.com" and "Total, paid" in mail.body and "VAT" in mail.body
