"""Turns: listening, one at a time, committed whole or dropped, and never silence."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta, timezone

import pytest
from sqlalchemy import select

from bot.deescalation.types import Evidence, Handoff, Level, Reason, Temper, Urgency
from bot.desk import conversations, handoff, promises
from bot.desk.store.tables import audit, handoffs, turns
from bot.desk.turn_log import begin
from bot.wire import Customer, Reply, TurnRequest, TurnResult
from tests.desk.core.conftest import World, Worlds
from tests.desk.scripted_brain import ScriptedBrain, echo, result


async def asked(world: World, times: int) -> bool:
    return len(world.brain.turns) >= times


async def records(world: World, conversation_id: str) -> list[tuple[str, str]]:
    query = select(turns.c.outcome, turns.c.actions).where(turns.c.conversation_id == conversation_id)
    async with world.db.read() as connection:
        return [(outcome, actions) for outcome, actions in await connection.execute(query)]


def after(seconds: float) -> datetime:
    return datetime.now(timezone.utc) + timedelta(seconds=seconds)


# ---------------------------------------------------------------- listening


async def test_messages_sent_in_one_breath_are_one_turn(worlds: Worlds) -> None:
    world = await worlds(timings={"silence": 0.3, "longest_listening": 5})
    here = await world.conversation()
    for text in ("my parcel", "has not come", "again"):
        await world.says(here, text)
    assert await world.until_answered(here) == ["You said: my parcel | has not come | again"]


async def test_somebody_who_is_typing_is_not_cut_off(worlds: Worlds) -> None:
    world = await worlds(timings={"silence": 0.2, "longest_listening": 10})
    here = await world.conversation()
    await world.says(here, "and another thing")
    world.turns.typing(here, True)
    await asyncio.sleep(0.6)
    assert world.brain.turns == []
    await world.says(here, "it was broken")
    assert await world.until_answered(here) == ["You said: and another thing | it was broken"]


async def test_listening_ends_after_its_longest_even_if_they_type_on(worlds: Worlds) -> None:
    world = await worlds(timings={"silence": 5, "longest_listening": 0.3})
    here = await world.conversation()
    await world.says(here, "hello")
    world.turns.typing(here, True)
    assert await world.until_answered(here) == ["You said: hello"]


async def test_a_pressed_button_is_answered_without_listening(worlds: Worlds) -> None:
    world = await worlds(timings={"silence": 30, "longest_listening": 30, "deadline": 60})
    here = await world.conversation()
    await world.says(here, "Yes, cancel it", payload="/affirm")
    assert await world.until_answered(here) == ["You said: /affirm"]


# ---------------------------------------------------------------- one turn at a time


async def test_what_is_said_during_a_turn_forms_the_next_one_and_voids_nothing(world: World) -> None:
    world.brain.delay_s = 0.4
    here = await world.conversation()
    await world.says(here, "first")
    await world.until(lambda: asked(world, 1))
    await world.says(here, "second")
    await world.says(here, "third")
    assert await world.until_answered(here) == ["You said: first", "You said: second | third"]
    assert [outcome for outcome, _ in await records(world, here)] == ["replied", "replied"]
    assert [request.state for request in world.brain.turns] == [None, {"turns": 1}]


async def test_an_agent_who_takes_over_during_a_turn_silences_it_and_its_actions_are_on_record(world: World) -> None:
    did = {"name": "cancel_order", "ok": True, "summary": "Cancelled EK-20401.", "facts": {"Order": "EK-20401"}}
    world.brain.answer = lambda turn: result(turn, Reply("Cancelled."), actions=(did,))
    world.brain.delay_s = 0.4
    here, agent = await world.conversation(), await world.agent()
    await world.says(here, "cancel my order")
    await world.until(lambda: asked(world, 1))
    await world.do(handoff.take, here, agent=agent)
    await world.until(lambda: records(world, here))
    assert await records(world, here) == [("dropped", [did])]
    assert await world.said(here, "assistant") == []
    row = await world.row(here)
    assert (row.owner, row.waiting_on, row.brain_state) == ("agent", "us", None)
    assert (await world.log(here))[0].reading is not None, "what the message shows is true whoever answers it"


async def test_handed_back_before_the_turn_ends_the_same_messages_are_asked_under_the_same_id(world: World) -> None:
    world.brain.delay_s = 0.5
    here, agent = await world.conversation(), await world.agent()
    await world.says(here, "where is it")
    await world.until(lambda: asked(world, 1))
    await world.do(handoff.take, here, agent=agent)
    await world.do(handoff.hand_back, here, agent=agent)
    world.turns.heard(here)
    assert await world.until_answered(here) == ["You said: where is it"]
    assert world.brain.turns[0].turn_id == world.brain.turns[1].turn_id
    assert [outcome for outcome, _ in await records(world, here)] == ["replied"]


async def test_two_desks_do_not_take_the_same_turn(worlds: Worlds) -> None:
    here_desk, other_desk = await worlds(), await worlds()
    here_desk.brain.delay_s = 0.4
    here = await here_desk.conversation()
    await here_desk.says(here, "hello")
    await here_desk.until(lambda: asked(here_desk, 1))
    other_desk.turns.heard(here)
    assert await here_desk.until_answered(here) == ["You said: hello"]
    await asyncio.sleep(0.2)
    assert len(here_desk.brain.turns) == 1


# ---------------------------------------------------------------- what a commit keeps


async def test_a_turn_commits_replies_state_temper_readings_and_promises_together(world: World) -> None:
    due = after(3600)

    def answer(turn: TurnRequest) -> TurnResult:
        promise = {"text": "The refund is paid out", "due": due.isoformat()}
        card = {"kind": "order", "title": "Order EK-20401", "rows": []}
        replies = (Reply("One."), Reply("Two.", ({"title": "Yes", "payload": "/affirm"},)), Reply(card=card))
        return result(turn, *replies, promises=(promise,), intended="to know where their refund is")

    world.brain.answer = answer
    here = await world.conversation()
    await world.says(here, "WHERE IS IT")
    await world.until_answered(here)
    row, log = await world.row(here), await world.log(here)
    assert [message.text for message in log] == ["WHERE IS IT", "One.", "Two.", None]
    assert log[2].buttons == [{"title": "Yes", "payload": "/affirm"}] and (log[3].card or {})["kind"] == "order"
    assert {message.turn_id for message in log[1:]} == {world.brain.turns[0].turn_id}
    assert (log[0].reading or {})["frustration"] == 0.9
    assert row.brain_state == {"turns": 1} and (row.temper or {})["state"] == "irate"
    assert row.intended == "to know where their refund is"
    assert [(p.text, p.seq, p.due_at) for p in await promises.of(world.db, conversation_id=here)] == [
        ("The refund is paid out", 4, due)
    ]


async def test_the_brain_is_told_what_it_does_not_keep(world: World) -> None:
    here, agent = await world.conversation(timezone="Europe/Paris"), await world.agent()
    await world.says(here, "one")
    await world.until_answered(here)
    await world.do(handoff.take, here, agent=agent)
    await world.do(handoff.say, here, agent=agent, client_id="a", text="I refunded it")
    await world.do(handoff.note, here, agent=agent, client_id="n", text="a secret note")
    await world.do(handoff.hand_back, here, agent=agent)
    await world.says(here, "two")
    await world.until(lambda: asked(world, 2))
    request = world.brain.turns[-1]
    assert (request.state, request.context.timezone) == ({"turns": 1}, "Europe/Paris")
    assert [(line.speaker, line.text) for line in request.context.earlier] == [
        ("customer", "one"), ("assistant", "You said: one"), ("agent", "I refunded it"),
    ]  # fmt: skip
    assert [message.text for message in request.messages] == ["two"]


async def test_a_handoff_directive_speaks_first_and_then_queues(world: World) -> None:
    evidence = (Evidence(1, "for the third time", "third contact"),)
    directive = Handoff(Reason.IRATE, Urgency.HIGH, evidence)
    world.brain.answer = lambda turn: result(turn, Reply("That's three times too many."), handoff=directive)
    here = await world.conversation()
    await world.says(here, "for the third time, where is it")
    await world.until_owner(here, "queue")
    log = await world.log(here)
    assert [message.author for message in log] == ["customer", "assistant", "system"]
    waiting = await handoff.waiting(world.db, settings=world.settings, conversation_id=here)
    assert waiting and waiting.handoff
    assert (waiting.handoff.reason, waiting.handoff.urgency) == ("irate_not_calming", "high")
    assert waiting.handoff.evidence[0]["quote"] == "for the third time"


# ---------------------------------------------------------------- with no brain, or a bad one


async def test_a_person_is_fetched_at_once_with_no_brain_at_all(worlds: Worlds) -> None:
    world = await worlds(brains=[])
    here = await world.conversation()
    await world.says(here, "let me speak to a human")
    row, log = await world.row(here), await world.log(here)
    assert row.owner == "queue" and row.next_step_told_seq == 2
    assert (log[1].text or "").startswith("Of course.")


async def test_crisis_words_get_the_right_words_and_come_first(worlds: Worlds) -> None:
    world = await worlds(brains=[])
    await world.queued()
    here = await world.conversation()
    await world.says(here, "I want to kill myself")
    waiting = await handoff.queue(world.db, settings=world.settings)
    assert waiting[0].conversation.id == here
    assert waiting[0].handoff and waiting[0].handoff.urgency == "urgent"
    said = await world.said(here, "system")
    assert len(said) == 2 and "emergency" in said[0] and "reference" not in said[0]


async def test_crisis_words_of_somebody_in_the_queue_move_them_to_the_front(world: World) -> None:
    first, here = await world.queued(), await world.queued()
    await world.says(here, "I want to kill myself")
    assert [item.conversation.id for item in await handoff.queue(world.db, settings=world.settings)] == [here, first]
    assert "emergency" in (await world.said(here, "system"))[-1]


async def test_no_brain_means_plain_words_and_a_person_at_the_deadline(worlds: Worlds) -> None:
    world = await worlds(brains=["http://127.0.0.1:9"], timings={"deadline": 1.0})
    here = await world.conversation()
    await world.says(here, "where is my parcel")
    await world.until_owner(here, "queue")
    async with world.db.read() as connection:
        reason = await connection.scalar(select(handoffs.c.reason).where(handoffs.c.conversation_id == here))
    assert reason == "assistant_unavailable"
    assert "a person" in (await world.said(here, "system"))[-1]
    assert [outcome for outcome, _ in await records(world, here)] == ["unavailable"]


async def test_a_starting_brain_is_admitted_once_and_the_answer_follows(world: World) -> None:
    world.brain.state = "starting"
    here = await world.conversation()
    await world.until(lambda: _state(world, "starting"))
    await world.says(here, "where is it")

    async def told() -> bool:
        return (await world.row(here)).next_step_kind == "starting"

    await world.until(told)
    await world.says(here, "hello?")
    await asyncio.sleep(0.6)
    assert len(await world.said(here, "system")) == 1
    world.brain.state = "ready"
    said = await world.until_answered(here)
    assert said[0] == "You said: where is it"
    assert len(await world.said(here, "system")) == 1


async def test_a_brain_that_goes_on_starting_means_a_person(worlds: Worlds) -> None:
    world = await worlds(timings={"starting_patience": 0.5})
    world.brain.state = "starting"
    await world.until(lambda: _state(world, "starting"))
    here = await world.conversation()
    await world.says(here, "where is it")
    await world.until_owner(here, "queue")


async def test_a_busy_brain_is_admitted_once_and_the_answer_follows(worlds: Worlds) -> None:
    world = await worlds(timings={"busy_after": 0.2, "busy_patience": 20})
    world.brain.delay_s = 0.7
    crowd = [await world.conversation() for _ in range(24)]
    await asyncio.gather(*(world.says(here, f"hello {place}") for place, here in enumerate(crowd)))
    for place, here in enumerate(crowd):
        assert await world.until_answered(here) == [f"You said: hello {place}"]
    told = [len(await world.said(here, "system")) for here in crowd]
    assert set(told) == {0, 1}, "those at the end of the line were told, nobody twice"


def _broken(turn: TurnRequest) -> TurnResult:
    raise RuntimeError("this brain is broken")


def _silent(turn: TurnRequest) -> TurnResult:
    return result(turn)


@pytest.mark.parametrize("answer", [_broken, _silent])
async def test_a_broken_or_silent_brain_is_replaced_by_another_with_the_same_turn(
    worlds: Worlds, answer: object
) -> None:
    with ScriptedBrain(answer) as bad, ScriptedBrain(echo) as good:  # type: ignore[arg-type]
        world = await worlds(brains=[bad.url, good.url])
        here = await world.conversation()
        await world.says(here, "hello")
        assert await world.until_answered(here) == ["You said: hello"]
        assert bad.turns[0].turn_id == good.turns[0].turn_id


async def test_a_slow_brain_is_not_waited_for_when_another_stands_by(worlds: Worlds) -> None:
    with ScriptedBrain(echo) as slow, ScriptedBrain(echo) as quick:
        slow.delay_s = 30
        world = await worlds(brains=[slow.url, quick.url], timings={"deadline": 1.5})
        here = await world.conversation()
        await world.says(here, "hello")
        assert await world.until_answered(here) == ["You said: hello"]
        assert len(slow.turns) == len(quick.turns) == 1


@pytest.mark.parametrize("answer", [_broken, _silent])
async def test_when_every_brain_fails_the_desk_answers_itself_and_fetches_a_person(
    world: World, answer: object
) -> None:
    world.brain.answer = answer  # type: ignore[assignment]
    here = await world.conversation()
    await world.says(here, "hello")
    await world.until_owner(here, "queue")
    assert await world.said(here, "assistant") == []
    assert len(world.brain.turns) <= 3, "a message that breaks brains is not tried for ever"


# ---------------------------------------------------------------- crashes


async def test_after_a_crash_the_same_messages_are_asked_under_the_same_id(worlds: Worlds) -> None:
    dying = await worlds()
    dying.brain.delay_s = 30
    here = await dying.conversation()
    await dying.says(here, "cancel my order")
    await dying.until(lambda: asked(dying, 1))
    for task in dying.turns._tasks.values():  # as if killed: nothing more is committed by this desk
        task.cancel()
    await conversations.receive(
        dying.db, dying.bus, settings=dying.settings, conversation_id=here, client_id="later", text="are you there"
    )
    dying.brain.delay_s = 0
    reborn = await worlds()
    assert await reborn.turns.resume() == 1
    said = await reborn.until_answered(here)
    assert said == ["Cancel order EK-20401?", "You said: are you there"]
    assert dying.brain.turns[0].turn_id == dying.brain.turns[1].turn_id
    assert dying.brain.turns[0].messages == dying.brain.turns[1].messages


async def test_resuming_takes_up_what_was_heard_but_not_begun(worlds: Worlds) -> None:
    world = await worlds()
    here = await world.conversation()
    await conversations.receive(
        world.db, world.bus, settings=world.settings, conversation_id=here, client_id="a", text="hello"
    )
    assert await world.turns.resume() == 1
    assert await world.until_answered(here) == ["You said: hello"]
    assert await world.turns.resume() == 0


async def test_a_turn_is_begun_only_where_the_assistant_owes_an_answer(world: World) -> None:
    here = await world.queued()
    nothing = await world.conversation()
    for conversation_id in (here, nothing):
        assert await begin(world.db, settings=world.settings, conversation_id=conversation_id, ours=set()) is None


# ---------------------------------------------------------------- while a person has it


async def test_what_is_written_to_a_person_is_read_and_the_curve_goes_on(world: World) -> None:
    agent = await world.agent()
    here = await world.taken(agent)
    await world.says(here, "THIS IS A JOKE")

    async def read() -> bool:
        return all(message.reading for message in await world.log(here) if message.author == "customer")

    await world.until(read)
    temper = Temper.from_json((await world.row(here)).temper)
    assert temper.curve[-1] == 0.9 and temper.state is not Level.CALM
    assert world.brain.turns == [] and await world.said(here, "assistant") == []


async def test_no_brain_to_read_with_changes_nothing_for_the_agent(worlds: Worlds) -> None:
    world = await worlds(brains=[])
    agent = await world.agent()
    here = await world.taken(agent)
    message = await world.says(here, "hello?")
    assert message.seq in {change.messages[0].seq for change in world.changes if change.messages}
    assert (await world.row(here)).waiting_on == "us"


async def _state(world: World, state: str) -> bool:
    return world.brains.state() == state


async def test_who_proved_an_address_is_known_from_the_next_turn_on_and_it_is_on_record(worlds: Worlds) -> None:
    world = await worlds()
    mara = Customer("cu-mara", "Mara Lindqvist", "mara@example.com", verified=True)
    world.brain.answer = lambda turn: result(turn, Reply("Thank you, that's you."), identified=mara)
    here = await world.conversation()
    await world.says(here, "123456")
    await world.until_answered(here)
    row = await conversations.get(world.db, conversation_id=here)
    assert row and (row.customer_id, row.customer_verified, row.verified_by) == ("cu-mara", True, "code")
    async with world.db.read() as connection:
        noted = (
            (await connection.execute(select(audit.c.action).where(audit.c.conversation_id == here))).scalars().all()
        )
    assert noted == ["identified_by_code"]
    await world.says(here, "and now?")
    await world.until_answered(here)
    assert world.brain.turns[-1].context.customer == mara
