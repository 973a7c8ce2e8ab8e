"""`evenkeel goodwill`: what was given in the last days by cause and kind, and what is left today. Reads site.yml."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Sequence
from pathlib import Path

import yaml

from bot.backoffice.goodwill import Line, SqlGoodwill
from bot.backoffice.sql import make_backoffice
from bot.backoffice.types import Money
from bot.deescalation.goodwill_policy import Policy, PolicyError


def read_policy(site: Path) -> Policy:
    """The budget in the site folder's site.yml (EVENKEEL_SITE_FILE overrides where); none if there is no such file.

    Raises PolicyError naming the file."""
    path = Path(os.environ.get("EVENKEEL_SITE_FILE") or site / "site.yml")
    if not path.exists():
        return Policy()
    try:
        return Policy.parse((yaml.safe_load(path.read_text(encoding="utf-8")) or {}).get("goodwill"))
    except (PolicyError, yaml.YAMLError, AttributeError) as error:
        raise PolicyError(f"{path}: {error}") from error


def run(url: str, site: Path, *, days: int) -> int:
    """Prints it. 0, or 2 where the budget in site.yml is wrong."""
    try:
        policy = read_policy(site)
    except PolicyError as error:
        print(f"goodwill: {error}", file=sys.stderr)
        return 2
    lines, left = asyncio.run(_read(url, policy, days))
    print(in_words(lines, left, policy, days=days))
    return 0


def in_words(lines: Sequence[Line], left: Money, policy: Policy, *, days: int) -> str:
    """A table for people: cause, kind, how many, how much."""
    rows = [(_causes(line.causes), _plain(line.kind), line.count, line.amount) for line in lines]
    total = Money(sum(line.amount.pence for line in lines), policy.currency)
    wide = max([len(causes) for causes, *_ in rows], default=0)
    table = [f"  {causes:<{wide}}  {kind:<11}  {count:>4} ×  {amount!s:>9}" for causes, kind, count, amount in rows]
    given = [f"Given in the last {days} days: {total}", *table] if rows else [f"Nothing given in the last {days} days."]
    today = f"Left today: {left} of {Money(policy.per_day, policy.currency)}"
    return "\n".join([*given, today if policy.enabled else "The budget is off (goodwill.enabled in site.yml)."])


def _causes(causes: str) -> str:
    return " + ".join(_plain(cause) for cause in causes.split(",")) if causes else "decided by a person"


def _plain(name: str) -> str:
    return name.replace("_", " ")


async def _read(url: str, policy: Policy, days: int) -> tuple[list[Line], Money]:
    office = make_backoffice(url)
    await office.prepare()
    try:
        return await SqlGoodwill(office.shop, policy).report(days=days)
    finally:
        await office.close()
