"""The replies as they are on disk now: a changed file counts from the next look on, a broken one changes nothing."""

from __future__ import annotations

from pathlib import Path

import structlog

from bot.desk.replies.files import Reply, ReplyError, load

log = structlog.get_logger(__name__)
Stamp = tuple[tuple[str, int, int], ...]


class ReplyBook:
    """Raises ReplyError where a file is wrong when the desk starts; later ones are logged, and shown to agents."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._stamp = _stamp(folder)
        self._replies = load(folder)
        self.problem: str | None = None  # why the newest files are not used

    def replies(self) -> tuple[Reply, ...]:
        """By title."""
        stamp = _stamp(self._folder)
        if stamp != self._stamp:
            self._stamp = stamp
            try:
                self._replies, self.problem = load(self._folder), None
            except (ReplyError, OSError) as error:
                self.problem = str(error)
                log.error("replies_unreadable", error=str(error), going_on_with="the replies as they were")
        return self._replies


def _stamp(folder: Path) -> Stamp:
    """What the folder holds: names, times of change, sizes."""
    found = [(path.name, path.stat()) for path in folder.glob("*.md")]
    return tuple(sorted((name, stat.st_mtime_ns, stat.st_size) for name, stat in found))
