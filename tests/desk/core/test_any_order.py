"""The guarantee as an invariant: whatever happens, in whatever order, it holds after every step.

Hypothesis chooses what happens and shortens what fails. The fixture evaluates the guarantee at every published change;
here it is evaluated after every step as well, and the log is checked at the end.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.desk import conversations, guarantee, handoff, presence, taking
from bot.desk.clock import ANSWER_KINDS
from bot.desk.handoff import NotYours, Taken
from bot.desk.routing import offering, transfer
from bot.desk.routing.config import Routing, Skill
from bot.desk.routing.transfer import NotPossible
from bot.desk.store.rows import AgentRow
from bot.times import now
from tests.desk.core.conftest import World, Worlds
from tests.desk.core.test_offers import asked, pass_time
from tests.desk.scripted_brain import echo

OFFERS = Routing(mode="offer", widen_after=0.05, skills=(Skill("refunds", "the refunds team"),))
WORDS = ("where is my parcel", "WHERE IS MY PARCEL", "I want a person", "i'm going to kill myself", "thanks")


@dataclass
class Story:
    """Two conversations, two agents, and what the customers have said."""

    world: World
    here: list[str]
    team: list[AgentRow]
    said: dict[str, list[str]] = field(default_factory=dict)

    async def customer_writes(self, which: int, how: int) -> None:
        conversation_id, client_id = self.here[which], str(uuid4())
        await self.world.says(conversation_id, WORDS[how % len(WORDS)], id=client_id)
        self.said.setdefault(conversation_id, []).append(client_id)

    async def customer_sends_it_again(self, which: int, how: int) -> None:
        for client_id in self.said.get(self.here[which], [])[-1:]:
            await self.world.says(self.here[which], WORDS[how % len(WORDS)], id=client_id)

    async def customer_leaves_a_contact(self, which: int, how: int) -> None:
        contact = ("mara@example.com", "+44 20 7946 0000")[how % 2]
        await self.world.do(conversations.leave_contact, self.here[which], contact=contact)

    async def customer_rates(self, which: int, how: int) -> None:
        await self.world.do(conversations.rate, self.here[which], score=1 + how % 5)

    async def the_turn_ends(self, which: int, how: int) -> None:
        await asyncio.sleep(0.08)

    async def agent_takes(self, which: int, how: int) -> None:
        await self._as_agent(handoff.take, which, how)

    async def agent_answers(self, which: int, how: int) -> None:
        await self._as_agent(handoff.say, which, how, client_id=str(uuid4()), text="I have it here.")

    async def agent_notes(self, which: int, how: int) -> None:
        await self._as_agent(handoff.note, which, how, client_id=str(uuid4()), text="Rang the carrier.")

    async def agent_hands_back(self, which: int, how: int) -> None:
        await self._as_agent(handoff.hand_back, which, how)
        self.world.turns.heard(self.here[which])

    async def agent_requeues(self, which: int, how: int) -> None:
        await self._as_agent(handoff.requeue, which, how)

    async def agent_passes_on_to_a_colleague(self, which: int, how: int) -> None:
        await self._as_agent(transfer.to_person, which, how, colleague_id=self._agent(how + 1).id)

    async def agent_passes_on_to_a_team(self, which: int, how: int) -> None:
        await self._as_agent(transfer.to_team, which, how, skill_id="refunds")

    async def agent_accepts(self, which: int, how: int) -> None:
        await self._as_agent(taking.accept, which, how)

    async def agent_takes_over(self, which: int, how: int) -> None:
        await self._as_agent(taking.take_over, which, how)

    async def the_offer_runs_out(self, which: int, how: int) -> None:
        await pass_time(self.world, self.here[which])
        await self.world.clock.tick()

    async def agent_declines(self, which: int, how: int) -> None:
        await self._as_agent(offering.decline, which, how)

    async def agent_goes_away(self, which: int, how: int) -> None:
        chosen = ("away", "online")[which]
        await presence.set_availability(self.world.db, agent_id=self._agent(how).id, availability=chosen)

    async def agent_closes(self, which: int, how: int) -> None:
        await self._as_agent(handoff.close, which, how, disposition="solved")

    async def agent_vanishes(self, which: int, how: int) -> None:
        gone = timedelta(seconds=self.world.settings.timings.agent_vanished + 1)
        await self.world.last_seen(self._agent(how), now() - gone)

    async def agent_returns(self, which: int, how: int) -> None:
        await self.world.last_seen(self._agent(how), now())

    async def the_brain_falters(self, which: int, how: int) -> None:
        self.world.brain.state = ("ready", "starting", "overloaded")[how % 3]

    async def what_is_due_comes(self, which: int, how: int) -> None:
        row = await self.world.row(self.here[which])
        timed = row.next_step_due is not None and row.next_step_kind not in ANSWER_KINDS
        if timed:
            await self.world.make_due(self.here[which])
        await self.world.clock.tick()
        due = (await self.world.row(self.here[which])).next_step_due
        assert not timed or due is None or due > now(), f"{row.next_step_kind} was due, and nothing came of it"

    def _agent(self, how: int) -> AgentRow:
        return self.team[how % len(self.team)]

    async def _as_agent(self, service: Callable[..., Awaitable[Any]], which: int, how: int, **facts: Any) -> None:
        """What an agent may not do now is refused, and changes nothing."""
        with suppress(Taken, NotYours, NotPossible):
            await self.world.do(service, self.here[which], agent=self._agent(how), **facts)


STEPS = [name for name in vars(Story) if name.startswith(("customer_", "agent_", "the_", "what_"))]
OFTEN = ["agent_takes", "what_is_due_comes", "what_is_due_comes"]  # without these the rest has little to work on
walks = st.lists(
    st.tuples(st.sampled_from(STEPS + OFTEN), st.integers(0, 1), st.integers(0, 5)), min_size=4, max_size=30
)


@pytest.fixture
async def offering_world(worlds: Worlds) -> World:
    return await worlds(routing=OFFERS)


@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
@given(walk=walks)
async def test_whatever_happens_in_whatever_order_nobody_is_left_alone(
    offering_world: World, walk: list[tuple[str, int, int]]
) -> None:
    world = offering_world
    world.brain.answer, world.brain.state = echo, "ready"
    team = [await world.agent("Ada"), await world.agent("Ben")]
    story = Story(world, [await world.conversation() for _ in range(2)], team)
    await story.customer_writes(0, WORDS.index("I want a person"))
    for name, which, how in walk:
        await getattr(story, name)(which, how)
        assert await guarantee.broken(world.db, settings=world.settings) == [], name
        for conversation_id in story.here:
            waits = (await world.row(conversation_id)).owner == "queue"
            assert waits or await asked(world, conversation_id) is None, f"{name}: asked about who does not wait"
    world.brain.state = "ready"
    for conversation_id in story.here:
        log = await world.log(conversation_id)
        assert [message.seq for message in log] == list(range(1, len(log) + 1))
        heard = [message.client_id for message in log if message.author == "customer"]
        assert heard == story.said.get(conversation_id, [])
        if (await world.row(conversation_id)).owner == "queue":  # a colleague who comes can take every one of them
            await world.do(handoff.take, conversation_id, agent=await world.agent("Cleo"))
        row = await world.row(conversation_id)
        if row.owner == "agent":
            await world.do(handoff.close, conversation_id, agent=await _owner(world, row.agent_id), disposition="other")
    for one in story.team:
        await presence.set_availability(world.db, agent_id=one.id, availability="away")


async def _owner(world: World, agent_id: str | None) -> AgentRow:
    found = await presence.get(world.db, agent_id=str(agent_id))
    assert found is not None
    return found
