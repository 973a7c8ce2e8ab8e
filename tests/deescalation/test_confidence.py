"""How sure of themselves with computers: from their words, with evidence, and not undone by one word."""

from __future__ import annotations

import pytest

from bot.deescalation.confidence import Confidence, Skill, read


@pytest.mark.parametrize(
    "text",
    [
        "what's a browser?",
        "I'm not good with computers",
        "I'm not very good with computers, sorry",
        "my grandson usually does this for me",
        "where do I click",
        "I don't understand computers",
        "I have never bought anything on the internet",
        "I'm no good at this",
        "what do I press",
        "I am a pensioner and don't know how this works",
    ],
)
def test_unsure(text: str) -> None:
    found = read(text)
    assert found.skill is Skill.LOW
    assert found.evidence and all(words in text for words in found.evidence)


@pytest.mark.parametrize(
    "text",
    [
        "where is my order EK-20401",
        "the kettle is no good",
        "I'm not happy with this",
        "my son wants to return his lamp",
        "my password doesn't work",
        "404 pounds is a lot of money",
        "the website is not good",
    ],
)
def test_neither(text: str) -> None:
    assert read(text).skill is Skill.PLAIN


def test_sure() -> None:
    found = read("cleared cache, tried incognito, still 403")
    assert found.skill is Skill.HIGH
    assert found.evidence == ("cleared cache", "incognito", "still 403")


def test_one_word_of_the_trade_does_not_undo_what_was_shown() -> None:
    low = read("I'm not good with computers")
    assert read("it says error 404", low).skill is Skill.LOW
    assert read("I cleared the cache and tried incognito", low).skill is Skill.PLAIN


def test_somebody_sure_who_is_lost_is_no_longer_taken_for_sure() -> None:
    assert read("what's a link?", read("I cleared cookies and tried a vpn")).skill is Skill.PLAIN


def test_it_is_kept_as_json() -> None:
    known = read("where do i click")
    assert Confidence.from_json(known.to_json()) == known
    assert Confidence.from_json(None) == Confidence()
