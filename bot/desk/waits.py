"""How long people really wait, from what the last ones did."""

from __future__ import annotations
