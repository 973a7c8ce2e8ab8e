"""What a reader would point at in a heated message, in plain words. Pure: text in, cues out.

A cue says only what is there ("all capitals"); how much it weighs is learned (`frustration_model.py`), each being one
feature of the frustration model. Cues of wording are data, in `phrases.yml`; cues of typing are code, here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

import yaml

from bot.deescalation.person import asks_for_person

PHRASES = Path(__file__).with_name("phrases.yml")
LONG_MESSAGE = 60  # words; from here on a message counts as fully "long"


@dataclass(frozen=True)
class Cue:
    """`strength` (0 to 1) of what `words` says, in one text. Cues with `shown` false only feed the model."""

    name: str
    words: str
    strength: Callable[[str], float]
    shown: bool = True


@lru_cache(maxsize=1024)  # a message is asked for again as context of the next ones
def find_cues(text: str) -> Mapping[str, float]:
    """The strength of every cue by name, in the order of `all_cues`."""
    plain = straighten(text)
    return MappingProxyType({cue.name: cue.strength(plain) for cue in all_cues()})


def cue_words(strengths: Mapping[str, float]) -> list[str]:
    """The cues worth showing to a person, in plain words."""
    return [cue.words for cue in all_cues() if cue.shown and strengths.get(cue.name, 0.0) > 0.0]


def straighten(text: str) -> str:
    """Typographic quotes and HTML's ampersands made plain, so that one pattern fits all."""
    for odd, plain in (("’", "'"), ("‘", "'"), ("…", "..."), ("&amp;", "&"), ("&lt;", "<"), ("&gt;", ">")):
        text = text.replace(odd, plain)
    return text


def capitals(text: str) -> float:
    """1 when the whole message is in capitals, 0.6 when most is. Codes ("EK-20417") and "OK" are no shouting."""
    words = _words(text)
    if len(words) < 2 or not any(len(word) > 3 and word.isupper() for word in words):
        return 0.0
    share = sum(word.isupper() for word in words) / len(words)
    return 1.0 if share > 0.8 else 0.6 if share > 0.55 else 0.0


_STRESSED = re.compile(
    r"^(?:NOT|NO|NEVER|STILL|AGAIN|NOW|WHERE|WHY|WHAT|WHEN|HOW|YOU|YOUR|ALL|EVERY|ANY|MY|STOP|HELP|THEN|WILL|HAVE|"
    r"PLEASE|[A-Z']{5,})$"
)


def shouted_words(text: str) -> float:
    """Words in capitals for stress ("still NOT here") in a message that is not all capitals; three are 1."""
    if capitals(text):
        return 0.0
    return min(sum(bool(_STRESSED.match(word)) for word in _words(text)), 3) / 3


def _words(text: str) -> list[str]:
    """Words of two letters or more; links, handles and anything with a digit in it are left out."""
    bare = re.sub(r"https?://\S+|[@#]\w+|\b\w*-?\d[\w-]*", " ", text)
    return re.findall(r"[A-Za-z][A-Za-z']+", bare)


def exclamations(text: str) -> float:
    """`!!` a little, `!!!!` fully. One alone is not counted: thanks come with it."""
    longest = max((len(run) for run in re.findall(r"![!1]*", text)), default=0)
    return min(max(longest - 1, 0), 3) / 3


def question_marks(text: str) -> float:
    """`??` and `?!`."""
    return 1.0 if re.search(r"\?\s?\?|\?!|!\?", text) else 0.0


def swears_at_thing(text: str) -> float:
    """Strong language about the parcel, the site or the day, and at nobody."""
    phrases = _phrases()
    if phrases["swears_at_person"].strength(text):
        return 0.0
    return 1.0 if _pattern(_SWEARS_NEAR_THING).search(text) else 0.0


_SWEARS_NEAR_THING = (
    r"(?:{strong}|{mild})\W+(?:\w+\W+){0,2}{thing}\b|\b{thing}\W+(?:is|was|are|'s)\W+(?:\w+\W+)?(?:{strong}|{mild})"
)


def length(text: str) -> float:
    """Longer messages tell a story."""
    return min(len(text.split()), LONG_MESSAGE) / LONG_MESSAGE


def very_short(text: str) -> float:
    """Under three words: hardly anything to judge by."""
    return 1.0 if len(re.findall(r"\w+", text)) < 3 else 0.0


@lru_cache(maxsize=1)
def all_cues() -> tuple[Cue, ...]:
    """Every cue, in the order of the model's features."""
    return (
        Cue("capitals", "all capitals", capitals),
        Cue("shouted_words", "words in capitals", shouted_words),
        Cue("exclamations", "repeated exclamation marks", exclamations),
        Cue("question_marks", "repeated question marks", question_marks),
        Cue("swears_at_thing", "swears at the thing, not at anybody", swears_at_thing),
        Cue("asks_for_person", "asks for a person", lambda text: 1.0 if asks_for_person(text) else 0.0),
        Cue("length", "long message", length, shown=False),
        Cue("very_short", "very short", very_short, shown=False),
        *_phrases().values(),
    )


@lru_cache(maxsize=1)
def _file() -> dict[str, Any]:
    data: dict[str, Any] = yaml.safe_load(PHRASES.read_text(encoding="utf-8"))
    return data


@lru_cache(maxsize=1)
def _phrases() -> dict[str, Cue]:
    return {
        entry["cue"]: Cue(entry["cue"], entry["words"], _strength(entry), entry.get("shown", True))
        for entry in _file()["cues"]
    }


def _strength(entry: dict[str, Any]) -> Callable[[str], float]:
    pattern = _pattern("|".join(f"(?:{part})" for part in entry["any"]))
    if "up_to" not in entry:
        return lambda text: 1.0 if pattern.search(text) else 0.0
    limit: int = entry["up_to"]
    return lambda text: min(len(pattern.findall(text)), limit) / limit


@lru_cache(maxsize=256)
def _pattern(source: str) -> re.Pattern[str]:
    """Compiled, with each {name} replaced by that list of `phrases.yml`."""
    lists = _file()["lists"]
    filled = re.sub(r"\{([a-z_]+)\}", lambda hit: "(?:" + lists[hit.group(1)].replace(" | ", "|") + ")", source)
    return re.compile(filled, re.IGNORECASE)
