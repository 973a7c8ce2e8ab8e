"""What the desk says to customers."""

from __future__ import annotations

import re

import pytest

from bot.desk.texts import SENTENCES, Texts

BANNED = ("calm down", "unfortunately", "as i said", "i understand how", "you feel", "i'm sorry you", "policy", "!")


@pytest.mark.parametrize("key", SENTENCES)
def test_no_sentence_uses_what_makes_people_angrier(key: str) -> None:
    assert not [phrase for phrase in BANNED if phrase in SENTENCES[key].lower()]


@pytest.mark.parametrize("key", SENTENCES)
def test_every_sentence_can_be_overridden_with_the_same_facts(key: str) -> None:
    facts = set(re.findall(r"{(\w+)}", SENTENCES[key]))
    ours = " ".join(["Ours", *(f"{{{fact}}}" for fact in sorted(facts))])
    texts = Texts.parse({key: ours})
    assert texts.say(key, **{fact: fact.upper() for fact in facts}) == ours.format(**{f: f.upper() for f in facts})


@pytest.mark.parametrize("texts", [{"no_such": "x"}, {"agent_here": "{who} is here"}, {"rated": "{name}"}])
def test_an_unknown_sentence_or_fact_is_refused_at_start(texts: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="texts"):
        Texts.parse(texts)


def test_a_missing_fact_is_an_error_not_a_gap() -> None:
    with pytest.raises(KeyError):
        Texts().say("agent_here")
