"""Help articles beside the conversation, with no brain: suggested by the customer's words, searched, shown whole."""

from __future__ import annotations

from tests.desk.edge.conftest import RunningDesk


def test_articles_are_suggested_by_the_customers_words_and_found_by_the_agents(desk: RunningDesk) -> None:
    ada = desk.first_agent()
    customer = desk.customer()
    customer.say("how long do i have to send something back, and who pays for the label")
    customer.say("I want to talk to a person, please")
    here = f"/api/conversations/{ada.next_in_queue()['conversation_id']}/help"
    suggested = ada.http.get(here).json()
    assert suggested[0]["slug"] == "returns" and "30 days" in " ".join(hit["quote"] for hit in suggested)
    assert suggested[0]["url"] == f"{desk.settings.public_url}/help/returns" and len(suggested) <= 3
    found = ada.http.get(here, params={"q": "vat invoice for my company"}).json()
    assert found[0]["slug"] == "invoices"
    assert ada.http.get(here, params={"q": "xylophone"}).json() == []
    whole = ada.http.get("/api/help/returns").json()
    assert whole["html"].startswith("<article>") and "<script" not in whole["html"]
    assert ada.http.get("/api/help/no-such-article").status_code == 404
    assert desk.http().get(here).status_code == 401 and desk.http().get("/api/help/returns").status_code == 401
