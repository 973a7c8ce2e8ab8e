"""How many of a thing, in a customer's words. Pure."""

from __future__ import annotations

import re

_NUMBERS = {"none": 0, "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "both": 2}
_NUMBER = re.compile(rf"\b(?:{'|'.join(_NUMBERS)}|(?<!£)\d{{1,2}})\b(?!\s*(?:cm|kg|%|days?|weeks?|hours?)\b)", re.I)
_NOT_ONE = re.compile(
    r"\b(?:EK\W?\d+|(?:the|this|that|which|another|no) one|one of (?:them|those|these|the)|set of \w+)\b", re.I
)
_LEFT = re.compile(r"\b(?:only|just|keep|leave|to|instead of \w+|want)\b[\w\s]{0,12}$", re.I)
_BOUGHT = re.compile(r"\b(?:order(?:ed)?|bought|paid for|asked for)\b", re.I)


def named(text: str) -> int | None:
    """The last number said, of those small enough to be a quantity."""
    numbers = [match.group().lower() for match in _NUMBER.finditer(_NOT_ONE.sub(" ", text))]
    return _value(numbers[-1]) if numbers else None


def left_over(text: str, quantity: int) -> int | None:
    """Of so many, how many are to stay: "only one" leaves one, "take one out" leaves one fewer. None: not said."""
    plain = _NOT_ONE.sub(" ", text)
    match = next(iter(reversed(list(_NUMBER.finditer(plain)))), None)
    if match is None:
        return None
    number = _value(match.group())
    return number if _LEFT.search(plain[: match.start()]) else max(quantity - number, 0)


def bought(text: str) -> int | None:
    """How many they say they bought: "I ordered two and one came"."""
    said = _BOUGHT.search(text)
    if said is None:
        return None
    following = _NUMBER.search(_NOT_ONE.sub(" ", text[said.end() :])[:30])
    return _value(following.group()) if following else None


def _value(number: str) -> int:
    number = number.lower()
    return _NUMBERS[number] if number in _NUMBERS else int(number)
