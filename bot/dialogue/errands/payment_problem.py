"""Something about a payment: the charges say what it is, whatever they think it is; a second one is given back."""

from __future__ import annotations

from bot.backoffice.errors import ChargedOnce
from bot.deescalation.confidence import Confidence, Skill
from bot.deescalation.types import Move, Reason, Urgency
from bot.dialogue import charges, goods, words
from bot.dialogue.buttons import options
from bot.dialogue.charges import Case
from bot.dialogue.chat import Chat
from bot.dialogue.errands import orders
from bot.dialogue.errands.base import Errand
from bot.guides.book import Guide

CONFIRM = options(("Yes, refund it", "yes"), ("No, leave it", "no"))


def _guide(chat: Chat) -> Guide | None:
    """The steps for a payment that does not go through."""
    return chat.turn.services.guides.find(str(chat.get("problem") or chat.text), "payment_problem")


def _guided(chat: Chat) -> bool:
    """A guest has no payments to look at; somebody unsure is better led than shown a list of charges."""
    unsure = Confidence.from_json(chat.memory.computers).skill is Skill.LOW
    return _guide(chat) is not None and (chat.customer_id is None or unsure)


class PaymentProblem(Errand):
    """Of all orders, unless one is named."""

    name = "payment_problem"
    about = "your payment"
    wants = "a payment put right"

    def needs_identity(self, chat: Chat) -> bool:
        """Not for help with paying: that is done step by step, by whoever it is."""
        return _guide(chat) is None

    async def next_slot(self, chat: Chat) -> str | None:
        if _guided(chat):
            return None
        if chat.get("order") and not await orders.settle(chat, self):
            return "order"
        case = await self._case(chat)
        return "confirm" if case is not None and case.kind == "twice" and chat.get("confirm") is None else None

    async def ask(self, chat: Chat, slot: str) -> None:
        case = await self._case(chat)
        if slot == "order" or case is None:
            await orders.ask_which(chat, self)
            return
        zone = chat.turn.context.timezone
        orders.show_once(chat, charges.card(case, zone), about=f"payments {case.number}")
        chat.made(Move.OWN, Move.SOLVE)
        facts = {"amount": str(case.charge.amount), "to": case.charge.paid_with, "number": str(case.number)}
        chat.say("utter_ask_refund_duplicate", facts, buttons=CONFIRM)

    async def finish(self, chat: Chat) -> None:
        guide = _guide(chat)
        if guide is not None and _guided(chat):
            chat.say("utter_guide_begin", joined=True)
            chat.start_guide(guide.name)
            return
        case = await self._case(chat)
        if case is None:
            if not chat.get("told"):
                chat.say("utter_no_orders", buttons=[orders.PERSON])
            return
        chat.set(order=case.number)
        if case.kind == "twice" and chat.get("confirm") is False:
            chat.say("utter_nothing_changed")
        elif case.kind in ("twice", "given_back"):
            await self._give_back(chat, case)
        else:
            await self._say(chat, case)

    async def _case(self, chat: Chat) -> Case | None:
        """None: the order they named is not theirs, and they have been told."""
        number = chat.get("order")
        if number == orders.NONE:
            return None
        theirs = await chat.shop.charges_of(customer_id=chat.known_customer)
        money = _pence(chat.entity("money"))
        if money is not None:
            chat.set(value=str(money))
        pence = int(chat.get("value")) if chat.get("value") else None
        return charges.case_of(theirs, number=number, pence=pence, now=chat.now)

    @staticmethod
    async def _give_back(chat: Chat, case: Case) -> None:
        zone, number = chat.turn.context.timezone, str(case.number)
        try:
            change = await chat.shop.refund_duplicate(
                customer_id=chat.known_customer, number=number, request_key=chat.turn.request_key("duplicate")
            )
        except ChargedOnce as refusal:
            chat.found("payment_looked_up", str(refusal), ok=False)
            chat.say("utter_refused_person", buttons=[orders.PERSON])
            return
        chat.did(change)
        facts = {"refund": change.facts["Refund"], "reference": change.reference, "number": number}
        day = words.day(change.promise_due, zone) if change.promise_due else ""
        if change.already:
            chat.show(charges.card(case, zone), about=f"payments {number}")
        chat.say("utter_duplicate_given_back" if change.already else "utter_duplicate_refunded", facts, day=day)

    @staticmethod
    async def _say(chat: Chat, case: Case) -> None:
        """What it is, side by side with what they see, and what happens next."""
        zone = chat.turn.context.timezone
        chat.made(Move.SOLVE)
        if not case.charges:
            _unknown(chat)
            return
        chat.show(charges.card(case, zone), about=f"payments {case.number}")
        one = case.charge
        facts = {"amount": str(one.amount), "to": one.paid_with, "number": str(case.number)}
        facts["day"] = words.day(one.at, zone)
        chat.found("payment_looked_up", f"Payments of {case.number or 'this customer'}: {case.kind}.", facts)
        if case.kind == "unknown":
            _unknown(chat)
        elif case.kind == "pending":
            if one.falls_away:
                facts["day"] = words.day(one.falls_away, zone)
            chat.say("utter_payment_pending", facts, buttons=[orders.PERSON])
        elif case.kind == "failed":
            wanted = await goods.named(chat, one.basket or "")
            for product in wanted[: goods.SHOWN]:
                goods.show(chat, product)
            chat.say("utter_payment_failed", facts, basket=one.basket or "your basket")
        else:
            chat.say("utter_payment_single", facts, buttons=[orders.PERSON])


def _unknown(chat: Chat) -> None:
    """A charge that is none of ours: a person at once if somebody else may be at it."""
    said = f"{chat.get('problem') or ''} {chat.text}"
    chat.found("payment_looked_up", "No charge of ours is like the one they describe.", ok=False)
    if words.speaks_of_fraud(said):
        chat.hand_off(Reason.FRAUD, urgency=Urgency.HIGH, cue="a charge that is not ours, which they did not make")
        return
    chat.made(Move.OFFER_PERSON)
    chat.say("utter_payment_unknown", buttons=[orders.PERSON])


def _pence(money: str | None) -> int | None:
    """Of an amount as the reader gives it: "58.95 GBP"."""
    try:
        return round(float((money or "").split()[0]) * 100)
    except (IndexError, ValueError):
        return None
