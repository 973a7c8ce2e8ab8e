"""The handoff queue over HTTP: see it, claim, answer, hand back, close."""

from __future__ import annotations

from typing import Any
from uuid import NAMESPACE_URL, uuid4, uuid5

from bot.desk import conversations, endings, handoff, outsiders, views
from bot.desk.access.errors import Refused
from bot.desk.bus import Change, Typing
from bot.desk.handoff import Waiting
from bot.desk.rest.call import Call, Json
from bot.desk.rest.once import Reply
from bot.desk.sockets import inputs, present
from bot.desk.store.rows import AgentRow

MESSAGES = uuid5(NAMESPACE_URL, "evenkeel:api-message")


async def queue(call: Call) -> Reply:
    """Who waits for a person, in order, and what this token's agents have."""
    items = await handoff.overview(call.desk.db, settings=call.desk.settings)
    ours, online = await outsiders.ids(call.desk.db, token_id=call.token.id), call.online()

    def shown(those: list[Waiting]) -> list[Json]:
        return [views.queue_item(item, online=item.conversation.id in online) for item in those]

    waiting = [item for item in items if item.conversation.owner == "queue"]
    claimed = [item for item in items if item.conversation.agent_id in ours]
    return 200, {"queue": shown(waiting), "claimed": shown(claimed)}


async def conversation(call: Call) -> Reply:
    """The conversation, every message and the brief."""
    view = await _view(call)
    rows = await conversations.messages_after(
        call.desk.db, conversation_id=call.conversation_id, for_agents=True, limit=100_000
    )
    await call.write_down("open")
    messages = [views.message(row, for_agents=True) for row in rows]
    brief = await present.the_brief(call.desk, call.conversation_id)
    return 200, {"conversation": view, "messages": messages, "brief": brief}


async def claim(call: Call) -> Reply:
    """It is this outside agent's now, unless somebody was quicker."""
    name = call.agent_name()
    await _view(call)
    site_id = call.desk.settings.site_id
    agent = await outsiders.find_or_make(call.desk.db, site_id=site_id, token_id=call.token.id, name=name)
    await _do(call, handoff.take, agent)
    await call.write_down("take", agent=agent)
    return 200, {"conversation": await _view(call)}


async def message(call: Call) -> Reply:
    """Words to the customer, or a note that only agents see."""
    kind, text = call.choice("kind", "text", "note"), call.words("text")
    await _view(call)
    agent = await call.agent()
    client_id = str(uuid5(MESSAGES, f"{call.token.id}/{call.key}") if call.key else uuid4())
    if kind == "note":
        row = await _do(call, handoff.note, agent, client_id=client_id, text=text)
    else:
        row = await _do(call, handoff.say, agent, client_id=client_id, text=text)
    await call.write_down("note" if kind == "note" else "say", agent=agent, seq=row.seq)
    return 201, {"message": views.message(row, for_agents=True)}


async def typing(call: Call) -> Reply:
    """The customer sees that their agent is writing."""
    writing = call.body.get("typing", True)
    if not isinstance(writing, bool):
        raise Refused("bad_choice", "The field 'typing' is true or false.")
    await _view(call)
    agent = await call.agent()
    row = await conversations.get(call.desk.db, conversation_id=call.conversation_id)
    if row is None or row.agent_id != agent.id:
        raise Refused("not_yours", f"{agent.name} doesn't have this conversation now. Claim it first.", status=409)
    told = Typing("agent", writing, agent.name)
    await call.desk.bus.publish(Change(row.id, row.site_id, state=False, overview=False, typing=told))
    return 204, None


async def hand_back(call: Call) -> Reply:
    """To the assistant, or to the front of the queue for somebody else."""
    to, note = call.choice("to", "assistant", "queue"), inputs.optional_words(call.body.get("note"))
    await _view(call)
    agent = await call.agent()
    if to == "queue":
        await _do(call, handoff.requeue, agent, note=note)
    else:
        await _do(call, handoff.hand_back, agent, note=note)
        call.desk.turns.heard(call.conversation_id)
    await call.write_down("requeue" if to == "queue" else "hand_back", agent=agent)
    return 200, {"conversation": await _view(call)}


async def close(call: Call) -> Reply:
    """Done; the customer is asked how it went."""
    disposition = call.words("disposition").strip()
    if len(disposition) > handoff.DISPOSITION_LIMIT:
        raise Refused("too_long", f"A disposition has at most {handoff.DISPOSITION_LIMIT} characters.")
    tags = endings.tags_of(call.body["tags"]) if "tags" in call.body else None
    await _view(call)
    agent = await call.agent()
    await _do(call, handoff.close, agent, disposition=disposition, tags=tags)
    await call.write_down("close", agent=agent, disposition=disposition)
    return 200, {"conversation": await _view(call)}


async def _view(call: Call) -> Json:
    """Only what has been handed to people: conversations with the assistant alone are nobody else's business."""
    item = await handoff.waiting(call.desk.db, settings=call.desk.settings, conversation_id=call.conversation_id)
    if item is None or item.handoff is None:
        raise Refused("not_found", "There is no such conversation in the handoff queue, and never was.", status=404)
    return views.agent_conversation(item, online=call.conversation_id in call.online())


async def _do(call: Call, service: Any, agent: AgentRow, **facts: Any) -> Any:
    desk = call.desk
    try:
        return await service(
            desk.db, desk.bus, settings=desk.settings, conversation_id=call.conversation_id, agent=agent, **facts
        )
    except handoff.Taken as error:
        raise Refused("taken", str(error), status=409) from None
    except handoff.NotYours as error:
        raise Refused("not_yours", str(error), status=409) from None
