"""Damaged, wrong or missing: put right at once, once, and only as far as the assistant may go."""

from __future__ import annotations

import pytest

from bot.backoffice.errors import AlreadyReturned, BeyondPower, NotDeliveredYet, OutsideReturnWindow, WhichItems
from bot.backoffice.sql import SqlBackOffice
from bot.backoffice.types import Money, OrderStatus

MARA = {"customer_id": "cu-mara", "number": "EK-20403"}


async def test_a_replacement_is_a_real_order_with_a_date(shop: SqlBackOffice) -> None:
    done = await shop.report_damage(**MARA, what="the serving bowl is cracked", wanted="replacement", request_key="k")

    assert done.did == "replacement_sent"
    assert (
        done.promise
        == f"replacement {done.facts['Replacement order']} for Stoneware serving bowl delivered by Mon 16 Mar"
    )
    replacement = await shop.order_of(customer_id="cu-mara", number=done.facts["Replacement order"])
    assert replacement.replaces == "EK-20403"
    assert replacement.status is OrderStatus.PLACED
    assert [line.sku for line in replacement.lines] == ["BWL-02"]
    assert replacement.delivery.promised_by == done.promise_due
    assert done.facts["Sending it back"] == "not needed"


async def test_a_refund_for_damage_is_only_for_what_is_damaged(shop: SqlBackOffice) -> None:
    done = await shop.report_damage(**MARA, what="two mugs arrived smashed", wanted="refund", request_key="k")

    assert done.promise == "refund of £28.00 to the card ending 1881 by Wed 18 Mar"
    (refund,) = (await shop.refund_status(**MARA)).refunds
    assert refund.amount == Money(2800)
    assert "two mugs arrived smashed" in refund.reason


async def test_dear_things_come_back_on_a_free_label_and_missing_things_cannot(shop: SqlBackOffice) -> None:
    tom = {"customer_id": "cu-jo", "number": "EK-20442", "wanted": "refund"}
    broken = await shop.report_damage(**tom, what="the motor does not turn", request_key="k")
    assert broken.facts["Please send it back"].startswith("free label RL-")

    await shop.prepare(fresh=True)
    missing = await shop.report_damage(**tom, what="the grinder was not in the box", request_key="k")
    assert missing.facts["Sending it back"] == "not needed"


async def test_an_unclear_report_asks_which_item_and_changes_nothing(shop: SqlBackOffice) -> None:
    for words in ("it came broken", "everything stoneware is chipped"):
        with pytest.raises(WhichItems) as asked:
            await shop.report_damage(**MARA, what=words, wanted="refund", request_key="k")
        assert len(asked.value.order.lines) == 3

    assert (await shop.refund_status(**MARA)).refunds == ()
    assert all(line.case is None for line in (await shop.order_of(**MARA)).lines)


async def test_several_items_can_be_named_by_sku(shop: SqlBackOffice) -> None:
    done = await shop.report_damage(
        **MARA, what="all smashed", wanted="refund", lines=["MUG-04", "BWL-02"], request_key="k"
    )

    assert "£52.00" in (done.promise or "")


async def test_an_item_is_settled_once(shop: SqlBackOffice) -> None:
    first = await shop.report_damage(**MARA, what="bowl cracked", wanted="replacement", request_key="k1")

    with pytest.raises(AlreadyReturned) as refused:
        await shop.report_damage(**MARA, what="bowl cracked", wanted="refund", request_key="k2")

    assert refused.value.reference == first.reference


async def test_much_money_is_for_a_person_to_decide_and_leaves_no_trace(shop: SqlBackOffice) -> None:
    tom = {"customer_id": "cu-tom", "number": "EK-20412"}
    with pytest.raises(BeyondPower) as refused:
        await shop.report_damage(**tom, what="it leaks", wanted="refund", request_key="k")

    assert refused.value.limit == Money(20000)
    assert (await shop.refund_status(**tom)).refunds == ()
    assert [line.case for line in (await shop.order_of(**tom)).lines] == [None]


async def test_cancelling_a_replacement_refunds_what_was_paid(shop: SqlBackOffice) -> None:
    sent = await shop.report_damage(**MARA, what="bowl cracked", wanted="replacement", request_key="k1")
    cancelled = await shop.cancel_order(customer_id="cu-mara", number=sent.facts["Replacement order"], request_key="k2")

    assert "refund of £24.00" in (cancelled.promise or "")


async def test_damage_follows_the_same_thirty_days(shop: SqlBackOffice) -> None:
    with pytest.raises(OutsideReturnWindow):
        await shop.report_damage(
            customer_id="cu-mara", number="EK-20404", what="bent", wanted="refund", request_key="k1"
        )
    with pytest.raises(NotDeliveredYet):
        await shop.report_damage(
            customer_id="cu-mara", number="EK-20401", what="bent", wanted="refund", request_key="k2"
        )
