"""Secrets out of a text before anything is stored: cards, security codes, PINs, passwords, national ids, IBANs.

The same rules run in the widget (TypeScript); `tests/privacy/vectors.json` holds both to the same results. So: plain
regular expressions (ASCII classes, no look-behind) and a few checks. Order and tracking numbers are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.privacy import shapes
from bot.privacy.checks import IBAN_LENGTHS, LONGEST_CARD, SHORTEST_CARD, is_card, is_iban


@dataclass(frozen=True)
class Found:
    """A secret that was removed: its kind, and where it stood in the text as it came."""

    kind: str  # card | cvv | pin | password | ssn | nino | passport | iban
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
    for match in shapes.LABELLED.finditer(text):
        # A long number called an order's is one, unless cards are talked about: then it may be a slip of the pen.
        if not (is_card(re.sub(r"\D", "", match[1])) and shapes.CARD_TALK.search(text)):
            yield match.span(1)


def _secrets(text: str, kept: list[tuple[int, int]]) -> Iterator[tuple[Found, str]]:
    """Candidates, the surest rule first; where two overlap, the first is used."""
    for start, end in _cards(text, kept):
        digits = re.sub(r"\D", "", text[start:end])
        yield Found("card", start, end), f"[card ending {digits[-4:]}]"
        if after := shapes.AFTER_CARD.match(text, end):
            yield _found("cvv", after)
    for start, end in _ibans(text):
        yield Found("iban", start, end), shapes.NAMES["iban"]
    for kind, patterns in shapes.BY_KIND.items():
        for pattern in patterns:
            yield from (_found(kind, match) for match in pattern.finditer(text))
    for start, end in _passwords(text):
        yield Found("password", start, end), shapes.NAMES["password"]


def _found(kind: str, match: re.Match[str]) -> tuple[Found, str]:
    return Found(kind, *match.span(1)), shapes.NAMES[kind]


def _cards(text: str, kept: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """In each run of digit groups, the whole groups that make a card number; even groupings are tried first."""
    for run in shapes.DIGIT_RUN.finditer(text):
        groups = [(run.start() + group.start(), run.start() + group.end()) for group in re.finditer(r"\d+", run[0])]
        if run.start() and (text[run.start() - 1] == "+" or _plain(text[run.start() - 1])):
            groups = groups[1:]  # the start of an international phone number, or the end of a code
        spans = [span for span in _card_long(groups) if is_card("".join(text[start:end] for start, end in span))]
        taken: list[tuple[int, int]] = []
        for span in sorted(spans, key=_oddity):
            start, end = span[0][0], span[-1][1]
            if not _overlaps(start, end, taken + kept):
                taken.append((start, end))
        yield from taken


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
    for pattern, loose in ((shapes.PASSWORD_SAID, False), (shapes.PASSWORD_NEXT, True), (shapes.PASSWORD_BEFORE, True)):
        for match in pattern.finditer(text):
            word = shapes.ENDING.sub("", match[1])
            if shapes.NOT_A_PASSWORD.match(word.strip("!'")) or len(word) < 3 or (loose and not _mixed(word)):
                continue
            yield match.start(1), match.start(1) + len(word)


def _mixed(word: str) -> bool:
    """Letters together with digits or symbols that words do not have; an e-mail address is not meant."""
    return bool(shapes.HAS_LETTER.search(word) and shapes.HAS_OTHER.search(word) and not shapes.EMAIL.match(word))


def _overlaps(start: int, end: int, spans: list[tuple[int, int]]) -> bool:
    return any(start < other_end and other_start < end for other_start, other_end in spans)


def _plain(character: str) -> bool:
    """A letter or digit of ASCII."""
    return character.isascii() and character.isalnum()
