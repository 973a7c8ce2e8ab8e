"""Where the business's own files are."""

from __future__ import annotations

import os
from pathlib import Path


def site_folder() -> Path:
    """What the business wrote: EVENKEEL_SITE, else the folder the desk was started in."""
    return Path(os.environ.get("EVENKEEL_SITE", ".")).resolve()
