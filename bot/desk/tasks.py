"""Ending background tasks."""

from __future__ import annotations

import asyncio
from typing import Any


async def end(task: asyncio.Task[Any]) -> None:
    """Cancels until the task is over: in Python 3.10 `asyncio.wait_for` can lose a cancellation. Logs nothing."""
    while not task.done():
        task.cancel()
        await asyncio.wait({task}, timeout=1.0)
