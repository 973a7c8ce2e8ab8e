"""Each move with the frustration before and after it."""

from __future__ import annotations

from bot.deescalation.effects import Effect, effects
from bot.deescalation.types import Move, Used


def test_before_is_the_turn_it_answered_and_after_the_next_one() -> None:
    history = (Used(1, Move.ACKNOWLEDGE, key="waiting"), Used(2, Move.REFOCUS, key="card"))
    assert effects(history, (0.9, 0.6)) == (
        Effect(1, Move.ACKNOWLEDGE, "waiting", 0.9, 0.6),
        Effect(2, Move.REFOCUS, "card", 0.6, None),
    )


def test_a_turn_outside_the_curve_is_left_out() -> None:
    assert effects((Used(3, Move.SOLVE), Used(0, Move.SOLVE)), (0.5,)) == ()
