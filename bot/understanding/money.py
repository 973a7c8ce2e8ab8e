"""Sums of money named in a message, as `49.90 GBP`. Pure."""

from __future__ import annotations

import re

from bot.understanding.patterns import Match

_NUMBER = r"\d{1,3}(?:[.,]\d{3})+(?:[.,]\d{1,2})?|\d+(?:[.,]\d{1,2})?"
_SPOKEN = {
    "five": 5, "ten": 10, "fifteen": 15, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60,
    "seventy": 70, "eighty": 80, "ninety": 90, "a hundred": 100,
}  # fmt: skip
_MONEY = re.compile(
    rf"(?<![\w.,])(?:(?P<sign>(?:US|AU?|C)?\$|[£€]|(?:gbp|usd|eur|aud|cad)\b)\s?(?P<after>{_NUMBER})"
    rf"|(?P<before>{_NUMBER}|\b(?:{'|'.join(_SPOKEN)}))\s?(?P<unit>[£€$]|pounds?\b|quids?\b|dollars?\b|bucks?\b|euros?\b|(?:gbp|usd|eur|aud|cad)\b)"
    r"|(?P<pence>\d{1,2})(?:p\b|\s?pence\b))(?![.,]?\d|\.m)",
    re.IGNORECASE,
)
_CURRENCY = {
    "£": "GBP", "pound": "GBP", "quid": "GBP", "€": "EUR", "euro": "EUR", "$": "USD", "us$": "USD", "dollar": "USD",
    "buck": "USD", "a$": "AUD", "au$": "AUD", "c$": "CAD",
}  # fmt: skip
_WEIGHT = re.compile(r"\bweigh\w*|\bheav\w+|\blbs?\b|\bluggage\b", re.IGNORECASE)


def find_money(text: str) -> list[Match]:
    """Every sum with its currency. Pounds are not money where weights are talked about."""
    weights = _WEIGHT.search(text) is not None
    return [
        Match("money", _value(hit), hit.start(), hit.end())
        for hit in _MONEY.finditer(text)
        if not (weights and (hit["unit"] or "").lower().startswith("pound"))
    ]


def _value(hit: re.Match[str]) -> str:
    if hit["pence"]:
        return f"{int(hit['pence']) / 100:.2f} GBP"
    unit = (hit["sign"] or hit["unit"]).lower().rstrip("s")
    unit = "us$" if unit == "us$" else unit
    said = (hit["after"] or hit["before"]).lower()
    amount = float(_SPOKEN[said]) if said in _SPOKEN else _amount(said)
    return f"{amount:.2f} {_CURRENCY.get(unit, unit.upper())}"


def _amount(typed: str) -> float:
    """`1,200`, `1.299,00`, `49,90`: the last separator is the decimal one unless three digits follow it."""
    whole, separator, part = max(typed.rpartition(","), typed.rpartition("."), key=lambda cut: len(cut[0]))
    if not separator or len(part) == 3:
        return float(re.sub(r"[.,]", "", typed))
    return float(f"{re.sub(r'[.,]', '', whole)}.{part}")
