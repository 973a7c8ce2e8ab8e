"""The invoice of an order, with VAT shown; for a business, made out to it and kept with the order."""

from __future__ import annotations

import re

from bot.backoffice.errors import NoInvoice
from bot.backoffice.invoices import invoice_card
from bot.backoffice.rules import vat_number
from bot.backoffice.types import Order
from bot.backoffice.types import OrderStatus as Status
from bot.deescalation.types import Move, Reason
from bot.dialogue.buttons import on_order, options
from bot.dialogue.chat import Chat
from bot.dialogue.errands import orders
from bot.dialogue.errands.base import OrderErrand

CONFIRM = options(("Yes, that's right", "yes"), ("No, leave it", "no"))
PLAIN, BUSINESS, AGAIN, PERSON = "plain", "business", "again", "person"  # in the slot `outcome`
_FOR_BUSINESS = (
    r"\b(company|business|firm|employer|limited|ltd|vat (number|no|reg\w*|id)|(in|with) my vat|self.?employed)\b"
)
_VAT = re.compile(
    r"\b(?:[A-Z]{2}[ -]?)?\d{3}[ -]?\d{4}[ -]?\d{2}\b|\b[A-Z]{2}[ -]?(?=[A-Z0-9]*\d)[A-Z0-9]{8,12}\b", re.I
)
_NO_VAT = re.compile(
    r"\b(?:(?:but |and |it |we )*(?:has |have )?(?:no|without(?: an?y?)?|do ?n'?t have an?y?) vat(?: number)?"
    r"|not (?:vat )?registered(?: for vat)?)\b",
    re.I,
)
_FILLER = re.compile(
    r"\b(?:(?:our|my|the|its) )?(?:company|business|firm)(?:'s)?(?: name)?(?: is|:)|"
    r"\b(?:with |our |my |the |and )*vat(?: (?:number|no\.?|id|reg\w*))*(?: is)?\b:?|^\W*(?:it'?s|it is|to|for|yes)\b",
    re.I,
)


class InvoiceRequest(OrderErrand):
    """The slot `value` holds "company | VAT number" once both are known."""

    name = "invoice_request"
    about = "your invoice"
    wants = "the invoice of an order"

    def fits(self, order: Order, chat: Chat) -> bool:
        """Bought in the end."""
        return order.status is not Status.CANCELLED

    async def next_slot(self, chat: Chat) -> str | None:
        said = str(chat.get("problem") or "")
        if not chat.get("outcome"):
            for_business = chat.entity("choice") == BUSINESS or re.search(_FOR_BUSINESS, said, re.I)
            chat.set(outcome=BUSINESS if for_business else PLAIN, value=business(said) if for_business else None)
        if not await orders.settle(chat, self):
            return "order"
        order = await orders.chosen(chat)
        if order is None or not self.fits(order, chat) or chat.get("outcome") in (PLAIN, PERSON):
            return None
        if not chat.get("value"):
            return "value"
        return "confirm" if chat.get("confirm") is None else None

    async def hear(self, chat: Chat, slot: str | None) -> bool:
        """Company and VAT number, in one message and any order."""
        if slot == "value" and not chat.entity("order_number"):
            if self._says_something_else(chat):
                return False
            found = business(chat.text)
            tries = PERSON if chat.get("outcome") == AGAIN else AGAIN
            chat.set(value=found, outcome=chat.get("outcome") if found else tries)
            return True
        if slot == "confirm" and (found := business(chat.text)):
            chat.set(value=found)
            return True
        return await super().hear(chat, slot)

    async def ask(self, chat: Chat, slot: str) -> None:
        order = await orders.chosen(chat)
        if slot == "order" or order is None:
            await orders.ask_which(chat, self)
        elif slot == "value":
            chat.say("utter_ask_business_again" if chat.get("outcome") == AGAIN else "utter_ask_business")
        else:
            company, _, vat = str(chat.get("value")).partition(" | ")
            vat = vat or "none"
            chat.say("utter_ask_business_confirm", number=order.number, company=company, vat=vat, buttons=CONFIRM)

    async def do(self, chat: Chat, order: Order) -> None:
        if chat.get("outcome") == PERSON:
            chat.say("utter_business_person")
            chat.hand_off(
                Reason.NOT_UNDERSTOOD, cue=f"company and VAT number for {order.number} were not clear twice", told=True
            )
        elif chat.get("value") and not chat.get("confirm"):
            chat.say("utter_nothing_changed")
        else:
            await self._issue(chat, order)

    @staticmethod
    async def _issue(chat: Chat, order: Order) -> None:
        company, _, vat = str(chat.get("value") or "").partition(" | ")
        try:
            change = await chat.shop.issue_invoice(
                customer_id=chat.known_customer,
                number=order.number,
                company=company or None,
                vat_number=vat or None,
                request_key=chat.turn.request_key("invoice"),
            )
        except NoInvoice as refusal:
            chat.found("invoice_refused", str(refusal), ok=False)
            chat.made(Move.OFFER_PERSON)
            if order.status is Status.CANCELLED:
                refund = on_order("See the refund", "refund_status", order.number)
                chat.say("utter_invoice_cancelled", number=order.number, buttons=[refund, orders.PERSON])
            else:
                chat.say("utter_invoice_made_out", number=order.number, buttons=[orders.PERSON])
            return
        chat.did(change)
        chat.show(invoice_card(order, change.facts), about=change.reference)
        facts = {"number": order.number, "invoice": change.reference}
        if "Made out to" in change.facts:
            chat.say("utter_invoice_business", facts, company=change.facts["Made out to"])
        else:
            to_business = on_order("Make it out to a business", "invoice_request", order.number, choice=BUSINESS)
            chat.say("utter_invoice", facts, buttons=[to_business])


def business(text: str) -> str | None:
    """ "Company | VAT number", if the text holds both; "Company | " if it says that there is no VAT number."""
    match = next((match for match in _VAT.finditer(text) if vat_number(match.group())), None) or _NO_VAT.search(text)
    if match is None:
        return None
    rest = _FILLER.sub(" ", text[: match.start()] + " , " + text[match.end() :])
    parts = [part.strip(" .-–|") for part in re.split(r"[,;\n|]| - ", rest)]
    company = next((" ".join(part.split()) for part in parts if re.search(r"[A-Za-z]{2}", part)), None)
    return f"{company} | {vat_number(match.group()) or ''}" if company else None
