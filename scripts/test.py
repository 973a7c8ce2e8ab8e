"""`make test`: every check, by stages, all of them run even if one fails; a table of what took how long at the end.

python scripts/test.py            everything
python scripts/test.py style web  only those stages
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = ROOT / ".venv" / "bin"
DESK_BIN = ROOT / ".venv-desk" / "bin"
DESK_ROOMS = ["tests/desk", "tests/deescalation", "tests/privacy"]
FAST = "not model and not browser and not faults"
SIDE_BY_SIDE = ["-n", "3", "--dist", "loadscope"]  # these tests mostly wait: for sockets, clocks, the database

STAGES: dict[str, list[list[str | Path]]] = {
    "style": [
        [BIN / "ruff", "check", "."],
        [BIN / "ruff", "format", "--check", "."],
        [BIN / "mypy"],
        [BIN / "lint-imports"],
    ],
    "build": [[BIN / "evenkeel", "train"], [BIN / "evenkeel", "web"]],
    "web": [["npm", "--prefix", "web", "run", "check"], ["npm", "--prefix", "web", "test"]],
    "rasa": [[BIN / "python", "-m", "rasa", "data", "validate", "--fail-on-warnings"]],
    "units": [[BIN / "python", "-m", "pytest", *SIDE_BY_SIDE, "-m", FAST, "tests"]],
    "desk alone": [
        ["python3", "scripts/bootstrap.py", "--desk-only"],
        [DESK_BIN / "python", "-m", "pytest", *SIDE_BY_SIDE, "-m", FAST, *DESK_ROOMS],
    ],
    "model": [[BIN / "python", "-m", "pytest", "-m", "model", "tests"]],
    "faults": [[BIN / "python", "-m", "pytest", "-m", "faults", "tests"]],
    "browser": [[BIN / "python", "-m", "pytest", "-m", "browser", "tests"]],
}


def environment() -> dict[str, str]:
    """The stages' environment; npm comes from where the web build found it."""
    sys.path.insert(0, str(ROOT))
    from bot.launch import web

    return {**web.node_environment(), "RASA_TELEMETRY_ENABLED": "false", "PYTHONWARNINGS": "ignore::DeprecationWarning"}


def main(wanted: list[str]) -> int:
    """Runs the stages; 0 only if every command of every one succeeded."""
    os.chdir(ROOT)
    unknown = set(wanted) - set(STAGES)
    if unknown:
        print(f"No such stage: {', '.join(unknown)}. There are: {', '.join(STAGES)}")
        return 2
    results: list[tuple[str, bool, float]] = []
    for stage in wanted or STAGES:
        print(f"\n=== {stage}", flush=True)
        began = time.monotonic()
        env = environment()
        codes = [subprocess.run([str(part) for part in command], env=env).returncode for command in STAGES[stage]]
        ok = not any(codes)
        results.append((stage, ok, time.monotonic() - began))
    print("\n=== summary")
    for stage, ok, seconds in results:
        print(f"  {'ok    ' if ok else 'FAILED'} {stage:<12} {seconds:6.0f} s")
    return 0 if all(ok for _, ok, _ in results) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
