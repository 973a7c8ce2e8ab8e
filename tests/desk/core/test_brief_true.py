"""Whatever was said and done: what a brief states is in the message it names, or in what was done in that turn."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from bot.desk.brief import parts
from bot.desk.brief.record import Record
from bot.desk.errands import ERRANDS
from bot.desk.store.rows import ConversationRow, HandoffRow, MessageRow, TurnRow
from bot.desk.store.rows import row as as_row

AT = datetime(2026, 11, 25, 12, tzinfo=timezone.utc)
WORDS = st.text("abc EK-20401 £5?.\n", min_size=1, max_size=120).filter(str.strip)
CUES = st.lists(st.sampled_from(["words in capitals", "asks for a person"]), max_size=2)


class Anything(dict[str, Any]):
    """A row whose other columns do not matter."""

    def __missing__(self, name: str) -> Any:
        return None


@st.composite
def readings(draw: st.DrawFn, text: str) -> dict[str, Any] | None:
    """Sometimes none; an order named, where the text has one."""
    if draw(st.booleans()):
        return None
    named = [{"entity": "order_number", "value": "EK-20401", "text": "EK-20401"}] if "EK-20401" in text else []
    intent = draw(st.sampled_from([*list(ERRANDS)[:4], "greet"]))
    about = {"intent": intent, "confidence": draw(st.floats(0, 1)), "entities": named, "cues": draw(CUES)}
    return {**about, "frustration": draw(st.floats(0, 1)), "level": draw(st.sampled_from(["calm", "upset", "irate"]))}


@st.composite
def records(draw: st.DrawFn) -> Record:
    """A conversation of up to a dozen messages, with the assistant's turns and a handoff."""
    said: list[MessageRow] = []
    for seq in range(1, draw(st.integers(1, 12)) + 1):
        author, text = draw(st.sampled_from(["customer", "customer", "assistant", "agent"])), draw(WORDS)
        reading = draw(readings(text)) if author == "customer" else None
        about = {"id": str(seq), "seq": seq, "author": author, "kind": "text", "text": text, "reading": reading}
        said.append(as_row(MessageRow, Anything(about, at=AT + timedelta(minutes=seq), turn_id=f"t{seq}")))
    turns = []
    for message in said:
        asked = [one.seq for one in said if one.author == "customer" and one.seq < message.seq]
        if message.author == "assistant" and asked and draw(st.booleans()):
            action = {"name": "looked", "ok": draw(st.booleans()), "summary": draw(WORDS)}
            done = [{**action, "facts": {"Carrier": "Saltway"}}]
            about = {"id": f"t{message.seq}", "last_seq": asked[-1], "moves": ["solve"], "actions": done}
            turns.append(as_row(TurnRow, Anything(about, intended=draw(st.sampled_from([None, "a refund"])))))
    theirs = [message for message in said if message.author == "customer"]
    quoted = [{"quote": (message.text or "")[:20], "cue": "shouts"} for message in theirs[:2]]
    handoff = as_row(HandoffRow, Anything(evidence=[*quoted, {"quote": "never said at all", "cue": "x"}]))
    conversation = as_row(ConversationRow, Anything(id="c"))
    return Record(conversation, tuple(said), tuple(turns), (), handoff, 0, (), ())


def source(record: Record, seq: int) -> str:
    """What was said in that message, read in it, and done in its turn."""
    (message,) = [one for one in record.messages if one.seq == seq]
    done = [turn for turn in record.turns if record.seq_of_turn(turn) == seq or turn.last_seq == seq]
    read = ERRANDS.get((message.reading or {}).get("intent", ""), "")
    return f"{' '.join((message.text or '').split())} {read} {[(turn.actions, turn.intended) for turn in done]}"


@given(records())
def test_every_statement_rests_on_its_message(record: Record) -> None:
    for fact in parts.facts(record):
        assert fact["value"] in source(record, fact["seq"])
    for item in parts.tried(record):
        assert repr(item["text"]) in source(record, item["seq"])
    wanted = parts.wants(record)
    if "seq" in wanted:
        assert wanted["text"].strip("“”").rstrip("…") in source(record, wanted["seq"])
    else:
        assert wanted["text"] == "not said yet"
    for point in parts.curve(record):
        (message,) = [one for one in record.messages if one.seq == point["seq"]]
        assert message.reading and set(point["cues"]) <= set(message.reading["cues"])
        assert message.author == "customer" and point["frustration"] == message.reading["frustration"]


@given(records())
def test_what_is_quoted_was_said_and_what_was_never_said_has_no_message(record: Record) -> None:
    for item in parts.evidence(record):
        if "seq" in item:
            (message,) = [one for one in record.messages if one.seq == item["seq"]]
            assert message.author == "customer" and item["quote"].strip() in (message.text or "")
        else:
            assert item["quote"] == "never said at all" or not item["quote"].strip()
    for item in parts.do_not_ask(record):
        answer = item["text"].rsplit("They answered: “", 1)[-1].rstrip("”").rstrip("…")
        value = item["text"].partition(": ")[2] if "They answered" not in item["text"] else answer
        assert value.strip() in source(record, item["seq"])
