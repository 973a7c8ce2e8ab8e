"""Put a gift to the customer, and give it or leave it. No wish opens this form: bot/dialogue/goodwill.py does."""

from __future__ import annotations

from typing import Any

from bot.backoffice.errors import BackOfficeError, OverBudget
from bot.backoffice.types import Money
from bot.deescalation.goodwill_policy import Cause, Kind
from bot.deescalation.types import Move
from bot.dialogue import goodwill, words
from bot.dialogue.buttons import option
from bot.dialogue.chat import Button, Chat
from bot.dialogue.errands import orders
from bot.dialogue.errands.base import Errand
from bot.understanding.reading import UNREAD

YES: dict[str, str] = {
    "credit": "Yes, send the code",
    "postage": "Yes, please",
    "expedite": "Yes, next-day",
    "late_return": "Yes, open it",
}
NO: Button = option("No, thanks", "no")
TAKES = ("thank", "praise")  # said to an offer, these accept it
LEAVES = ("stop", "goodbye")
MORE = ("complain", "staff_complaint", "choose_refund", "choose_replacement")  # it is not what they are after


class Goodwill(Errand):
    """One question. Whatever else they say instead is answered, and the offer lapses: it is never pressed."""

    name = "goodwill"
    about = "what we can do for the trouble"
    wants = ""  # they came for something else, and that stays what the brief says

    async def next_slot(self, chat: Chat) -> str | None:
        asked_now = chat.memory.goodwill["gift"]["message"] == chat.message_id
        waits = chat.get("confirm") is None and (asked_now or chat.intent in ("inform", UNREAD))
        return "confirm" if waits else None

    async def ask(self, chat: Chat, slot: str) -> None:
        gift = chat.memory.goodwill["gift"]
        facts = {"amount": _amount(chat, gift), **{key: gift[key] for key in ("because", "number", "day", "to")}}
        yes = option(YES[gift["kind"]], "yes")
        chat.say(f"utter_goodwill_{gift['kind']}", facts, buttons=[yes, NO])

    async def hear(self, chat: Chat, slot: str | None) -> bool:
        if chat.intent in MORE:
            chat.set(confirm=False, value="more")
            return True
        self._hear_confirm(chat)
        if chat.get("confirm") is None and chat.intent in (*TAKES, *LEAVES):
            chat.set(confirm=chat.intent in TAKES)
        return chat.get("confirm") is not None

    async def finish(self, chat: Chat) -> None:
        gift, confirmed = chat.memory.goodwill.pop("gift"), chat.get("confirm")
        if confirmed:
            await self._give(chat, gift)
        elif confirmed is False:
            await self._leave(chat, gift)

    async def _give(self, chat: Chat, gift: dict[str, Any]) -> None:
        purse = goodwill.budget(chat)
        assert purse is not None
        try:
            change = await purse.grant(
                **_what(chat, gift),
                amount=Money(gift["pence"], purse.policy.currency),
                request_key=chat.turn.request_key("goodwill"),
            )
        except OverBudget as refusal:
            chat.found("goodwill_refused", str(refusal), ok=False)
            may_have = f"Recommended: {_amount(chat, gift)} {gift['kind']} for {gift['number']}: {gift['why']}"
            goodwill.too_much(chat, f"{may_have} (offered; {refusal})", cue=str(refusal))
            return
        except BackOfficeError as refusal:
            chat.found("goodwill_refused", str(refusal), ok=False)
            chat.say("utter_refused_person", buttons=[orders.PERSON])
            return
        chat.did(change)
        zone = chat.turn.context.timezone
        day = words.day(change.promise_due, zone) if change.promise_due else gift["day"]
        facts = {"amount": _amount(chat, gift), "number": gift["number"], "day": day, "to": gift["to"]}
        code, until = change.facts.get("Code", ""), change.facts.get("Valid until", "")
        again = gift["again"]
        until = until or change.facts.get("Return window open until", "")
        chat.say(
            f"utter_goodwill_{gift['kind']}_done",
            facts,
            code=code,
            until=until,
            reference=change.reference,
            joined=bool(again),
        )
        if again:
            chat.go_on_with(again["errand"], order=gift["number"], said=again["problem"])

    async def _leave(self, chat: Chat, gift: dict[str, Any]) -> None:
        """It is theirs to refuse; whoever wants more gets a person, not a higher bid."""
        purse = goodwill.budget(chat)
        assert purse is not None
        await purse.note(
            "declined",
            **_what(chat, gift),
            request_key=chat.turn.request_key("goodwill"),
        )
        chat.found("goodwill_declined", f"Offered {_amount(chat, gift)} {gift['kind']} ({gift['why']}); declined.")
        if chat.get("value") == "more" or gift["kind"] == Kind.LATE_RETURN.value:
            chat.made(Move.OFFER_PERSON)
            chat.say("utter_goodwill_not_more", buttons=[orders.PERSON])
        else:
            chat.say("utter_goodwill_declined")


def _what(chat: Chat, gift: dict[str, Any]) -> dict[str, Any]:
    return {
        "customer_id": chat.known_customer,
        "number": gift["number"],
        "kind": Kind(gift["kind"]),
        "causes": [Cause(name) for name in gift["causes"]],
        "why": gift["why"],
    }


def _amount(chat: Chat, gift: dict[str, Any]) -> str:
    purse = goodwill.budget(chat)
    return str(Money(gift["pence"], purse.policy.currency if purse else "GBP"))
