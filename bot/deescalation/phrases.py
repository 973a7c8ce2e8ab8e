"""Text made ready for patterns: sentences, plain spelling, and the typos people make in the words that matter."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

_QUOTED = re.compile(r"[\"“”«»]([^\"“”«»]*)[\"“”«»]")
_SENTENCE = re.compile(r"[^.!?;\n…]+(?:[.!?;\n…](?=\w)[^.!?;\n…]+)*")
_LONG_DRAWN = re.compile(r"([a-z])\1{2,}")
_TOKEN = re.compile(r"[a-z][a-z'-]*")


def _words(listed: str) -> tuple[str, ...]:
    return tuple(listed.split())


# Words worth repairing when one keystroke is wrong, and real words one keystroke away that must stay themselves.
_KNOWN = _words(
    """
    human person people agent manager supervisor representative operator advisor adviser somebody someone
    speak talk speaking talking connect transfer escalate contact customer service support assistant
    """
)
_THEMSELVES = _words(
    """
    advise advised advisers advisors advisory agents assistance assistants connected connects contacts
    content contract costumer custom customers escalated escalates humane humans manage managed managers
    manages operate operated operates operators parson people's persona persons representatives serviced
    services sneak sneaking speaker speaks steak supervisors supported supporter supports taking talking
    talks tanking transferred transfers urgent walking
    """
)
_SHORTHAND = {
    "u": "you", "ur": "your", "r": "are", "pls": "please", "plz": "please", "plse": "please", "2": "to",
    "wanna": "want to", "gonna": "going to", "gotta": "got to", "lemme": "let me", "gimme": "give me",
    "cant": "can't", "dont": "don't", "didnt": "didn't", "doesnt": "doesn't", "wont": "won't", "isnt": "isn't",
    "im": "i'm", "ive": "i've", "hes": "he's", "shes": "she's", "tlk": "talk", "tlak": "talk", "takl": "talk",
    "tallk": "talk", "spk": "speak", "taok": "talk", "speek": "speak", "w": "with", "wit": "with",
    "sombody": "somebody", "some1": "someone", "any1": "anyone", "smone": "someone", "rep": "representative",
    "reps": "representatives", "mgr": "manager", "costumer": "customer", "manger": "manager",
    "cs": "customer service", "ppl": "people", "persn": "person", "peson": "person", "persno": "person",
    "w/": "with", "abt": "about", "rn": "right now", "ffs": "please", "agnet": "agent", "agnt": "agent",
    "agenet": "agent",
}  # fmt: skip


def sentences(text: str) -> Iterator[str]:
    """The sentences as written, longer quotations left out: they are somebody else's words."""
    without = _QUOTED.sub(lambda match: " " if len(match[1].split()) >= 3 else match[0], text)
    for match in _SENTENCE.finditer(without):
        if match[0].strip():
            yield match[0].strip()


def plain(sentence: str) -> str:
    """Lower case, straight apostrophes, no commas or emoji, shorthand written out, key words' typos repaired."""
    lowered = _LONG_DRAWN.sub(r"\1", sentence.lower().replace("’", "'").replace("‘", "'").replace("`", "'"))
    words = re.findall(r"[a-z0-9][a-z0-9'&/-]*", lowered)
    return " ".join(_SHORTHAND.get(word) or _repaired(word) for word in words)


def trim(quote: str, limit: int = 160) -> str:
    """A quotation short enough to read at a glance, cut between words."""
    quote = " ".join(quote.split())
    return quote if len(quote) <= limit else quote[: limit - 1].rsplit(" ", 1)[0] + "…"


@lru_cache(maxsize=4096)
def _repaired(word: str) -> str:
    if len(word) < 5 or word in _THEMSELVES or not _TOKEN.fullmatch(word):
        return word
    for known in _KNOWN:
        if word == known:
            return word
    for known in _KNOWN:
        if word[0] in known[:2] and _one_slip(word, known):
            return known
    return word


def _one_slip(word: str, known: str) -> bool:
    """One letter dropped, added, changed, or two swapped."""
    if abs(len(word) - len(known)) > 1:
        return False
    start = 0
    while start < min(len(word), len(known)) and word[start] == known[start]:
        start += 1
    rest, expected = word[start:], known[start:]
    if len(rest) == len(expected):
        return rest[1:] == expected[1:] or (rest[:2] == expected[1::-1] and rest[2:] == expected[2:])
    return rest[1:] == expected if len(rest) > len(expected) else rest == expected[1:]
