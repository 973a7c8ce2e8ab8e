"""Dispositions come from site.yml, tags from agents; both are in the reports."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.desk import endings, handoff
from bot.desk.access.errors import Refused
from bot.desk.settings import Settings, SettingsError
from bot.desk.supervisor import build
from bot.desk.supervisor import period as periods
from bot.times import now
from tests.desk.core.conftest import World


def test_a_site_names_its_own_and_without_there_are_four() -> None:
    assert list(endings.parse(None).dispositions) == ["solved", "follow_up", "no_answer", "other"]
    told = {"dispositions": {"solved": "Sorted", "spam": "Not a customer"}, "tags": ["Late  Parcel", "gift", "gift"]}
    closing = endings.parse(told)
    assert dict(closing.dispositions) == told["dispositions"] and closing.tags == ("late parcel", "gift")


@pytest.mark.parametrize(
    "wrong",
    [
        ["solved"],
        {"disposition": {}},
        {"dispositions": ["solved"]},
        {"dispositions": {"Solved!": "Solved"}},
        {"dispositions": {"solved": ""}},
        {"tags": "late"},
        {"tags": ["x" * 41]},
    ],
)
def test_what_cannot_be_is_refused_and_names_the_setting(wrong: object) -> None:
    with pytest.raises(SettingsError, match="closing"):
        Settings().with_site({"closing": wrong}, source="site.yml")


def test_tags_are_kept_in_one_way_and_not_too_many() -> None:
    assert endings.tags_of([" Late  Parcel ", "late parcel", "", "Gift"]) == ["late parcel", "gift"]
    for wrong in ("late", [1], ["x" * 41], [f"t{n}" for n in range(11)]):
        with pytest.raises(Refused):
            endings.tags_of(wrong)


async def test_how_agents_close_shows_in_the_reports(world: World) -> None:
    sam = await world.agent()
    for number in range(6):
        conversation_id = await world.taken(sam)
        tags = ["gift", "late parcel"] if number < 5 else ["gift"]
        await world.do(handoff.close, conversation_id, agent=sam, disposition="solved", tags=tags)
    at = now() + timedelta(seconds=1)
    period = periods.parse({}, zone="UTC", at=at)
    reports = {report.id: report for report in await build.over(
        world.db, site_id=world.settings.site_id, period=period, at=at
    )}  # fmt: skip
    assert [(row["name"], row["count"]) for row in reports["dispositions"].rows] == [("Solved", 6)]
    assert [(row["name"], row["count"]) for row in reports["tags"].rows] == [("gift", 6), ("late parcel", 5)]
