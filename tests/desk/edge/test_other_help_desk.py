"""The help desk of docs/api.md, as it stands there, serves a customer of a real desk; and the commands around it."""

from __future__ import annotations

import base64
import os
import re
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from bot.desk.access import api_tokens
from bot.desk.outward.config import EVENTS, Endpoint
from bot.launch.supervise import free_port
from tests.desk.edge.conftest import RunningDesk
from tests.desk.edge.rest import with_database

ROOT = Path(__file__).resolve().parents[3]
KEY = b"k" * 32
SCOPES = ["queue:read", "queue:write"]


def test_the_help_desk_of_the_documentation_works(start: Callable[..., RunningDesk]) -> None:
    (example,) = re.findall(r"```python\n(.*?)```", (ROOT / "docs/api.md").read_text(), re.DOTALL)
    port = free_port()
    hook = Endpoint(f"http://127.0.0.1:{port}/", frozenset(EVENTS), (KEY,), allow_private=True)
    desk = start(webhooks=(hook,))
    site_id = desk.settings.site_id
    token = with_database(desk, lambda db: api_tokens.create(db, site_id=site_id, name="Example", scopes=SCOPES))
    environment = {
        **os.environ,
        "PORT": str(port),
        "EVENKEEL_URL": desk.url,
        "EVENKEEL_TOKEN": token,
        "EVENKEEL_WEBHOOK_SECRET": "whsec_" + base64.b64encode(KEY).decode(),
    }
    other = subprocess.Popen([sys.executable, "-c", example], env=environment, stderr=subprocess.DEVNULL)
    try:
        customer = desk.customer()
        asked = customer.say("I want to talk to a person, my mug came broken")
        hello = customer.answer_after(asked, "agent")
        assert hello["name"] == "Dana" and hello["text"]
        told = customer.say("Can you send a new one?")
        assert customer.answer_after(told, "agent")["text"] == "Done: a new one is on its way to you today."
        deadline = time.monotonic() + 10
        while desk.rows("SELECT owner, disposition FROM conversations") != [("closed", "solved")]:
            assert time.monotonic() < deadline
            time.sleep(0.05)
    finally:
        other.kill()
        other.wait()


def test_every_event_is_in_the_documentation() -> None:
    text = (ROOT / "docs/api.md").read_text()
    told = set(re.findall(r"^\| `([a-z_.]+)`", text, re.MULTILINE)) | {"promise.kept", "promise.broken", "promise.void"}
    assert told == set(EVENTS)


def command(folder: Path, *words: str) -> tuple[int, str, str]:
    """`evenkeel …`, on a database of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "bot.cli", *words],
        env={**os.environ, "EVENKEEL_DATABASE_URL": f"sqlite+aiosqlite:///{folder}/desk.db", "COLUMNS": "200"},
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
    )
    return done.returncode, done.stdout, done.stderr


def test_tokens_and_dead_letters_by_command(tmp_path: Path) -> None:
    status, token, _ = command(tmp_path, "tokens", "create", "Help desk", "--scope", "queue:read,queue:write")
    assert status == 0 and token.startswith("ek_")
    status, _, why = command(tmp_path, "tokens", "create", "Another", "--scope", "queue:everything")
    assert status == 1 and "there is no scope 'queue:everything'" in why
    status, shown, _ = command(tmp_path, "tokens", "list")
    assert "Help desk" in shown and "queue:read, queue:write" in shown and token.strip() not in shown
    assert command(tmp_path, "tokens", "revoke", "Help desk")[0] == 0
    assert command(tmp_path, "tokens", "revoke", "Help desk")[0] == 1
    assert "Nothing was given up" in command(tmp_path, "webhooks", "list")[1]
    assert command(tmp_path, "webhooks", "retry")[0] == 1
    status, _, told = command(tmp_path, "webhooks", "retry", "--all")
    assert status == 0 and "To be sent again: 0" in told
