"""How well secrets are masked: how many go, what goes that should stay, and how random numbers fare."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass
from pathlib import Path

import yaml

from bot.privacy.mask import mask

CORPUS = Path("tests/privacy/corpus.yml")  # from the site's root
_MARKED = re.compile(r"\[([^\]]+)\]\((\w+)\)")


@dataclass(frozen=True)
class Masking:
    """`gone` and `there`: secrets masked and all secrets, by kind. `spoilt`: messages of which something was masked
    that is no secret, of `messages`; `untouched_spoilt` and `untouched`: the same among those without any secret."""

    gone: dict[str, int]
    there: dict[str, int]
    spoilt: int
    messages: int
    untouched_spoilt: int
    untouched: int
    mistakes: tuple[str, ...]

    @property
    def recall(self) -> float:
        """Of all secrets, the share that is gone."""
        return sum(self.gone.values()) / max(1, sum(self.there.values()))

    @property
    def false_masking(self) -> float:
        """The share of the messages without a secret that were changed."""
        return self.untouched_spoilt / max(1, self.untouched)


def measure(corpus: Path = CORPUS) -> Masking:
    """A secret is gone if all of it is covered by what was masked; whether it was called by its right kind is not
    asked. Each mistake is told as `missed` or `spoilt` with the message."""
    data = yaml.safe_load(corpus.read_text(encoding="utf-8"))
    with_secrets = [line for group, lines in data.items() if group.endswith("secrets") for line in lines]
    without = [line for group, lines in data.items() if group.endswith("untouched") for line in lines]
    gone: dict[str, int] = {}
    there: dict[str, int] = {}
    spoilt, mistakes = 0, []
    for line in with_secrets:
        text, secrets = unmarked(line)
        found = [(item.start, item.end) for item in mask(text).found]
        for kind, start, end in secrets:
            there[kind] = there.get(kind, 0) + 1
            covered = all(any(a <= place < b for a, b in found) for place in range(start, end) if text[place].isalnum())
            gone[kind] = gone.get(kind, 0) + covered
            if not covered:
                mistakes.append(f"missed {kind}: {text}")
        if any(not any(a < end and start < b for _, start, end in secrets) for a, b in found):
            spoilt += 1
            mistakes.append(f"spoilt: {text} -> {mask(text).text}")
    wrong = [text for text in without if mask(text).text != text]
    mistakes += [f"spoilt: {text} -> {mask(text).text}" for text in wrong]
    total = len(with_secrets) + len(without)
    return Masking(gone, there, spoilt + len(wrong), total, len(wrong), len(without), tuple(mistakes))


def unmarked(line: str) -> tuple[str, list[tuple[str, int, int]]]:
    """`my pin is [1234](pin)` as the bare text and its secrets: kind, start, end."""
    text, place, secrets = "", 0, []
    for hit in _MARKED.finditer(line):
        text += line[place : hit.start()]
        secrets.append((hit[2], len(text), len(text) + len(hit[1])))
        text += hit[1]
        place = hit.end()
    return text + line[place:], secrets


def random_numbers(template: str, digits: int, count: int = 10_000, seed: int = 0) -> float:
    """The share of random numbers of so many digits that is masked in `template`, a text with `{}` for the number.

    By Luhn's check alone it would be one in ten.
    """
    draw = random.Random(seed)
    numbers = ("".join(draw.choices("0123456789", k=digits)) for _ in range(count))
    return sum(bool(mask(template.format(number)).found) for number in numbers) / count
