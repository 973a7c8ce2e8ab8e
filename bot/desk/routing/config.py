"""How customers are given to agents: `routing` in site.yml. Without it, agents take whom they choose."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import timedelta
from typing import Any

from bot.desk.errands import ERRANDS
from bot.desk.reasons import REASONS

MODES = ("offer", "pull")
LANGUAGE = "en"  # the one that everybody on the team has, and the assistant too
SKILL_ID = re.compile(r"[a-z][a-z0-9_]{0,39}")
MOST_AT_ONCE = 50  # conversations of one agent


@dataclass(frozen=True)
class Skill:
    """Something that not everybody on the team can do, and the conversations that ask for it."""

    id: str
    name: str  # for agents, and for a customer who is passed on to this team
    reasons: frozenset[str] = frozenset()  # for a handoff, see bot/desk/reasons.py
    errands: frozenset[str] = frozenset()  # what the customer came for, see bot/desk/errands.py


@dataclass(frozen=True)
class Routing:
    """Durations are seconds, as in site.yml."""

    mode: str = "pull"  # offer: whoever waits is offered to one agent after another; pull: agents take whom they choose
    max_open: int = 4  # conversations at once that an agent is offered, unless the agent has a limit of their own
    accept_within: float = 45.0  # to answer an offer; then it goes to the next
    missed: int = 2  # offers in a row left unanswered, and the agent is set away
    widen_after: float = 90.0  # in line for this long, and whoever has not the skill or language is asked too
    again_after: float = 300.0  # whoever declined is not offered the same customer again before
    head_start: float = 600.0  # what high urgency is worth: see order.py
    skills: tuple[Skill, ...] = ()

    @property
    def lead(self) -> timedelta:
        """`head_start`, for `order.key`."""
        return timedelta(seconds=self.head_start)

    def skill(self, skill_id: str | None) -> Skill | None:
        """The skill with that id."""
        return next((skill for skill in self.skills if skill.id == skill_id), None)

    def needed(self, *, reason: str, errand: str | None) -> Skill | None:
        """What a handoff asks for: the first skill for its reason, or else for what the customer came for."""
        for_reason = (skill for skill in self.skills if reason in skill.reasons)
        for_errand = (skill for skill in self.skills if errand in skill.errands)
        return next(for_reason, None) or next(for_errand, None)


# What each number may be.
_NUMBERS: Mapping[str, tuple[float, float]] = {
    "max_open": (1, MOST_AT_ONCE),
    "accept_within": (5, 3600),
    "missed": (1, 20),
    "widen_after": (0, 86_400),
    "again_after": (0, 86_400),
    "head_start": (0, 86_400),
}


def parse(value: Any) -> Routing:
    """The section in site.yml. Raises ValueError, which says what is wrong and what to do."""
    if value is None:
        return Routing()
    section = _names(value, "routing", {item.name for item in fields(Routing)})
    mode = section.get("mode", "offer")
    if mode not in MODES:
        raise ValueError(f"routing: mode is {' or '.join(MODES)}, not {mode!r}")
    numbers = {name: _number(name, section[name]) for name in _NUMBERS if name in section}
    skills = section.get("skills") or []
    if not isinstance(skills, list):
        raise ValueError("routing: skills is a list of entries, each with id and name")
    known = tuple(_skill(item, f"routing: skills, entry {number}") for number, item in enumerate(skills, 1))
    ids = [skill.id for skill in known]
    if twice := next((one for one in ids if ids.count(one) > 1), None):
        raise ValueError(f"routing: the skill {twice!r} is there twice; give each an id of its own")
    return Routing(mode=mode, skills=known, **numbers)


def _skill(item: Any, where: str) -> Skill:
    entry = _names(item, where, {"id", "name", "reasons", "errands"})
    skill_id, name = str(entry.get("id", "")), str(entry.get("name", "")).strip()
    if not SKILL_ID.fullmatch(skill_id):
        raise ValueError(f"{where}: id is a word in small letters, digits and _, such as refunds, not {skill_id!r}")
    if not 0 < len(name) <= 60:
        raise ValueError(f"{where}: give a name of at most 60 characters, such as “the refunds team”")
    return Skill(
        skill_id,
        name,
        _codes(entry, "reasons", where, known=REASONS),
        _codes(entry, "errands", where, known=ERRANDS),
    )


def _codes(entry: Mapping[str, Any], key: str, where: str, *, known: Mapping[str, str]) -> frozenset[str]:
    codes = entry.get(key) or []
    if not isinstance(codes, list):
        raise ValueError(f"{where}: {key} is a list")
    if strange := next((code for code in codes if code not in known), None):
        raise ValueError(f"{where}: there is none of the {key} called {strange!r}; known: {', '.join(sorted(known))}")
    return frozenset(codes)


def _names(value: Any, where: str, known: set[str]) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        raise ValueError(f"{where}: expected names and values")
    if strange := sorted(str(key) for key in value if key not in known):
        raise ValueError(f"{where}: there is no setting {strange[0]!r}; known: {', '.join(sorted(known))}")
    return value


def _number(name: str, value: Any) -> Any:
    least, most = _NUMBERS[name]
    whole = name in ("max_open", "missed")
    if isinstance(value, bool) or not isinstance(value, int if whole else (int, float)) or not least <= value <= most:
        kind = "a whole number" if whole else "seconds"
        raise ValueError(f"routing: {name} is {kind} from {least:g} to {most:g}, not {value!r}")
    return value
