"""A promise made in the chat, kept or broken by what happens in the shop: with the real desk, brain and back office."""

from __future__ import annotations

import asyncio
import re
from pathlib import Path

import httpx
import pytest

from bot.backoffice import demo_clock
from bot.backoffice.core import Shop
from bot.times import now
from bot.workbench.driver import Customer
from bot.workbench.product import Product


def happens(product: Product, deed: str, reference: str) -> bool:
    async def doing() -> bool:
        shop = Shop(f"sqlite+aiosqlite:///{product.folder}/shop.db", now)
        try:
            return await demo_clock.do(shop, deed, reference)
        finally:
            await shop.engine.dispose()

    return asyncio.run(doing())


@pytest.mark.faults
@pytest.mark.parametrize(
    ("deed", "said"), [("pay-refund", "has been paid"), ("refuse-refund", "can't happen that way any more")]
)
def test_a_refund_promised_in_the_chat(trained_model: Path, tmp_path: Path, deed: str, said: str) -> None:
    with Product(tmp_path, EVENKEEL_TIMINGS="promise_check=1") as product:
        product.wait_for_brain()
        signed_in = httpx.post(f"{product.url}/api/demo/sign-in", json={"customer_id": "cu-mara"}).json()
        mara = Customer(product.url, customer_token=signed_in["customer_token"]).arrive()
        mara.answer_after(mara.say("cancel order EK-20402 please"))
        mara.answer_after(mara.say("yes"))
        reference = mara.wait(lambda: re.search(r"RF-\d+", "\n".join(mara.transcript())), "the refund's reference")
        assert happens(product, deed, reference[0])
        mara.wait(lambda: any(said in line for line in mara.transcript()), "word of the promise", 20)
        owner = "assistant" if deed == "pay-refund" else "queue"
        mara.wait(lambda: mara.state["owner"] == owner, f"the {owner}")
        assert product.broken_guarantees() == []
        mara.close()
