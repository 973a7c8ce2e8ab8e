"""Random customers: who they are and what they do turn by turn, as hypothesis draws them from pools.yml."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from hypothesis import strategies as st

POOLS: dict[str, list[str]] = yaml.safe_load(Path(__file__).with_name("pools.yml").read_text(encoding="utf-8"))
PEOPLE = ("mara@example.com", "tom@example.com", "priya@example.com", "jo@example.com", None)
MOST_TURNS = 7


@dataclass(frozen=True)
class Does:
    """Messages sent together; or the press of an offered button, counted round (messages where none is offered)."""

    messages: tuple[str, ...]
    button: int | None = None


def messages() -> st.SearchStrategy[str]:
    """Mostly wishes, answers and heat; now and then a person or something grave, which end most conversations."""
    weighed = {"wishes": 6, "answers": 5, "heat": 3, "talk": 2, "nonsense": 1, "person": 1, "grave": 1}
    pools = [name for name, weight in weighed.items() for _ in range(weight)]
    return st.sampled_from(pools).flatmap(lambda name: st.sampled_from(POOLS[name]))


def turns() -> st.SearchStrategy[Does]:
    """One message mostly; a press, or a burst of up to three."""
    one = messages().map(lambda text: Does((text,)))
    burst = st.lists(messages(), min_size=2, max_size=3).map(lambda texts: Does(tuple(texts)))
    press = st.builds(Does, messages().map(lambda text: (text,)), st.integers(0, 3))
    return st.sampled_from([one, one, one, press, press, burst]).flatmap(lambda strategy: strategy)


def conversations() -> st.SearchStrategy[Any]:
    """Somebody signed in or a guest, and what they do."""
    return st.tuples(st.sampled_from(PEOPLE), st.lists(turns(), min_size=3, max_size=MOST_TURNS))
