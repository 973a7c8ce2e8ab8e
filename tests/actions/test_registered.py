"""The actions Rasa finds are those the domain names, by Rasa's own registry."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

pytestmark = pytest.mark.model

ROOT = Path(__file__).resolve().parents[2]


def test_every_action_of_the_domain_is_written_and_every_written_one_is_named() -> None:
    from bot.dialogue.local_actions import LocalActions

    named = set(yaml.safe_load((ROOT / "domain.yml").read_text(encoding="utf-8"))["actions"])
    ours = {name for name in LocalActions("actions").names if name.startswith(("action_", "validate_"))}
    assert named == ours


async def test_a_failing_action_is_remembered_on_the_turn() -> None:
    from bot.dialogue import turn
    from bot.dialogue.local_actions import LocalActions
    from bot.dialogue.services import open_services

    this = turn.Turn(id="t", services=open_services("sqlite+aiosqlite:///:memory:"))
    turn.begin(this)
    with pytest.raises(Exception, match="action_nobody_wrote"):
        await LocalActions("actions").request(json={"next_action": "action_nobody_wrote", "tracker": {}})
    assert this.failure is not None
