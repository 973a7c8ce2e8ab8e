"""What is on sale: the product meant, what the catalogue knows about what they ask, its card with the way to buy it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.backoffice.types import Product
from bot.deescalation.types import Move
from bot.dialogue import words
from bot.dialogue.chat import Button, Chat
from bot.dialogue.errands import items, orders

SHOWN = 4  # products at a time

# What is asked, by the label of the fact that answers it. Price and stock are not among the facts.
_TOPICS = (
    ("Dishwasher", r"\bdish ?-?washer"),
    ("Microwave", r"\bmicrowav"),
    ("Oven", r"\boven\b(?! gloves?)"),
    ("Hob", r"\b(hob|induction|stove|cooker|gas ring)\b"),
    ("Washing", r"\b(wash(ed|ing|able)?|machine wash|tumble|iron(ed|ing)?)\b"),
    ("Burning time", r"\b(burn|how long do(es)? (it|they|the candles?) last)\b"),
    ("Power", r"\b(watts?|volts?|voltage|plug|electric\w*|batter(y|ies)|bulb|powered|\d+ ?(v|w))\b"),
    ("Weight", r"\b(weigh\w*|heavy|kilos?|kg)\b"),
    ("Material", r"\b(made (of|from)|material|ceramic|steel|wool|cotton|linen|wood\w*|plastic)\b"),
    ("Size", r"\b(siz(e|es)|big|large|dimensions?|measur\w+|wide|width|tall|high|height|deep|depth|long|length|diameter"
     r"|capacity|hold|litres?|ml|cm|inch(es)?|fit)\b"),
)  # fmt: skip
_PRICE = re.compile(r"\b(how much|price[sd]?|costs?|expensive)\b", re.I)
_POLICY = re.compile(r"\b(?:guarantee\w*|warrant\w*|returns?|refund\w*|deliver\w*|postage)\b", re.I)
_STOCK = re.compile(r"\b(in stock|stock|availab\w+|sold out|back in|get more|have any|do you (have|sell))\b", re.I)


async def named(chat: Chat, text: str) -> tuple[Product, ...]:
    """The products whose names the words point at."""
    return items.named(await chat.shop.products(), text)


async def answer(chat: Chat) -> bool:
    """Answer a question about one product from the catalogue. False: it names none, or asks what isn't known."""
    if _POLICY.search(chat.text):
        return False  # "how long is the guarantee on the lamp" is not about how long the lamp is
    found = await named(chat, chat.text)
    if len(found) != 1:
        if len(found) > 1 and _asked(chat.text):
            chat.say("utter_which_product", buttons=links(found))
            return True
        return False
    product = found[0]
    known = {label.lower(): product.facts[label] for label in _asked(chat.text) if label in product.facts}
    bought = bool(_PRICE.search(chat.text) or _STOCK.search(chat.text))
    if not known and not bought:
        return False
    show(chat, product)
    chat.made(Move.SOLVE)
    chat.found("product_looked_up", f"Looked up {product.name}: {stock(chat, product)}, {product.price}.")
    if known:
        known_facts = words.listed([f"{label}: {value}" for label, value in known.items()])
        chat.say("utter_product_fact", {"name": product.name, "known": known_facts})
    else:
        chat.say("utter_product_price", name=product.name, price=str(product.price), stock=stock(chat, product))
    return True


async def show_chosen(chat: Chat, sku: str) -> bool:
    """The product of a button. False: there is no such product."""
    product = next((product for product in await chat.shop.products() if product.sku == sku), None)
    if product is None:
        return False
    show(chat, product)
    chat.say("utter_product_price", name=product.name, price=str(product.price), stock=stock(chat, product))
    return True


async def unknown(chat: Chat) -> bool:
    """They ask about a product what nobody wrote down: what is known, and a person. False: it names no one product."""
    found = await named(chat, chat.text)
    if len(found) != 1:
        return False
    show(chat, found[0])
    chat.made(Move.OFFER_PERSON)
    chat.say("utter_product_unknown", name=found[0].name, buttons=[orders.PERSON])
    return True


def show(chat: Chat, product: Product) -> None:
    """Its card: price, stock, facts, and its page."""
    gone = {} if product.in_stock else {"tone": "warn"}
    rows = [
        {"label": "Price", "value": str(product.price)},
        {"label": "Stock", "value": stock(chat, product), **gone},
        *({"label": label, "value": value} for label, value in product.facts.items()),
    ]
    link = {"title": "See it in the shop", "href": page(product.sku)}
    chat.show({"kind": "product", "title": product.name, "rows": rows, "link": link}, about=product.sku)


def page(sku: str) -> str:
    """Where the shop shows it, on the shop's own site."""
    return f"/?product={sku}"


def stock(chat: Chat, product: Product) -> str:
    """In stock, or since when again."""
    if product.in_stock:
        return "in stock"
    back = product.back_on
    return f"back on {words.short_day(back, chat.turn.context.timezone)}" if back else "not in stock"


def links(products: Sequence[Product]) -> list[Button]:
    """As choices, for a question about one of them."""
    return [(product.name, f'/product_question{{"choice": "{product.sku}"}}') for product in products[:SHOWN]]


def _asked(text: str) -> list[str]:
    return [label for label, pattern in _TOPICS if re.search(pattern, text, re.I)]
