"""What each move did: the frustration of the turn in which it was made, and of the customer's next one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.deescalation.types import Move, Used


@dataclass(frozen=True)
class Effect:
    """`before`: of the message the move answered; `after`: of the customer's next one, None if there was none (yet)."""

    turn: int
    move: Move
    key: str | None
    before: float
    after: float | None


def effects(history: Iterable[Used], curve: Sequence[float]) -> tuple[Effect, ...]:
    """Every move with the frustration before and after it. `curve`: as `Temper.curve`, one value a customer's turn,
    the first being turn 1. A move of a turn that the curve does not have is left out."""
    padded = (*curve, None)
    return tuple(
        Effect(used.turn, used.move, used.key, curve[used.turn - 1], padded[used.turn])
        for used in history
        if 1 <= used.turn <= len(curve)
    )
