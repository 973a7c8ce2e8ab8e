"""Words searched for: as a full-text query for either database, and where they stand in a text."""

from __future__ import annotations

import re
from dataclasses import dataclass

from sqlalchemy import bindparam, text
from sqlalchemy.sql.elements import TextClause

MOST_TERMS = 12
_TERM = re.compile(r'"([^"]+)"|(\S+)')
_TOKEN = re.compile(r"[^\W_]+")

# By dialect: the messages that hold every term, as (conversation_id, seq) of the newest in each conversation.
_HITS = {
    "sqlite": "SELECT conversation_id, max(CAST(seq AS INTEGER)) AS seq FROM message_words"
    " WHERE message_words MATCH :terms GROUP BY conversation_id",
    "postgresql": "SELECT conversation_id, max(seq) AS seq FROM messages"
    " WHERE message_words(text) @@ to_tsquery('simple', :terms) AND kind <> 'event' GROUP BY conversation_id",
}


@dataclass(frozen=True)
class Terms:
    """What somebody typed: each term is one word or several that stand together; the last word may go on."""

    phrases: tuple[tuple[str, ...], ...]

    @classmethod
    def parse(cls, typed: str) -> Terms:
        """Words stand anywhere; "in quotes", and what is joined (EK-20401), stand together."""
        found = (_TOKEN.findall((quoted or word).lower()) for quoted, word in _TERM.findall(typed))
        return cls(tuple(tuple(tokens) for tokens in found if tokens)[:MOST_TERMS])

    def hits(self, dialect: str) -> TextClause:
        """A query for the newest fitting message of each conversation."""
        return text(_HITS[dialect]).bindparams(bindparam("terms", self._query(dialect)))

    def _query(self, dialect: str) -> str:
        if dialect == "sqlite":
            return " ".join(f'"{" ".join(tokens)}" *' for tokens in self.phrases)
        return " & ".join(f"({' <-> '.join((*tokens[:-1], f'{tokens[-1]}:*'))})" for tokens in self.phrases)

    def marks(self, said: str) -> list[tuple[int, int]]:
        """Where they stand in a text, in order."""
        found = [
            match.span()
            for tokens in self.phrases
            for match in re.finditer(r"(?<![^\W_])" + r"[\W_]+".join(map(re.escape, tokens)) + r"[^\W_]*", said, re.I)
        ]
        kept: list[tuple[int, int]] = []
        for start, end in sorted(found):
            if not kept or start >= kept[-1][1]:
                kept.append((start, end))
        return kept
