"""A complaint about somebody, or a formal one: their own words, a reference, and a day by which it is answered."""

from __future__ import annotations

from bot.backoffice.accounts import CaseKind
from bot.dialogue import complaining, words
from bot.dialogue.chat import Chat
from bot.dialogue.errands.account import AccountErrand
from bot.dialogue.errands.orders import PERSON

TOLD_IN = 9  # words, beside the wish to complain, from which the first message says what happened


class StaffComplaint(AccountErrand):
    """For anybody; a person is offered all along."""

    name = "staff_complaint"
    about = "your complaint"
    wants = "a complaint about how they were treated heard"
    needs_sign_in = False

    def open(self, chat: Chat) -> None:
        super().open(chat)
        rest = complaining.WISH.sub("", chat.text) if chat.get("outcome") else chat.text
        if len(rest.split()) >= TOLD_IN:
            chat.set(value=chat.text)

    def way(self, chat: Chat) -> str | None:
        """A formal complaint; none: about somebody."""
        about_somebody = chat.turn.readings[-1].intent == self.name
        return "complaint" if complaining.formally(chat.text) and not about_somebody else None

    async def next_slot(self, chat: Chat) -> str | None:
        if chat.get("value") is None:
            return "value"
        return None if chat.get("told") or chat.get("email") or chat.customer.email else "email"

    async def ask(self, chat: Chat, slot: str) -> None:
        chat.say("utter_ask_complaint_words" if slot == "value" else "utter_ask_complaint_email", buttons=[PERSON])

    async def finish(self, chat: Chat) -> None:
        said = chat.get("value")
        kind: CaseKind = "staff_complaint"
        if chat.get("outcome"):
            kind = "complaint"
            chat.wants("a formal complaint answered")
            said = said if said == chat.get("problem") else f"{chat.get('problem')}\n{said}"
        done = await chat.accounts.open_case(
            kind=kind,
            words=said,
            customer_id=chat.customer_id,
            email=chat.get("email") or chat.customer.email,
            request_key=chat.turn.request_key("complaint"),
        )
        chat.did(done)
        assert done.promise_due is not None
        day = words.day(done.promise_due, chat.turn.context.timezone)
        await self.person(chat, "utter_complaint_recorded", reference=done.reference, day=day)
