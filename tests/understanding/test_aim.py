"""At whom abuse is aimed."""

from __future__ import annotations

import pytest

from bot.understanding.aim import aim

ASSISTANT = [("assistant", "Which order is it?")]
AGENT = [("assistant", "I'm fetching somebody."), ("agent", "Hi, it's Marek.")]


@pytest.mark.parametrize(
    ("text", "earlier", "target"),
    [
        ("you stupid robot", ASSISTANT, "bot"),
        ("shut up", ASSISTANT, "bot"),
        ("shut up", [], "bot"),
        ("shut up", AGENT, "staff"),
        ("shut up", [*AGENT, ("customer", "where is it")], "staff"),
        ("that bot of yours is a moron", AGENT, "bot"),
        ("your driver is a pig", ASSISTANT, "staff"),
        ("whoever packed this is an imbecile", ASSISTANT, "staff"),
        ("you people are scum", ASSISTANT, "company"),
        ("bunch of clowns", AGENT, "company"),
        ("thieves!", [], "company"),
    ],
)
def test_who_is_named_is_meant_or_else_who_was_spoken_to(
    text: str, earlier: list[tuple[str, str]], target: str
) -> None:
    assert aim(text, earlier) == target
