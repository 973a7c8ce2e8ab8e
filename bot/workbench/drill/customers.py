"""Customers of a drill: what they want, and the ways in which their line breaks."""

from __future__ import annotations

import random
import re
import time
from dataclasses import dataclass

import httpx

from bot.workbench.drill.report import Report
from bot.workbench.driver import Customer

ANSWER_S = 150.0  # a customer in the queue is told when the next word comes, two minutes from then at most
PERSON_S = 180.0
PERSON = re.compile(r"human|person|someone real", re.IGNORECASE)

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
    ("can i talk to a person",),
    ("let me speak to a human", "hello?", "still there?"),
)


@dataclass
class Played:
    """A customer, and what they came for. `order`: one of their own that they have cancelled in the chat."""

    customer: Customer
    asked_for_a_person: bool = False
    order: str | None = None


def play(url: str, index: int, seed: int, report: Report, *, owner: tuple[str, str] | None) -> Played:
    """A whole conversation. `owner`: customer id and order number, for one who comes to cancel it."""
    chance = random.Random(f"{seed}/{index}")
    with report.lock():
        report.conversations += 1
    if owner:
        played = Played(Customer(url, customer_token=_sign_in(url, owner[0])), order=owner[1])
        lines: tuple[str, ...] = (f"please cancel my order {owner[1]}", "yes")
    else:
        played, lines = Played(Customer(url)), SCRIPTS[index % len(SCRIPTS)]
    try:
        played.customer.arrive()
        for line in lines:
            _line(played, line, chance, report)
    except (AssertionError, ValueError) as fault:
        report.fault(f"{played.customer.state.get('reference')}: {fault}")
    return played


def _line(played: Played, line: str, chance: random.Random, report: Report) -> None:
    customer, began = played.customer, time.monotonic()
    if chance.random() < 0.1:
        seq = customer.say_as_the_line_breaks(line)
        with report.lock():
            report.resent += 1
    else:
        seq = customer.say(line)
    if chance.random() < 0.1:
        customer.leave()
        time.sleep(chance.uniform(0.5, 4))
        customer.arrive()
        with report.lock():
            report.left += 1
    customer.answer_after(seq, seconds=ANSWER_S)
    with report.lock():
        report.said += 1
        report.waits.append(time.monotonic() - began)
    if PERSON.search(line):
        played.asked_for_a_person = True
        customer.answer_after(seq, "agent", seconds=PERSON_S)
        with report.lock():
            report.to_a_person.append(time.monotonic() - began)


def _sign_in(url: str, customer_id: str) -> str:
    """At the shop, which tries again when the desk is away."""
    deadline = time.monotonic() + ANSWER_S
    while True:
        try:
            answer = httpx.post(f"{url}/api/demo/sign-in", json={"customer_id": customer_id}, timeout=10)
            return str(answer.raise_for_status().json()["customer_token"])
        except httpx.HTTPError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.5)
