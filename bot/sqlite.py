"""How every SQLite connection of ours is set up, the desk's and the shop's: WAL, patient writers, no hidden BEGIN."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Sequence
from typing import Any

AGAIN_S = 0.02
LONGEST_S = 10.0


def set_up(connection: Any, *, wait_s: float, pragmas: Sequence[str] = ()) -> None:
    """For SQLAlchemy's `connect` event. `wait_s`: how long a writer waits for another's write."""
    connection.isolation_level = None  # transactions begin where we say, not where the driver guesses
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout = {int(wait_s * 1000)}")
    _switch_to_wal(cursor)
    for pragma in ("foreign_keys = ON", *pragmas):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _switch_to_wal(cursor: Any) -> None:
    """Two that switch a new database at once would wait for each other, so SQLite refuses one of them without waiting,
    whatever its busy timeout. Asked again, it finds the database switched."""
    ends = time.monotonic() + LONGEST_S
    while True:
        try:
            cursor.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or time.monotonic() >= ends:
                raise
        time.sleep(AGAIN_S)
