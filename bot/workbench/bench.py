"""Reply times as customers have them: real processes, real sockets, the real model, listening time taken off."""

from __future__ import annotations

import statistics
import tempfile
import time
from pathlib import Path

from bot.launch import model
from bot.workbench.driver import Customer
from bot.workbench.product import Product

LINES = (
    "where is my order",
    "i have been waiting two weeks for this and nobody answers",
    "how much is delivery",
    "can i return the kettle",
    "THIS IS RIDICULOUS where is my parcel",
    "thanks",
    "what is your warranty",
    "hello",
)
LISTENING_S = 0.05
PER_CONVERSATION = 10


def run(count: int) -> int:
    """Sends `count` messages, ten to a conversation, one at a time; prints how long answers took."""
    times: list[float] = []
    with tempfile.TemporaryDirectory(prefix="evenkeel-bench-") as folder:
        environment = {"EVENKEEL_TIMINGS": f"silence={LISTENING_S},longest_listening=1"}
        model.train()
        began = time.monotonic()
        with Product(Path(folder), **environment) as product:
            desk_s = time.monotonic() - began
            product.wait_for_brain()
            brain_s = time.monotonic() - began
            customer = Customer(product.url).arrive()
            for number in range(count):
                customer.catch_up()
                if number % PER_CONVERSATION == 0 or customer.state["owner"] != "assistant":  # handed to a person
                    customer.close()
                    customer = Customer(product.url).arrive()
                start = time.monotonic()
                customer.answer_after(customer.say(LINES[number % len(LINES)]))
                times.append((time.monotonic() - start - LISTENING_S) * 1000)
            customer.close()
    times.sort()
    print(f"desk ready after {desk_s:.1f} s, assistant after {brain_s:.1f} s")
    print(f"{count} messages, {LISTENING_S * 1000:.0f} ms of listening taken off:")
    print(f"median {statistics.median(times):.0f} ms, 90 % within {times[int(len(times) * 0.9)]:.0f} ms")
    return 0
