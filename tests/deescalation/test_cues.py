"""How heat shows; and insults at us told apart from swearing at a parcel."""

from __future__ import annotations

import pytest

from bot.deescalation.cues import cues, insults, resigned, shouts, swears, threatens_to_leave


def kinds(text: str) -> set[str]:
    return {cue.kind for cue in cues(text)}


def test_a_calm_question_shows_nothing() -> None:
    assert cues("Hi, could you tell me where order EK-20417 is?") == ()


def test_each_sign_is_named_once_in_plain_words() -> None:
    text = (
        "WHERE IS MY PARCEL??? Third time I'm writing. You said it would come Monday. "
        "Never ordering here again, get me a manager"
    )
    words = [cue.words for cue in cues(text)]
    assert words == [
        "threatens to leave",
        "third contact",
        "was promised something else",
        "capitals",
        "asks for a person",
        "!!! or ???",
    ]


@pytest.mark.parametrize("text", ["WHERE IS IT", "hello? WHERE IS MY PARCEL. it is late", "I AM SO ANGRY"])
def test_capitals_are_shouting(text: str) -> None:
    assert shouts(text)


@pytest.mark.parametrize(
    "text", ["EK-20417", "UPS or DHL?", "TRK123456789", "OK", "I am Bob", "My TV is an LG OLED55 from you", "VAT"]
)
def test_codes_and_abbreviations_are_not(text: str) -> None:
    assert not shouts(text)


@pytest.mark.parametrize(
    "text",
    [
        "fuck you",
        "you are an idiot",
        "you're a bunch of thieves",
        "you lying bastards",
        "your driver is a moron",
        "piss off",
        "shut up",
        "go to hell",
        "stupid fucking bot",
        "you piece of shit",
        "I hope you all get fired",
        "idiots!",
    ],
)
def test_insults_at_us(text: str) -> None:
    assert insults(text)


@pytest.mark.parametrize(
    "text",
    [
        "where is my fucking parcel",
        "this is bullshit",
        "the damn thing broke again",
        "this is a load of crap",
        "I feel like an idiot, I typed the wrong address",
        "the bloody courier left it in the rain",
        "what the hell is going on",
        "this mug is shit",
        "you're useless",
        "let me talk to a fucking agent",
    ],
)
def test_swearing_at_the_matter_is_no_insult(text: str) -> None:
    assert not insults(text)


def test_a_slight_is_a_cue_but_no_insult() -> None:
    assert "slight" in kinds("you are completely useless")
    assert "insult" not in kinds("you are completely useless")


@pytest.mark.parametrize("text", ["I hate this shit", "wtf is this", "f**k this", "ffs"])
def test_swearing(text: str) -> None:
    assert swears(text)


@pytest.mark.parametrize("text", ["hello", "can you assist me to assemble it", "a classic shell"])
def test_words_that_only_contain_one(text: str) -> None:
    assert not swears(text)


@pytest.mark.parametrize(
    "text",
    [
        "I will never order from you again",
        "you've lost a customer",
        "I'm taking my business elsewhere",
        "never again",
        "please close my account, I'm done with this company",
        "expect a one star review",
    ],
)
def test_threats_to_leave(text: str) -> None:
    assert threatens_to_leave(text)


@pytest.mark.parametrize(
    "text", ["it never arrived", "I never ordered this", "can I order again?", "can you go over that again"]
)
def test_not_threats_to_leave(text: str) -> None:
    assert not threatens_to_leave(text)


@pytest.mark.parametrize("text", ["forget it", "Ok, whatever.", "never mind", "I give up", "what's the point"])
def test_polite_but_finished(text: str) -> None:
    assert resigned(text)


@pytest.mark.parametrize("text", ["I forgot my password", "do whatever you think is best", "I'd never mind a discount"])
def test_not_finished(text: str) -> None:
    assert not resigned(text)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("you promised it would be here by Tuesday", "promise"),
        ("I was told I would be refunded within 5 days", "promise"),
        ("great job, lost it again", "sarcasm"),
        ("thanks for nothing", "sarcasm"),
        ("this is unacceptable", "outrage"),
        ("it was for my son's birthday", "occasion"),
    ],
)
def test_other_signs(text: str, kind: str) -> None:
    assert kind in kinds(text)
