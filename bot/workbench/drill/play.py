"""Plays a drill: customers and agents at work, harm done at random moments, then quiet, then the books."""

from __future__ import annotations

import random
import tempfile
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import yaml

from bot.launch import paths
from bot.workbench.drill import books, customers, orders
from bot.workbench.drill.agents import HABITS, Worker, team
from bot.workbench.drill.report import Report
from bot.workbench.fleet import Fleet
from bot.workbench.ground import Ground
from bot.workbench.product import Product

AT_ONCE = 16
CANCELS = 8  # every so manieth customer comes to cancel an order of their own
QUIET_S = 120.0
TIMINGS = (
    "silence=0.3,longest_listening=2,starting_patience=20,clock=0.5,lease=3,brain_poll=0.5,"
    "agent_vanished=15,agent_reply=6,agent_silent=12,queue_update=20,"
    "grace=20"  # a desk is started again within seconds, but on two cores that load models, too, these may be twenty
)


def conditions(folder: Path) -> dict[str, str]:
    """The environment of a drill's processes: everything is quicker, the shop never closes, customers are offered."""
    site = yaml.safe_load((paths.site() / "site.yml").read_text(encoding="utf-8"))
    ours = {**site, "hours": None, "closed": None, "routing": {"mode": "offer", "accept_within": 5, "missed": 20}}
    file = folder / "site.yml"
    file.write_text(yaml.safe_dump(ours), encoding="utf-8")
    return {"EVENKEEL_TIMINGS": TIMINGS, "EVENKEEL_SITE_FILE": str(file)}


def play(ground: Ground, count: int, *, every_s: float, seed: int = 1, at_once: int = AT_ONCE) -> Report:
    """`count` conversations; something is harmed every so many seconds, on average, for as long as they last."""
    report, began = Report(), time.monotonic()
    owners = orders.place(str(ground.settings.shop_url), -(-count // CANCELS))
    diligent, over = threading.Event(), threading.Event()
    workers = [
        Worker(agent, habit, random.Random(f"{seed}/{habit.name}"), report, diligent, over)
        for agent, habit in zip(team(ground, HABITS), HABITS, strict=True)
    ]
    watcher = books.Watcher(ground.settings, report)
    threads = [threading.Thread(target=worker.work, daemon=True) for worker in workers]
    harming = threading.Thread(target=_harm, args=(ground, report, diligent, every_s, seed), daemon=True)
    for thread in (*threads, harming):
        thread.start()

    def come(index: int) -> customers.Played:
        owner = owners[index // CANCELS] if index % CANCELS == CANCELS - 1 else None
        return customers.play(ground.url, index, seed, report, owner=owner)

    with ThreadPoolExecutor(at_once) as pool:
        everybody = list(pool.map(come, range(count)))
    diligent.set()
    harming.join(60)
    _until_quiet(workers)
    over.set()
    for thread in threads:
        thread.join(60)
    books.check(ground, everybody, report)
    watcher.stop()
    for played in everybody:
        played.customer.close()
    for worker in workers:
        worker.agent.close()
    report.seconds = time.monotonic() - began
    return report


def _until_quiet(workers: list[Worker]) -> None:
    """Nobody waits for a person any more, as every agent's page has it; or it has been long enough."""
    deadline, quiet_since = time.monotonic() + QUIET_S, time.monotonic()
    while time.monotonic() < deadline:
        overviews = [worker.agent.overview for worker in workers]
        if any(view.get("queue") or _owed(view) for view in overviews):
            quiet_since = time.monotonic()
        elif time.monotonic() - quiet_since > 3:
            return
        time.sleep(0.2)


def _owed(overview: dict[str, list[dict[str, object]]]) -> bool:
    return any(item.get("waiting_since") for item in overview.get("mine") or ())


def _harm(ground: Ground, report: Report, over: threading.Event, every_s: float, seed: int) -> None:
    """Each kind in turn, in an order that the seed chooses; the next only once every desk is up again."""
    chance, harms = random.Random(seed), dict(ground.harms())
    while True:
        for name in chance.sample(sorted(harms), len(harms)):
            if over.wait(chance.uniform(0.5 * every_s, 1.5 * every_s)):
                return
            if harms[name](chance):
                with report.lock():
                    report.harms[name] += 1
            while not ground.is_whole() and not over.wait(0.3):
                pass


def run(count: int, *, one_machine: bool, seed: int, every_s: float) -> int:
    """`make drill`."""
    with tempfile.TemporaryDirectory(prefix="evenkeel-drill-") as folder:
        kind: Callable[..., Ground] = Product if one_machine else Fleet
        with kind(Path(folder), **conditions(Path(folder))) as ground:
            ground.wait_for_brain()
            report = play(ground, count, every_s=every_s, seed=seed)
    print("\n".join(report.lines()))
    return 1 if report.faults else 0
