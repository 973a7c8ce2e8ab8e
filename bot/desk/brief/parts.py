"""The parts of a brief, each extracted from the record."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from bot.desk.brief.record import Record
from bot.desk.brief.words import ENTITIES, day_in_words, ended
from bot.desk.contacts import SURE, matter
from bot.desk.errands import ERRANDS
from bot.desk.office import told
from bot.desk.store.rows import MessageRow, PromiseRow
from bot.wire import Contact

Json = dict[str, Any]

MOST_QUESTIONS = 4  # the latest questions and answers
QUOTE_LENGTH = 160


def wants(record: Record) -> Json:
    """What they want: as the assistant last confirmed it, or a later message was surely read; else in their words."""
    confirmed = next((turn for turn in reversed(record.turns) if turn.intended), None)
    for message in reversed(record.customer_messages):
        if confirmed and message.seq <= confirmed.last_seq:
            break
        errand = ERRANDS.get((message.reading or {}).get("intent", ""))
        if errand and message.reading and message.reading["confidence"] >= SURE:
            return {"text": errand, "seq": message.seq}
    if confirmed:
        return {"text": confirmed.intended, "seq": confirmed.last_seq}
    if record.conversation.intended:
        return {"text": record.conversation.intended}
    first = next(iter(record.customer_messages), None)
    return {"text": f"“{quote(first)}”", "seq": first.seq} if first else {"text": "not said yet"}


def facts(record: Record) -> list[Json]:
    """What is known: named by the customer, or looked up. Of the same fact the newest statement counts.

    First what belongs to the order in hand, then what belongs to none, then the other orders, one after the other.
    """
    stated = list(_stated(record))
    orders = list(dict.fromkeys(order for order, _ in reversed(stated) if order))
    places: dict[str | None, int] = {None: 1} | {order: 0 if order == orders[0] else 2 for order in orders}

    def place(found: tuple[str | None, Json]) -> tuple[int, int, bool]:
        order, fact = found
        return places[order], orders.index(order) if order else 0, fact["label"] != "Order"

    return [fact for _, fact in sorted(stated, key=place)]


def order_in_hand(record: Record) -> str | None:
    """The order that was last named or looked up."""
    return next((order for order, _ in reversed(list(_stated(record))) if order), None)


def _stated(record: Record) -> Iterator[tuple[str | None, Json]]:
    """Every fact once, with the order it belongs to, the latest statements last."""
    known: dict[tuple[str | None, str, str], Json] = {}
    for message in record.customer_messages:
        for entity in (message.reading or {}).get("entities") or ():
            label = ENTITIES.get(entity["entity"])
            if label:
                value = str(entity["value"])
                if entity["entity"] == "date":
                    value = day_in_words(value, str(entity.get("text") or value))
                order = value if label == "Order" else None
                known.setdefault((order, label, value), {"label": label, "value": value, "seq": message.seq})
    for turn in record.turns:
        for action in turn.actions:
            named = {"Order": action["order"]} if action.get("order") else {}
            told = {**named, **(action.get("facts") or {})}
            order = told.get("Order") or next((o for o, _, _ in known if o and o in str(action.get("summary"))), None)
            for label, value in told.items():
                seq = record.seq_of_turn(turn)
                known[(order, str(label), str(value))] = {"label": str(label), "value": str(value), "seq": seq}
    for (order, _, _), fact in sorted(known.items(), key=lambda item: item[1]["seq"]):
        yield order, fact


def tried(record: Record) -> list[Json]:
    """What was really done or looked up, also in turns whose replies were dropped, and by agents in the back office."""
    by_assistant = [
        {"text": str(action.get("summary") or action.get("name")), "ok": bool(action.get("ok")), "seq": seq}
        for turn in record.turns
        for seq in [record.seq_of_turn(turn)]
        for action in turn.actions
    ]
    by_agents = [
        {"text": f"{press.agent_name}: {told.outcome(press)}", "ok": press.state == "done", "seq": press.seq or 0}
        for press in record.presses
    ]
    return sorted([*by_assistant, *by_agents], key=lambda item: item["seq"])


def promised(record: Record) -> list[Json]:
    """Dated commitments, what would keep them and what became of them; of earlier conversations, what is not kept."""
    here = [{**_promise(promise), "seq": promise.seq} for promise in record.promises]
    before = [
        {**_promise(promise), "earlier": found.contact.reference}
        for found in record.earlier
        for promise in record.promises_before
        if promise.conversation_id == found.conversation.id and promise.status not in ("kept", "void")
    ]
    return here + before


def _promise(promise: PromiseRow) -> Json:
    told = {"text": promise.text, "due": promise.due_at.isoformat(), "status": promise.status}
    if promise.check_kind:
        told["check"] = f"{promise.check_kind.replace('_', ' ')}, {promise.check_reference}"
    return {**told, "said": promise.said} if promise.said else told


def earlier(record: Record) -> list[Json]:
    """Earlier contacts of this customer about the same matter: when, what about, and how they ended."""
    orders, errands = matter([message.reading for message in record.customer_messages if message.reading])
    named = {*orders, *filter(None, [order_in_hand(record)])}
    return [
        {
            "conversation_id": found.conversation.id,
            "reference": found.contact.reference,
            "at": found.contact.at,
            "text": _matter(found.contact),
            "outcome": ended(found.conversation.owner, found.conversation.disposition),
        }
        for found in record.earlier
        if any(found.contact.is_about(named, errand) for errand in (*errands, None) if errand in (*ERRANDS, None))
    ]


def _matter(contact: Contact) -> str:
    errands = [ERRANDS[errand] for errand in contact.errands if errand in ERRANDS]
    return ", ".join([*contact.orders, *errands[-1:]])


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
    """Frustration, message by message, where it was read: what in the words counted, and what we had done before."""
    read = [message for message in record.customer_messages if message.reading]
    return [
        {
            "seq": message.seq,
            "frustration": message.reading["frustration"],
            "level": message.reading["level"],
            "cues": list(message.reading.get("cues") or ()),
            "after": _done_between(record, before.seq if before else 0, message.seq),
        }
        for before, message in zip([None, *read], read, strict=False)
        if message.reading
    ]


def _done_between(record: Record, seq: int, until: int) -> str:
    """What we did between two of their messages: the assistant's moves, or whoever else spoke; "" for nothing."""
    moves = [
        str(move).replace("_", " ") for turn in record.turns if seq <= turn.last_seq < until for move in turn.moves
    ]
    said = [message for message in record.messages if seq < message.seq < until and message.kind == "text"]
    agents = [message.agent_name or "an agent" for message in said if message.author == "agent"]
    return ", ".join(dict.fromkeys([*moves, *(f"{name} wrote" for name in agents)]))


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
