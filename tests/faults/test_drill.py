"""The drill as a test: twenty conversations, desk and brain killed again and again, nothing lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.workbench import drill
from bot.workbench.product import Product


@pytest.mark.faults
def test_that_twenty_conversations_survive_kills_of_desk_and_brain(trained_model: Path, tmp_path: Path) -> None:
    with Product(tmp_path, EVENKEEL_TIMINGS=drill.TIMINGS) as product:
        product.wait_for_brain()
        report = drill.play(product, 20, kills=6)
    print("\n".join(report.lines()))
    assert report.faults == []
    assert set(report.kills) == {"desk", "brain-1"}
    assert report.conversations == 20
    assert report.taken > 0
