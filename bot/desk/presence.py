"""Who of the team is there. Online and away are chosen; offline is a heartbeat too old."""

from __future__ import annotations

from bot.desk.settings import Settings
from bot.desk.store.engine import Database
from bot.desk.store.rows import AgentRow


async def get(db: Database, *, agent_id: str) -> AgentRow | None:
    """The agent, if there is one."""
    raise NotImplementedError


async def seen(db: Database, *, agent_id: str) -> None:
    """A heartbeat."""
    raise NotImplementedError


async def set_availability(db: Database, *, agent_id: str, availability: str) -> None:
    """`online` or `away`; also a heartbeat. Raises ValueError on anything else."""
    raise NotImplementedError


async def on_duty(db: Database, *, settings: Settings) -> list[AgentRow]:
    """Agents who chose to be online and whose heartbeat is fresh."""
    raise NotImplementedError
