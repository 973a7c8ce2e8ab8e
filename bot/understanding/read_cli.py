"""`evenkeel read`: what messages show, one JSON object a line, in the order given."""

from __future__ import annotations

import json
import os
import sys
import warnings
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from bot.deescalation.types import Reading

ReadOne = Callable[[str, Sequence[dict[str, str]], date | None], Reading]
NOT_CUSTOMERS = ("agent", "assistant", "bot", "system")


class BadLine(ValueError):
    """A line that cannot be read; the message names it."""


def run(text: str | None, jsonl: Path | None) -> int:
    """0 when everything was read; 1 when a line could not be (the others are); 2 when there is nothing to read."""
    if text is not None:
        lines: list[str] = [json.dumps({"text": text})]
    else:
        try:
            lines = (jsonl.read_text(encoding="utf-8") if jsonl else sys.stdin.read()).splitlines()
        except (OSError, UnicodeDecodeError) as error:
            print(f"cannot read {jsonl or 'standard input'}: {error}", file=sys.stderr)
            return 2
    failed = 0
    for result in read_lines(lines, _model_reader()):
        if isinstance(result, BadLine):
            failed = 1
            print(result, file=sys.stderr)
        else:
            print(json.dumps(result, ensure_ascii=False), flush=True)
    return failed


def read_lines(lines: Iterable[str], read: ReadOne) -> Iterator[dict[str, Any] | BadLine]:
    """One result a line that is not blank: the input's fields plus the reading, or what is wrong with the line.

    Lines of one `dialogue_id` are each other's context, by `turn` if they have one, else in the order given. What
    somebody other than the customer says is context only: it comes out as it went in. A line's `at` is when it was
    written.
    """
    rows = [_parsed(number, line) for number, line in enumerate(lines, 1) if line.strip()]
    earlier = _contexts(rows)
    for place, row in enumerate(rows):
        if isinstance(row, BadLine) or row.get("speaker") in NOT_CUSTOMERS:
            yield row
        else:
            yield {**row, **_said(read(row["text"], earlier[place], _day(row)))}


def _parsed(number: int, line: str) -> dict[str, Any] | BadLine:
    try:
        row = json.loads(line)
    except ValueError as error:
        return BadLine(f"line {number} is not JSON: {error}")
    if not isinstance(row, dict) or not isinstance(row.get("text"), str):
        return BadLine(f'line {number} is not an object with a "text"')
    return row


def _contexts(rows: Sequence[dict[str, Any] | BadLine]) -> list[list[dict[str, str]]]:
    """For each row, what was said before it in its dialogue."""
    dialogues: dict[Any, list[tuple[Any, int]]] = defaultdict(list)
    found: list[list[dict[str, str]]] = [[] for _ in rows]
    for place, row in enumerate(rows):
        if not isinstance(row, BadLine) and row.get("dialogue_id") is not None:
            turn = row.get("turn")
            dialogues[str(row["dialogue_id"])].append((turn if isinstance(turn, (int, float)) else None, place))
    for places in dialogues.values():
        if all(turn is not None for turn, _ in places):
            places.sort()
        said: list[dict[str, str]] = []
        for _, place in places:
            row = rows[place]
            assert not isinstance(row, BadLine)
            found[place] = list(said)
            speaker = row["speaker"] if row.get("speaker") in NOT_CUSTOMERS else "customer"
            said.append({"speaker": speaker, "text": row["text"]})
    return found


def _day(row: dict[str, Any]) -> date | None:
    """The day in the line's `at` (ISO 8601), if it has one: from it, "last Tuesday" is counted."""
    try:
        return date.fromisoformat(str(row.get("at"))[:10])
    except ValueError:
        return None


def _said(reading: Reading) -> dict[str, Any]:
    result = reading.to_json()
    result.pop("message_id")
    return result


def _model_reader() -> ReadOne:
    """The trained model of this site, trained first if it is missing or older than its sources."""
    os.environ.setdefault("RASA_TELEMETRY_ENABLED", "false")
    # Dozens of deprecation warnings from the libraries under Rasa, which resets any filter when it is imported.
    warnings.showwarning = lambda *_args, **_kwargs: None
    from bot.dialogue.light_import import lighten

    lighten()
    # Rasa reports to standard output unless told otherwise, and that is where our JSON goes.
    import logging

    from rasa.utils.log_utils import configure_structlog

    configure_structlog(logging.ERROR)

    from bot.launch import model
    from bot.understanding.reader import Reader

    reader = Reader.load(model.train())
    return lambda text, earlier, today: reader.read(text, earlier=earlier, today=today)
