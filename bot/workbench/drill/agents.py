"""Agents of a drill: some quick, some slow, some who fall silent or vanish with a customer in hand."""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.workbench.drill.report import Report
from bot.workbench.driver import Agent, TimedOut
from bot.workbench.ground import Ground

PASSWORD = "a long enough pass phrase"
STALE_S = 3.0  # a page may still list what its agent has just done with
WORDS = "I have read everything. I am on it."


@dataclass(frozen=True)
class Habit:
    """`thinks`: seconds before their words. Of so many whom they take, one they leave silent, or vanish from; never: 0.

    By counting, not by chance: however short the drill, it happens."""

    name: str
    thinks: float
    falls_silent: int = 0
    vanishes: int = 0
    closes: float = 0.5  # else they hand back to the assistant


HABITS = (
    Habit("Robin", thinks=0.2),
    Habit("Jo", thinks=0.3, closes=0.2),
    Habit("Max", thinks=0.4, closes=0.7),
    Habit("Sam", thinks=1.5, closes=0.9),
    Habit("Kim", thinks=0.5, vanishes=4),
    Habit("Alex", thinks=0.5, falls_silent=4),
)


def team(ground: Ground, habits: Sequence[Habit]) -> list[Agent]:
    """They register, the first by the set-up link and the others invited, and sit down."""
    people: list[Agent] = []
    for habit in habits:
        agent = Agent(ground.url, email=f"{habit.name.lower()}@example.com", password=PASSWORD)
        agent.register(people[0].invite() if people else ground.setup_token(), habit.name)
        people.append(agent.arrive())
    return people


@dataclass
class Worker:
    """Works until `over`; from `diligent` on without falling silent or vanishing."""

    agent: Agent
    habit: Habit
    chance: random.Random
    report: Report
    diligent: threading.Event
    over: threading.Event
    _taken: int = 0  # customers
    _left: dict[str, float] = field(default_factory=dict)  # when they had done with a conversation

    def work(self) -> None:
        """For a thread."""
        while not self.over.is_set():
            try:
                if not self._one():
                    time.sleep(0.2)
            except TimedOut as trouble:
                self.report.fault(f"{self.habit.name}: {trouble}")

    def _one(self) -> bool:
        """Whoever is theirs already; else whom they are asked to take; else, now and then, the first in the queue."""
        overview = self.agent.overview
        for item in overview.get("mine") or ():
            if item.get("waiting_since") and self._left.get(item["conversation_id"], 0.0) < time.monotonic() - STALE_S:
                self._serve(item["conversation_id"], "answered again")
                return True
        offer, queue = overview.get("offer"), overview.get("queue") or []
        if offer:
            return self._take("accept", offer["item"])
        if queue and self.chance.random() < 0.3:
            return self._take("take", queue[0])
        return False

    def _take(self, how: str, item: dict[str, Any]) -> bool:
        which = item["conversation_id"]
        if not self.agent.insist(how, {"conversation_id": which}).get("ok"):
            return False
        self.agent.look(which)
        self._taken += 1
        if self._is_time(self.habit.vanishes):
            self._count("vanished with a customer")
            self.agent.vanish()
            self.over.wait(self.chance.uniform(5, 25))
            self.agent.come_back()
        elif self._is_time(self.habit.falls_silent):
            self._count("fell silent")
            self.diligent.wait(20)
        else:
            self._serve(which, f"answered after {how}")
        return True

    def _is_time(self, one_of: int) -> bool:
        """Of every so many, the second."""
        return bool(one_of) and self._taken % one_of == 2 and not self.diligent.is_set()

    def _serve(self, which: str, how: str) -> None:
        time.sleep(self.habit.thinks)
        if not self.agent.say(which, WORDS).get("ok"):
            self._count("came too late")  # it went back to the queue meanwhile
            self._left[which] = time.monotonic()
            return
        self._count(how)
        time.sleep(self.chance.uniform(0.2, 1.0))
        if self.chance.random() < self.habit.closes:
            self.agent.finish(which)
        else:
            self.agent.hand_back(which)
        self._left[which] = time.monotonic()

    def _count(self, what: str) -> None:
        with self.report.lock():
            self.report.habits[what] += 1
