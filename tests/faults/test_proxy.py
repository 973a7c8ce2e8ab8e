"""The shipped proxy configuration before two desks: websockets, polling, and what the public does not get."""

from __future__ import annotations

from pathlib import Path

import httpx
import pytest

from bot.workbench.driver import Customer
from bot.workbench.fleet import Fleet
from bot.workbench.servers import Missing
from tests.conftest import missing

pytestmark = pytest.mark.faults


@pytest.mark.parametrize("transports", [("websocket",), ("polling",), ("polling", "websocket")])
def test_customers_are_answered_through_the_proxy_however_they_connect(tmp_path: Path, transports: tuple[str]) -> None:
    try:
        fleet = Fleet(tmp_path, brains=0)
    except Missing as lacking:
        missing(str(lacking))
    with fleet:
        for _ in range(4):
            customer = Customer(fleet.url)
            customer.transports = transports
            customer.arrive()
            seq = customer.say("I want to talk to a person")
            assert "passed this to the team" in customer.answer_after(seq, "system", seconds=20)["text"]
            customer.close()
        assert httpx.get(f"{fleet.url}/metrics").status_code == 404
        assert all(httpx.get(f"{url}/metrics").status_code == 200 for url in fleet.desk_urls)
