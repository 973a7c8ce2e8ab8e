"""Webhooks that were given up, over HTTP."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime

from bot.desk import views
from bot.desk.access.errors import Refused
from bot.desk.outward import deliveries
from bot.desk.outward.deliveries import DeadLetter
from bot.desk.rest.call import Call, Json
from bot.desk.rest.once import Reply

LARGEST = 2**31 - 1  # that a PostgreSQL integer holds


async def dead_letters(call: Call) -> Reply:
    """Newest first."""
    letters = await deliveries.dead(call.desk.db, site_id=call.desk.settings.site_id)
    return 200, {"dead_letters": [_view(letter) for letter in letters]}


async def retry(call: Call) -> Reply:
    """Send one again."""
    letter_id = int(call.request.path_params["letter_id"])
    site_id = call.desk.settings.site_id
    if letter_id > LARGEST or not await deliveries.retry(call.desk.db, site_id=site_id, delivery_id=letter_id):
        raise Refused("not_found", "There is no such dead letter.", status=404)
    await call.write_down("webhook_retried", letter=letter_id)
    return 204, None


def _view(letter: DeadLetter) -> Json:
    return {name: views.iso(value) if isinstance(value, datetime) else value for name, value in asdict(letter).items()}
