"""Mail: written with the change or not at all, delivered to a real SMTP server, tried again, given up."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller

from bot.backoffice.mails import Letter
from bot.backoffice.outbox import latest, post
from bot.backoffice.postman import postman
from bot.backoffice.sql import SqlBackOffice
from bot.post.outbox import TRIES
from bot.post.postman import Postman
from bot.post.smtp import Smtp
from tests.backoffice.conftest import Clock
from tests.smtp import Box, box, server

__all__ = ["box", "server"]  # fixtures


@pytest.fixture
async def man(shop: SqlBackOffice, server: Controller) -> AsyncIterator[Postman]:
    yield postman(shop.shop, Smtp("127.0.0.1", server.port, "Shop <hello@shop.example>"))


async def write(shop: SqlBackOffice, *, secret: bool = False) -> None:
    async with shop.shop.writes.begin() as conn:
        await post(conn, shop.shop.now(), "mara@example.com", Letter("Grüße", "Your code is 123456", secret))


async def test_a_mail_arrives_once(shop: SqlBackOffice, man: Postman, box: Box) -> None:
    await write(shop)
    assert await man.deliver_one() and not await man.deliver_one()
    (mail,) = box.mails
    assert (mail["To"], mail["From"], mail["Subject"]) == ("mara@example.com", "Shop <hello@shop.example>", "Grüße")
    plain, page = mail.iter_parts()
    assert "123456" in plain.get_content() and "<p>Your code is 123456</p>" in page.get_content()


async def test_a_secret_is_not_kept_once_it_is_out(shop: SqlBackOffice, man: Postman) -> None:
    await write(shop, secret=True)
    await man.deliver_one()
    (mail,) = await latest(shop.shop)
    assert mail.sent_at and mail.body == ""


async def test_what_is_rolled_back_is_never_sent(shop: SqlBackOffice, man: Postman, box: Box) -> None:
    with pytest.raises(RuntimeError):
        async with shop.shop.writes.begin() as conn:
            await post(conn, shop.shop.now(), "mara@example.com", Letter("No", "no"))
            raise RuntimeError
    assert not await man.deliver_one() and box.mails == []


async def test_a_busy_server_is_asked_again_later(shop: SqlBackOffice, man: Postman, box: Box, clock: Clock) -> None:
    await write(shop)
    box.answer = "451 try later"
    assert await man.deliver_one() and not await man.deliver_one()  # not at once
    box.answer = "250 OK"
    clock.advance(seconds=11)
    assert await man.deliver_one()
    assert len(box.mails) == 1


async def test_a_refusal_for_good_is_given_up(shop: SqlBackOffice, man: Postman, box: Box, clock: Clock) -> None:
    await write(shop)
    box.answer = "550 no such person"
    await man.deliver_one()
    clock.advance(hours=1)
    assert not await man.deliver_one()
    assert (await latest(shop.shop))[0].given_up_at


async def test_no_server_at_all_is_given_up_after_the_last_try(shop: SqlBackOffice, clock: Clock) -> None:
    await write(shop)
    nowhere = postman(shop.shop, Smtp("127.0.0.1", 1, "Shop <hello@shop.example>"))
    for _ in range(TRIES):
        assert await nowhere.deliver_one()
        clock.advance(hours=1)
    assert not await nowhere.deliver_one()
    assert (await latest(shop.shop))[0].given_up_at


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("smtp://mail.example", ("mail.example", 587, False, None)),
        ("smtps://me:p%40ss@mail.example", ("mail.example", 465, True, "p@ss")),
        ("smtp://127.0.0.1:2525", ("127.0.0.1", 2525, False, None)),
    ],
)
def test_the_server_is_named_in_the_environment(
    url: str, expected: tuple[str, int, bool, str | None], tmp_path: Path
) -> None:
    (tmp_path / "site.yml").write_text("mail: {from: Shop <a@b.example>}")
    smtp = Smtp.from_env({"EVENKEEL_SMTP_URL": url}, site=tmp_path / "site.yml")
    assert smtp and (smtp.host, smtp.port, smtp.tls, smtp.password) == expected


def test_without_a_server_mail_stays_and_a_wrong_one_is_said(tmp_path: Path) -> None:
    (tmp_path / "site.yml").write_text("id: demo")
    assert Smtp.from_env({}, site=tmp_path / "site.yml") is None
    for url in ("http://mail.example", "smtp://", "smtp://mail.example"):  # the last: no sender
        with pytest.raises(ValueError):
            Smtp.from_env({"EVENKEEL_SMTP_URL": url}, site=tmp_path / "site.yml")
