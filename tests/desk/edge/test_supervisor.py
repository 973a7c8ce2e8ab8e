"""The supervisor's doors: who may come in, what is written down, and the CSV as a spreadsheet gets it."""

from __future__ import annotations

import asyncio
import csv
import io
from datetime import timedelta

import pytest

from bot.desk.store.engine import Database
from bot.times import now
from tests.desk import month
from tests.desk.edge.conftest import RunningDesk
from tests.desk.history import History

FIGURES = {"reason": "All", "asked": 100, "reached": 100, "p50": 3030.0}
DOORS = ("/api/supervisor/live", "/api/supervisor/reports", "/api/supervisor/reports/resolution.csv")


@pytest.mark.parametrize("door", DOORS)
def test_nobody_comes_in_without_a_login(shared_desk: RunningDesk, door: str) -> None:
    assert shared_desk.http().get(door).status_code == 401


def test_supervisors_and_administrators_come_in_and_agents_do_not(desk: RunningDesk) -> None:
    ada = desk.first_agent()
    sue = desk.colleague_of(ada, "sue@shop.example", "Sue", role="supervisor")
    ben = desk.colleague_of(ada, "ben@shop.example", "Ben")
    for door in DOORS:
        assert [who.http.get(door).status_code for who in (ada, sue, ben)] == [200, 200, 403]
    refusal = ben.http.get(DOORS[0]).json()["error"]
    assert refusal == {"code": "not_allowed", "message": "This page is for supervisors and administrators."}
    rows = desk.rows("SELECT action, json_extract(detail, '$.report') FROM audit WHERE action LIKE 'report%'")
    assert sorted(rows, key=str) == [("report_exported", "resolution")] * 2 + [("reports_seen", None)] * 2


def test_what_is_no_period_or_no_report_is_refused_in_words(desk: RunningDesk) -> None:
    ada = desk.first_agent()
    refused = ada.http.get("/api/supervisor/reports?days=banana")
    assert refused.status_code == 400 and refused.json()["error"]["code"] == "period"
    assert ada.http.get("/api/supervisor/reports/ranking-of-agents.csv").status_code == 404


def test_reports_and_csv_show_the_same_month(desk: RunningDesk) -> None:
    ada = desk.first_agent()
    desk.harmed = True  # the month's one open promise is due since days, and nobody asks
    history = History(desk.settings.site_id)
    month.quiet(history, now())
    month.late(history, now())

    async def write() -> None:
        db = Database.open(desk.settings.database_url)
        await history.write(db)
        await db.close()

    asyncio.run(write())
    today = now().date()
    days = {"from": str(today - timedelta(days=20)), "to": str(today)}
    body = ada.http.get("/api/supervisor/reports", params=days).json()
    assert body["period"] == {**days, "timezone": "UTC"}
    report = next(one for one in body["reports"] if one["id"] == "time-to-person")
    assert report["rows"][0] == {**FIGURES, "p90": pytest.approx(5406)}
    assert ada.http.get("/api/supervisor/reports?days=2").json()["reports"][0]["rows"][0]["asked"] == 0
    answer = ada.http.get("/api/supervisor/reports/time-to-person.csv", params=days)
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert f'filename="time-to-person_{days["from"]}_{days["to"]}.csv"' in answer.headers["content-disposition"]
    assert answer.content.startswith(b"\xef\xbb\xbf")
    lines = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"), newline="")))
    assert lines[:2] == [
        ["Reason", "Handoffs", "Reached", "p50 (s)", "p90 (s)"],
        ["All", "100", "100", "3030.0000", "5406.0000"],
    ]
