"""A subscription: shown; the next one skipped, paused, taken up again, made rarer or more frequent, cancelled."""

from __future__ import annotations

import re

from bot.backoffice.accounts import Subscription as Running
from bot.backoffice.errors import NotFound
from bot.backoffice.subscriptions import WEEKS
from bot.dialogue import words
from bot.dialogue.buttons import option, options
from bot.dialogue.chat import Chat
from bot.dialogue.errands.account import AccountErrand

_NUMBERS = {"one": 1, "two": 2, "four": 4, "six": 6, "eight": 8, "month": 4, "monthly": 4, "fortnight": 2, "weekly": 1}


class Subscription(AccountErrand):
    """Only cancelling is asked about once more."""

    name = "subscription"
    about = "your subscription"
    wants = "something changed about a subscription"
    ways = (
        ("skip", r"\b(skip|miss|leave out|next one)\b"),
        ("resume", r"\b(resume|restart|take up|unpause|start (it )?again)\b"),
        ("pause", r"\b(pause|hold|break|holiday)\b"),
        ("interval", r"\b(every|often|interval|frequen\w+|weeks?|monthly|fortnight\w*)\b"),
        ("cancel", r"\b(cancel|end|stop|don'?t want|close)\b"),
    )

    def open(self, chat: Chat) -> None:
        super().open(chat)
        chat.set(value=_weeks(chat.text) if chat.get("outcome") == "interval" else None)

    async def next_slot(self, chat: Chat) -> str | None:
        running = await _first(chat)
        if running is None:
            return None
        if chat.get("outcome") is None:
            return "outcome"
        if chat.get("outcome") == "interval" and chat.get("value") is None:
            return "value"
        return "confirm" if chat.get("outcome") == "cancel" and chat.get("confirm") is None else None

    async def hear_value(self, chat: Chat) -> None:
        chat.set(value=_weeks(chat.text))

    async def ask(self, chat: Chat, slot: str) -> None:
        running = await _first(chat)
        assert running is not None
        day = words.day(running.next_at, chat.turn.context.timezone)
        if slot == "outcome":
            first = ("Take it up again", "resume") if running.status == "paused" else ("Skip the next one", "skip")
            more = [] if running.status == "paused" else [("Pause it", "pause")]
            ways = options(first, *more, ("Change how often", "interval"), ("Cancel it", "cancel"))
            _show(chat, running)
            chat.say("utter_ask_subscription", name=running.name, buttons=ways)
        elif slot == "value":
            every = [option(f"Every {weeks} weeks", str(weeks)) for weeks in WEEKS if weeks > 1]
            chat.say("utter_ask_subscription_weeks", buttons=every)
        else:
            _show(chat, running)
            buttons = options(("Yes, cancel it", "yes"), ("No, keep it", "no"))
            chat.say("utter_ask_subscription_cancel", name=running.name, day=day, buttons=buttons)

    async def finish(self, chat: Chat) -> None:
        running = await _first(chat)
        if running is None:
            await self.person(chat, "utter_no_subscription")
            return
        if chat.get("confirm") is False:
            chat.say("utter_nothing_changed")
            return
        way, weeks = chat.get("outcome"), chat.get("value")
        try:
            done = await chat.accounts.change_subscription(
                customer_id=chat.known_customer,
                reference=running.reference,
                change=None if way == "interval" else way,
                every_weeks=int(weeks) if way == "interval" else None,
                request_key=chat.turn.request_key("subscription"),
            )
        except NotFound as refusal:
            chat.found("subscription_refused", str(refusal), ok=False)
            await self.person(chat, "utter_subscription_refused", status=running.status)
            return
        chat.did(done)
        chat.say(f"utter_subscription_{way}", next=done.facts["Next one"], every=done.facts["Every"], name=running.name)


def _show(chat: Chat, running: Running) -> None:
    zone = chat.turn.context.timezone
    rows = [
        {"label": "Every", "value": f"{running.every_weeks} weeks"},
        {"label": "Next one", "value": "paused" if running.status == "paused" else words.day(running.next_at, zone)},
        {"label": "Price", "value": str(running.price)},
    ]
    card = {"kind": "order", "title": running.name, "subtitle": "Your subscription", "rows": rows}
    chat.show(card, about=running.reference)


async def _first(chat: Chat) -> Running | None:
    running = await chat.accounts.subscriptions(customer_id=chat.known_customer)
    return running[0] if running else None


def _weeks(text: str) -> str | None:
    """A number of weeks the shop has, as its digits."""
    found = re.search(r"\b([12468])\b", text)
    number = int(found[1]) if found else next((n for word, n in _NUMBERS.items() if word in text.lower()), None)
    return str(number) if number in WEEKS else None
