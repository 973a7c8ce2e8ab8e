"""Shows those out whose login has ended: the time was up, or it was ended elsewhere, perhaps through another desk."""

from __future__ import annotations

import asyncio

import structlog

from bot.desk.sockets.agent import AgentSockets

EVERY_S = 2.0

log = structlog.get_logger(__name__)


async def watch(agents: AgentSockets) -> None:
    """Runs until cancelled."""
    while True:
        await asyncio.sleep(EVERY_S)
        try:
            await agents.cut_ended()
        except Exception:
            log.exception("doors_not_watched")
