"""Accounts: changed, closed and kept, with the mails that go with it; cases, newsletter, subscription, reviews."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta, timezone

import pytest

from bot.backoffice.accounts import AddressTaken, NoAccount, StillOpen
from bot.backoffice.cases import one_month_after
from bot.backoffice.errors import NotFound
from bot.backoffice.outbox import latest
from bot.backoffice.sql import SqlBackOffice
from tests.backoffice.conftest import Clock


async def mailed(shop: SqlBackOffice) -> list[tuple[str, str]]:
    return [(mail.to, mail.subject) for mail in await latest(shop.shop)]


async def test_name_and_phone_are_changed_and_the_owner_is_told(shop: SqlBackOffice) -> None:
    await shop.accounts.change_details(customer_id="cu-jo", name="Jo Marsh", request_key="a")
    await shop.accounts.change_details(customer_id="cu-jo", phone="+44 7700 900123", request_key="b")
    profile = await shop.accounts.profile(customer_id="cu-jo")
    assert (profile.name, profile.phone) == ("Jo Marsh", "+44 7700 900123")
    assert await mailed(shop) == [("jo@example.com", "Your account was changed")] * 2


async def test_a_new_address_is_told_to_the_old_one(shop: SqlBackOffice) -> None:
    await shop.accounts.change_email(customer_id="cu-jo", email="Jo.Marsh@example.com", request_key="a")
    assert (await shop.accounts.profile(customer_id="cu-jo")).email == "jo.marsh@example.com"
    assert await mailed(shop) == [("jo@example.com", "Your e-mail address was changed")]
    with pytest.raises(AddressTaken):
        await shop.accounts.change_email(customer_id="cu-jo", email="tom@example.com", request_key="b")


async def test_a_reset_link_goes_to_known_addresses_only_with_the_same_answer(shop: SqlBackOffice) -> None:
    send = shop.accounts.send_reset_link
    known = await send(email="jo@example.com", conversation="c", request_key="a")
    unknown = await send(email="nobody@example.com", conversation="c", request_key="b")
    assert known == unknown
    assert await mailed(shop) == [("jo@example.com", "Choose a new password")]


async def test_an_account_closes_in_fourteen_days_unless_it_is_kept(shop: SqlBackOffice, clock: Clock) -> None:
    done = await shop.accounts.close_account(customer_id="cu-jo", request_key="a")
    assert done.promise_due == clock.now + timedelta(days=14)
    clock.advance(days=1)
    again = await shop.accounts.close_account(customer_id="cu-jo", request_key="b")
    assert again.already and again.promise_due == done.promise_due
    await shop.accounts.keep_account(customer_id="cu-jo", request_key="c")
    assert (await shop.accounts.profile(customer_id="cu-jo")).closes_at is None


async def test_what_is_still_open_is_said_before_closing(shop: SqlBackOffice) -> None:
    with pytest.raises(StillOpen) as refused:
        await shop.accounts.close_account(customer_id="cu-tom", request_key="a")
    assert "EK-20411 has not reached you yet" in refused.value.reasons
    assert "the refund for EK-20413 has not been paid yet" in refused.value.reasons


async def test_a_guest_has_no_account(shop: SqlBackOffice) -> None:
    guest = (await shop.accounts.identify(email="rosa@example.com")).id
    with pytest.raises(NoAccount):
        await shop.accounts.close_account(customer_id=guest, request_key="a")
    with pytest.raises(NoAccount):
        await shop.accounts.profile(customer_id=guest)


async def test_guests_proving_an_address_at_once_are_one(shop: SqlBackOffice) -> None:
    found = await asyncio.gather(*(shop.accounts.identify(email="sam@example.com") for _ in range(5)))
    assert len({one.id for one in found}) == 1


async def test_a_complaint_keeps_their_words_and_has_a_date(shop: SqlBackOffice) -> None:
    words = "Rude on the phone.\nTwice!"
    done = await shop.accounts.open_case(
        kind="staff_complaint", words=words, customer_id="cu-jo", email="jo@example.com", request_key="a"
    )
    assert done.reference.startswith("CP-") and done.promise_due == datetime(2026, 3, 18, 18, tzinfo=timezone.utc)
    (mail,) = await latest(shop.shop)
    assert "Rude on the phone. Twice!" in mail.body and done.reference in mail.subject


@pytest.mark.parametrize(
    ("asked", "answered"),
    [((2026, 1, 31), (2026, 2, 28)), ((2026, 3, 11), (2026, 4, 11)), ((2026, 12, 5), (2027, 1, 5))],
)
def test_personal_data_is_answered_within_a_month(asked: tuple[int, int, int], answered: tuple[int, int, int]) -> None:
    assert one_month_after(datetime(*asked, tzinfo=timezone.utc)) == datetime(*answered, tzinfo=timezone.utc)


async def test_the_newsletter_stops_at_once_and_starts_only_when_confirmed(shop: SqlBackOffice) -> None:
    await shop.accounts.set_newsletter(email="mara@example.com", on=False, request_key="a")
    await shop.accounts.set_newsletter(email="mara@example.com", on=False, request_key="b")  # no second mail
    await shop.accounts.set_newsletter(email="new@example.com", on=True, request_key="c")
    assert await mailed(shop) == [
        ("new@example.com", "Please confirm: our newsletter"),
        ("mara@example.com", "The newsletter has stopped"),
    ]


async def test_a_subscription_is_skipped_paused_resumed_and_cancelled(shop: SqlBackOffice, clock: Clock) -> None:
    (before,) = await shop.accounts.subscriptions(customer_id="cu-mara")

    async def change(key: str, **what: object) -> None:
        await shop.accounts.change_subscription(
            customer_id="cu-mara",
            reference=before.reference,
            request_key=key,
            **what,
        )

    await change("a", change="skip")
    await change("a", change="skip")  # the same request: skipped once
    (now,) = await shop.accounts.subscriptions(customer_id="cu-mara")
    assert now.next_at - before.next_at == timedelta(weeks=4)
    await change("b", every_weeks=6)
    await change("c", change="pause")
    with pytest.raises(NotFound):
        await change("d", change="skip")
    clock.advance(days=100)
    await change("e", change="resume")
    (now,) = await shop.accounts.subscriptions(customer_id="cu-mara")
    assert now.status == "active" and now.every_weeks == 6 and now.next_at >= clock.now
    await change("f", change="cancel")
    assert await shop.accounts.subscriptions(customer_id="cu-mara") == ()


async def test_nobody_changes_somebody_elses_subscription(shop: SqlBackOffice) -> None:
    with pytest.raises(NotFound):
        await shop.accounts.change_subscription(
            customer_id="cu-tom", reference="SB-301", change="cancel", request_key="a"
        )


async def test_a_review_is_of_something_they_bought(shop: SqlBackOffice) -> None:
    done = await shop.accounts.review(customer_id="cu-jo", sku="GRD-01", stars=4, text="Loud but good", request_key="a")
    assert done.did == "review_stored" and done.facts["Stars"] == "4 of 5"
    with pytest.raises(NotFound):
        await shop.accounts.review(customer_id="cu-jo", sku="ESP-01", stars=4, text="x", request_key="b")
