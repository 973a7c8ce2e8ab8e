"""The one table of what makes a simulated customer more or less frustrated. Our own rules: see each reason.

Changes are on a scale of 0 (content) to 1 (furious), for a person of usual touchiness; a rise is multiplied by theirs.
They are reasoned guesses of size, in the direction that the sources give (CARP: R. Bacal's Control, Acknowledge,
Refocus, Problem-solve; Crolic and others, Journal of Marketing 2022, on chatbots and angry customers). So what a
simulation shows of frustration follows from this table and proves nothing about real people.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

UPSET_FROM, IRATE_FROM = 0.35, 0.65  # how they write: calm below the first, irate from the second


@dataclass(frozen=True)
class Rule:
    """`change`: of frustration each time it is noticed."""

    event: str
    change: float
    why: str


RULES: tuple[Rule, ...] = (
    # What makes it worse
    Rule("time_passes", 0.02, "every further message costs a little patience"),
    Rule("asked_again", 0.12, "asked for what they have just said: nobody likes to repeat themselves (source texts)"),
    Rule("not_understood", 0.12, "a failed understanding; two are a reason to hand over (source texts)"),
    Rule("misdirected", 0.15, "an answer about another matter or another order than theirs"),
    Rule("said_twice", 0.10, "the very same sentence again: a machine that does not listen"),
    Rule("soothed_again", 0.05, "acknowledged a third time and oftener: empathy run amok (Bacal)"),
    Rule("generic_apology", 0.03, "an apology that fits anything shows that nothing was heard"),
    Rule("cheerful_at_anger", 0.15, "bright words to an angry person: cheer counts against a bot (Crolic and others)"),
    Rule("long_at_anger", 0.06, "long answers read as excuses; upset people take in less (source texts)"),
    Rule("solved_too_soon", 0.05, "facts to somebody upset, with no word about what happened to them (Bacal)"),
    Rule("refused", 0.10, "told no"),
    Rule("must_sign_in", 0.06, "has to do something first"),
    Rule("person_for_it", 0.04, "told that it takes a person after all"),
    Rule("dead_end", 0.12, "an answer that leaves nothing to do or to hope for"),
    Rule("passed_on_unasked", 0.04, "handed over although they wanted it done here"),
    Rule("sides_with_rules", 0.05, "a boundary set: fair, and not liked"),
    # What makes it better
    Rule("acknowledged", -0.12, "what happened to them is named, once (acknowledge the specific thing)"),
    Rule("acknowledged_anew", -0.04, "a second particular is seen"),
    Rule("something_to_look_at", -0.06, "refocus: a concrete card or a small question turns the eye to the matter"),
    Rule("choice_offered", -0.04, "choices rather than orders"),
    Rule("step_forward", -0.05, "something was found out or begun"),
    Rule("person_offered_when_irate", -0.08, "irate people want to be taken seriously and to get a person"),
    Rule("promise_with_date", -0.12, "an expectation that can be held against us"),
    Rule("got_a_person_as_asked", -0.15, "a direct request honoured at once"),
    Rule("passed_on_welcome", -0.06, "handed over, and glad of it"),
    Rule("solved", -0.35, "the thing itself is done: what they came for"),
)  # fmt: skip
CHANGES = {rule.event: rule.change for rule in RULES}


def level(frustration: float) -> str:
    """How they write at this frustration."""
    return "calm" if frustration < UPSET_FROM else "upset" if frustration < IRATE_FROM else "irate"


def after(frustration: float, events: Iterable[str], *, touchy: float = 1.0) -> float:
    """Frustration after all these were noticed, 0 to 1. Raises KeyError for an event that has no rule."""
    for event in events:
        change = CHANGES[event]
        frustration += change * touchy if change > 0 else change
    return min(1.0, max(0.0, frustration))
