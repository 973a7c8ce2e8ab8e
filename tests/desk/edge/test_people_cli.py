"""`evenkeel people`, as typed by whoever is locked out."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from tests.desk.edge.conftest import PASSWORD, RunningDesk


def people(desk: RunningDesk, *words: str, status: int = 0) -> str:
    """What it prints: the result alone, or what is wrong."""
    env = {**os.environ, "EVENKEEL_DATABASE_URL": desk.settings.database_url, "PORT": str(desk.settings.port)}
    command = [sys.executable, "-m", "bot.cli", "people", *words]
    done = subprocess.run(command, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == status, done.stderr
    return done.stdout.strip() if status == 0 else done.stderr


def test_whoever_is_locked_out_gets_in_again_by_a_link_from_the_command_line(desk: RunningDesk) -> None:
    desk.first_agent()
    assert "ada@shop.example" in people(desk, "list")
    link = people(desk, "reset", "Ada@shop.example")
    assert link.startswith(f"{desk.url}/desk/setup?token=")
    body = {"token": link.partition("token=")[2], "password": "three blue teapots"}
    assert desk.http().post("/api/setup", json=body).json()["name"] == "Ada"
    body = {"email": "ada@shop.example", "password": "three blue teapots"}
    assert desk.http().post("/api/login", json=body).status_code == 200
    assert "no account" in people(desk, "reset", "who@shop.example", status=1)


@pytest.mark.parametrize("role", ["administrator", "agent"])
def test_an_invitation_can_be_made_at_the_command_line(desk: RunningDesk, role: str) -> None:
    link = people(desk, "invite", "--role", role)
    body = {"token": link.partition("token=")[2], "name": "Cy", "email": "cy@shop.example", "password": PASSWORD}
    assert desk.http().post("/api/setup", json=body).json()["role"] == role
    assert desk.rows("SELECT agent_id FROM audit WHERE action = 'invite'") == [(None,)]
    assert "must be one of" in people(desk, "invite", "--role", "emperor", status=1)
