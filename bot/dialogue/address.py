"""A delivery address in a customer's words. The shop delivers in the UK, so it ends in a postcode. Pure."""

from __future__ import annotations

import re

FEWEST_WORDS = 4  # "9 Quayside NE1 3DE"

_POSTCODE = re.compile(r"(?<![\w-])[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b", re.I)
# What comes before an address: "please send it to …", "the new one is …", "no, it's …".
_BEFORE = re.compile(
    r"\b(?:to|is|it'?s|that'?s|be|use|address)\b[\s:,]+|[:;]\s+|\A\W*(?:no|yes|ok(?:ay)?|sorry|sure)\b\W+", re.I
)


def found(text: str) -> str | None:
    """The address in the text, on one line; None if there is none that a parcel could be sent to."""
    one_line = ", ".join(part.strip(" ,") for part in text.replace("’", "'").splitlines() if part.strip(" ,"))
    postcode = _POSTCODE.search(one_line)
    if postcode is None:
        return None
    before, code = one_line[: postcode.start()], postcode.group().upper()
    if " " not in code:
        code = f"{code[:-3]} {code[-3:]}"
    street = _BEFORE.split(before)[-1].strip(" ,.")
    address = f"{street} {code}"
    return address if len(address.split()) >= FEWEST_WORDS else None
