"""How things may be said, and never the same twice while there is another way."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.deescalation.wording import choose, lint, reading_grade, syllables

VARIANTS = ("a", "b", "c")


@given(st.text(), st.lists(st.sampled_from(VARIANTS), max_size=6))
def test_a_wording_is_not_repeated_while_another_is_left(seed: str, used: list[str]) -> None:
    chosen = VARIANTS[choose(VARIANTS, used, seed)]
    assert chosen not in used or set(used) == set(VARIANTS)
    assert choose(VARIANTS, used, seed) == choose(VARIANTS, used, seed)


def test_when_all_were_said_the_oldest_comes_back() -> None:
    assert choose(VARIANTS, ["b", "a", "c", "b"], "x") == 0


def test_different_conversations_hear_different_wordings() -> None:
    assert {choose(VARIANTS, [], f"conversation {number}") for number in range(40)} == {0, 1, 2}


def test_there_must_be_something_to_choose_from() -> None:
    with pytest.raises(ValueError, match="no wordings"):
        choose([], [], "x")


@pytest.mark.parametrize(
    "text",
    [
        "I'm sorry this happened. Two weeks is too long to wait.",
        "That's not what you should get from us. Here is your order as it stands.",
        "Your {item} was due on {day} and it isn't there. I'll look at where it is now.",
        "You should have had this by Friday. I'm sorry it isn't there.",
        "I want to fix this. I can't work with insults, but I'm still here, and so is a person if you'd rather.",
    ],
)
def test_good_wordings_pass(text: str) -> None:
    assert lint(text, to_upset=True) == []


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("I understand how you feel.", "claims to feel"),
        ("I understand your frustration.", "claims to feel"),
        ("I'm so happy to help.", "claims to feel"),
        ("I'm sorry you feel that way.", "apologises for their feeling"),
        ("We are sorry for any inconvenience.", "apologises for their feeling"),
        ("You seem upset.", "names their feeling"),
        ("Please calm down.", "tells them how to behave"),
        ("Unfortunately it is late.", "script"),
        ("As I said, it is late.", "script"),
        ("Thank you for your patience.", "script"),
        ("You should have told us.", "blames them"),
        ("You’re wrong about that.", "blames them"),
        ("It's easy: simply open the app.", "easy"),
        ("Your RMA was made.", "jargon"),
        ("I'll escalate this.", "jargon"),
        ("Hi, my name is Eve.", "plays a person"),
        ("Why do you want a person?", "asks why"),
        ("Done!", "exclamation mark"),
        ("Great news, it shipped.", "cheerful"),
        ("It is LATE today.", "shouts"),
        ("word " * 70, "is long"),
        ("this sentence goes on and on " * 6, "sentence of 36 words"),
        (
            "Notwithstanding considerable organisational difficulties, reimbursement authorisation procedures "
            "necessitate additional verification documentation from participating organisations.",
            "hard to read",
        ),
    ],
)
def test_bad_wordings_are_named(text: str, problem: str) -> None:
    assert any(problem in found for found in lint(text, to_upset=True))


def test_one_exclamation_mark_is_fine_among_calm_people() -> None:
    assert lint("Hello!", to_upset=False) == []
    assert lint("Hello!!", to_upset=False) == ["has more than one exclamation mark"]


@pytest.mark.parametrize(
    ("word", "count"),
    [
        ("the", 1),
        ("late", 1),
        ("parcel", 2),
        ("delivered", 3),
        ("refund", 2),
        ("table", 2),
        ("banana", 3),
        ("asked", 1),
    ],
)
def test_syllables_are_about_right(word: str, count: int) -> None:
    assert syllables(word) == count


def test_plain_words_are_an_easier_read() -> None:
    assert reading_grade("Your mug is on its way. It will be there on Friday.") < 3
    assert reading_grade("Reimbursement authorisation necessitates documentation.") > 15
    assert reading_grade("") == 0
