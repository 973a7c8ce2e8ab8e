"""Plays every dialogue of the YAML files beside this one through the real brain and checks what each turn expects.

A file is a list of dialogues: `name`, `customer` (the e-mail of somebody signed in; none for a guest), `turns`.
For the coverage matrix (coverage/matrix.py) it may also say `type`, a type of customer or several, and `errand`, where
the run does not show them.
`contacts` and `promises` are the desk's records: [[order, …], …], one list for each earlier contact, and the status of
each earlier promise. `budget` changes the goodwill policy (pence).
A turn says (`say`: one message or several sent together, with "{code}" for the code in the newest mail)
or presses a button (`press`: its words), and expects any of:

    intent      of the last message                 temper     calm | upset | irate, or a list of those that will do
    contains    all of these are said                any_of     at least one of these is said
    forbidden   none of these is said                card       the title of a card shown; none: no card
    buttons     all of these are offered             moves      all of these are made, in this order
    not_moves   none of these is made                handoff    the reason; none: no handoff (checked also if left out)
    promises    how many dated promises are made     did        names of what was done or looked up, all of these
    form        the form left open; none: no form    urgency    of the handoff
    once        each of these is said, and not again
    mailed      all of these are in the newest mail, its address or subject; []: nothing was mailed
    recommends  all of these are in the handoff's recommendation

Every reply must also keep the wording rules, and no wording may come twice in a conversation.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from bot.backoffice.outbox import latest
from bot.deescalation.wording import lint
from bot.dialogue.talk import Conversation, sign_in
from bot.wire import Contact, TurnResult
from tests.conversations.coverage.matrix import Cell, cells

if TYPE_CHECKING:
    from bot.dialogue.brain import Brain

pytestmark = pytest.mark.model

HERE = Path(__file__).parent
KEYS = {
    *("say", "press", "intent", "temper", "contains", "any_of", "forbidden", "card", "buttons", "moves", "not_moves"),
    *("handoff", "promises", "did", "form", "urgency", "once", "recommends", "mailed"),
}


def dialogues() -> Iterator[Any]:
    """All dialogues, named file: name."""
    for file in sorted(HERE.glob("*.yml")):
        for dialogue in yaml.safe_load(file.read_text(encoding="utf-8")):
            yield pytest.param(dialogue, id=f"{file.stem}: {dialogue['name']}")


@pytest.mark.parametrize("dialogue", dialogues())
async def test_the_conversation_goes_as_written(
    dialogue: dict[str, Any],
    fresh_brain: Callable[..., Brain],
    played: dict[str, set[Cell]],
    request: pytest.FixtureRequest,
) -> None:
    said: list[str] = []
    turns = []
    async for turn, result in play(dialogue, fresh_brain()):
        turns.append((turn, result))
        where = f"{dialogue['name']} / {turn.get('say') or turn.get('press')}"
        problems = list(differences(turn, result))
        assert not problems, f"{where}: {'; '.join(problems)}\n  said: {texts(result)}"
        for text in texts(result):
            upset = result.temper.state.value != "calm"
            handed = result.handoff.reason.value if result.handoff else None
            ours = "" if "More under" in text or text.startswith("1. ") or handed == "language" else text
            assert lint(ours, to_upset=upset) == [], f"{where}: {text}"
        said += texts(result)
    played[request.node.callspec.id] = cells(dialogue, turns)
    repeated = {text for text in said if said.count(text) > 1}
    assert not repeated, f"{dialogue['name']}: said twice: {repeated}"


@pytest.mark.parametrize("dialogue", dialogues())
async def test_the_bounded_tracker_answers_as_the_whole_one(
    dialogue: dict[str, Any], fresh_brain: Callable[..., Brain]
) -> None:
    typed = any("code}" in str(turn.get("say")) for turn in dialogue["turns"])  # {code}, {not the code}
    bounded = [seen(result, typed) async for _, result in play(dialogue, fresh_brain(keep_turns=2))]
    whole = [seen(result, typed) async for _, result in play(dialogue, fresh_brain(keep_turns=0))]
    assert bounded == whole


async def play(dialogue: dict[str, Any], brain: Brain) -> Any:
    """Each turn with its result."""
    await brain.services.ready()
    conversation = Conversation(dialogue["name"])
    conversation.context = replace(conversation.context, timezone="Europe/London")
    if dialogue.get("customer"):
        customer = await sign_in(brain.services.backoffice, dialogue["customer"])
        conversation.context = replace(conversation.context, customer=customer)
    conversation.context = replace(conversation.context, **on_record(dialogue))
    services = brain.services
    services.policy = replace(services.policy, **dialogue.get("budget", {}))
    for turn in dialogue["turns"]:
        unknown = set(turn) - KEYS
        assert not unknown, f"{dialogue['name']}: unknown {unknown}"
        messages = turn.get("say") or []
        messages = [messages] if isinstance(messages, str) else messages
        messages = [await typed(message, brain) for message in messages]
        result = await conversation.say(brain, *messages, press=turn.get("press"))
        if "mailed" in turn:
            await check_mail(turn["mailed"], brain)
        yield turn, result


async def check_mail(expected: list[str], brain: Brain) -> None:
    """The newest mail, out of the shop's outbox."""
    written = await latest(brain.services.backoffice.shop, limit=1)  # type: ignore[attr-defined]  # ours, over SQL
    mail = "\n".join(f"{one.to}\n{one.subject}\n{one.body}" for one in written)
    assert all(text in mail for text in expected) and bool(mail) == bool(expected), f"mailed: {mail!r}"


async def typed(message: str, brain: Brain) -> str:
    """The message with the code that was mailed last; "{not the code}" is another of six digits."""
    if "{" not in message:
        return message
    written = await latest(brain.services.backoffice.shop)  # type: ignore[attr-defined]  # ours, over SQL
    code = re.search(r"\b\d{6}\b", written[0].body) if written else None
    assert code, "no code was mailed"
    other = f"{(int(code[0]) + 1) % 10**6:06}"
    return message.replace("{code}", code[0]).replace("{not the code}", other)


def on_record(dialogue: dict[str, Any]) -> dict[str, Any]:
    """What the desk would tell of earlier conversations."""
    contacts = tuple(
        Contact(f"R-{place}", "2026-01-01T00:00:00+00:00", tuple(numbers))
        for place, numbers in enumerate(dialogue.get("contacts", ()))
    )
    due = "2026-01-02T00:00:00+00:00"
    promises = tuple(
        {"text": "a word of ours", "due": due, "status": status} for status in dialogue.get("promises", ())
    )
    return {"contacts": contacts, "promises": promises}


def texts(result: TurnResult) -> list[str]:
    return [reply.text for reply in result.replies if reply.text]


def seen(result: TurnResult, typed: bool) -> dict[str, Any]:
    """What the customer and the desk get, without the state; and without how the message reads, where a code is typed
    into it that is another one each time."""
    hidden = {"state", "readings", "temper", "why"} if typed else {"state"}
    return {key: value for key, value in result.to_json().items() if key not in hidden}


def differences(turn: dict[str, Any], result: TurnResult) -> Iterator[str]:
    """What is not as the turn expects, in words."""
    said = "\n".join(texts(result))
    cards = [str(reply.card["title"]) for reply in result.replies if reply.card]
    buttons = [button["title"] for reply in result.replies for button in reply.buttons]
    did = [action["name"] for action in result.actions]
    handoff = result.handoff.reason.value if result.handoff else None
    if "intent" in turn and turn["intent"] != result.readings[-1].intent:
        yield f"intent {result.readings[-1].intent}, not {turn['intent']}"
    allowed = turn.get("temper", [])
    if allowed and result.temper.state.value not in ([allowed] if isinstance(allowed, str) else allowed):
        yield f"temper {result.temper.state.value}, not {allowed}"
    yield from (f"does not say {text!r}" for text in turn.get("contains", ()) if text not in said)
    yield from (f"says {text!r} {said.count(text)} times" for text in turn.get("once", ()) if said.count(text) != 1)
    if "any_of" in turn and not any(text in said for text in turn["any_of"]):
        yield f"says none of {turn['any_of']}"
    yield from (f"says {text!r}" for text in turn.get("forbidden", ()) if text.lower() in said.lower())
    if "card" in turn and (turn["card"] not in cards if turn["card"] else cards):
        yield f"cards {cards}, not {turn['card']}"
    yield from (f"no button {title!r} in {buttons}" for title in turn.get("buttons", ()) if title not in buttons)
    if [move for move in result.moves if move in turn.get("moves", ())] != turn.get("moves", []):
        yield f"moves {list(result.moves)}, not {turn['moves']}"
    yield from (f"makes the move {move}" for move in turn.get("not_moves", ()) if move in result.moves)
    if handoff != turn.get("handoff"):
        yield f"handoff {handoff}, not {turn.get('handoff')}"
    if "urgency" in turn and (result.handoff is None or result.handoff.urgency.value != turn["urgency"]):
        yield f"urgency is not {turn['urgency']}"
    recommended = (result.handoff.recommendation if result.handoff else None) or ""
    yield from (
        f"recommends {recommended!r}, not {text}" for text in turn.get("recommends", ()) if text not in recommended
    )
    if "promises" in turn and len(result.promises) != turn["promises"]:
        yield f"{len(result.promises)} promises, not {turn['promises']}"
    yield from (f"did not {name} (did: {did})" for name in turn.get("did", ()) if name not in did)
    if "form" in turn and result.state["form"] != turn["form"]:
        yield f"form {result.state['form']}, not {turn['form']}"
