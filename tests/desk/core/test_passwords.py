"""What is a password, and what is none."""

from __future__ import annotations

import pytest

from bot.desk.access import passwords
from bot.desk.access.errors import Refused


@pytest.mark.parametrize(
    ("password", "code"),
    [
        ("fourteen chars", "password_short"),
        ("Password Password 2026!", "password_common"),
        ("P@ssw0rd1234567", "password_common"),
        ("qwertyuiop12345", "password_common"),
        ("evenkeel-evenkeel", "password_common"),
        ("123456789012345", "password_weak"),
        ("abcdefghijklmnop", "password_weak"),
        ("ababababababababab", "password_weak"),
        ("ada.lovelace@shop.example", "password_is_email"),
    ],
)
def test_what_anybody_would_guess_is_no_password(password: str, code: str) -> None:
    with pytest.raises(Refused) as refused:
        passwords.check(password, email="ada.lovelace@shop.example")
    assert refused.value.code == code


@pytest.mark.parametrize(
    "password", ["four mugs a tea", "ein Satz mit Wörtern", "密码密码密码 が三つとひとつとふたつ", "8472-1938-4736-22"]
)
def test_there_are_no_rules_about_which_characters(password: str) -> None:
    passwords.check(password, email="ada@shop.example")


async def test_accents_are_the_same_however_they_were_typed() -> None:
    kept = await passwords.hash_of("ein Satz mit W\u00f6rtern")
    assert await passwords.matches("ein Satz mit Wo\u0308rtern", kept)
    assert not await passwords.matches("ein Satz mit Wortern", kept)
