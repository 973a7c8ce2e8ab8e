"""The recurring types, and what is not one."""

from __future__ import annotations

import pytest

from bot.deescalation.kinds import STORY_WORDS, Kind, kinds

STORY = (
    "so i ordered the lamp for my new flat and then the first one came without a shade, so i rang and the lady said "
    "another was coming, and then after that i got a mail saying it was cancelled, and the next day they took the money"
)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("no time for this just tell me where it is", Kind.IN_A_HURRY),
        ("make it quick pls im at work in a meeting", Kind.IN_A_HURRY),
        ("i dont have time for forms", Kind.IN_A_HURRY),
        ("need an answer asap", Kind.IN_A_HURRY),
        ("third time i contact you about this", Kind.REPEAT_CALLER),
        ("ive already told you this, emailed you 3 times", Kind.REPEAT_CALLER),
        (STORY, Kind.STORYTELLER),
        ("never ordering from you again", Kind.LEAVING),
        ("im going to leave a one star review", Kind.LEAVING),
    ],
)
def test_a_type_shows(text: str, kind: Kind) -> None:
    assert kind in kinds(text)


@pytest.mark.parametrize(
    "text",
    [
        "where is my order",
        "how long does delivery take",
        "what time do you open",
        "EK-20401",
        "is the throw still in stock",
    ],
)
def test_a_plain_request_is_of_no_type(text: str) -> None:
    assert kinds(text) == frozenset()


def test_records_make_a_repeat_caller_of_who_does_not_say_so() -> None:
    assert Kind.REPEAT_CALLER in kinds("where is my order", contact_number=3)


def test_giving_up_counts_only_with_some_heat() -> None:
    assert Kind.POLITE_BUT_FINISHED in kinds("forget it", upset=True)
    assert Kind.POLITE_BUT_FINISHED not in kinds("never mind, found it, thanks", upset=False)


def test_length_alone_makes_a_story() -> None:
    assert Kind.STORYTELLER in kinds("word " * STORY_WORDS)
    assert Kind.STORYTELLER not in kinds("word " * (STORY_WORDS // 2))
