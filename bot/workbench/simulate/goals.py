"""What simulated customers come for, what they know, and how it is told that they got it: in the shop, or in facts
that were said."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from bot.backoffice.errors import NotFound
from bot.backoffice.interface import BackOffice
from bot.backoffice.types import Order, OrderStatus
from bot.dialogue import words
from bot.wire import TurnResult

ZONE = "Europe/London"
Check = Callable[["Goal", BackOffice, TurnResult], Awaitable[bool]]


@dataclass(frozen=True)
class Goal:
    """`kind`: whose words of words.yml they use; `who`: their e-mail address; `account`: whether they can sign in.

    `outcome`: the way out they choose if asked; `value`: what something is to become; `met`: None where only a person
    can meet it.
    """

    name: str
    errand: str
    kind: str
    who: str
    met: Check | None
    order: str = ""
    item: str = "order"
    account: bool = True
    outcome: str = "trace"
    value: str = ""
    knows_number: bool = True

    def facts(self) -> dict[str, str]:
        """What the braces in their words stand for."""
        return {"item": self.item, "order": self.order or "my order", "email": self.who, "value": self.value}


def said(result: TurnResult) -> str:
    """Everything the assistant shows in a turn: texts and cards."""
    cards = [
        " ".join([str(reply.card["title"]), *(f"{row['label']} {row['value']}" for row in reply.card["rows"])])
        for reply in result.replies
        if reply.card
    ]
    return "\n".join([reply.text for reply in result.replies if reply.text] + cards)


async def order_of(goal: Goal, shop: BackOffice) -> Order | None:
    """Their order as the shop has it now; None for a guest's, which has no customer."""
    try:
        account = await shop.customer_by_email(email=goal.who)
        return await shop.order_of(customer_id=account.id, number=goal.order)
    except NotFound:
        return None


async def told_the_day(goal: Goal, shop: BackOffice, result: TurnResult) -> bool:
    """When it comes or came, by the shop's own date."""
    delivery = await shop.find_order(number=goal.order, email=goal.who)
    days = [delivery.promised_by, *([delivery.delivered_at] if delivery.delivered_at else [])]
    text = said(result)
    shown = any(words.day(day, ZONE) in text or words.short_day(day, ZONE) in text for day in days)
    return shown and goal.order in text


async def traced_or_settled(goal: Goal, shop: BackOffice, result: TurnResult) -> bool:
    """A search is open, or it was sent again or refunded."""
    delivery = await shop.find_order(number=goal.order, email=goal.who)
    return delivery.trace is not None or await settled(goal, shop, result)


async def cancelled(goal: Goal, shop: BackOffice, result: TurnResult) -> bool:
    """The order is cancelled."""
    order = await order_of(goal, shop)
    return order is not None and order.status is OrderStatus.CANCELLED


async def settled(goal: Goal, shop: BackOffice, result: TurnResult) -> bool:
    """Something of the order is in a case: a return, an exchange, a refund or a replacement."""
    order = await order_of(goal, shop)
    return order is not None and any(line.case for line in order.lines if _is(goal, line.name))


def _is(goal: Goal, name: str) -> bool:
    """Is that the thing they speak of?"""
    return goal.item.split()[-1].rstrip("s") in name.lower()


async def told_of_the_money(goal: Goal, shop: BackOffice, result: TurnResult) -> bool:
    """How much of it, and when, or that it waits for the parcel."""
    account = await shop.customer_by_email(email=goal.who)
    status = await shop.refund_status(customer_id=account.id, number=goal.order)
    text = said(result)
    for refund in status.refunds:
        day = refund.paid_at or refund.due_by
        if str(refund.amount) in text and (words.day(day, ZONE) in text or words.short_day(day, ZONE) in text):
            return True
    return any(returned.reference in text for returned in status.returns)


async def moved(goal: Goal, shop: BackOffice, result: TurnResult) -> bool:
    """The order goes to the new address."""
    order = await order_of(goal, shop)
    return order is not None and goal.value.split(",")[0] in order.ship_to


async def taken_out(goal: Goal, shop: BackOffice, result: TurnResult) -> bool:
    """The thing is no longer in the order."""
    order = await order_of(goal, shop)
    return order is not None and not any(_is(goal, line.name) for line in order.lines)


async def paid_back(goal: Goal, shop: BackOffice, result: TurnResult) -> bool:
    """A refund for the order is on its way."""
    account = await shop.customer_by_email(email=goal.who)
    return bool((await shop.refund_status(customer_id=account.id, number=goal.order)).refunds)


def done(name: str) -> Check:
    """The back office reports it as done in this turn."""

    async def check(goal: Goal, shop: BackOffice, result: TurnResult) -> bool:
        return any(action["name"] == name and action["ok"] for action in result.actions)

    return check


def told(pattern: str) -> Check:
    """A fact that answers their question."""
    compiled = re.compile(pattern, re.I)

    async def check(goal: Goal, shop: BackOffice, result: TurnResult) -> bool:
        return bool(compiled.search(said(result)))

    return check


MARA, TOM, PRIYA, JO = "mara@example.com", "tom@example.com", "priya@example.com", "jo@example.com"
INES = "ines@example.com"
ROSA, SAM = "rosa@example.com", "sam@example.com"

GOALS: tuple[Goal, ...] = (
    Goal("status, several orders", "order_status", "order_status", MARA, told_the_day, "EK-20401", "kettle"),
    Goal("status, on time", "order_status", "order_status", PRIYA, told_the_day, "EK-20422", "doormat"),
    Goal("status, guest", "order_status", "order_status", ROSA, told_the_day, "EK-20431", "mugs", account=False),
    Goal("late", "late_parcel", "late_parcel", MARA, traced_or_settled, "EK-20401", "kettle"),
    Goal("late, other customer", "late_parcel", "late_parcel", TOM, traced_or_settled, "EK-20411", "pan"),
    Goal("late, guest", "late_parcel", "late_parcel", SAM, traced_or_settled, "EK-20432", "basket", account=False),
    Goal("marked delivered", "late_parcel", "missing_parcel", PRIYA, traced_or_settled, "EK-20423", "bowl",
         outcome="replacement"),
    Goal("marked delivered, money", "late_parcel", "missing_parcel", PRIYA, traced_or_settled, "EK-20423", "bowl",
         outcome="refund"),
    Goal("cancel", "cancel_order", "cancel_order", MARA, cancelled, "EK-20402", "throw"),
    Goal("cancel while packing", "cancel_order", "cancel_order", PRIYA, cancelled, "EK-20421", "jars"),
    Goal("cancel, too late", "cancel_order", "cancel_order", TOM, told(r"can't stop it|too late|can't be stopped"
         r"|can still be stopped|could still be stopped|be stopped any more"), "EK-20411", "pan"),
    Goal("return", "return_order", "return_order", MARA, settled, "EK-20403", "tea towels"),
    Goal("return, too late", "return_order", "return_order", MARA, told(r"thirty days|could be sent back until"),
         "EK-20404", "lamp"),
    Goal("return, other customer", "return_order", "return_order", JO, settled, "EK-20442", "grinder"),
    Goal("exchange", "exchange_item", "exchange_item", MARA, settled, "EK-20403", "mugs", value="the same in green"),
    Goal("exchange, running", "exchange_item", "exchange_item", PRIYA, told(r"RT-5003|already"), "EK-20424",
         "cushion cover", value="one in sage"),
    Goal("refund on its way", "refund_status", "refund_status", MARA, told_of_the_money, "EK-20405", "basket"),
    Goal("refund overdue", "refund_status", "refund_status", TOM, told_of_the_money, "EK-20413", "knives"),
    Goal("refund paid", "refund_status", "refund_status", JO, told_of_the_money, "EK-20441", "lamp"),
    Goal("damaged", "damaged_item", "damaged_item", MARA, settled, "EK-20403", "bowl", outcome="replacement"),
    Goal("damaged, money", "damaged_item", "damaged_item", JO, settled, "EK-20442", "grinder", outcome="refund"),
    Goal("damaged, dear", "damaged_item", "damaged_item", TOM, None, "EK-20412", "espresso machine",
         outcome="refund"),
    Goal("wrong thing", "damaged_item", "wrong_item", MARA, settled, "EK-20403", "mugs", outcome="replacement"),
    Goal("question, delivery", "help", "question_delivery", ROSA, told(r"£\d|free"), account=False),
    Goal("question, returns", "help", "question_returns", ROSA, told(r"30 days|thirty days|free"), account=False),
    Goal("question, guarantee", "help", "question_guarantee", JO, told(r"year|guarantee"), item="grinder"),
    Goal("question, payment", "help", "question_payment", ROSA, told(r"paypal|card"), account=False),
    Goal("question, hours", "help", "question_hours", SAM, told(r"\d\d:\d\d|\d ?[ap]m"), account=False),
    Goal("guide, grinder", "help", "guide_grinder", JO, told(r"unplug|brush|setting|beans|hopper|coarse"),
         item="grinder", outcome="replacement"),
    Goal("change address", "change_address", "change_address", MARA, moved, "EK-20402", "throw",
         value="14 Quay Lane, Bristol BS1 4ST"),
    Goal("take something out", "change_order", "change_order", INES, taken_out, "EK-20451", "tea towels",
         value="take out the tea towels"),
    Goal("charged twice", "payment_problem", "payment_problem", INES, paid_back, "EK-20451", "tea towels"),
    Goal("invoice", "invoice_request", "invoice_request", MARA, done("invoice_issued"), "EK-20403", "bowl"),
    Goal("sign in", "sign_in_problem", "sign_in_problem", JO, told(r"new password|“Sign in”|send you the link")),
    Goal("phone", "edit_account", "edit_account", MARA, done("details_changed"), value="07700 900123"),
    Goal("close account", "delete_account", "delete_account", JO, done("account_closing")),
    Goal("close account, too soon", "delete_account", "delete_account", TOM, told(r"something has to finish"
         r"|not been paid|still on its way|settled it can be closed")),
    Goal("newsletter", "newsletter", "newsletter", PRIYA, done("newsletter_off")),
)  # fmt: skip
