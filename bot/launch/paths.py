"""Where things are: the site folder (what a business writes), what is built, and what is kept."""

from __future__ import annotations

import os
from pathlib import Path


def site() -> Path:
    """The site folder: config.yml, domain.yml, data/, actions/. `EVENKEEL_SITE`, or the folder we run in."""
    return Path(os.environ.get("EVENKEEL_SITE", ".")).resolve()


def var() -> Path:
    """Databases, logs and the converted encoder. `EVENKEEL_VAR`, or var/ in the site folder."""
    folder = Path(os.environ.get("EVENKEEL_VAR", site() / "var"))
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def models() -> Path:
    """Trained models. `EVENKEEL_MODELS`, or models/ in the site folder."""
    return Path(os.environ.get("EVENKEEL_MODELS", site() / "models"))


def databases() -> dict[str, str]:
    """The desk's and the shop's database as environment variables: what is set already, else SQLite files in var/."""
    return {
        name: os.environ.get(name, f"sqlite+aiosqlite:///{var() / file}")
        for name, file in (("EVENKEEL_DATABASE_URL", "desk.db"), ("EVENKEEL_SHOP_DATABASE_URL", "shop.db"))
    }
