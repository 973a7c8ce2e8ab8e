"""Of a corpus of messages, the secrets go and the rest stays; and random numbers fare far better than by Luhn alone."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
import yaml

from bot.workbench.evaluate.privacy import measure, random_numbers, unmarked

CORPUS = Path(__file__).parent / "corpus.yml"


def test_the_secrets_go_and_the_rest_stays() -> None:
    result = measure(CORPUS)
    assert result.recall >= 0.97, result.mistakes
    assert result.false_masking <= 0.01, result.mistakes
    assert all(result.gone[kind] >= 0.9 * number for kind, number in result.there.items()), result.mistakes


def test_the_corpus_is_large_and_has_every_kind() -> None:
    data = yaml.safe_load(CORPUS.read_text(encoding="utf-8"))
    texts = [text for group in data.values() for text in group]
    kinds = Counter(kind for text in texts for kind, _, _ in unmarked(text)[1])
    assert len(set(texts)) == len(texts) >= 350
    assert sum(not unmarked(text)[1] for text in texts) >= 120
    assert set(kinds) == {"card", "cvv", "pin", "password", "national_id", "iban"}
    assert min(kinds.values()) >= 10


def test_marks_are_taken_out_and_kept() -> None:
    assert unmarked("pin [1234](pin), ok") == ("pin 1234, ok", [("pin", 4, 8)])


@pytest.mark.parametrize(
    ("text", "digits", "most"),
    [
        ("{}", 16, 0.035),
        ("{}", 15, 0.006),
        ("{}", 13, 0.0005),
        ("{}", 14, 0.0005),
        ("fedex {}", 12, 0.0),
        ("order {}", 16, 0.0),
        ("tracking {}", 16, 0.0),
    ],
)
def test_few_random_numbers_are_taken_for_cards(text: str, digits: int, most: float) -> None:
    assert random_numbers(text, digits, count=4000) <= most


def test_a_number_said_to_be_a_card_is_believed() -> None:
    assert random_numbers("my card is 4{}", 15, count=200) == 1.0
