"""Webhooks: written down with the change, signed, sent until they are taken, to a real HTTP server."""

from __future__ import annotations

import asyncio
import base64
import os
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select, update

from bot.desk import conversations, handoff, promises
from bot.desk.ledger import hold
from bot.desk.outward import deliveries, sign
from bot.desk.outward.config import Endpoint
from bot.desk.outward.courier import TRIES, Courier
from bot.desk.outward.post import retry_after
from bot.desk.settings import Settings
from bot.desk.store.engine import Database
from bot.desk.store.tables import webhook_deliveries as table
from bot.desk.store.tables import webhook_events as events
from bot.times import now
from tests.conftest import missing
from tests.desk.core.conftest import World, Worlds
from tests.desk.receiver import KEY, Receiver

OPENED, PASSED = "conversation.opened", "conversation.handed_off"
QUICK = {"webhook_retry": 0.01, "webhook_timeout": 0.5, "clock": 0.02}


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with Receiver() as receiver:
        yield receiver


@pytest.fixture
async def send(worlds: Worlds) -> Any:
    """Starts couriers for desks; they stop with the test."""
    couriers = []

    async def start(world: World) -> Courier:
        courier = Courier(world.db, world.settings)
        couriers.append(courier)
        world.bus.subscribe(courier.changed)
        await courier.start()
        return courier

    yield start
    for courier in couriers:
        await courier.close()


Send = Callable[[World], Awaitable[Courier]]


async def until(holds: Callable[[], Any], seconds: float = 15) -> None:
    deadline = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < deadline, "it never happened"
        await asyncio.sleep(0.02)


async def until_settled(world: World) -> None:
    """Until nothing waits to be sent any more."""

    async def nothing() -> bool:
        async with world.db.read() as connection:
            site = table.c.site_id == world.settings.site_id
            query = select(func.count()).select_from(table).where(site, table.c.next_try_at.is_not(None))
            return (await connection.scalar(query)) == 0

    await world.until(nothing)


async def test_a_whole_life_is_told_signed_and_in_masked_words(worlds: Worlds, receiver: Receiver, send: Send) -> None:
    world = await worlds(webhooks=(receiver.endpoint(),), timings=QUICK)
    sam = await world.agent()
    here = await world.queued("my card is 4111 1111 1111 1111 and I want to talk to a person")
    await world.do(conversations.leave_contact, here, contact="maya@example.org")
    await world.do(handoff.take, here, agent=sam)
    await world.make_due(here)
    await world.clock.tick()
    await world.do(handoff.requeue, here, agent=sam)
    await world.do(handoff.take, here, agent=sam)
    await world.do(handoff.say, here, agent=sam, client_id="one", text="Here I am.")
    await world.do(handoff.hand_back, here, agent=sam)
    await world.do(handoff.take, here, agent=sam)
    await world.do(handoff.close, here, agent=sam, disposition="solved")
    await world.do(conversations.rate, here, score=4, comment="fine")
    await world.says(here, "one more thing")
    await send(world)
    await until_settled(world)
    told = [got.json for got in receiver.got]
    assert all(got.signed_by(KEY) and not got.signed_by(b"x" * 32) for got in receiver.got)
    assert all(set(event) == {"id", "type", "at", "data"} for event in told)
    assert [got.headers["webhook-id"] for got in receiver.got] == [event["id"] for event in told]
    counted = Counter(event["type"] for event in told if event["type"] != "message.created")
    assert counted == {
        OPENED: 2, PASSED: 1, "conversation.claimed": 3, "conversation.reply_overdue": 1,
        "conversation.returned_to_queue": 1, "conversation.handed_back": 1, "conversation.closed": 1,
        "promise.made": 1, "promise.kept": 1, "rating.given": 1,
    }  # fmt: skip
    assert len([event for event in told if event["type"] == "message.created"]) == len(await world.log(here))
    passed = next(event["data"] for event in told if event["type"] == PASSED)
    assert passed["handoff"]["reason"] == "asked_for_person"
    assert passed["brief"]["conversation_id"] == here and passed["conversation"]["id"] == here
    assert not any(b"4111 1111" in got.body for got in receiver.got)
    rating = next(event["data"]["rating"] for event in told if event["type"] == "rating.given")
    assert rating == {"score": 4, "comment": "fine"}
    closed = next(event["data"] for event in told if event["type"] == "conversation.closed")
    assert closed["disposition"] == "solved"


async def test_a_broken_promise_is_told(worlds: Worlds, receiver: Receiver, send: Send) -> None:
    world = await worlds(webhooks=(receiver.endpoint("promise.broken"),), timings=QUICK)
    here = await world.conversation()
    await world.says(here, "hello")
    await world.until_answered(here)
    async with hold(world.db, here) as held:
        due = now() - timedelta(seconds=1)
        await promises.make(held, made_by="agent", owner="queue", text="We ring you", seq=1, due_at=due)
    await world.clock.tick()
    await send(world)
    await until_settled(world)
    assert receiver.types() == ["promise.broken"]
    assert receiver.got[0].json["data"]["promise"]["text"] == "We ring you"


async def test_what_is_rolled_back_is_not_told_and_what_nobody_asked_for_is_not_written(
    worlds: Worlds, receiver: Receiver
) -> None:
    world = await worlds(webhooks=(receiver.endpoint(OPENED),), timings=QUICK)
    here = await world.conversation()
    with pytest.raises(RuntimeError, match="power cut"):
        async with hold(world.db, here) as held:
            await held.add(author="customer", text="hello")
            raise RuntimeError("power cut")
    assert await count(world) == 0
    await world.says(here, "I want to talk to a person")
    assert await count(world) == 1


async def count(world: World) -> int:
    async with world.db.read() as connection:
        query = select(func.count()).select_from(events).where(events.c.site_id == world.settings.site_id)
        return int(await connection.scalar(query))


async def test_a_failure_is_tried_again_with_the_same_id_and_words(
    worlds: Worlds, receiver: Receiver, send: Send
) -> None:
    receiver.answer = lambda number: (500 if number < 3 else 200, {}, 0.0)
    world = await worlds(webhooks=(receiver.endpoint(PASSED),), timings={**QUICK, "webhook_retry": 0.05})
    here = await world.queued()
    await send(world)
    await until(lambda: len(receiver.got) == 1)
    await world.says(here, "are you there?")  # the brief would differ now
    await until_settled(world)
    assert len(receiver.got) == 4 and len(set(receiver.ids())) == 1
    assert len({got.body for got in receiver.got}) == 1
    waits = [later.at - earlier.at for earlier, later in zip(receiver.got, receiver.got[1:], strict=False)]
    assert waits[0] >= 0.04 and waits[1] >= 0.16 and waits[2] >= 0.64, "each four times as long, give or take a fifth"
    assert await deliveries.dead(world.db, site_id=world.settings.site_id) == []


async def test_after_the_last_try_it_is_a_dead_letter_that_can_be_sent_again(
    worlds: Worlds, receiver: Receiver, send: Send
) -> None:
    receiver.answer = lambda number: (503, {}, 0.0)
    world = await worlds(webhooks=(receiver.endpoint(OPENED),), timings={**QUICK, "webhook_retry": 0.00001})
    await world.queued()
    await send(world)
    await until_settled(world)
    assert len(receiver.got) == TRIES
    site_id = world.settings.site_id
    (letter,) = await deliveries.dead(world.db, site_id=site_id)
    assert await deliveries.undelivered(world.db, site_id=site_id) == (0, 1)
    assert (letter.type, letter.status, letter.tries) == (OPENED, 503, TRIES) and "503" in (letter.error or "")
    receiver.answer = lambda number: (200, {}, 0.0)
    assert await deliveries.retry(world.db, site_id=site_id, delivery_id=letter.id + 1_000_000) == 0
    assert await deliveries.retry(world.db, site_id=site_id, delivery_id=letter.id) == 1
    await until_settled(world)
    assert len(receiver.got) == TRIES + 1 and await deliveries.dead(world.db, site_id=site_id) == []


async def test_a_slow_one_is_given_up_in_time_and_keeps_nobody_else_waiting(worlds: Worlds, send: Send) -> None:
    with Receiver(lambda number: (200, {}, 2.0 if number == 0 else 0.0)) as slow, Receiver() as other:
        world = await worlds(webhooks=(slow.endpoint(OPENED), other.endpoint(OPENED)), timings=QUICK)
        await send(world)
        await world.queued()
        await until(lambda: len(other.got) == 1, seconds=0.5)
        await until_settled(world)
        assert len(slow.got) == 2 and slow.got[1].at - slow.got[0].at < 1.5


async def test_redirects_are_not_followed(worlds: Worlds, receiver: Receiver, send: Send) -> None:
    with Receiver() as elsewhere:
        receiver.answer = lambda number: (307, {"location": elsewhere.url}, 0.0)
        world = await worlds(webhooks=(receiver.endpoint(OPENED),), timings={**QUICK, "webhook_retry": 0.00001})
        await world.queued()
        await send(world)
        await until_settled(world)
        (letter,) = await deliveries.dead(world.db, site_id=world.settings.site_id)
        assert elsewhere.got == [] and "redirects are not followed" in (letter.error or "")


async def test_retry_after_is_respected(worlds: Worlds, receiver: Receiver, send: Send) -> None:
    receiver.answer = lambda number: (429, {"retry-after": "1"}, 0.0) if number == 0 else (200, {}, 0.0)
    world = await worlds(webhooks=(receiver.endpoint(OPENED),), timings=QUICK)
    await world.queued()
    await send(world)
    await until_settled(world)
    assert len(receiver.got) == 2 and receiver.got[1].at - receiver.got[0].at >= 0.95


async def test_gone_stops_everything_until_it_is_asked_for_again(
    worlds: Worlds, receiver: Receiver, send: Send
) -> None:
    receiver.answer = lambda number: (410, {}, 0.0)
    world = await worlds(webhooks=(receiver.endpoint(OPENED),), timings=QUICK)
    await send(world)
    await world.queued()
    await until_settled(world)
    await world.queued()
    await until_settled(world)
    site_id = world.settings.site_id
    assert len(receiver.got) == 1
    assert [letter.status for letter in await deliveries.dead(world.db, site_id=site_id)] == [None, 410]
    receiver.answer = lambda number: (200, {}, 0.0)
    assert await deliveries.retry(world.db, site_id=site_id) == 2
    await world.queued()
    await until_settled(world)
    assert len(receiver.got) == 4 and await deliveries.dead(world.db, site_id=site_id) == []


async def test_a_private_address_is_refused_unless_it_is_allowed(
    worlds: Worlds, receiver: Receiver, send: Send
) -> None:
    endpoint = receiver.endpoint(OPENED, allow_private=False)
    world = await worlds(webhooks=(endpoint,), timings={**QUICK, "webhook_retry": 0.00001})
    await world.queued()
    await send(world)
    await until_settled(world)
    (letter,) = await deliveries.dead(world.db, site_id=world.settings.site_id)
    assert receiver.got == [] and "not on the public internet" in (letter.error or "")


def certificate(folder: Path, name: str) -> tuple[Path, Path]:
    """One that signs itself: the certificate, and the same with its key."""
    if shutil.which("openssl") is None:
        missing("openssl")
    only, key, both = folder / "only.pem", folder / "key.pem", folder / "both.pem"
    make = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", f"/CN={name}"]
    make += ["-addext", f"subjectAltName=DNS:{name}", "-keyout", str(key), "-out", str(only)]
    subprocess.run(make, check=True, capture_output=True)
    both.write_text(key.read_text() + only.read_text())
    return only, both


@pytest.mark.parametrize(("name", "taken"), [("localhost", True), ("other.example", False)])
async def test_the_certificate_must_be_the_names_though_the_address_is_called(
    worlds: Worlds, send: Send, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, taken: bool
) -> None:
    trusted, file = certificate(tmp_path, name)
    monkeypatch.setenv("SSL_CERT_FILE", str(trusted))
    with Receiver(certificate=file) as receiver:
        timings = {**QUICK, "webhook_retry": 0.00001, "webhook_timeout": 5.0}
        world = await worlds(webhooks=(receiver.endpoint(OPENED),), timings=timings)
        await world.queued()
        await send(world)
        await until_settled(world)
        letters = await deliveries.dead(world.db, site_id=world.settings.site_id)
        assert len(receiver.got) == taken and len(letters) == (not taken)
        assert all("certificate" in (letter.error or "").lower() for letter in letters)


async def test_an_address_that_is_not_configured_any_more_leaves_dead_letters(
    worlds: Worlds, receiver: Receiver, send: Send
) -> None:
    world = await worlds(webhooks=(receiver.endpoint(OPENED),), timings=QUICK)
    await world.queued()
    world.settings = replace(world.settings, webhooks=())
    await send(world)
    (letter,) = await deliveries.dead(world.db, site_id=world.settings.site_id)
    assert letter.error == deliveries.NOT_CONFIGURED


async def test_two_desks_deliver_each_event_once(worlds: Worlds, receiver: Receiver, send: Send) -> None:
    receiver.answer = lambda number: (200, {}, 0.02)
    patient = {**QUICK, "webhook_timeout": 20.0}  # a busy machine's receiver is slow; that is not what is tried here
    desks = [await worlds(webhooks=(receiver.endpoint(OPENED, PASSED),), timings=patient) for _ in range(2)]
    for world in desks:
        await send(world)
    await asyncio.gather(*(desks[number % 2].queued() for number in range(12)))
    await until_settled(desks[0])
    assert len(receiver.got) == 24 and len(set(receiver.ids())) == 24


DESK = """
import asyncio, sys
from bot.desk import conversations
from bot.desk.bus import Bus
from bot.desk.outward.config import listeners
from bot.desk.outward.courier import Courier
from bot.desk.settings import Settings
from bot.desk.store.engine import Database
from tests.desk.receiver import KEY
from bot.desk.outward.config import Endpoint

async def main(database_url, site_id, url):
    webhooks = (Endpoint(url, frozenset({"conversation.opened"}), (KEY,), allow_private=True),)
    settings = Settings(site_id=site_id, database_url=database_url, webhooks=webhooks)
    db, bus = Database.open(database_url, listeners=listeners(webhooks)), Bus()
    courier = Courier(db, settings)
    bus.subscribe(courier.changed)
    await courier.start()
    for number in range(10_000):
        started = await conversations.start(db, site_id=site_id)
        await conversations.receive(
            db, bus, settings=settings, conversation_id=started.id, client_id="one", text="hello"
        )
        print(started.id, flush=True)  # committed

asyncio.run(main(*sys.argv[1:]))
"""


async def test_a_desk_killed_between_commit_and_delivery_loses_nothing(database_url: str, receiver: Receiver) -> None:
    receiver.answer = lambda number: (200, {}, 0.1)
    site_id = f"killed-{os.getpid()}"
    arguments = (DESK, database_url, site_id, receiver.url)
    desk = await asyncio.create_subprocess_exec(sys.executable, "-c", *arguments, stdout=asyncio.subprocess.PIPE)
    assert desk.stdout
    committed = [(await desk.stdout.readline()).decode().strip() for _ in range(30)]
    desk.send_signal(signal.SIGKILL)
    committed += (await desk.stdout.read()).decode().split()
    await desk.wait()
    before = len(receiver.got)
    assert before < len(committed), "it was killed too late to show anything"
    db = Database.open(database_url)
    settings = Settings(site_id=site_id, webhooks=(receiver.endpoint(OPENED),))
    async with db.write() as connection:  # the claims of the dead desk are over
        waiting = (table.c.site_id == site_id, table.c.next_try_at.is_not(None))
        await connection.execute(update(table).where(*waiting).values(next_try_at=now()))
    courier = Courier(db, settings)
    await courier.start()
    await until(lambda: set(committed) <= {got.json["data"]["conversation"]["id"] for got in receiver.got})
    await courier.close()
    await db.close()
    twice = [event_id for event_id, times in Counter(receiver.ids()).items() if times > 1]
    assert len(twice) <= 8, "only those that were on their way may come again"


async def test_what_was_sent_is_forgotten_in_time(worlds: Worlds, receiver: Receiver, send: Send) -> None:
    world = await worlds(webhooks=(receiver.endpoint(OPENED),), timings=QUICK)
    await world.queued()
    await send(world)
    await until_settled(world)
    async with world.db.write() as connection:
        old = now() - deliveries.KEPT * 2
        site = world.settings.site_id
        await connection.execute(update(table).where(table.c.site_id == site).values(delivered_at=old))
        await connection.execute(update(events).where(events.c.site_id == site).values(at=old))
    await deliveries.tidy(world.db, site_id=world.settings.site_id)
    assert await count(world) == 0


@pytest.mark.parametrize(
    ("value", "seconds"),
    [("3", 3), ("Wed, 25 Nov 2026 12:00:30 GMT", 30), ("999999999999", 86_400), ("soon", 0), ("-5", 0), (None, 0)],
)
def test_retry_after_is_read(value: str | None, seconds: float) -> None:
    at = now().replace(year=2026, month=11, day=25, hour=12, minute=0, second=0, microsecond=0)
    assert retry_after(value, at) == seconds


def test_a_secret_being_replaced_signs_beside_the_new_one() -> None:
    signed = sign.headers(event_id="evt_1", at=1, body=b"{}", secrets=(b"a" * 24, b"b" * 24))
    assert len(signed["webhook-signature"].split(" ")) == 2
    assert KEY.decode() not in repr(Endpoint("https://x.example", frozenset(), (KEY,)))


def test_the_specifications_own_example() -> None:
    key = base64.b64decode("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
    body = b'{"test": 2432232314}'
    signed = sign.headers(event_id="msg_p5jXN8AQM9LWM0D4loKWxJek", at=1614265330, body=body, secrets=(key,))
    assert signed["webhook-signature"] == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
