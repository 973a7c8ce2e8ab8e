"""What site.yml says about mail, and the server that the environment names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.post.smtp import Smtp

KEYS = {"from", "transcript_at_close", "link_days"}
LINK_DAYS = (1, 60)


@dataclass(frozen=True)
class Mail:
    """`smtp`: None where no server is named. `shown`: the demo shows what nobody sends."""

    smtp: Smtp | None = None
    shown: bool = False
    transcript_at_close: bool = False
    link_days: float = 7

    @property
    def possible(self) -> bool:
        """Whether mail gets anywhere; if not, none is written and none is offered."""
        return self.smtp is not None or self.shown


def parse(value: Any, environ: Mapping[str, str], *, demo: bool) -> Mail:
    """`mail` in site.yml, and EVENKEEL_SMTP_URL. Raises ValueError, which says what to do."""
    given = value or {}
    if not isinstance(given, dict):
        raise ValueError("mail: give from, and whatever else is to differ")
    if unknown := sorted(str(key) for key in given if key not in KEYS):
        raise ValueError(f"mail: there is no setting {unknown[0]!r}; there are {', '.join(sorted(KEYS))}")
    at_close, days = given.get("transcript_at_close", False), given.get("link_days", Mail.link_days)
    if not isinstance(at_close, bool):
        raise ValueError("mail: transcript_at_close is true or false")
    if isinstance(days, bool) or not isinstance(days, (int, float)) or not LINK_DAYS[0] <= days <= LINK_DAYS[1]:
        raise ValueError(f"mail: link_days is a number from {LINK_DAYS[0]} to {LINK_DAYS[1]}")
    url = environ.get("EVENKEEL_SMTP_URL")
    smtp = Smtp.parse(url, sender=given.get("from")) if url else None
    return Mail(smtp, shown=demo and smtp is None, transcript_at_close=at_close, link_days=days)
