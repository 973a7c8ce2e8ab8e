"""The fault drill: conversations over real sockets while desk and brain are killed; then the books are checked."""

from __future__ import annotations

import asyncio
import random
import statistics
import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

import sqlalchemy as sa

from bot.desk.store.engine import Database
from bot.desk.store.tables import conversations, messages
from bot.workbench.driver import Agent, Customer
from bot.workbench.product import Product

AT_ONCE = 5
PASSWORD = "a long enough pass phrase"
TIMINGS = "silence=0.3,longest_listening=2,starting_patience=20,clock=0.5,agent_vanished=30"

# What a customer says, in order; each line waits for somebody's words before the next.
SCRIPTS: tuple[tuple[str, ...], ...] = (
    ("hi", "wheres my order EK-20401", "ok thanks"),
    (
        "this is the THIRD time im asking, where is my parcel",
        "my email is mara@example.com",
        "i want to talk to a person",
    ),
    ("human please", "my parcel never arrived"),
    ("your site is a joke, two weeks and nothing", "refund me NOW or i go to my bank", "are you even reading this"),
    ("how long does delivery take", "and what does it cost", "thank you"),
    ("the kettle i got is smashed to bits", "i want a new one", "can someone real help me"),
)


@dataclass
class Report:
    """What happened, and everything that should not have."""

    conversations: int = 0
    said: int = 0
    kills: dict[str, int] = field(default_factory=dict)
    waits: list[float] = field(default_factory=list)  # seconds from a customer's line to somebody's words
    taken: int = 0
    faults: list[str] = field(default_factory=list)

    def lines(self) -> list[str]:
        """For people."""
        waits = sorted(self.waits) or [0.0]
        kills = ", ".join(f"{name} {count}×" for name, count in sorted(self.kills.items())) or "none"
        return [
            f"{self.conversations} conversations, {self.said} customer messages, {self.taken} taken over by an agent",
            f"killed: {kills}",
            f"wait for an answer: median {statistics.median(waits):.1f} s, longest {waits[-1]:.1f} s",
            *(f"FAULT: {fault}" for fault in self.faults),
            "nothing lost, nothing doubled, nobody left alone" if not self.faults else f"{len(self.faults)} faults",
        ]


def play(product: Product, count: int, *, kills: int, seed: int = 1) -> Report:
    """Plays `count` conversations while processes are killed `kills` times in all, then checks the database."""
    report, lock, over = Report(), threading.Lock(), threading.Event()
    agent = Agent(product.url, email="first@example.com", password=PASSWORD)
    agent.register(product.setup_token(), "Robin")
    agent.arrive()
    helpers = [
        threading.Thread(target=_agent_works, args=(agent, report, over), daemon=True),
        threading.Thread(target=_processes_die, args=(product, report, over, kills, random.Random(seed)), daemon=True),
    ]
    for helper in helpers:
        helper.start()
    with ThreadPoolExecutor(AT_ONCE) as pool:
        customers = list(pool.map(lambda index: _customer(product.url, index, report, lock), range(count)))
    over.set()
    for helper in helpers:
        helper.join(60)
    time.sleep(2)
    for customer in customers:
        customer.catch_up()
    asyncio.run(_check(product, customers, report))
    report.faults += [f"the guarantee is broken: {violation}" for violation in product.broken_guarantees()]
    for customer in customers:
        customer.close()
    agent.close()
    return report


def _customer(url: str, index: int, report: Report, lock: threading.Lock) -> Customer:
    customer = Customer(url).arrive()
    with lock:
        report.conversations += 1
    for line in SCRIPTS[index % len(SCRIPTS)]:
        began = time.monotonic()
        try:
            customer.answer_after(customer.say(line), seconds=90)
        except AssertionError as fault:
            with lock:
                report.faults.append(f"conversation {customer.state.get('reference')}: {fault}")
            break
        with lock:
            report.said += 1
            report.waits.append(time.monotonic() - began)
    return customer


def _agent_works(agent: Agent, report: Report, over: threading.Event) -> None:
    """Takes whoever is next, says a word, closes; tries again when the desk was down."""
    while not over.is_set():
        queue = agent.overview.get("queue") or []
        if not queue:
            time.sleep(0.2)
            continue
        identity = queue[0]["conversation_id"]
        if agent.take(identity).get("ok"):
            report.taken += 1
            agent.say(identity, "I have read everything. I am on it.")
            time.sleep(1)
            agent.hand_back(identity)
        else:
            time.sleep(0.2)


def _processes_die(product: Product, report: Report, over: threading.Event, kills: int, chance: random.Random) -> None:
    for number in range(kills):
        if over.wait(chance.uniform(2, 6)):
            return
        name = ("desk", "brain-1")[number % 2]
        try:
            product.kill(name)
        except ProcessLookupError:
            continue  # still being restarted from the last time
        report.kills[name] = report.kills.get(name, 0) + 1


async def _check(product: Product, customers: list[Customer], report: Report) -> None:
    db = Database.open(f"sqlite+aiosqlite:///{product.folder / 'desk.db'}")
    try:
        async with db.read() as connection:
            for customer in customers:
                reference = customer.state["reference"]
                rows = (
                    await connection.execute(
                        sa.select(messages.c.seq, messages.c.client_id, messages.c.author, messages.c.text)
                        .join(conversations, conversations.c.id == messages.c.conversation_id)
                        .where(conversations.c.reference == reference, messages.c.kind != "note")
                        .order_by(messages.c.seq)
                    )
                ).all()
                stored = [row.client_id for row in rows if row.author == "customer"]
                if stored != list(customer.sent):
                    report.faults.append(
                        f"{reference}: {len(customer.sent)} sent, stored {len(stored)}, or out of order"
                    )
                if [row.seq for row in rows] != sorted(customer.messages):
                    report.faults.append(f"{reference}: the customer sees {sorted(customer.messages)}, stored {rows}")
    finally:
        await db.close()


def run(count: int) -> int:
    """`make drill`."""
    with (
        tempfile.TemporaryDirectory(prefix="evenkeel-drill-") as folder,
        Product(Path(folder), EVENKEEL_TIMINGS=TIMINGS) as product,
    ):
        product.wait_for_brain()
        report = play(product, count, kills=max(4, count // 3))
    print("\n".join(report.lines()))
    return 1 if report.faults else 0
