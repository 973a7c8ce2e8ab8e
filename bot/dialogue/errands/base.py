"""What every errand has: the questions it may need answered, in order, and what it does with the answers."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import ClassVar

from bot.backoffice.types import Order
from bot.dialogue import words
from bot.dialogue.chat import Chat
from bot.dialogue.errands import items, orders

_OUTCOMES = (
    ("trace", r"\b(trac(e|ing)|search|look for it|find it|chase|investigat\w*)\b"),
    ("replacement", r"\b(replac\w*|new one|another one|send (me )?(it |one |another )?again|re-?send)\b"),
    ("refund", r"\b(refund\w*|money back|my money|reimburs\w*)\b"),
)
LONGEST_NO = 4  # words; "no, not that one, the mugs" asks for something else


class Errand(ABC):
    """Stateless: everything known is in the chat's slots."""

    name: ClassVar[str]
    about: ClassVar[str]  # as said to the customer: "Now the other thing: your refund."
    wants: ClassVar[str]  # the intended outcome in words, for the brief
    needs_sign_in: ClassVar[bool] = True  # only for the customer themselves: money, goods, the account
    read_only: ClassVar[bool] = False  # a quick question: what it interrupted is taken up again after it
    none_fits: ClassVar[str | None] = None  # what to say when none of their orders will do; None: ask which
    prefers_late: ClassVar[bool] = False  # of several orders, the one that is late is meant
    outcomes: ClassVar[tuple[str, ...]] = ()
    tells: ClassVar[frozenset[str]] = frozenset()  # errands whose answer this one's own question gives already

    @property
    def form(self) -> str:
        """The Rasa form that asks its questions."""
        return f"{self.name}_form"

    def fits(self, order: Order, chat: Chat) -> bool:
        """Could this errand be about that order? Only for guessing which one is meant."""
        return True

    def needs_identity(self, chat: Chat) -> bool:
        """Must they prove who they are before it can go on?"""
        return self.needs_sign_in

    @abstractmethod
    async def next_slot(self, chat: Chat) -> str | None:
        """What to ask for now; None when it can be finished, well or not."""

    @abstractmethod
    async def ask(self, chat: Chat, slot: str) -> None:
        """Ask for it."""

    @abstractmethod
    async def finish(self, chat: Chat) -> None:
        """Do it and say what was done, or say plainly why not and what can be done instead."""

    def open(self, chat: Chat) -> None:
        """Take from the first message whatever it already says."""
        wanted = chat.memory.wanted if chat.memory.wanted in self.outcomes else None
        chat.set(problem=chat.text, order=chat.entity("order_number"), outcome=self._outcome(chat) or wanted)
        chat.memory.wanted = None
        chat.memory.another_order = False
        self._take_email(chat)

    async def hear(self, chat: Chat, slot: str | None) -> bool:
        """Take the answer to the question asked, and any other answer given by the way. False: nothing for us."""
        before = chat.answers
        number = chat.entity("order_number")
        another = bool(number) and number != chat.get("order")
        if another:
            chat.set(order=number, item=None, confirm=None)
        self._take_email(chat)
        if slot == "order" and not number:
            if await orders.hear_which(chat, self):
                return True
        elif slot == "email" and not chat.entity("email") and words.cannot_say(chat.text):
            orders.without_number(chat)
        elif slot == "item" and (order := await orders.chosen(chat)):
            items.hear(chat, order)
        elif slot == "outcome":
            chat.set(outcome=self._outcome(chat))
        elif slot == "confirm" and not another and not await self._corrects_item(chat):
            self._hear_confirm(chat)
        return chat.answers != before

    @staticmethod
    def _says_something_else(chat: Chat) -> bool:
        """Asked for words of their own, they ask something, or want to stop, or a person."""
        return chat.intent in ("stop", "request_human") or words.is_question(chat.text)

    async def _corrects_item(self, chat: Chat) -> bool:
        """A "no, the bowl" is neither yes nor no: they mean another thing of the order."""
        order = await orders.chosen(chat) if chat.get("item") else None
        before = chat.get("item")
        if order is not None and items.named(order.lines, chat.text):
            items.hear(chat, order)
        return bool(chat.get("item") != before)

    def _hear_confirm(self, chat: Chat) -> None:
        choice = chat.entity("choice")
        answer = {"yes": True, "no": False}.get(choice or "", words.yes_or_no(chat.text, chat.intent))
        if answer is None and chat.intent == self.name and words.is_plain_wish(chat.text):
            answer = True  # asked "shall I?", they ask for it once more
        if answer is False and choice is None and self.outcomes and len(chat.text.split()) > LONGEST_NO:
            chat.set(outcome=self._outcome(chat), confirm=None)  # not that way: which, then?
            return
        chat.set(confirm=answer)

    def _outcome(self, chat: Chat) -> str | None:
        """Which way out the words or the button point to, of those this errand has."""
        by_intent = {"choose_refund": "refund", "choose_replacement": "replacement"}
        for named in (chat.entity("choice"), words.first_named(chat.text, _OUTCOMES), by_intent.get(chat.intent)):
            if named in self.outcomes:
                return named
        return None

    @staticmethod
    def _take_email(chat: Chat) -> None:
        email = chat.entity("email")
        if email:
            chat.set(email=email)


class OrderErrand(Errand):
    """An errand about one order of a signed-in customer."""

    async def finish(self, chat: Chat) -> None:
        order = await orders.chosen(chat)
        if order is not None:
            await self.do(chat, order)
        elif not chat.get("told"):
            chat.say("utter_no_orders", buttons=[orders.PERSON])

    @abstractmethod
    async def do(self, chat: Chat, order: Order) -> None:
        """`finish`, with the order."""
