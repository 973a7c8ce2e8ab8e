"""Asking brains: another one on failure, a rest for one that keeps failing, and honest states."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from bot.desk.brains import BREAKER_FAILURES, Brains, Unavailable
from bot.wire import Context, Line, Said, TurnRequest, TurnResult
from tests.desk.scripted_brain import ScriptedBrain, echo

NOWHERE = "http://127.0.0.1:9"
REQUEST = TurnRequest("t-1", 0, None, Context(), (Said("m-1", "hello", "2026-11-22T12:00:00+00:00"),))


def broken(turn: TurnRequest) -> TurnResult:
    raise RuntimeError("this brain is broken")


@pytest.fixture
async def opened() -> AsyncIterator[list[Brains]]:
    made: list[Brains] = []
    yield made
    for brains in made:
        await brains.close()


async def start(opened: list[Brains], *urls: str, secret: str = "scripted") -> Brains:
    brains = Brains(urls, secret, poll_s=0.1)
    opened.append(brains)
    await brains.start()
    return brains


async def test_the_state_is_the_best_of_all_brains(brain: ScriptedBrain, opened: list[Brains]) -> None:
    assert (await start(opened)).state() == "unavailable"
    assert (await start(opened, NOWHERE)).state() == "unavailable"
    assert (await start(opened, NOWHERE, brain.url)).state() == "ready"
    brain.state = "starting"
    assert (await start(opened, brain.url)).state() == "starting"
    brain.state = "draining"
    assert (await start(opened, brain.url)).state() == "unavailable"


async def test_none_is_ready_is_said_by_its_state(brain: ScriptedBrain, opened: list[Brains]) -> None:
    for state, expected in (("starting", "starting"), ("draining", "unavailable")):
        brain.state = state
        with pytest.raises(Unavailable) as caught:
            await (await start(opened, brain.url)).turn(REQUEST, within=2)
        assert caught.value.state == expected


async def test_a_brain_that_became_ready_since_the_last_look_is_found(
    brain: ScriptedBrain, opened: list[Brains]
) -> None:
    brain.state = "starting"
    brains = await start(opened, brain.url)
    brain.state = "ready"
    assert (await brains.turn(REQUEST, within=2)).replies[0].text == "You said: hello"


async def test_one_that_keeps_failing_rests(opened: list[Brains]) -> None:
    with ScriptedBrain(broken) as bad, ScriptedBrain(echo) as good:
        brains = await start(opened, bad.url, good.url)
        for _ in range(BREAKER_FAILURES + 3):
            assert (await brains.turn(REQUEST, within=2)).replies
        assert len(bad.turns) == BREAKER_FAILURES


async def test_the_wrong_secret_is_a_failure_not_an_answer(brain: ScriptedBrain, opened: list[Brains]) -> None:
    with pytest.raises(Unavailable):
        await (await start(opened, brain.url, secret="wrong")).turn(REQUEST, within=1)


async def test_too_slow_is_given_up_in_time(brain: ScriptedBrain, opened: list[Brains]) -> None:
    brain.delay_s = 30
    with pytest.raises(Unavailable) as caught:
        await (await start(opened, brain.url)).turn(REQUEST, within=0.3)
    assert caught.value.state == "slow"


async def test_a_reading_is_of_the_last_line_in_the_context_of_the_others(
    brain: ScriptedBrain, opened: list[Brains]
) -> None:
    brains = await start(opened, brain.url)
    lines = (Line("agent", "How can I help?"), Line("customer", "WHERE IS IT"))
    assert (await brains.read(lines, within=2)).frustration == 0.9
    assert brain.reads[0]["turns"][0]["earlier"] == [{"speaker": "agent", "text": "How can I help?"}]
