"""Which things of an order: found in the customer's words, or offered as buttons."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from typing import TypeVar

from bot.backoffice.rules import closes
from bot.backoffice.types import Money, Order, OrderLine, Product
from bot.dialogue import amounts, words
from bot.dialogue.buttons import options
from bot.dialogue.chat import Chat

ALL = "all"
SHOWN = 4  # things offered as buttons
_EMPTY = {
    *("the", "and", "for", "with", "set", "pair", "one", "two", "four", "six", "all", "from", "that", "this", "was"),
    *("our", "have", "has", "had", "not", "order", "cover", "black", "small"),
}


Thing = TypeVar("Thing", OrderLine, Product)


def named(lines: Sequence[Thing], text: str) -> tuple[Thing, ...]:
    """The things whose names the words point at: "the stoneware mugs" are the mugs, not the other stoneware."""
    said = _words(text)
    shared = {line.sku: said & _words(line.name) for line in lines}
    return tuple(
        line for line in lines if shared[line.sku] and not any(shared[line.sku] < other for other in shared.values())
    )


def can_go_back(order: Order, now: datetime) -> bool:
    """Delivered, within the return window, with something in it that is not yet on its way back."""
    until = closes(order)
    return until is not None and now <= until and bool(free(order))


def hear(chat: Chat, order: Order) -> None:
    """A button's SKU, a product's name in their words, or all of it, into the slot `item`."""
    choice = chat.entity("choice")
    if choice in {line.sku for line in free(order)} | {ALL}:
        chat.set(item=choice)
    elif words.means_all(chat.text):
        chat.set(item=ALL)
    elif found := named(order.lines, chat.text):
        chat.set(item=_joined(found))


def settle(chat: Chat, order: Order) -> bool:
    """The things named when the errand began, or the only one there is. False: ask."""
    if chat.get("item"):
        return True
    if found := named(order.lines, str(chat.get("problem") or "")):
        chat.set(item=_joined(found))
    elif len(free(order)) <= 1:
        chat.set(item=ALL)
    return bool(chat.get("item"))


def ask(chat: Chat, order: Order, response: str) -> None:
    """The things of the order that are not yet on their way back, as buttons."""
    buttons = options(*((line.name, line.sku) for line in free(order)[:SHOWN]), ("All of it", ALL))
    chat.say(response, buttons=buttons, number=order.number)


def chosen(chat: Chat, order: Order) -> tuple[OrderLine, ...]:
    """The things in the slot `item`."""
    if chat.get("item") == ALL:
        return free(order)
    skus = str(chat.get("item") or "").split(",")
    return tuple(line for line in order.lines if line.sku in skus)


def already_in_a_case(chat: Chat, order: Order) -> bool:
    """Is what they chose on its way back already?"""
    return any(line.case for line in chosen(chat, order))


def bought_more(chat: Chat, order: Order) -> tuple[OrderLine, int] | None:
    """A thing of which they say they bought more than the order has, and how many they say."""
    said = amounts.bought(str(chat.get("problem") or ""))
    for line in chosen(chat, order):
        in_the_set = re.search(r"set of (\d)|pair|three", line.name)
        pieces = {"pair": 2, "three": 3}.get(in_the_set[0], int(in_the_set[1] or 0)) if in_the_set else 1
        if said is not None and said > line.quantity * pieces:
            return line, said
    return None


def free(order: Order) -> tuple[OrderLine, ...]:
    """What is not yet part of a return or damage case."""
    return tuple(line for line in order.lines if line.case is None)


def total(lines: Sequence[OrderLine]) -> Money:
    """What they cost together."""
    return Money(sum(line.total.pence for line in lines), lines[0].price_each.currency if lines else "GBP")


def names(lines: Sequence[OrderLine]) -> str:
    """As a sentence says it: "the stoneware bowl and the linen tea towels (pair)"."""
    return words.listed([_in_a_sentence(line.name) for line in lines]) if lines else "it"


def _in_a_sentence(name: str) -> str:
    thing, _, more = name.partition(", ")
    return f"the {thing[:1].lower()}{thing[1:]}" + (f" ({more})" if more else "")


def _joined(lines: Sequence[OrderLine]) -> str:
    return ",".join(line.sku for line in lines)


def _words(text: str) -> set[str]:
    """Lower-case words of three letters and more, in the singular."""
    return {_singular(word) for word in re.findall(r"[a-z]{3,}", text.lower())} - _EMPTY


def _singular(word: str) -> str:
    return f"{word[:-3]}fe" if word.endswith("ives") else word.removesuffix("s")
