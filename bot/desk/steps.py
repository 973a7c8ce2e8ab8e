"""Who owes the next word, and by when. Every change of hands ends in one of these, so the guarantee holds.

`next_step_kind`:
    reply         the assistant owes an answer
    starting      the customer was told that the assistant is starting up; it owes an answer
    busy          the same, for an assistant that too many people are asking
    queue_update  in the queue: a colleague, or else a word from us, by then
    opening       in the queue, nobody works now: a word from us when the team is back
    callback      in the queue: somebody contacts the customer by then
    agent_reply   the agent owes an answer
    agent_slow    the agent still does, and the customer was told
    follow_up     nobody owes anything, but an upset customer who stays silent is asked once
"""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.desk.ledger import Held
from bot.desk.settings import Settings

# The turn-taker answers at the deadline; the clock looks only after this, so that they do not race.
REPLY_MARGIN_S = 2.0


def assistant_owes(held: Held, settings: Settings, *, since: datetime) -> None:
    """A customer's message waits for the assistant since then."""
    due = since + timedelta(seconds=settings.timings.deadline + REPLY_MARGIN_S)
    _step(held, kind="reply", since=since, due=due, text=settings.texts.say("next_reply"))


def agent_owes(held: Held, settings: Settings, *, name: str, since: datetime) -> None:
    """The customer waits for the agent who has the conversation."""
    due = since + timedelta(seconds=settings.timings.agent_reply)
    _step(held, kind="agent_reply", since=since, due=due, text=settings.texts.say("next_agent", name=name))


def told(held: Held, *, kind: str, seq: int, due: datetime, text: str) -> None:
    """The customer was told, in message `seq`, what happens next and when."""
    since = held.row.waiting_since or held.at
    _step(held, kind=kind, since=since, due=due, text=text, told_seq=seq)


def customer_owes(held: Held, *, follow_up: datetime | None = None, text: str | None = None) -> None:
    """We have given the next word. `follow_up`: when to ask once, if the customer stays silent; `text` tells them."""
    held.change(
        waiting_on="customer",
        waiting_since=None,
        next_step=text,
        next_step_kind="follow_up" if follow_up else None,
        next_step_due=follow_up,
        next_step_told_seq=None,
    )


def _step(held: Held, *, kind: str, since: datetime, due: datetime, text: str, told_seq: int | None = None) -> None:
    held.change(
        waiting_on="us",
        waiting_since=since,
        next_step=text,
        next_step_kind=kind,
        next_step_due=due,
        next_step_told_seq=told_seq,
    )
