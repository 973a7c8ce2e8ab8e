"""No cell of the coverage matrix that makes sense is empty: temper, type of customer, errand, reason of handoff."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from tests.conversations.coverage import matrix
from tests.conversations.test_conversations import dialogues, play

if TYPE_CHECKING:
    from bot.dialogue.brain import Brain


@pytest.mark.model
async def test_no_cell_that_makes_sense_is_empty(
    played: dict[str, set[matrix.Cell]], fresh_brain: Callable[..., Brain]
) -> None:
    """Dialogues that this run has not played yet are played now."""
    for parameter in dialogues():
        if parameter.id not in played:
            (dialogue,) = parameter.values
            turns = [turn async for turn in play(dialogue, fresh_brain())]
            played[str(parameter.id)] = matrix.cells(dialogue, turns)
    missing = matrix.empty(cell for cells in played.values() for cell in cells)
    assert not missing, "no dialogue shows: " + "; ".join(" × ".join(value for _, value in cell) for cell in missing)


def test_a_cell_makes_sense_unless_a_rule_names_both_its_values() -> None:
    assert not matrix.makes_sense((("reason", "irate_not_calming"), ("temper", "calm")))
    assert matrix.makes_sense((("reason", "irate_not_calming"), ("temper", "irate")))
    assert matrix.makes_sense((("errand", "order_status"), ("temper", "calm")))


def test_an_unplayed_matrix_is_empty_wherever_it_makes_sense() -> None:
    assert (("errand", "cancel_order"), ("temper", "irate")) in matrix.empty([])
    assert (("reason", "irate_not_calming"), ("temper", "calm")) not in matrix.empty([])
