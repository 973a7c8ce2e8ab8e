"""A page made for Rasa's own socket.io channel works against the desk, with Rasa's events only."""

from __future__ import annotations

import queue
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import socketio

from tests.desk.edge.conftest import RunningDesk
from tests.desk.scripted_brain import ScriptedBrain


class RasaPage:
    """session_request, session_confirm, user_uttered, bot_uttered: no acknowledgements, no ids."""

    def __init__(self, url: str, **options: Any) -> None:
        self.confirmed: queue.Queue[Any] = queue.Queue()
        self.heard: queue.Queue[Any] = queue.Queue()
        self.others: list[str] = []
        self.socket = socketio.Client(reconnection=False)
        self.socket.on("session_confirm", self.confirmed.put)
        self.socket.on("bot_uttered", self.heard.put)
        self.socket.on("message", lambda *_: self.others.append("message"))
        self.socket.on("state", lambda *_: self.others.append("state"))
        self.socket.connect(url, **options)

    def open(self, data: Any = None) -> str:
        self.socket.emit("session_request", data)
        return str(self.confirmed.get(timeout=5))

    def say(self, text: Any, **more: Any) -> None:
        self.socket.emit("user_uttered", {"message": text, "customData": {"language": "en"}, **more})

    def listen(self) -> Any:
        return self.heard.get(timeout=5)


@pytest.fixture
def brain() -> Iterator[ScriptedBrain]:
    with ScriptedBrain() as scripted:
        yield scripted


@pytest.fixture
def page(start: Callable[..., RunningDesk], brain: ScriptedBrain) -> Iterator[Callable[..., RasaPage]]:
    desk = start(brain_urls=(brain.url,), brain_secret=brain.secret)
    pages: list[RasaPage] = []

    def opening(**options: Any) -> RasaPage:
        pages.append(RasaPage(desk.url, **options))
        return pages[-1]

    yield opening
    for one in pages:
        if one.socket.transport() == "websocket":  # on polling it would wait for the poll under way to end
            one.socket.disconnect()


@pytest.mark.parametrize("transports", [["websocket"], ["polling"], ["polling", "websocket"]])
def test_a_rasa_page_is_answered_with_rasas_events(page: Callable[..., RasaPage], transports: list[str]) -> None:
    rasa = page(transports=transports)
    token = rasa.open({"session_id": "mine-1"})
    assert token != "mine-1"
    rasa.say("hello", session_id=token)
    assert rasa.listen() == {"text": "You said: hello"}
    assert rasa.others == []


def test_a_page_that_leaves_the_session_out_is_known_by_its_connection(page: Callable[..., RasaPage]) -> None:
    rasa = page()
    rasa.open()
    rasa.say("hello")
    assert rasa.listen()["text"] == "You said: hello"


def test_buttons_are_pressed_by_sending_back_their_title(page: Callable[..., RasaPage], brain: ScriptedBrain) -> None:
    rasa = page()
    token = rasa.open({})
    rasa.say("cancel please", session_id=token)
    offer = rasa.listen()
    reply = offer["quick_replies"][1]
    assert reply == {"content_type": "text", "title": "No, keep it", "payload": "No, keep it"}
    rasa.say(reply["payload"], session_id=token)
    assert rasa.listen()["text"] == "You said: /deny"


def test_a_card_arrives_as_lines_of_text(page: Callable[..., RasaPage]) -> None:
    rasa = page()
    rasa.say("show me the card", session_id=rasa.open({}))
    assert rasa.listen()["text"] == "Here it is.\nOrder EK-20401\nPromised: 18 November"


def test_a_refusal_is_said_since_nobody_reads_acknowledgements(page: Callable[..., RasaPage]) -> None:
    rasa = page()
    token = rasa.open({})
    rasa.say('/inform{"order_number": "EK-1"}', session_id=token)
    assert "command" in rasa.listen()["text"]
    rasa.say("somebody else's", session_id="forged")
    assert "reload" in rasa.listen()["text"]
    rasa.say(["a", "list"], session_id=token)
    assert "text" in rasa.listen()["text"]


def test_a_rasa_page_comes_back_to_its_conversation(page: Callable[..., RasaPage], brain: ScriptedBrain) -> None:
    first = page()
    token = first.open({})
    first.say("hello", session_id=token)
    first.listen()
    again = page()
    again.open({"session_id": token})
    again.say("hello again")
    assert again.listen()["text"] == "You said: hello again"
    assert brain.turns[-1].state == {"turns": 1}, "the second turn of the same conversation"
