"""Tokens say what we signed, and nothing else passes for one."""

from __future__ import annotations

import pytest
from itsdangerous import URLSafeTimedSerializer

from bot.desk import tokens
from bot.desk.tokens import Tokens
from bot.wire import Customer

MARA = Customer(id="cu-mara", name="Mara", email="mara@example.com", verified=True)
OURS = Tokens("a secret of ours", site_id="demo")


def test_a_token_comes_back_as_what_was_signed() -> None:
    assert OURS.conversation(OURS.session("c1")) == "c1"
    assert OURS.conversation_of_transcript(OURS.transcript("c1")) == "c1"
    assert OURS.signed_in(OURS.customer(MARA)) == MARA


@pytest.mark.parametrize(
    "forged",
    [
        None,
        "",
        "c1",
        7,
        ["c1"],
        {"id": "c1"},
        "a.b.c",
        "\ud800",
        "x" * 100_000,
        Tokens("other", site_id="demo").session("c1"),
    ],
    ids=range(10),  # a token holds the time: each of several test processes would make another name of it
)
def test_what_we_did_not_sign_is_nothing(forged: object) -> None:
    assert OURS.conversation(forged) is None
    assert OURS.conversation_of_transcript(forged) is None
    assert OURS.signed_in(forged) is None


def test_a_token_of_one_kind_is_not_accepted_as_another() -> None:
    assert OURS.conversation(OURS.transcript("c1")) is None
    assert OURS.conversation_of_transcript(OURS.session("c1")) is None
    assert OURS.signed_in(OURS.session("c1")) is None


def test_a_token_of_another_site_with_the_same_secret_is_refused() -> None:
    assert Tokens("a secret of ours", site_id="other").conversation(OURS.session("c1")) is None


def test_a_token_grows_old(monkeypatch: pytest.MonkeyPatch) -> None:
    token = OURS.transcript("c1")
    monkeypatch.setattr(tokens, "TRANSCRIPT_AGE", -1)
    assert OURS.conversation_of_transcript(token) is None


def test_a_signed_customer_without_an_id_is_nobody() -> None:
    serializer = URLSafeTimedSerializer("a secret of ours", salt="evenkeel.demo.customer")
    assert OURS.signed_in(serializer.dumps({"name": "Mara"})) is None
    assert OURS.signed_in(serializer.dumps("cu-mara")) is None
