"""Every figure of the reports against a month whose figures are known; and how it stands now."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import datetime, timedelta, timezone
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import update

from bot.desk import handoff
from bot.desk.store.engine import Database
from bot.desk.store.tables import promises
from bot.desk.supervisor import build, live, period
from bot.desk.supervisor.figures import Figure
from bot.desk.supervisor.report import Report
from bot.times import now
from tests.desk import month
from tests.desk.core.conftest import World
from tests.desk.history import History

AT = datetime(2026, 6, 15, 12, tzinfo=timezone.utc)
MINUTE = timedelta(minutes=1)


@pytest.fixture
async def db(database_url: str) -> AsyncIterator[Database]:
    opened = Database.open(database_url)
    yield opened
    await opened.close()


async def reported(db: Database, history: History, *, days: int = 30, at: datetime = AT) -> dict[str, Report]:
    asked = period.parse({"days": str(days)}, zone="UTC", at=at)
    found = await build.over(db, site_id=history.site_id, period=asked, at=at)
    return {report.id: report for report in found}


def table(report: Report) -> dict[str, dict[str, Any]]:
    """Rows by their first column, which no two share."""
    first = report.columns[0].key
    rows = {str(line[first]): {key: cell for key, cell in line.items() if key != first} for line in report.rows}
    assert len(rows) == len(report.rows)
    return rows


def about(value: float, reach: float | None = None) -> Any:
    """A figure, its interval to one part in three hundred."""

    class Near:
        def __eq__(self, other: object) -> bool:
            if not isinstance(other, Figure) or other.value != pytest.approx(value, abs=1e-9):
                return False
            sides = (value - other.low, other.high - value)
            return reach is None or sides == pytest.approx((reach, reach), rel=0.003, abs=1e-9)

        def __repr__(self) -> str:
            return f"{value} ± {reach}"

    return Near()


@pytest.fixture
async def reports(db: Database) -> dict[str, Report]:
    history, elsewhere = History(f"month-{uuid4().hex[:8]}"), History(f"other-{uuid4().hex[:8]}")
    month.fill(history, AT)
    month.before_and_elsewhere(history, elsewhere, AT)
    await history.write(db)
    await elsewhere.write(db)
    return await reported(db, history)


async def test_time_to_a_person(reports: dict[str, Report]) -> None:
    reached = {"asked": 100, "reached": 100, "p50": 3030.0, "p90": pytest.approx(5406.0)}
    assert table(reports["time-to-person"]) == {"All": {**reached, "asked": 104}, "Asked for a person": reached}
    assert reports["time-to-person"].left_out == 1  # four is too few
    days = table(reports["time-to-person-over-time"])
    assert len(days) == 30 and (min(days), max(days)) == ("2026-05-17", "2026-06-15")
    assert days["2026-06-12"] == reached
    assert days["2026-06-14"]["asked"] == 4 and days["2026-06-14"]["reached"] == 0 and days["2026-06-14"]["p50"] is None
    assert sum(day["asked"] for day in days.values()) == 104


async def test_the_wait_told_against_the_wait_had(reports: dict[str, Report]) -> None:
    row = {"count": 100, "told": 3000.0, "had": 3030.0, "over": about(30.0, 345.39), "kept": about(0.5, 0.0962)}
    assert table(reports["wait-told-and-had"]) == {"All": row, "Asked for a person": row}


async def test_how_conversations_ended(reports: dict[str, Report]) -> None:
    ends = table(reports["resolution"])
    assert {end: row["count"] for end, row in ends.items()} == {
        "Closed without a person": 223,
        "Closed by a person: solved": 60,
        "Closed by a person: follow-up needed": 30,
        "Closed by a person: no answer from the customer": 10,
        "Closed by a person: something else": 10,
        "Wanted a person, reached none": 4,
        "Still open": 7,
    }
    assert ends["Closed without a person"]["share"] == about(223 / 344)
    assert ends["Still open"]["share"] == about(7 / 344)


async def test_who_had_to_come_back(reports: dict[str, Report]) -> None:
    assert table(reports["repeat-contact"]) == {
        "All": {"count": 180, "again": 30, "share": about(30 / 180)},
        "Order status": {"count": 100, "again": 0, "share": about(0.0)},
        "Refund status": {"count": 80, "again": 30, "share": about(30 / 80)},
    }


async def test_promises_kept_late_and_broken(reports: dict[str, Report]) -> None:
    row = {"count": 20, "kept": 10, "late": 5, "broken": 3, "open": 1, "void": 1, "share": about(10 / 18)}
    row |= {"settled": 18, "late_p50": 10800.0, "late_p90": pytest.approx(16560.0)}
    assert table(reports["promises"]) == {"All": row, "Made by the assistant": row, "Refund paid": row}


async def test_asked_against_delivered(reports: dict[str, Report]) -> None:
    row = {"asked": 40, "delivered": 10, "share": about(0.25)}
    assert table(reports["asked-and-delivered"]) == {"All": row, "To cancel an order": row}


async def test_ratings(reports: dict[str, Report]) -> None:
    person = {"count": 60, "mean": about(4.5, 0.13025)}
    assert table(reports["ratings"]) == {
        "All": {"count": 63, "mean": about(273 / 63)},
        "With a person": person,
        "Without a person": {"count": 3, "mean": None},
        "Late parcel": person,
    }
    assert reports["ratings"].left_out == 1


async def test_frustration_by_errand(reports: dict[str, Report]) -> None:
    found = table(reports["frustration-by-errand"])
    assert set(found) == {"All", "Order status", "Late parcel", "Cancel order", "Refund status", "Damaged item"}
    assert reports["frustration-by-errand"].left_out == 1
    assert found["All"]["count"] == 333
    assert found["Order status"] == {
        "count": 100, "start": about(0.2, 0), "end": about(0.1, 0), "change": about(-0.1, 0),
    }  # fmt: skip
    assert found["Late parcel"]["end"] == about(0.65) and found["Late parcel"]["change"] == about(-0.15)
    assert found["Cancel order"]["end"] == about(0.525) and found["Cancel order"]["change"] == about(0.225, 0.0420747)


async def test_what_goes_before_anger_is_our_process_and_nobodys_words(reports: dict[str, Report]) -> None:
    found = table(reports["triggers"])
    cancelling = (40, 40, about(0.225, 0.0420747), about(0.75))
    assert {name: (row["count"], row["steps"], row["change"], row["rose"]) for name, row in found.items()} == {
        "Any answer, to compare with": (323, 323, about(-13.3 / 323), about(33 / 323)),
        "Errand: cancel order": cancelling,
        "Not possible: cancel order": cancelling,
        "Errand: refund status": (80, 80, about(0.0, 0), about(0.0)),
        "Errand: order status": (100, 100, about(-0.1, 0), about(0.0)),
        "Errand: late parcel": (100, 100, about(-0.15), about(0.0)),
    }
    assert list(found)[1:3] == ["Errand: cancel order", "Not possible: cancel order"]  # the worst first
    assert reports["triggers"].left_out == 1


async def test_which_moves_and_wordings_calm(reports: dict[str, Report]) -> None:
    found = table(reports["moves"])
    calming = {
        "count": 50, "steps": 50, "before": about(0.8, 0), "after": about(0.5), "change": about(-0.3, 0.0287082),
    }  # fmt: skip
    flat = {**calming, "after": about(0.8), "change": about(0.0, 0.0287082)}
    both = {**calming, "count": 100, "steps": 100, "after": about(0.65), "change": about(-0.15)}

    def shown(rows: dict[str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
        return {name: {key: row[key] for key in calming} for name, row in rows.items()}

    assert shown(found) == {
        "Any answer, to compare with": both,
        "Acknowledge": calming,
        "Refocus": calming,
        "Solve": flat,
    }
    assert shown(table(reports["wordings"])) == {
        "Any answer, to compare with": both,
        "It should have come on …, ….": calming,
        "The tracking page has it.": flat,
    }


async def test_every_part_of_the_process_is_seen(db: Database) -> None:
    history = History(f"parts-{uuid4().hex[:8]}")
    for n in range(5):
        begun = AT - timedelta(days=1, hours=n)
        history.talk(begun, (0.2, 0.5), errand="nlu_fallback")
        history.talk(begun, (0.2, 0.5), errand="greet", waits=(600,))
        waiting = history.talk(begun, (0.2, 0.5), errand="greet")
        history.handoff(waiting, begun + MINUTE, waited=3600)
        broken = history.talk(begun, (0.2, 0.5), errand="greet")
        history.promise(broken, begun, broken_at=begun + MINUTE)
        history.talk(begun, (0.2, 0.5), errand="greet")
        history.rows["turns"][-2]["outcome"] = "unavailable"
        history.talk(begun, (0.2, 0.5), errand="greet", says="Fine.")  # nothing of the kind
    await history.write(db)
    found = table((await reported(db, history, days=7))["triggers"])
    assert {name: row["count"] for name, row in found.items()} == {
        "Any answer, to compare with": 30,
        "Not understood": 5,
        "No word from us for 10 minutes": 5,
        "Waiting for a person": 5,
        "A promise was broken": 5,
        "The assistant was not available": 5,
    }


async def test_one_long_quarrel_counts_once(db: Database) -> None:
    history = History(f"long-{uuid4().hex[:8]}")
    history.talk(AT - timedelta(days=1), (0.8, 0.75) * 20, moves=("listen",))
    for _ in range(4):
        history.talk(AT - timedelta(days=1), (0.8, 0.3), moves=("listen",))
    await history.write(db)
    listen = table((await reported(db, history, days=7))["moves"])["Listen"]
    long = (0.75 - 0.8) / 39  # 39 steps, up and down, of which all began upset
    assert listen["count"] == 5 and listen["steps"] == 43
    assert listen["change"] == about((long + 4 * -0.5) / 5)


async def test_an_empty_desk_has_empty_reports(db: Database) -> None:
    found = await reported(db, History(f"empty-{uuid4().hex[:8]}"), days=7)
    assert found["resolution"].rows == () == found["moves"].rows
    assert table(found["time-to-person"]) == {"All": {"asked": 0, "reached": 0, "p50": None, "p90": None}}
    assert all(report.to_csv() for report in found.values())


async def test_how_it_stands_now(world: World) -> None:
    at = now()
    sam, ben = await world.agent("Sam"), await world.agent("Ben", on_duty=False)
    await world.agent("Ada")
    await world.agent("Cleo", on_duty=False)
    await world.taken(sam)
    with_ben = await world.taken(ben)
    first = await world.queued()
    await world.queued()
    history = History(world.settings.site_id)
    chatting = history.talk(at - MINUTE * 3, (0.1,), owner="assistant")
    old = history.talk(at - timedelta(hours=3), (0.1,), owner="assistant")
    for due in (-1, -0.5, 30, 600, 3000):
        history.promise(chatting if due < 0 else old, at + MINUTE * due)
    history.promise(old, at - MINUTE, kept_at=at)
    history.handoff(old, at - timedelta(days=2), waited=60, reason="fraud")
    await history.write(world.db)
    found = await live.now(world.db, settings=world.settings, at=now())
    assert found["waiting"]["count"] == 2 and found["waiting"]["longest"]["conversation_id"] == first
    assert found["unanswered"]["count"] == 2
    assert found["assistant"] == {"open": 2, "now": 1}
    assert [(one["name"], one["on_duty"], one["conversations"], one["waiting"]) for one in found["team"]] == [
        ("Ada", True, 0, 0),
        ("Ben", False, 1, 1),
        ("Sam", True, 1, 1),
    ]
    assert (found["promises"]["overdue"], found["promises"]["due"]) == (2, 2)
    assert [one["overdue"] for one in found["promises"]["next"]] == [True, True, False, False]
    assert found["handoffs"] == [{"reason": "asked_for_person", "text": "Asked for a person", "count": 4}]
    async with world.db.write() as connection:  # the guarantee would not have them stay open for long
        mine = promises.c.site_id == world.settings.site_id
        await connection.execute(update(promises).where(mine).values(kept_at=at))
    await world.do(handoff.close, with_ben, agent=ben, disposition="solved")
    found = await live.now(world.db, settings=world.settings, at=now())
    assert [one["name"] for one in found["team"]] == ["Ada", "Sam"]
    assert found["promises"] == {"overdue": 0, "due": 0, "next": []}
