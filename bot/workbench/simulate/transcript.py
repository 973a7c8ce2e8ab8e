"""A simulated conversation as people read it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.workbench.simulate import mood
from bot.workbench.simulate.play import Played


def write(played: Played) -> str:
    """Heading, then each turn: their mood, their words, the assistant's, what it did."""
    return "\n".join(_lines(played))


def worst_first(played: Sequence[Played]) -> list[Played]:
    """By how it ended and how they felt at its end: unmet and furious before met and content."""
    return sorted(played, key=lambda one: (one.end == "met", one.end == "handed over", -one.ends, one.number))


def _lines(played: Played) -> Iterator[str]:
    persona, goal = played.persona, played.persona.goal
    who = f"{goal.who}, {'signed in' if persona.signed_in else 'not signed in'}"
    yield f"── {played.number}: {goal.name} ({goal.errand}); {persona.style}, {who}"
    ended = played.end + (f" ({played.reason})" if played.reason else "")
    yield f"   {ended} after {len(played.exchanges)} turns; frustration {played.starts:.2f} → {played.ends:.2f}"
    for item in played.exchanges:
        read = "" if item.read is None else f", read as {item.read:.2f}"
        temper = item.result.temper.state.value
        yield f"   [{mood.level(item.before)} {item.before:.2f}{read}; {temper}]"
        if item.said.press:
            yield f"   customer: ⟦{item.said.press}⟧"
        yield from (f"   customer: {text}" for text in item.said.messages)
        for reply in item.result.replies:
            if reply.card:
                yield f"  assistant: [{reply.card['title']}: {reply.card.get('subtitle', '')}]"
            if reply.text:
                buttons = "".join(f" ⟦{button['title']}⟧" for button in reply.buttons)
                yield f"  assistant: {reply.text}{buttons}"
        noticed = [event for event in item.events if event != "time_passes"]
        did = [str(action["name"]) for action in item.result.actions]
        made = f"moves {', '.join(item.result.moves)}" + (f"; did {', '.join(did)}" if did else "")
        handed = f"; handed over: {item.result.handoff.reason.value}" if item.result.handoff else ""
        yield f"             ({made}{handed}; noticed {', '.join(noticed) or 'nothing'})"
