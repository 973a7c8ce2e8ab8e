"""Wordings: never the same one twice while another is left, and a lint for how things may be said."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence

# A chat bubble that is read at a glance; an upset reader takes in less (and long answers look like excuses).
MOST_WORDS = 75
MOST_WORDS_TO_UPSET = 60
MOST_WORDS_IN_A_SENTENCE = 26  # plain-language guides say 15 to 20 on average, none over 25 or so
# Flesch-Kincaid grade (Kincaid, Fishburne, Rogers & Chissom 1975): US school year that can read it. Plain-language
# guidance for the public is year 9 at most. Below a dozen words the formula says more about one long word than about
# the text, so short texts are not graded.
HIGHEST_GRADE = 9.0
GRADED_FROM_WORDS = 12

_NEVER = {
    "claims to feel with them": (
        r"\b(?:i|we) (?:completely |fully |totally |really |do )?(?:understand|know|can imagine|feel|appreciate)"
        r" (?:exactly )?(?:how|what|your (?:frustration|anger|pain|disappointment|feelings|concern|situation))\b"
        r"|\b(?:i|we)(?:'d| would) (?:feel|be) (?:the same|frustrated|upset|angry)|\bi (?:feel|share) your\b"
        r"|\b(?:i'?m|i am|we'?re|we are) (?:so |very |truly |really )?"
        r"(?:sad|upset|heartbroken|devastated|happy|delighted|thrilled|excited|glad)\b"
    ),
    "apologises for their feeling, or for what may not be": (
        r"\bsorry (?:that )?(?:you (?:feel|felt|are upset|are angry|think)|if (?:you|we|this|that)"
        r"|for any inconvenience)\b"
    ),
    "names their feeling instead of the matter": (
        r"\byour (?:frustration|anger|upset|disappointment|feelings|emotions)\b"
        r"|\b(?:you'?re|you are|you (?:seem|sound|look)) (?:angry|upset|frustrated|irate|emotional)\b"
    ),
    "tells them how to behave": (
        r"\b(?:calm down|relax|be patient|bear with|don't worry|no need to (?:shout|swear|be)|please understand"
        r"|watch your language|take it easy)\b"
    ),
    "is a phrase from a script": (
        r"\b(?:unfortunately|as i (?:said|mentioned|explained)|as (?:stated|previously)|per (?:our|my)|our policy"
        r"|company policy|valued customer|your call is important|at your earliest convenience|please be advised"
        r"|rest assured|any inconvenience|for the inconvenience|kindly|hereby|thank you for your patience"
        r"|thanks for your patience|thank you for reaching out|i hear you|great question|happy to help)\b"
    ),
    "blames them": (
        r"\byou should(?: have|'ve) (?:read|told|checked|known|contacted|asked|given|kept|noticed|done|said|used|called"
        r"|followed|tried|been more|waited)\b|\byou (?:failed to|must have|didn't (?:read|follow|provide|give"
        r"|tell|enter)"
        r"|have to understand|forgot to|neglected)\b|\byour (?:mistake|fault|error)\b|\byou(?:'re| are) (?:wrong"
        r"|mistaken)\b"
    ),
    "promises no time": r"\b(?:soon|shortly|as soon as (?:possible|we can|i can)|in due course|at some point)\b",
    "hints that it is easy": (
        r"\b(?:simply|obviously|of course you|it'?s easy|it is easy|just (?:click|go|enter|follow|log))\b"
    ),
    "is jargon": (
        r"\b(?:sku|rma|sla|eta|crm|kpi|api|escalat\w+|ticket number|case number|resolution|utili[sz]e|facilitate"
        r"|process(?:ed|ing) your request|end user|backend|fulfil+ment|dispatch centre|outbound|inbound|consignment"
        r"|remittance|nlu|intent|fallback)\b"
    ),
    "plays a person": r"\b(?:my name is|i'?m (?:only )?human|as a human|personally|i (?:love|hate)|my colleagues)\b",
    "asks why they want a person": (
        r"\b(?:why do you (?:want|need)|before i (?:transfer|connect|put)|are you sure you (?:want|need) (?:to|a))\b"
    ),
}
_NEVER_SAID = {problem: re.compile(pattern) for problem, pattern in _NEVER.items()}
_CHEER = re.compile(
    r"[\U0001f600-\U0001f64f\U0001f389-\U0001f38a]|[:;]-?[)D]\B|\b(?:great news|awesome|fantastic|wonderful|yay"
    r"|no problem|no worries|haha)\b",
    re.IGNORECASE,
)
_SHOUTED = re.compile(r"\b[A-Z]{4,}\b")
_PLACEHOLDER = re.compile(r"\{[a-z_]+\}")
_WORD = re.compile(r"[A-Za-z][A-Za-z'’-]*")
_SILENT = re.compile(r"(?:[^laeiouy]es|[^laeiouytd]ed|[^laeiouy]e)$")


def choose(variants: Sequence[str], used: Sequence[str], seed: str) -> int:
    """Which variant to say: one not yet in `used` (what was said, oldest first), picked by `seed`; always the same one
    for the same arguments. When all were said, the one said longest ago. Raises ValueError without variants."""
    if not variants:
        raise ValueError("no wordings to choose from")
    fresh = [place for place, variant in enumerate(variants) if variant not in used]
    if not fresh:
        latest = {said: when for when, said in enumerate(used)}
        return min(range(len(variants)), key=lambda place: (latest[variants[place]], place))
    return fresh[int.from_bytes(hashlib.sha256(seed.encode()).digest()[:8], "big") % len(fresh)]


def lint(text: str, *, to_upset: bool) -> list[str]:
    """What is wrong with a text for customers, in words; empty when nothing is. Facts in braces count as one word."""
    said = _PLACEHOLDER.sub("item", text)
    lowered = said.lower().replace("’", "'")
    problems = [
        f"{problem}: “{match[0]}”" for problem, pattern in _NEVER_SAID.items() if (match := pattern.search(lowered))
    ]
    if to_upset and "!" in said:
        problems.append("has an exclamation mark")
    if not to_upset and said.count("!") > 1:
        problems.append("has more than one exclamation mark")
    if to_upset and (match := _CHEER.search(said)):
        problems.append(f"is cheerful: “{match[0]}”")
    if match := _SHOUTED.search(said):
        problems.append(f"shouts: “{match[0]}”")
    words = _WORD.findall(said)
    most = MOST_WORDS_TO_UPSET if to_upset else MOST_WORDS
    if len(words) > most:
        problems.append(f"is long: {len(words)} words, at most {most}")
    longest = max((len(_WORD.findall(sentence)) for sentence in _sentences(said)), default=0)
    if longest > MOST_WORDS_IN_A_SENTENCE:
        problems.append(f"has a sentence of {longest} words, at most {MOST_WORDS_IN_A_SENTENCE}")
    if len(words) >= GRADED_FROM_WORDS and (grade := reading_grade(said)) > HIGHEST_GRADE:
        problems.append(f"is hard to read: school year {grade:.1f}, at most {HIGHEST_GRADE:.0f}")
    return problems


def reading_grade(text: str) -> float:
    """Flesch-Kincaid grade level; syllables are estimated from spelling. 0 for a text without words."""
    words = _WORD.findall(text)
    if not words:
        return 0.0
    sentences = max(1, len(_sentences(text)))
    return 0.39 * len(words) / sentences + 11.8 * sum(map(syllables, words)) / len(words) - 15.59


def syllables(word: str) -> int:
    """Groups of vowels, without the silent e; at least one."""
    plain = re.sub(r"[^a-z]", "", word.lower())
    if len(plain) <= 3:
        return 1
    plain = _SILENT.sub(lambda match: match[0][0], plain)
    return max(1, len(re.findall(r"[aeiouy]+", plain)))


def _sentences(text: str) -> list[str]:
    """A list's items and lines end a sentence too."""
    return [part for part in re.split(r"[.!?:\n]+(?:\s|$)", text) if _WORD.search(part)]
