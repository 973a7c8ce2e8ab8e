"""Buying is done on the product's page, where one pays: the assistant shows price, stock and the way there."""

from __future__ import annotations

from actions.base import ChatAction
from bot.backoffice.errors import NotFound
from bot.backoffice.types import Order, Product
from bot.deescalation.types import Move
from bot.dialogue import goods, later, words
from bot.dialogue.chat import Chat
from bot.dialogue.errands import orders


class PlaceOrder(ChatAction):
    """One thing by its name, or the same again as in an earlier order."""

    called = "action_place_order"

    async def act(self, chat: Chat) -> None:
        chat.wants("to order something")
        wanted = await goods.named(chat, chat.text)
        again = words.means_again(chat.text) or chat.entity("order_number") is not None
        if again and not wanted:
            await self._again(chat)
        elif wanted:
            self._show(chat, wanted)
        else:
            chat.say("utter_buy_what", buttons=[orders.PERSON])
        later.take_up(chat)

    async def _again(self, chat: Chat) -> None:
        if chat.customer_id is None:
            chat.say("utter_buy_again_who", buttons=[orders.PERSON])
            return
        order = await _earlier(chat)
        if order is None:
            chat.say("utter_no_orders", buttons=[orders.PERSON])
            return
        skus = {line.sku for line in order.lines}
        self._show(chat, tuple(product for product in await chat.shop.products() if product.sku in skus))

    @staticmethod
    def _show(chat: Chat, wanted: tuple[Product, ...]) -> None:
        for product in wanted[: goods.SHOWN]:
            goods.show(chat, product)
        chat.made(Move.SOLVE)
        chat.found("product_looked_up", f"Showed {words.listed([product.name for product in wanted])}.")
        there = [product for product in wanted if product.in_stock]
        one = wanted[0]
        facts = {"name": one.name, "price": str(one.price), "stock": goods.stock(chat, one)}
        if len(wanted) > 1:
            chat.say("utter_buy_these")
        else:
            chat.say("utter_buy_this" if there else "utter_buy_later", facts)


async def _earlier(chat: Chat) -> Order | None:
    """The order they name, or their latest."""
    number = chat.entity("order_number")
    if number is None:
        theirs = await chat.shop.orders_of(customer_id=chat.known_customer)
        return theirs[0] if theirs else None
    try:
        return await chat.shop.order_of(customer_id=chat.known_customer, number=number)
    except NotFound:
        return None
