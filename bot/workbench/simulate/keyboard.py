"""How things get typed: slips, small letters, missing or too many stops, shouting. All by a seeded generator."""

from __future__ import annotations

import re
from random import Random

# Neighbours on a QWERTY keyboard.
_NEAR = {
    **dict(zip("qwertyuiop", ("wa", "qes", "wrd", "etf", "ryg", "tuh", "yij", "uok", "ipl", "ol"), strict=True)),
    **dict(zip("asdfghjkl", ("qsz", "adw", "sfe", "dgr", "fht", "gjy", "hku", "jli", "kop"), strict=True)),
    **dict(zip("zxcvbnm", ("xas", "zcs", "xvd", "cbf", "vng", "bmh", "nj"), strict=True)),
}
_KEPT = re.compile(r"@|\d")  # addresses and numbers are mostly copied, not typed


def typed(text: str, random: Random, *, sloppy: float = 0.0, shouting: bool = False, level: str = "calm") -> str:
    """The text as this person would have sent it. `sloppy`: share of words with a slip."""
    words = [_slip(word, random) if random.random() < sloppy else word for word in text.split()]
    said = " ".join(words)
    if sloppy and random.random() < 0.6:
        said = said.lower() if not _KEPT.search(said) else said
        said = said.replace("'", "")
    if random.random() < 0.5:
        said = said.rstrip(".")
    if shouting and level != "calm":
        return said.upper() + random.choice(("", "!", "!!!"))
    if level == "irate" and random.random() < 0.3:
        return said.rstrip("?!.") + random.choice(("!!", "???", "!!!"))
    return said


def _slip(word: str, random: Random) -> str:
    if len(word) < 4 or _KEPT.search(word):
        return word
    place = random.randrange(1, len(word) - 1)
    kind = random.randrange(4)
    if kind == 0:
        return word[:place] + word[place + 1 :]
    if kind == 1:
        return word[:place] + word[place + 1] + word[place] + word[place + 2 :]
    if kind == 2:
        return word[:place] + word[place] + word[place:]
    near = _NEAR.get(word[place].lower())
    return word[:place] + random.choice(near) + word[place + 1 :] if near else word
