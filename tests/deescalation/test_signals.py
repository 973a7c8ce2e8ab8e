"""What is particular about a message."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.deescalation.signals import ORDINALS, kept_waiting, ordinal, particulars


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("this is the third time I'm contacting you", 3),
        ("this is my 3rd email about this!!", 3),
        ("2nd message now", 2),
        ("For the 4th time, where is my order?", 4),
        ("for the fifth time: where is it", 5),
        ("I've called you five times", 5),
        ("I have emailed you 3 times already", 3),
        ("contacted you twice already", 2),
        ("I've sent 4 emails and nothing", 4),
        ("third time you sent the wrong size", None),
        ("the second time it broke I gave up", None),
        ("two mugs arrived", None),
        ("this is the millionth time", None),
        ("I asked 40 times", None),
        ("it rang twice at the door", None),
        ("my first order", None),
    ],
)
def test_contacts_are_counted_only_where_contacts_are_meant(text: str, count: int | None) -> None:
    assert particulars(text).contact_count == count


@pytest.mark.parametrize(
    "text",
    ["how many times do I have to email you, I keep having to write", "yet again no parcel", "asked multiple times"],
)
def test_uncounted_contacts_are_noticed(text: str) -> None:
    assert particulars(text).again
    assert particulars(text).contact_count is None


@pytest.mark.parametrize(
    ("text", "waiting"),
    [
        ("I've been waiting two weeks", "two weeks"),
        ("I have been waiting for over an hour", "over an hour"),
        ("waiting since monday", "since Monday"),
        ("I've heard nothing since last week", "since last week"),
        ("no reply since the 3rd of march", "since the 3rd of March"),
        ("it's been 3 weeks now and nothing", "3 weeks"),
        ("it is 5 days late", "5 days"),
        ("I ordered this 3 weeks ago", "3 weeks"),
        ("after ten days still no refund", "ten days"),
        ("two bloody weeks I have been waiting", None),
        ("I have waited two bloody weeks", "two weeks"),
        ("does it have a 2 year warranty?", None),
        ("is it a 14 days return?", None),
        ("can I return it after 30 days?", None),
        ("the weekend was nice", None),
    ],
)
def test_waiting_is_told_in_their_own_words(text: str, waiting: str | None) -> None:
    assert particulars(text).waiting == waiting


@pytest.mark.parametrize(
    ("text", "occasion"),
    [
        ("it was for my daughter's birthday", "your daughter's birthday"),
        ("our wedding is on Saturday", "your wedding"),
        ("the wedding was yesterday", "the wedding"),
        ("it's my 30th birthday tomorrow", "your 30th birthday"),
        ("a present for my little boy's birthday party", "your little boy's birthday party"),
        ("his graduation is over now", "his graduation"),
        ("I needed it for our holiday", "your holiday"),
        ("it should have come before christmas", "Christmas"),
        ("a gift for mother's day", "Mother's Day"),
        ("are you open on the bank holiday", None),
        ("the wedding section of your shop", None),
        ("a third party sells it", None),
    ],
)
def test_occasions_are_turned_to_speak_to_them(text: str, occasion: str | None) -> None:
    assert particulars(text).occasion == occasion


@pytest.mark.parametrize(
    ("text", "deadline"),
    [
        ("I need it by friday", "by Friday"),
        ("we fly on Sunday and must have it before saturday", "before Saturday"),
        ("I need it by 5pm", "by 5pm"),
        ("will it come by friday?", None),
        ("I need a new one", None),
    ],
)
def test_a_deadline_needs_a_need(text: str, deadline: str | None) -> None:
    assert particulars(text).deadline == deadline


def test_ordinals_are_words_up_to_the_twelfth() -> None:
    assert (ordinal(1), ordinal(3), ordinal(12)) == ("first", "third", "twelfth")
    with pytest.raises(IndexError):
        ordinal(13)


@given(st.text(max_size=300))
def test_any_text_can_be_read(text: str) -> None:
    seen = particulars(text)
    assert seen.contact_count is None or 2 <= seen.contact_count <= len(ORDINALS)


@pytest.mark.parametrize(
    ("minutes", "words"),
    [(0, None), (10, None), (25.4, "25 minutes"), (100, "two hours"), (900, "15 hours"), (60 * 50, "two days")],
)
def test_a_wait_on_record_is_told_in_words_if_it_was_a_long_one(minutes: float, words: str | None) -> None:
    assert kept_waiting(minutes) == words
