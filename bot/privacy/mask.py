"""Secrets out of a text before anything is stored: cards, security codes, PINs, passwords, national ids, IBANs.

The same rules run in the widget (TypeScript); `tests/privacy/vectors.json` holds both to the same results. So: plain
regular expressions (ASCII classes, no look-behind) and a few checks. Order and tracking numbers are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.privacy import shapes
from bot.privacy.checks import (
    IBAN_LENGTHS,
    LONGEST_CARD,
    SHORTEST_CARD,
    fits_issuer,
    is_card,
    is_french_id,
    is_iban,
    is_usual,
    luhn,
)


@dataclass(frozen=True)
class Found:
    """A secret that was removed: its kind, and where it stood in the text as it came."""

    kind: str  # card | cvv | pin | password | ssn | nino | passport | licence | national_id | iban
    start: int
    end: int


@dataclass(frozen=True)
class Masked:
    """The text that may be kept, and what was taken out of it."""

    text: str
    found: tuple[Found, ...] = ()


def mask(text: str) -> Masked:
    """Replace every secret with words saying what stood there, until none is left. So masking twice changes nothing.

    It ends: what was replaced is left alone from then on, and there is less to replace with every round.
    """
    found: list[Found] = []
    origins = [(place, place + 1) for place in range(len(text))]  # where each character came from
    while taken := _taken(text):
        parts: list[str] = []
        moved: list[tuple[int, int]] = []
        place = 0
        for secret, words in taken:
            came_from = (origins[secret.start][0], origins[secret.end - 1][1])
            found.append(Found(secret.kind, *came_from))
            parts += [text[place : secret.start], words]
            moved += [*origins[place : secret.start], *[came_from] * len(words)]
            place = secret.end
        text = "".join([*parts, text[place:]])
        origins = [*moved, *origins[place:]]
    return Masked(text, tuple(sorted(found, key=lambda secret: secret.start)))


def _taken(text: str) -> list[tuple[Found, str]]:
    """The secrets to be replaced in one round, in order, none overlapping another, with the words for each."""
    folded = text.translate(shapes.FOLD)
    kept = list(_left_alone(folded))
    taken: list[tuple[Found, str]] = []
    for found, words in _secrets(folded, kept):
        if not _overlaps(found.start, found.end, [(other.start, other.end) for other, _ in taken] + kept):
            taken.append((found, words))
    return sorted(taken, key=lambda item: item[0].start)


def _left_alone(text: str) -> Iterator[tuple[int, int]]:
    """Where our own placeholders, and order and tracking numbers stand."""
    for pattern in (shapes.PLACEHOLDER, shapes.CODES):
        yield from (match.span() for match in pattern.finditer(text))
    about_cards = _about_cards(text)
    for pattern in (shapes.LABELLED, shapes.LABELLED_GROUPS):
        for match in pattern.finditer(text):
            # A long number called an order's is one, unless cards are talked about: then it may be a slip of the pen.
            if not (about_cards and is_card(_digits(match[1]))):
                yield match.span(1)


def _about_cards(text: str) -> bool:
    """Payment cards; gift cards and the like are none."""
    return shapes.CARD_TALK.search(shapes.OTHER_CARD.sub(" ", text)) is not None


def _secrets(text: str, kept: list[tuple[int, int]]) -> Iterator[tuple[Found, str]]:
    """Candidates, the surest rule first; where two overlap, the first is used."""
    for start, end in _cards(text, kept):
        digits = _digits(text[start:end])
        yield Found("card", start, end), f"[card ending {digits[-4:]}]"
        after = shapes.AFTER_CARD.match(text, end)
        if after and (len(after[2]) == 3 or after[1] or len(digits) == 15):
            yield Found("cvv", *after.span(2)), shapes.NAMES["cvv"]
    yield from (_found("card", match) for match in shapes.SPELLED_CARD.finditer(text))
    for start, end in _ibans(text):
        yield Found("iban", start, end), shapes.NAMES["iban"]
    yield from (_found("iban", match) for match in shapes.MISTYPED_IBAN.finditer(text))
    for kind, patterns in shapes.BY_KIND.items():
        for pattern in patterns:
            yield from (_found(kind, match) for match in pattern.finditer(text))
    for match in shapes.FRENCH_ID.finditer(text):
        if is_french_id(match[1]):
            yield _found("national_id", match)
    for match in shapes.SWEDISH_ID.finditer(text):
        if luhn(_digits(match[1])[-10:]):
            yield _found("national_id", match)
    for start, end in _passwords(text):
        yield Found("password", start, end), shapes.NAMES["password"]


def _found(kind: str, match: re.Match[str]) -> tuple[Found, str]:
    return Found(kind, *match.span(1)), shapes.NAMES[kind]


def _cards(text: str, kept: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """In each run of digit groups, the whole groups that make a card number; even groupings are tried first."""
    about_cards = _about_cards(text)
    if about_cards:
        text = shapes.O_FOR_ZERO.sub(lambda match: match[1] + "0" * len(match[2]), text)
    for run in (shapes.SPLIT_RUN if about_cards else shapes.DIGIT_RUN).finditer(text):
        groups = [(run.start() + group.start(), run.start() + group.end()) for group in re.finditer(r"\d+", run[0])]
        if run.start() and (text[run.start() - 1] == "+" or _plain(text[run.start() - 1])):
            groups = groups[1:]  # the start of an international phone number, or the end of a code
        before = dict(zip(groups[1:], groups, strict=False))
        taken: list[tuple[int, int]] = []
        for span in sorted(_card_long(groups), key=_oddity):
            digits = "".join(text[start:end] for start, end in span)
            sure = about_cards or _printed(digits, span, before.get(span[0]), taken)
            if sure and is_card(digits) and not _overlaps(span[0][0], span[-1][1], taken + kept):
                taken.append((span[0][0], span[-1][1]))
        yield from taken
    for match in shapes.MISTYPED_CARD.finditer(shapes.OTHER_CARD.sub(lambda other: " " * len(other[0]), text)):
        digits = _digits(match[1])
        if is_usual(digits) and fits_issuer(digits):
            yield match.span(1)


def _printed(
    digits: str, span: list[tuple[int, int]], before: tuple[int, int] | None, taken: list[tuple[int, int]]
) -> bool:
    """Of a usual length and grouped as on a card, or not at all; and not the middle of a longer number in fours, as
    parcels have. `before`: the group in front of it; `taken`: the cards found in this run so far."""
    sizes = tuple(end - start for start, end in span)
    if sizes in ((4, 6, 4), (4, 6, 5)):
        return True
    if not is_usual(digits) or (len(sizes) > 1 and set(sizes) not in ({1}, {2}, {4}, {8})):
        return False
    return not before or set(sizes) != {4} or before[1] - before[0] != 4 or any(end == before[1] for _, end in taken)


def _card_long(groups: list[tuple[int, int]]) -> Iterator[list[tuple[int, int]]]:
    """Neighbouring groups that together have as many digits as a card number may."""
    for first in range(len(groups)):
        size = 0
        for last in range(first, len(groups)):
            size += groups[last][1] - groups[last][0]
            if size > LONGEST_CARD:
                break
            if size >= SHORTEST_CARD:
                yield groups[first : last + 1]


def _oddity(groups: list[tuple[int, int]]) -> tuple[int, int]:
    """How unlike a printed card number the grouping is; among equals the longer number goes first."""
    sizes = [end - start for start, end in groups]
    even = len(set(sizes[:-1])) <= 1 or sizes[:2] == [4, 6]
    return (0 if even else 1, -sum(sizes))


def _ibans(text: str) -> Iterator[tuple[int, int]]:
    """From a country code, exactly as many characters as that country's IBANs have, single spaces skipped."""
    for match in shapes.IBAN_START.finditer(text):
        length, code, place = IBAN_LENGTHS.get(text[match.start() : match.start() + 2].upper(), 0), "", match.start()
        while len(code) < length and place < len(text):
            if _plain(text[place]):
                code += text[place].upper()
            elif text[place] not in " -" or text[place - 1] in " -":
                break
            place += 1
        if is_iban(code) and not (place < len(text) and _plain(text[place])):
            yield match.start(), place


def _passwords(text: str) -> Iterator[tuple[int, int]]:
    """What is said to be a password; in looser wordings only what looks like one (letters with digits or symbols)."""
    yield from (match.span(1) for match in shapes.PASSWORD_QUOTED.finditer(text))
    near = shapes.PASSWORD_NEAR + (shapes.PASSWORD_CHANGED if shapes.PASSWORD_TALK.search(text) else ())
    for pattern in shapes.PASSWORD_SAID + near:
        for match in pattern.finditer(text):
            word = shapes.ENDING.sub("", match[1])
            if shapes.NOT_A_PASSWORD.match(word.strip("!'")) or len(word) < 3 or (pattern in near and not _mixed(word)):
                continue
            yield match.start(1), match.start(1) + len(word)


def _mixed(word: str) -> bool:
    """Letters together with digits or symbols that words do not have; an e-mail address is not meant."""
    return bool(shapes.HAS_LETTER.search(word) and shapes.HAS_OTHER.search(word) and not shapes.EMAIL.match(word))


def _overlaps(start: int, end: int, spans: list[tuple[int, int]]) -> bool:
    return any(start < other_end and other_start < end for other_start, other_end in spans)


def _digits(typed: str) -> str:
    return re.sub(r"\D", "", typed)


def _plain(character: str) -> bool:
    """A letter or digit of ASCII."""
    return character.isascii() and character.isalnum()
