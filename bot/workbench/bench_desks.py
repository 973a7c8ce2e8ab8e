"""How many messages desks keep in a second: one desk and two, in the same run, on the same database and proxy."""

from __future__ import annotations

import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from bot.workbench.driver import Customer
from bot.workbench.fleet import Fleet

CUSTOMERS = 48
EACH = 25  # messages: a connection may send 30 in ten seconds


def run() -> int:
    """Customers who wait for a person write as fast as they are acknowledged; no brain is asked."""
    rates = [_rate(desks) for desks in (1, 2)]
    for desks, rate in zip((1, 2), rates, strict=True):
        print(f"{desks} desk{'s' if desks > 1 else ''}: {rate:.0f} messages a second, each committed and acknowledged")
    print(f"two desks keep {rates[1] / rates[0]:.2f} times as many as one; customers and servers share this machine")
    return 0


def _rate(desks: int) -> float:
    with (
        tempfile.TemporaryDirectory(prefix="evenkeel-bench-") as folder,
        Fleet(Path(folder), desks=desks, brains=0) as fleet,
        ThreadPoolExecutor(CUSTOMERS) as pool,
    ):
        customers = list(pool.map(lambda _: _waiting(fleet.url), range(CUSTOMERS)))
        time.sleep(10)  # the pace of a connection counts the last ten seconds
        began = time.monotonic()
        list(pool.map(_write, customers))
        seconds = time.monotonic() - began
        for customer in customers:
            customer.close()
    return CUSTOMERS * EACH / seconds


def _waiting(url: str) -> Customer:
    customer = Customer(url).arrive()
    customer.say("I want to talk to a person")
    return customer


def _write(customer: Customer) -> None:
    for number in range(EACH):
        customer.say(f"line {number}")
