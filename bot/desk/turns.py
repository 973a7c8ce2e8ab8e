"""Takes the assistant's turns: listens until the customer has finished, asks a brain, commits what came of it."""

from __future__ import annotations

import asyncio
import time

import structlog

from bot.desk import readings, turn_log
from bot.desk.brains import Brains, Unavailable
from bot.desk.bus import Bus, Change, Typing
from bot.desk.conversations import get, messages_after
from bot.desk.ears import Ear
from bot.desk.ledger import NotFound
from bot.desk.settings import Settings
from bot.desk.store.engine import Database
from bot.desk.turn_log import Turn

log = structlog.get_logger()

RETRY_S = 0.5  # between two rounds over all brains
FAILING_ROUNDS = 2  # a turn that every brain breaks on is not asked for a third time
ERRORS = 3  # errors of our own (the database's, say) running, before the clock is left to see to it


class TurnTaker:
    """One turn at a time per conversation: what is said during a turn forms the next one."""

    def __init__(self, db: Database, bus: Bus, brains: Brains, settings: Settings) -> None:
        self._db, self._bus, self._brains, self._settings = db, bus, brains, settings
        self._ears: dict[str, Ear] = {}
        self._tasks: dict[str, asyncio.Task[None]] = {}
        self._begun: set[str] = set()  # turns under way here: another desk's are left alone until they expire

    def heard(self, conversation_id: str) -> None:
        """A message was committed (by `conversations.receive`), or the assistant got the conversation back."""
        ear = self._ears.get(conversation_id)
        if ear:
            ear.heard()
            return
        ear = self._ears[conversation_id] = Ear()
        self._tasks[conversation_id] = asyncio.create_task(self._attend(conversation_id, ear))

    def typing(self, conversation_id: str, typing: bool) -> None:
        """The customer has begun or stopped typing. Before their first message there is nothing to wait with."""
        ear = self._ears.get(conversation_id)
        if ear:
            ear.typing(typing)

    def overheard(self, conversation_id: str) -> None:
        """The customer wrote to another desk. If it is being listened for here, too, they have not finished yet."""
        ear = self._ears.get(conversation_id)
        if ear:
            ear.heard()

    def busy(self, conversation_id: str) -> bool:
        """Whether a turn of this conversation is being listened to or taken here."""
        return conversation_id in self._ears

    async def resume(self) -> int:
        """Pick up every conversation the assistant owes a reply; returns how many. Call once at start.

        A turn that was under way is asked again under the same id, so that nothing in the back office is done twice.
        """
        owed = await turn_log.owed(self._db, settings=self._settings)
        for conversation_id in owed:
            await self.again(conversation_id)
        return len(owed)

    async def again(self, conversation_id: str) -> None:
        """An answer is owed here and nobody is on it: take the turn, with the time counted from now."""
        await turn_log.extend(self._db, settings=self._settings, conversation_id=conversation_id)
        self.heard(conversation_id)

    async def give_up(self, conversation_id: str) -> None:
        """The assistant is late beyond excuse: the desk says so and gets a person."""
        change = await turn_log.give_up(self._db, settings=self._settings, conversation_id=conversation_id)
        if change:
            await self._bus.publish(change)

    async def close(self) -> None:
        """Stop listening. What is unanswered stays in the database, for `resume`."""
        tasks = list(self._tasks.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _attend(self, conversation_id: str, ear: Ear) -> None:
        errors = 0
        try:
            while ear.pending and errors < ERRORS:
                try:
                    if not await self._need_not_wait(conversation_id):
                        await ear.listen(self._settings.timings)
                    ear.pending = False
                    ear.pending = await self._answer(conversation_id) or ear.pending
                    errors = 0
                except NotFound:
                    return
                except Exception:
                    log.exception("turn.error", conversation=conversation_id)
                    errors, ear.pending = errors + 1, True
                    await asyncio.sleep(RETRY_S)
        finally:
            del self._ears[conversation_id], self._tasks[conversation_id]

    async def _need_not_wait(self, conversation_id: str) -> bool:
        """A pressed button is a finished sentence; and whoever has a person needs no listening for a turn."""
        conversation = await get(self._db, conversation_id=conversation_id)
        if conversation is None:
            raise NotFound(conversation_id)
        if conversation.owner != "assistant" or conversation.turn_id:
            return True
        latest = await messages_after(self._db, conversation_id=conversation_id, seq=conversation.answered_seq)
        mine = [message for message in latest if message.author == "customer"]
        return bool(mine and mine[-1].payload)

    async def _answer(self, conversation_id: str) -> bool:
        """Take the turn that is due, if the assistant has the conversation; True if another is due after it."""
        turn = await turn_log.begin(
            self._db, settings=self._settings, conversation_id=conversation_id, ours=self._begun
        )
        if turn is None:
            await readings.catch_up(
                self._db, self._bus, self._brains, settings=self._settings, conversation_id=conversation_id
            )
            return False
        self._begun.add(turn.id)
        await self._show_typing(turn, True)
        try:
            return await self._take(turn)
        finally:
            self._begun.discard(turn.id)
            await self._show_typing(turn, False)

    async def _take(self, turn: Turn) -> bool:
        deadline = turn.began + turn.seconds
        told, failing = turn.told_to_wait, 0
        while (left := deadline - time.monotonic()) > 0:
            try:
                result = await self._brains.turn(turn.request, within=left)
            except Unavailable as error:
                wait = None if told else self._wait_for(error.state, time.monotonic() - turn.began)
                if wait:
                    kind, patience = wait
                    change = await turn_log.tell_to_wait(
                        self._db, settings=self._settings, turn=turn, kind=kind, patience=patience
                    )
                    if change is None:  # somebody else has the conversation by now
                        return False
                    await self._bus.publish(change)
                    told, deadline = True, time.monotonic() + patience
                failing += error.state == "failing"
                if failing >= FAILING_ROUNDS:
                    break
                await asyncio.sleep(min(RETRY_S, max(0.0, deadline - time.monotonic())))
                continue
            done = await turn_log.commit(self._db, settings=self._settings, turn=turn, result=result)
            await self._bus.publish(done.change)
            if done.dropped:
                log.info("turn.dropped", conversation=turn.conversation_id, turn=turn.id)
            return done.more
        change = await turn_log.give_up(
            self._db, settings=self._settings, conversation_id=turn.conversation_id, turn=turn
        )
        log.warning("turn.given_up", conversation=turn.conversation_id, turn=turn.id)
        if change:
            await self._bus.publish(change)
        return False

    def _wait_for(self, state: str, asked_for: float) -> tuple[str, float] | None:
        """What a customer is told when no brain could be asked, and how long that is worth waiting for."""
        timings = self._settings.timings
        if state == "starting":
            return "starting", timings.starting_patience
        if state == "overloaded" and asked_for >= timings.busy_after:
            return "busy", timings.busy_patience
        return None

    async def _show_typing(self, turn: Turn, typing: bool) -> None:
        seen = Typing("assistant", typing)
        await self._bus.publish(Change(turn.conversation_id, turn.site_id, state=False, overview=False, typing=seen))
