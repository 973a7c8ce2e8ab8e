"""Yes, no, never mind and bare facts, said when no form is waiting for them; and what was not understood."""

from __future__ import annotations

from actions.base import ChatAction
from bot.deescalation.types import Level, Move
from bot.dialogue import errands, forward, goodwill, guiding, later, meant, menus
from bot.dialogue.chat import Chat
from bot.dialogue.clarify import clarify
from bot.dialogue.errands import orders
from bot.dialogue.errands.orders import PERSON

FINISHED_AT = 0.5  # frustration from which "forget it" is somebody who is polite but finished, and not content


class Clarify(ChatAction):
    """Not understood."""

    called = "action_clarify"

    async def act(self, chat: Chat) -> None:
        if not guiding.instead_of_asking(chat):
            await clarify(chat)


class Thanks(ChatAction):
    """With a form open there is a question on the table already."""

    called = "action_thanks"

    async def act(self, chat: Chat) -> None:
        if not later.take_up(chat):
            chat.say("utter_welcome" if chat.loop else "utter_thanks")


class Affirm(ChatAction):
    """Yes to the person just offered, or to nothing in particular."""

    called = "action_affirm"

    async def act(self, chat: Chat) -> None:
        if chat.turn.proposed:  # several things were offered: yes to which?
            chat.say("utter_which_of_these", buttons=[(one["title"], one["payload"]) for one in chat.turn.proposed])
        else:
            chat.say("utter_affirm", buttons=menus.usual())


class Deny(ChatAction):
    """No, thank you."""

    called = "action_deny"

    async def act(self, chat: Chat) -> None:
        if not later.take_up(chat):
            chat.say("utter_deny")


class Inform(ChatAction):
    """A fact without a wish: an order number alone most likely means "where is it"."""

    called = "action_inform"

    async def act(self, chat: Chat) -> None:
        if not chat.entity("order_number") and guiding.instead_of_asking(chat):
            return
        if chat.unclear:
            await clarify(chat)
        elif chat.entity("order_number"):
            chat.then("order_status_form")
        else:
            chat.say("utter_ask_what_to_do", buttons=[*menus.usual(), PERSON])


class Stop(ChatAction):
    """Drops what is open, and says that nothing was changed."""

    called = "action_stop"

    async def act(self, chat: Chat) -> None:
        chat.memory.later.clear()
        chat.memory.paused = None
        if chat.loop:
            chat.close_form()
            chat.say("utter_stopped")
            return
        warmest = max((reading.frustration for reading in chat.turn.readings), default=0.0)
        if chat.turn.temper.state is not Level.CALM or warmest >= FINISHED_AT:  # not let go like that
            chat.made(Move.OFFER_PERSON)
            await forward.go(chat)
            return
        order = await orders.named_in(chat)
        if order is not None and errands.ALL["cancel_order"].fits(order, chat):
            chat.go_on_with("cancel_order", order=order.number)  # "I don't want the throw any more"; it asks first
        else:
            chat.say("utter_nothing_to_stop")


class Outcome(ChatAction):
    """They name the way out (money, another one) but not what went wrong."""

    called = "action_outcome"

    async def act(self, chat: Chat) -> None:
        order = await orders.named_in(chat)
        if order is not None and errands.ALL["refund_status"].fits(order, chat):
            chat.go_on_with("refund_status", order=order.number)
            return
        outcome = "replacement" if chat.intent == "choose_replacement" else "refund"
        number = order.number if order else (chat.memory.last or (None, None))[1]
        chat.wants(f"a {outcome}")
        chat.memory.wanted = outcome
        errand = meant.errand(chat)
        if errand is not None and outcome in errands.ALL[errand].outcomes:
            chat.go_on_with(errand, order=order.number if order else None)
            return
        chat.say(f"utter_ask_{outcome}_for", buttons=[*menus.what_happened(outcome, number), PERSON])
        later.take_up(chat)


class Complaint(ChatAction):
    """Heard (the acknowledgement came first); now on with what it is about, or: what would put it right?"""

    called = "action_complaint"

    async def act(self, chat: Chat) -> None:
        if chat.memory.goodwill.get("asked"):
            await goodwill.answer(chat)
            return
        chat.made(Move.LISTEN, Move.OFFER_PERSON)
        await forward.go(chat)
