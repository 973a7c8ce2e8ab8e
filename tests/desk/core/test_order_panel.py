"""Which orders the panel shows first: those last spoken of, by the customer or on the assistant's cards."""

from __future__ import annotations

from bot.desk.office.panel import named_in
from bot.desk.store.rows import MessageRow
from bot.times import now


def message(author: str, text: str | None = None, *, card: str | None = None) -> MessageRow:
    values = dict.fromkeys(MessageRow.__dataclass_fields__)
    shown = {"kind": "order", "title": card} if card else None
    return MessageRow(**{**values, "author": author, "text": text, "card": shown, "at": now()})


def test_what_the_assistant_has_shown_counts_only_where_it_is_asked_for() -> None:
    said = [message("customer", "where is EK-20403"), message("assistant", "Late.", card="Order EK-20401")]
    assert named_in(said) == ["EK-20403"]
    assert named_in(said, shown=True) == ["EK-20401", "EK-20403"]
    assert named_in([*said, message("customer", "no, ek-20403")], shown=True)[0] == "ek-20403"
