"""Cues: what is there is named, what is not there is not."""

from __future__ import annotations

import pytest

from bot.understanding.cues import all_cues, cue_words, find_cues


def words(text: str) -> list[str]:
    return cue_words(find_cues(text))


@pytest.mark.parametrize(
    ("text", "cue"),
    [
        ("WHERE IS MY PARCEL", "all capitals"),
        ("it is STILL not here and NOBODY knows", "words in capitals"),
        ("sort it out!!!", "repeated exclamation marks"),
        ("hello?? anyone", "repeated question marks"),
        ("you are useless", "insults or swears at us"),
        ("fuck you", "insults or swears at us"),
        ("f*** off", "insults or swears at us"),
        ("you stupid robot", "insults or swears at us"),
        ("idiots!", "insults or swears at us"),
        ("this bloody kettle leaks", "swears at the thing, not at anybody"),
        ("this is the third time I write", "says they have been in touch before"),
        ("I’ve told you already", "says they have been in touch before"),
        ("I've been waiting for two weeks", "has been waiting"),
        ("it was for my daughter's birthday", "something depended on it"),
        ("you promised it for Tuesday", "says we did not keep our word"),
        ("that is a lie", "accuses us of lying or cheating"),
        ("if it isn't here by friday i'm going to cancel", "sets an ultimatum"),
        ("I will never order from you again", "says they are leaving us"),
        ("leaving a one star review", "threatens to tell others"),
        ("worst service I have ever had", "calls the service bad"),
        ("I am furious", "names their anger or disappointment"),
        ("are you kidding me?", "cannot believe it"),
        ("that's not what I asked", "says we do not listen or help"),
        ("oh forget it", "has given up"),
        ("can I speak to a real person", "asks for a person"),
        ("my lawyer will write to you", "mentions lawyers, regulators or a chargeback"),
        ("thanks for nothing", "sounds sarcastic"),
        ("nine days late, great job", "sounds sarcastic"),
    ],
)
def test_a_cue_is_named_in_plain_words(text: str, cue: str) -> None:
    assert cue in words(text)


@pytest.mark.parametrize(
    ("text", "cue"),
    [
        ("EK-20417", "all capitals"),
        ("OK", "all capitals"),
        ("TRK123456789 IT", "all capitals"),
        ("my UPS parcel and the PIN", "words in capitals"),
        ("thank you!", "repeated exclamation marks"),
        ("your website is useless", "insults or swears at us"),
        ("you are not stupid", "insults or swears at us"),
        ("damn you are good", "insults or swears at us"),
        ("fuck this parcel", "insults or swears at us"),
        ("hello there", "strong language"),
        ("great service as always, thanks", "sounds sarcastic"),
        ("I want to go to Leeds", "says they are leaving us"),
        ("your agent was rude", "asks for a person"),
        ("don't put me through to another agent again", "asks for a person"),
        ("a refund, please", "makes a demand"),
    ],
)
def test_a_cue_that_is_not_there_is_not_named(text: str, cue: str) -> None:
    assert cue not in words(text)


def test_swearing_at_a_thing_and_at_us_exclude_each_other() -> None:
    found = find_cues("you useless idiots lost my bloody parcel")
    assert found["swears_at_person"] == 1.0
    assert found["swears_at_thing"] == 0.0


def test_a_plain_message_has_no_cue_to_show() -> None:
    assert words("Hi, could you tell me when EK-20417 will arrive?") == []


def test_every_strength_is_between_0_and_1_even_for_odd_text() -> None:
    for text in ("", " ", "?", "!" * 500, "A" * 5000, "👍", "\x00\x07", "a\n" * 300):
        found = find_cues(text)
        assert all(0.0 <= strength <= 1.0 for strength in found.values())


def test_names_of_cues_are_unique() -> None:
    names = [cue.name for cue in all_cues()]
    assert len(names) == len(set(names))
