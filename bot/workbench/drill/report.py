"""What a drill saw."""

from __future__ import annotations

import statistics
import threading
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field


@dataclass
class Report:
    """What happened, and everything that should not have. Many threads write into it, under `lock`."""

    conversations: int = 0
    said: int = 0
    resent: int = 0  # messages sent a second time because the line broke before the acknowledgement
    left: int = 0  # customers who closed the page in the middle and came back
    harms: Counter[str] = field(default_factory=Counter)
    habits: Counter[str] = field(default_factory=Counter)  # what agents did with the customers they took
    waits: list[float] = field(default_factory=list)  # seconds from a customer's line to somebody's words
    to_a_person: list[float] = field(default_factory=list)  # from asking for a person to an agent's words
    samples: int = 0  # of the guarantee, while it went on
    handoffs: int = 0
    changes: int = 0  # in the back office
    seconds: float = 0.0
    faults: list[str] = field(default_factory=list)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    @contextmanager
    def lock(self) -> Iterator[Report]:
        """To count something."""
        with self._lock:
            yield self

    def fault(self, what: str) -> None:
        """Something that must not be; said once."""
        with self._lock:
            if what not in self.faults:
                self.faults.append(what)

    def lines(self) -> list[str]:
        """For people."""
        return [
            f"{self.conversations} conversations in {self.seconds:.0f} s: {self.said} customer messages, "
            f"{self.resent} of them sent twice, {self.left} customers left and came back",
            f"harm done: {_counted(self.harms)}",
            f"agents: {_counted(self.habits)}",
            f"{self.handoffs} handoffs, {self.changes} changes in the back office",
            f"wait for an answer: {_spread(self.waits)}",
            f"wait for an agent's words after asking for a person: {_spread(self.to_a_person)}",
            f"the guarantee was looked at {self.samples} times",
            *(f"FAULT: {fault}" for fault in self.faults),
            "nothing lost, nothing doubled, nobody left alone" if not self.faults else f"{len(self.faults)} faults",
        ]


def _counted(counts: Counter[str]) -> str:
    return ", ".join(f"{name} {count}×" for name, count in sorted(counts.items())) or "none"


def _spread(seconds: Sequence[float]) -> str:
    ordered = sorted(seconds)
    if not ordered:
        return "none"
    late = ordered[int(len(ordered) * 0.9)]
    return f"median {statistics.median(ordered):.1f} s, 90 % within {late:.1f} s, longest {ordered[-1]:.1f} s"
