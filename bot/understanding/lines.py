"""The lines before a message: who speaks, and what readers ask of them."""

from __future__ import annotations

from collections.abc import Sequence

CUSTOMER, ASSISTANT, AGENT = "customer", "assistant", "agent"
Earlier = Sequence[tuple[str, str]]  # (speaker, text), oldest first; anybody but the customer is us


def customers(earlier: Earlier) -> list[str]:
    """What the customer said."""
    return [text for speaker, text in earlier if speaker == CUSTOMER]


def we_asked(earlier: Earlier) -> bool:
    """The last word was ours, and a question."""
    return bool(earlier) and earlier[-1][0] != CUSTOMER and "?" in earlier[-1][1]
