"""Passing a customer on: to a colleague by name, who is asked, or to the team with a skill."""

from __future__ import annotations

from sqlalchemy.exc import IntegrityError

from bot.desk import presence, queueing, steps, wording
from bot.desk.bus import Bus
from bot.desk.handoff import leave_note, mine, optional
from bot.desk.ledger import hold
from bot.desk.routing import offers, team
from bot.desk.settings import Settings
from bot.desk.store.engine import Database
from bot.desk.store.rows import AgentRow, ConversationRow


class NotPossible(Exception):
    """It can't be passed on there. The text says why, and what to do, for people."""


async def to_person(
    db: Database,
    bus: Bus,
    *,
    settings: Settings,
    conversation_id: str,
    agent: AgentRow,
    colleague_id: str,
    note: str | None = None,
) -> ConversationRow:
    """The colleague is asked; until they take it the customer is first in line for everybody else.

    Raises NotPossible, NotYours, Refused."""
    words, colleague = optional(note), await presence.get(db, agent_id=colleague_id)
    if colleague is None or colleague.site_id != settings.site_id or colleague.id == agent.id:
        raise NotPossible("There is no such colleague. Please choose again.")
    try:
        async with hold(db, conversation_id) as held:
            mine(held, agent)
            if not team.is_on_duty(colleague, settings=settings, at=held.at):
                raise NotPossible(f"{colleague.name} is not on duty just now. Choose somebody else, or a team.")
            await leave_note(held, agent, words)
            handoff = await queueing.return_to_line(held, outcome="transferred")
            offer = await offers.make(held, settings, handoff, agent_id=colleague.id, asked_by=agent.id)
            facts = {"colleague": colleague.name, "wait": wording.within(settings.routing.accept_within)}
            told = await held.tell(settings.texts.say("transferred_to_person", name=agent.name, **facts))
            next_step = settings.texts.say("next_colleague", **facts)
            steps.told(held, kind="queue_update", seq=told.seq, due=offer.expires_at, text=next_step)
    except IntegrityError:
        raise NotPossible(
            f"{colleague.name} is being asked about somebody else this moment. Try again shortly, or choose a team."
        ) from None
    await bus.publish(held.news())
    return held.row


async def to_team(
    db: Database,
    bus: Bus,
    *,
    settings: Settings,
    conversation_id: str,
    agent: AgentRow,
    skill_id: str,
    note: str | None = None,
) -> ConversationRow:
    """Into the line again, with the place they had, for those with this skill.

    Raises NotPossible, NotYours, Refused."""
    words, skill = optional(note), settings.routing.skill(skill_id)
    if skill is None:
        raise NotPossible("There is no such team. Please choose again.")
    async with hold(db, conversation_id) as held:
        mine(held, agent)
        await leave_note(held, agent, words)
        handoff = await queueing.return_to_line(held, outcome="transferred", skill=skill.id)
        opening = settings.texts.say("transferred_to_team", name=agent.name, team=skill.name)
        await queueing.tell(held, settings, handoff, first=False, opening=opening)
    await bus.publish(held.news())
    return held.row
