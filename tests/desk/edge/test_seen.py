"""What each side has had in front of them, as the other side sees it: over real sockets."""

from __future__ import annotations

from tests.desk.edge.conftest import RunningDesk
from tests.desk.edge.test_agent_socket import waiting_customer
from tests.desk.edge.test_rasa_pages import RasaPage


def test_customer_and_agent_see_what_the_other_has_seen(desk: RunningDesk) -> None:
    agent, customer = desk.first_agent(), waiting_customer(desk)
    conversation_id = agent.next_in_queue()["conversation_id"]
    agent.take(conversation_id)
    said = agent.say(conversation_id, "Hello, I am Ada. What happened?")["message"]["seq"]
    customer.answer_after(said - 1, "agent")
    assert agent.look(conversation_id)["conversation"]["seen_seq"] == 0
    assert customer.ask("seen", {"session_id": customer.token, "seq": said})["ok"]
    assert agent.look(conversation_id)["conversation"]["seen_seq"] == said
    assert customer.ask("seen", {"session_id": customer.token, "seq": 1})["ok"]
    assert customer.ask("seen", {"session_id": customer.token, "seq": said + 50})["ok"]  # not written yet
    assert agent.look(conversation_id)["conversation"]["seen_seq"] == said
    answer = customer.say("It never came")
    agent.ask("seen", {"conversation_id": conversation_id, "seq": answer})
    state = customer.ask("sync", {"session_id": customer.token, "after": answer})["state"]
    assert state["seen_seq"] == answer


def test_who_only_looks_on_has_not_seen_it_for_the_customer(desk: RunningDesk) -> None:
    ada, customer = desk.first_agent(), waiting_customer(desk)
    ben = desk.colleague_of(ada, "ben@shop.example", "Ben")
    conversation_id = ada.next_in_queue()["conversation_id"]
    ada.take(conversation_id)
    seq = customer.say("Are you there")
    assert ben.ask("seen", {"conversation_id": conversation_id, "seq": seq})["ok"]
    assert customer.ask("sync", {"session_id": customer.token, "after": seq})["state"]["seen_seq"] == 0


def test_a_page_made_for_rasa_has_seen_what_reached_it(desk: RunningDesk) -> None:
    ada, page = desk.first_agent(), RasaPage(desk.url)
    page.open()
    page.say("I want to talk to a person, please")
    conversation_id = ada.next_in_queue()["conversation_id"]
    ada.take(conversation_id)
    said = ada.say(conversation_id, "Hello, I am Ada")["message"]["seq"]
    ada.wait(lambda: ada.look(conversation_id)["conversation"]["seen_seq"] == said, "what the page was shown")
    page.socket.disconnect()
