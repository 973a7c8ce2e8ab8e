"""What goes in and out of the REST API, as JSON Schema (2020-12), which OpenAPI 3.1 uses as it is."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

Json = dict[str, Any]

TEXT: Json = {"type": "string"}
TIME: Json = {"type": "string", "format": "date-time"}
NUMBER: Json = {"type": "number"}
WHOLE: Json = {"type": "integer"}
YES_NO: Json = {"type": "boolean"}
SOME: Json = {"type": "object"}
SOMES: Json = {"type": "array", "items": SOME}


def ref(name: str) -> Json:
    """One of `SCHEMAS`."""
    return {"$ref": f"#/components/schemas/{name}"}


def one_of(*values: str) -> Json:
    """A string out of a few."""
    return {"type": "string", "enum": list(values)}


def array(items: Json) -> Json:
    """Several of these."""
    return {"type": "array", "items": items}


def record(properties: Json, optional: Iterable[str] = (), **more: Any) -> Json:
    """An object with these properties and no others; all are there, but for `optional`."""
    left_out = set(optional)
    return {
        "type": "object",
        "properties": properties,
        "required": [name for name in properties if name not in left_out],
        "additionalProperties": False,
        **more,
    }


def _or_null(schema: Json) -> Json:
    return {"anyOf": [schema, {"type": "null"}]}


_AGENT = {**TEXT, "maxLength": 120, "description": "Who acts, by the name that customers see."}
_QUEUE_ITEM: Json = {
    "conversation_id": TEXT,
    "reference": {**TEXT, "description": "What people say aloud: EV-7K2Q9."},
    "owner": one_of("assistant", "queue", "agent", "closed"),
    "urgency": one_of("urgent", "high", "normal"),
    "temper": one_of("calm", "upset", "irate"),
    "trend": TEXT,
    "frustration": {**NUMBER, "minimum": 0, "maximum": 1, "description": "Of the newest message that was read."},
    "overdue": {**YES_NO, "description": "We owe the customer a word, and it is late."},
    "online": {**YES_NO, "description": "The customer has the chat open."},
    "customer": record(
        {"verified": YES_NO, "name": TEXT, "email": TEXT, "verified_by": TEXT}, ["name", "email", "verified_by"]
    ),
    "agent_name": TEXT,
    "reason": {**TEXT, "description": "Why a person is needed, as a code."},
    "reason_text": TEXT,
    "waiting_since": TIME,
    "enqueued_at": TIME,
    "next_step_due": {**TIME, "description": "By when the next word is due."},
    "contact": TEXT,
    "last_text": {**TEXT, "description": "The customer's latest words."},
    "wants": {**TEXT, "description": "What they came for, in words."},
    "skill": {**TEXT, "description": "The team it asks for, by the name in site.yml."},
    "language": {**TEXT, "description": "In which they write, where it isn't English: a code, or `other`."},
    "offered_to": {**TEXT, "description": "The agent of this desk who is asked to take it now."},
}
_MAY_MISS = list(_QUEUE_ITEM)[10:]

SCHEMAS: Json = {
    "Problem": record(
        {"type": TEXT, "title": TEXT, "status": WHOLE, "code": TEXT, "detail": TEXT},
        description="RFC 9457. `code` is for programs, `detail` for people.",
    ),
    "QueueItem": record(_QUEUE_ITEM, _MAY_MISS),
    "Queue": record({"queue": array(ref("QueueItem")), "claimed": array(ref("QueueItem"))}),
    "Conversation": record(
        {
            **_QUEUE_ITEM,
            "created_at": TIME,
            "waiting_on": one_of("us", "customer"),
            "last_seq": WHOLE,
            "seen_seq": {**WHOLE, "description": "The newest message that the customer has had in front of them."},
            "next_step": {**TEXT, "description": "What the customer was told happens next."},
            "disposition": TEXT,
            "tags": array({**TEXT, "description": "What it was about, in agents' words."}),
            "rating": WHOLE,
        },
        [*_MAY_MISS, "next_step", "disposition", "tags", "rating"],
    ),
    "Message": record(
        {
            "id": TEXT,
            "seq": {**WHOLE, "description": "From 1, without gaps, within the conversation."},
            "at": TIME,
            "author": one_of("customer", "assistant", "agent", "system"),
            "kind": {**one_of("text", "note", "event"), "description": "Customers don't see notes."},
            "name": TEXT,
            "text": TEXT,
            "buttons": array(record({"title": TEXT})),
            "card": SOME,
            "reading": {**SOME, "description": "What the message shows: intent, frustration, cues."},
            "whisper": {**YES_NO, "description": "A supervisor's note to the agent who had it."},
        },
        ["name", "text", "buttons", "card", "reading", "whisper"],
    ),
    "Brief": record(
        {
            "conversation_id": TEXT,
            "at": TIME,
            "headline": TEXT,
            "who": SOME,
            "wants": SOME,
            "facts": SOMES,
            "tried": SOMES,
            "promised": SOMES,
            "earlier": SOMES,
            "do_not_ask": SOMES,
            "curve": SOMES,
            "why": SOME,
            "urgency": TEXT,
            "first_line": TEXT,
            "recommended": TEXT,
        },
        ["recommended"],
        description="What to know before the first word. Statements with a `seq` come from that message.",
        additionalProperties=True,
    ),
    "WholeConversation": record(
        {"conversation": ref("Conversation"), "messages": array(ref("Message")), "brief": ref("Brief")}
    ),
    "OneConversation": record({"conversation": ref("Conversation")}),
    "OneMessage": record({"message": ref("Message")}),
    "Claim": record({"agent": _AGENT}),
    "NewMessage": record(
        {"agent": _AGENT, "text": {**TEXT, "maxLength": 4000}, "kind": one_of("text", "note")}, ["kind"]
    ),
    "Typing": record({"agent": _AGENT, "typing": YES_NO}, ["typing"]),
    "HandBack": record({"agent": _AGENT, "to": one_of("assistant", "queue"), "note": TEXT}, ["to", "note"]),
    "Close": record(
        {"agent": _AGENT, "disposition": {**TEXT, "maxLength": 40}, "tags": array({**TEXT, "maxLength": 40})}, ["tags"]
    ),
    "DeadLetter": record(
        {
            "id": WHOLE,
            "event_id": TEXT,
            "type": TEXT,
            "at": TIME,
            "conversation_id": TEXT,
            "endpoint": TEXT,
            "tries": WHOLE,
            "dead_at": TIME,
            "status": _or_null(WHOLE),
            "error": _or_null(TEXT),
        }
    ),
    "DeadLetters": record({"dead_letters": array(ref("DeadLetter"))}),
}
