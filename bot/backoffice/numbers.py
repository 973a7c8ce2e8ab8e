"""Order numbers, as people type them."""

from __future__ import annotations

import re


def order_number(typed: str) -> str:
    """An order number as people type it ("ek 20401", "#20401"), in the shop's form; "" (never found) if it is none."""
    match = re.fullmatch(r"\W*(?:EK)?\W*(\d{5})\W*", typed, re.IGNORECASE)
    return f"EK-{match[1]}" if match else ""
