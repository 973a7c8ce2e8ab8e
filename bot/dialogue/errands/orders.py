"""Which order it is about: guessed when there is little doubt, offered as a short choice when there is some."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from bot.backoffice.cards import order_card
from bot.backoffice.errors import NotFound, Throttled
from bot.backoffice.types import Delivery, Order
from bot.deescalation.types import Level, Move
from bot.dialogue import words
from bot.dialogue.buttons import on_order
from bot.dialogue.chat import Button, Chat
from bot.dialogue.errands import items

if TYPE_CHECKING:
    from bot.dialogue.errands.base import Errand

NONE = "-"  # in the slot `order`: there is no order to work on, and `finish` says why
SHOWN = 4  # orders or items offered as buttons
TRIES = 2  # wrong numbers before a person is offered instead

PERSON: Button = ("Talk to a person", "/request_human")


async def settle(chat: Chat, errand: Errand) -> bool:
    """A signed-in customer's order for this errand, into the slot `order`. False: ask which."""
    number = chat.get("order")
    if number == NONE:
        return True
    if number:
        return await _check(chat, number)
    assert chat.customer_id is not None
    theirs = await chat.shop.orders_of(customer_id=chat.customer_id)
    if not theirs:
        chat.set(order=NONE)
        return True
    guess = _guess(chat, errand, theirs)
    if guess is not None:
        _choose(chat, guess)
        return True
    if errand.none_fits and not any(errand.fits(order, chat) for order in theirs):
        chat.say(errand.none_fits, buttons=[PERSON])
        chat.made(Move.OFFER_PERSON)
        chat.set(order=NONE, told=True)
        return True
    return False


async def settle_delivery(chat: Chat) -> str | None:
    """For somebody not signed in: number and e-mail, which buy delivery status. Returns the slot to ask for."""
    if chat.get("order") == NONE:
        return None
    if not chat.get("order"):
        if chat.get("order_number"):
            chat.set(order=chat.get("order_number"))
        else:
            return "order"
    if not chat.get("email"):
        return "email"
    try:
        await chat.shop.find_order(number=chat.get("order"), email=chat.get("email"))
    except NotFound:
        return _not_found(chat, "utter_delivery_not_found")
    except Throttled:
        chat.say("utter_throttled", buttons=[PERSON])
        chat.made(Move.OFFER_PERSON)
        chat.set(order=NONE, told=True)
        return None
    chat.memory.not_found = 0
    chat.set(order_number=chat.get("order"))
    return None


async def chosen(chat: Chat) -> Order | None:
    """The signed-in customer's order that the errand is about."""
    number = chat.get("order")
    if not number or number == NONE or chat.customer_id is None:
        return None
    return await chat.shop.order_of(customer_id=chat.customer_id, number=number)


async def delivery(chat: Chat, number: str | None = None) -> Delivery | None:
    """What may be shown, to whoever is asking, of this order (by default the one the errand is about)."""
    number = number or chat.get("order")
    if not number or number == NONE:
        return None
    if chat.customer_id is not None:
        return (await chat.shop.order_of(customer_id=chat.customer_id, number=number)).delivery
    return await chat.shop.find_order(number=number, email=chat.get("email") or "")


async def likely(chat: Chat, errand: Errand | None) -> Order | None:
    """The order a signed-in customer most probably means, for the refocus card; None if it is anybody's guess."""
    if chat.customer_id is None:
        return None
    theirs = await chat.shop.orders_of(customer_id=chat.customer_id)
    named = chat.entity("order_number") or chat.get("order") or chat.get("order_number")
    for order in theirs:
        if order.number == named:
            return order
    if errand is not None:
        guess = _guess(chat, errand, theirs)
        if guess is not None:
            return guess
    return await named_in(chat)


def one_fact(order: Order, chat: Chat) -> str:
    """The one thing about an order that matters most just now, as a clause."""
    zone, delivery = chat.turn.context.timezone, order.delivery
    if order.cancelled_at:
        return f"cancelled on {words.day(order.cancelled_at, zone)}"
    if delivery.delivered_at:
        return f"marked delivered on {words.day(delivery.delivered_at, zone)}"
    return f"due by {words.day(delivery.promised_by, zone)}"


def show(chat: Chat, order: Order | Delivery) -> bool:
    """The order's card, unless it is still in front of them: of the same form, or from the turn before (False)."""
    number, turn, memory = order.number, chat.turn.temper.turn, chat.memory
    same_form = chat.loop is not None and memory.card == [chat.loop, number]
    just_shown = memory.card is not None and memory.card[1] == number and turn - memory.card_turn == 1
    if same_form or just_shown:
        return False
    memory.card, memory.card_turn = [chat.loop, number], turn
    card = order_card(order, verified=chat.customer_id is not None, timezone=chat.turn.context.timezone, now=chat.now)
    chat.show(card, about=number)
    found = {"Order": number, **{row["label"]: row["value"] for row in card["rows"]}}
    chat.found("order_looked_up", f"Looked up {number}: {card['subtitle'].lower()}.", found)
    return True


def about_delivered(number: str) -> list[Button]:
    """What may be the matter with an order that has come."""
    return [
        on_order("It isn't here", "late_parcel", number),
        on_order("Something's wrong with it", "damaged_item", number),
        on_order("Send it back", "return_order", number),
    ]


def side_by_side(title: str, rows: Sequence[tuple[str, str]]) -> dict[str, object]:
    """A card that sets facts beside each other."""
    return {"kind": "facts", "title": title, "rows": [{"label": label, "value": value} for label, value in rows]}


def show_once(chat: Chat, card: Mapping[str, object], *, about: str) -> None:
    """A card, unless the same form has just shown it."""
    memory = chat.memory
    if chat.loop is None or memory.card != [chat.loop, about]:
        memory.card, memory.card_turn = [chat.loop, about], chat.turn.temper.turn
        chat.show(card, about=about)


async def ask_which(chat: Chat, errand: Errand) -> None:
    """A short choice of their orders, or the number when we know none."""
    if chat.customer_id is None or chat.memory.another_order:
        chat.say("utter_ask_order")
        return
    theirs = await chat.shop.orders_of(customer_id=chat.customer_id)
    fitting = [order for order in theirs if errand.fits(order, chat)] or list(theirs)
    response = "utter_ask_this_order" if len(fitting) == 1 else "utter_ask_which_order"
    chat.say(response, buttons=[button(order, chat) for order in fitting[:SHOWN]])


async def hear_which(chat: Chat, errand: Errand) -> bool:
    """By the name of a thing in it, or as the latest. True: something was answered, other than by a slot."""
    if chat.customer_id is None:
        if words.cannot_say(chat.text):
            without_number(chat)
        elif chat.entity("product") and not chat.memory.unanswered:
            chat.memory.unanswered = 1  # said once; after that a person is offered beside the question
            chat.say("utter_thing_not_enough", joined=True)
            return True
        return False
    theirs = await chat.shop.orders_of(customer_id=chat.customer_id)
    fitting = [order for order in theirs if errand.fits(order, chat)] or list(theirs)
    named = [order for order in fitting if items.named(order.lines, chat.text)] or [
        order for order in theirs if items.named(order.lines, chat.text)
    ]
    if len(named) == 1:
        _choose(chat, named[0])
        items.hear(chat, named[0])  # "the bowl and the mugs" names both the order and what is meant in it
    elif words.means_latest(chat.text) and fitting:
        _choose(chat, max(fitting, key=lambda order: order.delivery.placed_at))
    elif words.yes_or_no(chat.text, chat.intent) and len(fitting) == 1:
        _choose(chat, fitting[0])
    elif words.none_of_them(chat.text):
        chat.memory.another_order = True
    return False


def without_number(chat: Chat) -> None:
    """They cannot or will not say: no pressing, the other ways on."""
    chat.say("utter_without_number", buttons=[PERSON])
    chat.made(Move.OFFER_PERSON)
    chat.set(order=NONE, told=True)


async def named_in(chat: Chat, said: str | None = None) -> Order | None:
    """The one order of a signed-in customer whose things the words name (by default the message's)."""
    if chat.customer_id is None:
        return None
    theirs = await chat.shop.orders_of(customer_id=chat.customer_id)
    named = [order for order in theirs if items.named(order.lines, said or chat.text)]
    return named[0] if len(named) == 1 else None


def button(order: Order, chat: Chat) -> Button:
    """Enough to recognise it by: what was in it, and when."""
    first = order.lines[0].name if order.lines else "order"
    more = f" + {len(order.lines) - 1} more" if len(order.lines) > 1 else ""
    placed = words.short_day(order.delivery.placed_at, chat.turn.context.timezone)
    return on_order(f"{first}{more} ({placed})", "inform", order.number)


def _choose(chat: Chat, order: Order) -> None:
    chat.set(order=order.number, order_number=order.number)


def _guess(chat: Chat, errand: Errand, theirs: Sequence[Order]) -> Order | None:
    """The order whose things they name, the one in hand, the only one that fits, or the one in trouble."""
    said = str(chat.get("problem") or chat.text)
    fitting = [order for order in theirs if errand.fits(order, chat)]
    named = [order for order in theirs if items.named(order.lines, said)]
    in_hand = [order for order in theirs if order.number == chat.get("order_number")]
    if len(named) == 1:
        return named[0]
    if chat.entity("product") and not named:
        return None  # a thing that is in none of their orders: ask, rather than take another for it
    if in_hand and (in_hand[0] in fitting or not fitting or words.points_back(said)):
        return in_hand[0]
    if len(fitting) == 1:
        return fitting[0]
    late = [order for order in fitting if order.delivery.is_late(chat.now)]
    if len(late) == 1 and (errand.prefers_late or chat.turn.temper.state is not Level.CALM):
        return late[0]
    return theirs[0] if len(theirs) == 1 else None


async def _check(chat: Chat, number: str) -> bool:
    """Is it theirs?"""
    assert chat.customer_id is not None
    try:
        order = await chat.shop.order_of(customer_id=chat.customer_id, number=number)
    except NotFound:
        return _not_found(chat, "utter_order_not_found") is None
    chat.memory.not_found = 0
    _choose(chat, order)
    return True


def _not_found(chat: Chat, response: str) -> str | None:
    """Say so and ask again; the second time a person is offered instead. Never says which half was wrong."""
    chat.memory.not_found += 1
    chat.found("order_looked_up", f"No order {chat.get('order')} for this person.", ok=False)
    number = chat.get("order")
    if chat.memory.not_found >= TRIES:
        chat.memory.not_found = 0
        chat.say("utter_not_found_again", buttons=[PERSON])
        chat.made(Move.OFFER_PERSON)
        chat.set(order=NONE, told=True)
        return None
    chat.say(response, number=number)
    chat.set(order=None, order_number=None, email=None)
    return "order"
