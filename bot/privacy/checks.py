"""Check digits and issuer rules: what tells a card number from any other long number."""

from __future__ import annotations

import re

# Issuer prefixes (ISO/IEC 7812 ranges as the networks publish them) and the lengths each uses.
_ISSUERS: tuple[tuple[re.Pattern[str], frozenset[int]], ...] = (
    (re.compile(r"4"), frozenset({13, 16, 19})),  # Visa
    (re.compile(r"5[1-5]"), frozenset({16})),  # Mastercard
    (re.compile(r"2(?:22[1-9]|2[3-9]\d|[3-6]\d\d|7[01]\d|720)"), frozenset({16})),  # Mastercard 2221-2720
    (re.compile(r"3[47]"), frozenset({15})),  # American Express
    (re.compile(r"3(?:0[0-5]|095|[689])"), frozenset({14, 16, 19})),  # Diners Club
    (re.compile(r"35(?:2[89]|[3-8]\d)"), frozenset({16, 19})),  # JCB
    (re.compile(r"6(?:011|4[4-9]|5)"), frozenset({16, 19})),  # Discover
    (re.compile(r"62"), frozenset({16, 17, 18, 19})),  # UnionPay
    (re.compile(r"(?:5018|5020|5038|5893|6304|6759|676[1-3])"), frozenset(range(13, 20))),  # Maestro
)

SHORTEST_CARD, LONGEST_CARD = 13, 19  # digits

# Total length by country (SWIFT IBAN registry); a country not listed is not recognised.
IBAN_LENGTHS = {
    "AD": 24, "AE": 23, "AT": 20, "BE": 16, "BG": 22, "CH": 21, "CY": 28, "CZ": 24, "DE": 22, "DK": 18, "EE": 20,
    "ES": 24, "FI": 18, "FR": 27, "GB": 22, "GI": 23, "GR": 27, "HR": 21, "HU": 28, "IE": 22, "IL": 23, "IS": 26,
    "IT": 27, "LI": 21, "LT": 20, "LU": 20, "LV": 21, "MC": 27, "MT": 31, "NL": 18, "NO": 15, "PL": 28, "PT": 25,
    "RO": 24, "SA": 24, "SE": 24, "SI": 19, "SK": 24, "SM": 27, "TR": 26,
}  # fmt: skip


def is_card(digits: str) -> bool:
    """A number some card network could have issued: prefix, length and Luhn's check digit all fit."""
    return fits_issuer(digits) and luhn(digits)


def luhn(digits: str) -> bool:
    """ISO/IEC 7812-1 annex B: from the right, every second digit doubled, digits summed, divisible by ten."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (2 if place % 2 else 1)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


def fits_issuer(digits: str) -> bool:
    """The prefix and length of some network's cards, whatever the check digit: a number with a slip in it."""
    return any(issuer.match(digits) and len(digits) in lengths for issuer, lengths in _ISSUERS)


def is_usual(digits: str) -> bool:
    """As long as nearly all cards of its network are: 16 digits, or American Express's 15.

    The rest (Visa's 13, Diners Club, 17 to 19 digits) are rare as cards and common as other numbers: product codes
    of 13 digits with a German prefix would pass one time in ten.
    """
    return len(digits) == 15 or (len(digits) == 16 and (digits[0] != "3" or digits.startswith("35")))


def is_french_id(typed: str) -> bool:
    """INSEE: the last two digits are 97 less the remainder of the first thirteen; 2A and 2B count as 19 and 18."""
    code = typed.replace(" ", "").upper().replace("2A", "19", 1).replace("2B", "18", 1)
    return code.isdigit() and 97 - int(code[:-2]) % 97 == int(code[-2:])


def is_iban(code: str) -> bool:
    """ISO 13616: the country's length, and 1 as the remainder by 97. `code` has no spaces and is upper case."""
    if IBAN_LENGTHS.get(code[:2]) != len(code):
        return False
    return int("".join(str(int(character, 36)) for character in code[4:] + code[:4])) % 97 == 1
