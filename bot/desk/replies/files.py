"""Prepared replies, read from data/replies/*.md (its README says how they are written). Pure but for reading files."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml

# What a reply may use, and what each is.
VARIABLES: Mapping[str, str] = {
    "customer": "the customer's first name",
    "agent": "the first name of the agent who writes",
    "order": "the number of the order in hand",
    "reference": "the conversation's reference",
    "shop": "the shop's name, from site.yml",
}
FIELDS = ("title", "shortcut", "errands", "tags", "language")
SHORTCUT = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
VARIABLE = re.compile(r"\{([^{}]*)\}")
README = "README.md"


class ReplyError(ValueError):
    """A reply's file is not as it should be; the message names the file, the line, and what to write."""


@dataclass(frozen=True)
class Reply:
    """`name` is its file's, without .md. `errands`: the intents it answers. `language`: None fits every customer."""

    name: str
    title: str
    shortcut: str
    errands: tuple[str, ...]
    tags: tuple[str, ...]
    language: str | None
    body: str

    def filled_in(self, facts: Mapping[str, str | None]) -> tuple[str, list[str]]:
        """The text, and what is missing in it: each gap stands as [[order]], for the agent to fill in."""
        missing = [name for name in VARIABLE.findall(self.body) if not facts.get(name)]
        text = VARIABLE.sub(lambda found: facts.get(found[1]) or f"[[{found[1]}]]", self.body)
        return text, list(dict.fromkeys(missing))


def load(folder: Path) -> tuple[Reply, ...]:
    """Every reply, by title; none where there is no such folder. Raises ReplyError."""
    paths = sorted(path for path in folder.glob("*.md") if path.name != README)
    replies = [parse(path.read_text(encoding="utf-8"), name=path.stem) for path in paths]
    shortcuts: dict[str, str] = {}
    for reply in replies:
        if reply.shortcut in shortcuts:
            line = _line_of(folder / f"{reply.name}.md", "shortcut")
            raise _wrong(reply.name, line, f"the shortcut {reply.shortcut} is taken by {shortcuts[reply.shortcut]}.md")
        shortcuts[reply.shortcut] = reply.name
    return tuple(sorted(replies, key=lambda reply: reply.title.lower()))


def parse(text: str, *, name: str) -> Reply:
    """Raises ReplyError."""
    lines = text.replace("\r\n", "\n").split("\n")
    if lines[0] != "---" or "---" not in lines[1:]:
        raise _wrong(name, 1, "begin with front matter between two lines of ---")
    end = lines.index("---", 1)
    try:
        head = yaml.safe_load("\n".join(lines[1:end])) or {}
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        raise _wrong(name, mark.line + 2 if mark else 2, "the front matter is not YAML") from error
    if not isinstance(head, dict):
        raise _wrong(name, 2, "the front matter must be names with values")

    def at(field: str) -> int:
        return next((number for number, line in enumerate(lines[:end], 1) if line.startswith(f"{field}:")), 2)

    for field in head:
        if field not in FIELDS:
            raise _wrong(name, at(str(field)), f"there is no field {field}; known: {', '.join(FIELDS)}")
    title, shortcut, language = head.get("title"), head.get("shortcut"), head.get("language")
    if not isinstance(title, str) or not title.strip():
        raise _wrong(name, at("title"), "title is missing: say in a few words when to use it")
    if not isinstance(shortcut, str) or not SHORTCUT.fullmatch(shortcut):
        raise _wrong(name, at("shortcut"), "shortcut must be lower-case letters, digits and hyphens, as late-parcel")
    if language is not None and not (isinstance(language, str) and re.fullmatch(r"[a-z]{2}", language)):
        raise _wrong(name, at("language"), "language must be two letters, as en")
    lists = {}
    for field in ("errands", "tags"):
        words = head.get(field, [])
        if not isinstance(words, list) or not all(isinstance(word, str) for word in words):
            raise _wrong(name, at(field), f"{field} must be a list, as [late_parcel, order_status]")
        lists[field] = tuple(words)
    body = "\n".join(lines[end + 1 :])
    for number, line in enumerate(lines[end + 1 :], end + 2):
        for variable in VARIABLE.findall(line):
            if variable not in VARIABLES:
                known = ", ".join(f"{{{one}}}" for one in VARIABLES)
                raise _wrong(name, number, f"there is no variable {{{variable}}}; known: {known}")
    if not body.strip():
        raise _wrong(name, end + 2, "there is nothing below the front matter")
    return Reply(name, title.strip(), shortcut, lists["errands"], lists["tags"], language, body.strip())


def _line_of(path: Path, field: str) -> int:
    lines = path.read_text(encoding="utf-8").splitlines()
    return next((number for number, line in enumerate(lines, 1) if line.startswith(f"{field}:")), 1)


def _wrong(name: str, line: int, what: str) -> ReplyError:
    return ReplyError(f"data/replies/{name}.md, line {line}: {what}")
