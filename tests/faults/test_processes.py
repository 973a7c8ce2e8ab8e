"""What `evenkeel run` promises of its processes: they come back, and they go when told."""

from __future__ import annotations

import os
import time
from pathlib import Path

import httpx
import pytest

from bot.workbench.driver import Customer
from bot.workbench.product import Product

pytestmark = pytest.mark.faults


def alive(pid: int) -> bool:
    """Whether a process is running (a zombie is not)."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False


@pytest.mark.skipif(not Path("/proc").exists(), reason="NOT TESTED: needs Linux's /proc")
def test_that_the_desk_comes_back_and_that_ctrl_c_ends_it_all(trained_model: Path, tmp_path: Path) -> None:
    with Product(tmp_path) as product:
        # before the assistant is ready: the customer is answered by the desk, or waits for an honest word
        early = Customer(product.url).arrive()
        early.answer_after(early.say("where is my order"))
        product.wait_for_brain()
        readiness = httpx.get(product.url + "/readyz").json()
        assert readiness["assistant"] == "ready"

        first = int((tmp_path / "run" / "desk.pid").read_text())
        product.kill("desk")
        early.answer_after(early.say("are you there"))
        second = int((tmp_path / "run" / "desk.pid").read_text())
        assert second != first

        assert product.broken_guarantees() == []
        pids = [int(path.read_text()) for path in (tmp_path / "run").glob("*.pid")]
        product.stop()
        deadline = time.monotonic() + 15
        while any(map(alive, pids)) and time.monotonic() < deadline:
            time.sleep(0.1)
        assert [pid for pid in pids if alive(pid)] == []
        assert product.process is not None and product.process.returncode == 0
        assert "Every conversation is kept" in product.log


def test_that_a_killed_supervisor_leaves_no_process_behind(trained_model: Path, tmp_path: Path) -> None:
    with Product(tmp_path) as product:
        pids = [int(path.read_text()) for path in (tmp_path / "run").glob("*.pid")]
        assert product.process is not None
        os.kill(product.process.pid, 9)
        deadline = time.monotonic() + 40
        while any(map(alive, pids)) and time.monotonic() < deadline:
            time.sleep(0.1)
        assert [pid for pid in pids if alive(pid)] == []
