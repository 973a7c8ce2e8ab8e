"""The parts of a brief, each extracted from the record."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from bot.desk.brief.record import Record
from bot.desk.brief.words import ENTITIES, ERRANDS, day_in_words
from bot.desk.store.rows import MessageRow

Json = dict[str, Any]

SURE = 0.5  # a reading less sure than this says nothing about what they came for
MOST_QUESTIONS = 4  # the latest questions and answers
QUOTE_LENGTH = 160


def wants(record: Record) -> Json:
    """What they want: as the assistant confirmed it, else as the last errand was read, else in their own words."""
    for message in reversed(record.customer_messages):
        errand = ERRANDS.get((message.reading or {}).get("intent", ""))
        if errand and message.reading and message.reading["confidence"] >= SURE:
            return {"text": record.conversation.intended or errand, "seq": message.seq}
    if record.conversation.intended:
        return {"text": record.conversation.intended}
    first = next(iter(record.customer_messages), None)
    return {"text": f"“{quote(first)}”", "seq": first.seq} if first else {"text": "not said yet"}


def facts(record: Record) -> list[Json]:
    """What is known: named by the customer, or looked up. Of the same fact the newest statement counts."""
    known: dict[tuple[str, str], Json] = {}
    for message in record.customer_messages:
        for entity in (message.reading or {}).get("entities") or ():
            label = ENTITIES.get(entity["entity"])
            if label:
                value = str(entity["value"])
                if entity["entity"] == "date":
                    value = day_in_words(value, str(entity.get("text") or value))
                known.setdefault((label, value), {"label": label, "value": value, "seq": message.seq})
    for turn in record.turns:
        for action in turn.actions:
            for label, value in (action.get("facts") or {}).items():
                seq = record.seq_of_turn(turn)
                known[(str(label), str(value))] = {"label": str(label), "value": str(value), "seq": seq}
    return list(known.values())


def tried(record: Record) -> list[Json]:
    """What was really done or looked up, also in turns whose replies were dropped."""
    return [
        {"text": str(action.get("summary") or action.get("name")), "ok": bool(action.get("ok")), "seq": seq}
        for turn in record.turns
        for seq in [record.seq_of_turn(turn)]
        for action in turn.actions
    ]


def promised(record: Record) -> list[Json]:
    """Dated commitments, and what became of them."""
    return [
        {"text": promise.text, "due": promise.due_at.isoformat(), "status": promise.status, "seq": promise.seq}
        for promise in record.promises
    ]


def do_not_ask(record: Record) -> list[Json]:
    """What they have told us already: things they named, and questions they have answered."""
    told = [
        {"text": f"{fact['label']}: {fact['value']}", "seq": fact["seq"]}
        for fact in facts(record)
        if any(message.seq == fact["seq"] for message in record.customer_messages)
    ]
    return told + list(_answered(record))[-MOST_QUESTIONS:]


def _answered(record: Record) -> Iterator[Json]:
    asked: MessageRow | None = None
    for message in record.messages:
        if message.kind != "text" or not message.text:
            continue
        if message.author == "customer":
            if asked and asked.text:
                question = asked.text[asked.text.rfind("\n") + 1 :].split(". ")[-1]
                yield {"text": f"“{question}” They answered: “{quote(message)}”", "seq": message.seq}
            asked = None
        elif message.author in ("assistant", "agent"):
            asked = message if message.text.rstrip().endswith("?") else None


def curve(record: Record) -> list[Json]:
    """Frustration, message by message, where it was read."""
    return [
        {"seq": message.seq, "frustration": message.reading["frustration"], "level": message.reading["level"]}
        for message in record.customer_messages
        if message.reading
    ]


def evidence(record: Record) -> list[Json]:
    """The handoff's evidence, each with the message it quotes."""
    found = []
    for item in record.handoff.evidence if record.handoff else ():
        words = str(item.get("quote") or "").rstrip("…").strip()
        seq = next((m.seq for m in reversed(record.customer_messages) if words and words in (m.text or "")), None)
        found.append({"quote": item.get("quote") or "", "cue": item.get("cue") or ""} | ({"seq": seq} if seq else {}))
    return found


def quote(message: MessageRow) -> str:
    """Their words, shortened at a word's end."""
    text = " ".join((message.text or "").split())
    return text if len(text) <= QUOTE_LENGTH else text[:QUOTE_LENGTH].rsplit(" ", 1)[0] + "…"
