"""The drill as a test: everything that can die is killed again and again, and nothing may be lost."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from bot.workbench import drill
from bot.workbench.fleet import Fleet
from bot.workbench.product import Product
from bot.workbench.servers import Missing
from tests.conftest import missing

pytestmark = pytest.mark.faults
CONVERSATIONS = int(os.environ.get("EVENKEEL_DRILL", "200"))


def test_that_twenty_conversations_on_one_machine_survive_kills_of_desk_and_brain(
    trained_model: Path, tmp_path: Path
) -> None:
    with Product(tmp_path, **drill.conditions(tmp_path)) as product:
        product.wait_for_brain()
        report = drill.play(product, 20, every_s=4)
    print("\n".join(report.lines()))
    assert report.faults == []
    assert set(report.harms) == {"desk", "brain-1"}
    assert report.conversations == 20 and report.handoffs > 0 and report.samples > 20


def test_that_hundreds_on_two_desks_and_two_brains_survive_whatever_fails(trained_model: Path, tmp_path: Path) -> None:
    try:
        fleet = Fleet(tmp_path, **drill.conditions(tmp_path))
    except Missing as lacking:
        missing(str(lacking))
    with fleet:
        fleet.wait_for_brain()
        report = drill.play(fleet, CONVERSATIONS, every_s=5)
        harms = set(fleet.harms())
    print("\n".join(report.lines()))
    assert report.faults == []
    assert set(report.harms) == harms, "something was never harmed"
    assert report.conversations == CONVERSATIONS
    assert report.samples > report.seconds / 2, "the guarantee was not looked at all the time"
    assert report.resent and report.left and report.changes
    assert {"fell silent", "vanished with a customer"} <= set(report.habits)
