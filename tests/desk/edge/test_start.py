"""`python -m bot.desk` as a process: it starts, stops on a signal, and says what is wrong when it can't."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import httpx
import pytest

from bot.launch.supervise import free_port
from bot.workbench.driver import Customer


def desk_process(tmp_path: Path, **environment: str) -> subprocess.Popen[str]:
    known: dict[str, str] = {
        **os.environ,
        "PORT": str(free_port()),
        "EVENKEEL_DATABASE_URL": f"sqlite+aiosqlite:///{tmp_path}/desk.db",
        "EVENKEEL_SHOP_DATABASE_URL": f"sqlite+aiosqlite:///{tmp_path}/shop.db",
        **environment,
    }
    return subprocess.Popen(
        [sys.executable, "-m", "bot.desk"], env=known, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


def failure(tmp_path: Path, **environment: str) -> tuple[int, str]:
    process = desk_process(tmp_path, **environment)
    _, errors = process.communicate(timeout=30)
    return process.returncode, errors


def wait_until_ready(process: subprocess.Popen[str], url: str) -> None:
    deadline = time.monotonic() + 30
    while True:
        try:
            assert httpx.get(f"{url}/readyz").status_code == 200
            return
        except httpx.HTTPError:
            assert process.poll() is None and time.monotonic() < deadline
            time.sleep(0.05)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_it_starts_and_stops_cleanly_on_a_signal_with_customers_connected(
    tmp_path: Path, number: signal.Signals
) -> None:
    port = str(free_port())
    process = desk_process(tmp_path, PORT=port)
    url = f"http://127.0.0.1:{port}"
    wait_until_ready(process, url)
    customer = Customer(url).arrive()
    customer.say("hello")
    process.send_signal(number)
    output, errors = process.communicate(timeout=15)
    customer.close()
    assert "desk_closed" in output and "Traceback" not in output + errors


@pytest.mark.faults
def test_after_a_kill_the_customer_goes_on_where_they_were(tmp_path: Path) -> None:
    port = str(free_port())
    url = f"http://127.0.0.1:{port}"
    process = desk_process(tmp_path, PORT=port)
    wait_until_ready(process, url)
    customer = Customer(url).arrive()
    first = customer.say("before the kill")
    process.kill()
    process.communicate(timeout=10)
    with ThreadPoolExecutor(1) as meanwhile:
        sending = meanwhile.submit(customer.say, "sent while the desk was dead")
        time.sleep(0.5)
        process = desk_process(tmp_path, PORT=port)
        wait_until_ready(process, url)
        second = sending.result(timeout=60)
    customer.catch_up()
    said = [customer.messages[seq]["text"] for seq in (first, second)]
    process.terminate()
    process.communicate(timeout=15)
    customer.close()
    assert said == ["before the kill", "sent while the desk was dead"]
    texts = [message["text"] for message in customer.messages.values() if message["author"] == "customer"]
    assert sorted(texts) == sorted(said), "each message once"


def test_a_taken_port_is_said_in_one_sentence(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        status, errors = failure(tmp_path, PORT=str(port))
    assert status == 1 and f"port {port}" in errors and f"PORT={port + 1}" in errors and "Traceback" not in errors


@pytest.mark.parametrize(
    ("environment", "says"),
    [
        ({"PORT": "eighty"}, "PORT"),
        ({"EVENKEEL_TIMINGS": "silence=soon"}, "EVENKEEL_TIMINGS"),
        ({"EVENKEEL_SECRET": "short"}, "EVENKEEL_SECRET"),
        ({"EVENKEEL_DATABASE_URL": "not a url"}, "EVENKEEL_DATABASE_URL"),
        ({"EVENKEEL_DATABASE_URL": "sqlite+aiosqlite:////proc/nowhere/desk.db"}, "/proc/nowhere/desk.db"),
    ],
)
def test_what_cannot_work_is_said_and_not_tried_again(tmp_path: Path, environment: Any, says: str) -> None:
    status, errors = failure(tmp_path, **environment)
    assert status == 78 and says in errors and "Traceback" not in errors


def test_a_database_server_that_is_not_up_yet_is_worth_another_try(tmp_path: Path) -> None:
    url = f"postgresql+asyncpg://desk:secret@127.0.0.1:{free_port()}/desk"
    status, errors = failure(tmp_path, EVENKEEL_DATABASE_URL=url)
    assert status == 1 and "can't be used" in errors and "secret" not in errors


def test_the_setup_link_is_printed_for_whoever_starts_the_desk(tmp_path: Path) -> None:
    environment = {**os.environ, "EVENKEEL_DATABASE_URL": f"sqlite+aiosqlite:///{tmp_path}/desk.db"}
    link = [sys.executable, "-m", "bot.desk.setup_link"]
    printed = subprocess.run(link, env=environment, check=True, timeout=60, capture_output=True, text=True).stdout
    assert printed.startswith("http://127.0.0.1:8000/desk/setup?token=")
