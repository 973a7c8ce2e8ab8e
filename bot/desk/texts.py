"""Every sentence the desk itself says to customers. Override any of them in site.yml under `texts`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Texts:
    """`say(key, **facts)`."""

    overrides: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def parse(cls, texts: Mapping[str, Any] | None) -> Texts:
        """From site.yml. Raises ValueError on an unknown key or a fact that the sentence does not have."""
        return cls(dict(texts or {}))

    def say(self, key: str, **facts: str) -> str:
        """The sentence with its facts filled in."""
        raise NotImplementedError
