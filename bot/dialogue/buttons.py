"""What a button says, and the command it stands for: an answer to our question, or an errand about an order."""

from __future__ import annotations

import json

from bot.dialogue.chat import Button


def option(title: str, choice: str) -> Button:
    """An answer to what was asked."""
    return title, f"/inform{json.dumps({'choice': choice})}"


def options(*choices: tuple[str, str]) -> tuple[Button, ...]:
    """Several of them: what each says, and the choice."""
    return tuple(option(title, choice) for title, choice in choices)


def on_order(title: str, intent: str, number: str, *, choice: str | None = None) -> Button:
    """An errand about that order, begun with a choice if one is given."""
    values = {"order_number": number, **({"choice": choice} if choice else {})}
    return title, f"/{intent}{json.dumps(values)}"
