"""`evenkeel lint`: is every sentence that customers read said as things may be said? Names the text and the trouble."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from bot.deescalation.acknowledgements import ACKNOWLEDGEMENTS
from bot.deescalation.wording import lint
from bot.desk.replies import files as replies

OTHER_LANGUAGES = "utter_handoff_language_"  # the lint knows English only
FEWEST_ACKNOWLEDGEMENTS = 3  # wordings
_FACT = re.compile(r"\{(\w+)\}")
_OPENS_A_SENTENCE = re.compile(r"(?:^|[.!?]\s+)\{")


@dataclass(frozen=True)
class Trouble:
    """Where it stands (file and name), the text, and what is wrong with it."""

    where: str
    text: str
    problem: str


def troubles(site: Path) -> Iterator[Trouble]:
    """Everything that is wrong in the site's wordings: domain.yml, the texts of site.yml, prepared replies. Raises
    OSError or yaml.YAMLError where a file cannot be read."""
    responses = (yaml.safe_load((site / "domain.yml").read_text(encoding="utf-8")) or {}).get("responses") or {}
    for name, variants in responses.items():
        yield from _of_response(name, variants)
    for key, facts in ACKNOWLEDGEMENTS.items():
        yield from _of_acknowledgement(f"utter_ack_{key}", facts, responses)
    settings = yaml.safe_load((site / "site.yml").read_text(encoding="utf-8")) or {}
    for key, text in (settings.get("texts") or {}).items():
        yield from (Trouble(f"site.yml: texts: {key}", text, problem) for problem in lint(str(text), to_upset=True))
    yield from _of_replies(site / "data" / "replies")


def _of_replies(folder: Path) -> Iterator[Trouble]:
    try:
        found = replies.load(folder)
    except replies.ReplyError as error:
        yield Trouble(str(error), "", "is not as it should be")
        return
    for reply in found:
        if reply.language in (None, "en"):
            where = f"data/replies/{reply.name}.md"
            yield from (Trouble(where, reply.body, problem) for problem in lint(reply.body, to_upset=True))


def _of_response(name: str, variants: list[dict[str, Any]]) -> Iterator[Trouble]:
    if name.startswith(OTHER_LANGUAGES):
        return
    for variant in variants:
        text = str(variant.get("text") or "")
        for problem in lint(text, to_upset=not _only_when_calm(variant)):
            yield Trouble(f"domain.yml: {name}", text, problem)


def _only_when_calm(variant: dict[str, Any]) -> bool:
    tempers = {item.get("value") for item in variant.get("condition") or () if item.get("name") == "temper"}
    return tempers == {"calm"}


def _of_acknowledgement(name: str, facts: tuple[str, ...], responses: dict[str, Any]) -> Iterator[Trouble]:
    """Three wordings, each with the facts it was chosen for; a customer's own words come in lower case."""
    texts = [str(variant.get("text") or "") for variant in responses.get(name) or ()]
    where = f"domain.yml: {name}"
    if len(set(texts)) < FEWEST_ACKNOWLEDGEMENTS:
        yield Trouble(where, "", f"has {len(set(texts))} wordings, {FEWEST_ACKNOWLEDGEMENTS} at least")
    for text in texts:
        if set(_FACT.findall(text)) != set(facts):
            yield Trouble(where, text, f"must use {', '.join(facts) or 'no facts'}, and nothing else in braces")
        elif _OPENS_A_SENTENCE.search(text):
            yield Trouble(where, text, "begins a sentence with the customer's own words, which are in lower case")
