"""What must hold after every turn of any conversation whatever: each property yields what breaks it, in words."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from bot.backoffice import tables as t
from bot.backoffice.rules import return_closes
from bot.backoffice.sql import SqlBackOffice
from bot.deescalation.person import asks_for_person
from bot.deescalation.types import Level, Reason
from bot.dialogue import words
from bot.wire import TurnResult
from bot.workbench.simulate import ends

ZONE = "Europe/London"
# A message of these kinds goes before a request for a person in the same breath.
GRAVER = {Reason.SELF_HARM, Reason.DANGER, Reason.THREAT}
NO_SCRIPT = {Reason.ASKED, Reason.VULNERABLE, Reason.LEGAL, *GRAVER}  # never refocused on after these
CLARIFICATIONS = {"utter_clarify", "utter_clarify_first", "utter_not_caught"}
_QUOTED = re.compile(r"“[^”]*”")
_CHEER = re.compile(
    r"!|\b(?:great news|awesome|fantastic|wonderful|glad to|good to hear|no problem|no worries)\b", re.I
)


@dataclass
class Course:
    """A conversation so far. `dates`: all that the shop holds or the assistant has promised, as they are written."""

    results: list[TurnResult] = field(default_factory=list)
    states: list[dict[str, Any] | None] = field(default_factory=list)  # before each turn
    dates: set[str] = field(default_factory=set)

    @property
    def result(self) -> TurnResult:
        return self.results[-1]

    @property
    def keys(self) -> list[str]:
        """Names of the responses said in the last turn."""
        return self.keys_of(-1)

    def keys_of(self, place: int) -> list[str]:
        return ends.responses(self.states[place], self.results[place].state)

    @property
    def texts(self) -> list[str]:
        return [reply.text for reply in self.result.replies if reply.text]


def broken(course: Course, said: Sequence[str], *, pressed: str | None, responses: dict[str, Any]) -> Iterator[str]:
    """All that is wrong with the last turn. `said`: their messages; `pressed`: the button's command."""
    yield from _leads_somewhere(course)
    yield from _person_at_once(course, said, pressed)
    yield from _one_at_a_time(course)
    yield from _tone(course)
    yield from _wordings(course, responses)
    yield from _dates(course)
    state = course.result.state
    if json.loads(json.dumps(state)) != state:
        yield "the state does not survive JSON"


def _leads_somewhere(course: Course) -> Iterator[str]:
    if not course.texts:
        yield "nothing is said"
    if ends.leads_nowhere(course.result, course.keys):
        yield "a dead end"


def _person_at_once(course: Course, said: Sequence[str], pressed: str | None) -> Iterator[str]:
    asked = pressed == "/request_human" if pressed else any(asks_for_person(text) for text in said)
    if not asked:
        return
    handoff = course.result.handoff
    if handoff is None or handoff.reason not in {Reason.ASKED, *GRAVER}:
        yield f"a person was asked for, and the handoff is {handoff.reason.value if handoff else None}"
    elif any("?" in _QUOTED.sub("", text) for text in course.texts):
        yield "a person was asked for, and a question came back"
    if course.result.state.get("form"):
        yield "a person was asked for, and a form stays open"


def _one_at_a_time(course: Course) -> Iterator[str]:
    moves = [result.moves for result in course.results]
    if "refocus" in moves[-1]:
        if len(moves) > 1 and "refocus" in moves[-2]:
            yield "two refocus moves running"
        reasons = {result.handoff.reason for result in course.results if result.handoff}
        if reasons & NO_SCRIPT:
            yield f"a refocus after {', '.join(reason.value for reason in reasons & NO_SCRIPT)}"
    if len(moves) > 1 and CLARIFICATIONS & set(course.keys) and CLARIFICATIONS & set(course.keys_of(-2)):
        yield "two clarifications running"
    if sum(course.keys_of(place).count("utter_boundary") for place in range(len(moves))) > 1:
        yield "a second boundary"


def _tone(course: Course) -> Iterator[str]:
    if course.result.temper.state is Level.IRATE:
        for text in course.texts:
            if found := _CHEER.search(_QUOTED.sub("", text)):
                yield f"cheerful to somebody irate: {found[0]}"


def _wordings(course: Course, responses: dict[str, Any]) -> Iterator[str]:
    """No wording again while another that fits the temper is unused."""
    before, after = ends.wordings(course.states[-1]), ends.wordings(course.result.state)
    said = list(before)
    for key in after[len(before) :]:
        name, _, place = key.rpartition(":")
        alike = _alike(responses[name], int(place))
        if key in said and any(f"{name}:{other}" not in said for other in alike):
            yield f"{key} again, while {[f'{name}:{other}' for other in alike]} are not all used"
        said.append(key)


def _alike(variants: list[dict[str, Any]], place: int) -> list[int]:
    """Other words with the same condition: they fit whenever these do."""
    this = variants[place]
    return [
        number
        for number, one in enumerate(variants)
        if one.get("condition") == this.get("condition") and one["text"] != this["text"]
    ]


def _dates(course: Course) -> Iterator[str]:
    for promise in course.result.promises:
        course.dates |= _written(datetime.fromisoformat(promise["due"]))
    for text in course.texts:
        yield from (
            f"says “by {day}”, which is no date of ours" for day in ends.BY_DAY.findall(text) if day not in course.dates
        )


def _written(at: datetime) -> set[str]:
    return {words.day(at, ZONE), words.short_day(at, ZONE)}


async def dates_of(shop: SqlBackOffice) -> set[str]:
    """Every date of an order, parcel, refund or return that the shop holds, as it would be written."""
    columns = [
        *(t.orders.c.promised_by, t.orders.c.trace_due, t.orders.c.delivered_at),
        *(t.parcels.c.promised_by, t.refunds.c.due_by, t.refunds.c.paid_at, t.returns.c.send_by),
    ]
    found: set[str] = set()
    async with shop.shop.engine.connect() as conn:
        for column in columns:
            for at in (await conn.execute(select(column).where(column.is_not(None)))).scalars():
                found |= _written(at)
                if column is t.orders.c.delivered_at:
                    found |= _written(return_closes(at)) | _written(at + timedelta(days=30))
    return found
