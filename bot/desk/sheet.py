"""CSV as spreadsheets want it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

BOM = "\ufeff"  # without it Excel reads UTF-8 as something else
DANGEROUS = ("=", "+", "-", "@", "\t", "\r")  # how a spreadsheet knows a formula


def text(words: str) -> str:
    """What a spreadsheet would run as a formula becomes text."""
    return f"'{words}" if words.startswith(DANGEROUS) else words


def lines(rows: Iterable[Sequence[str]]) -> str:
    """The rows, without a BOM."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerows(rows)
    return out.getvalue()
