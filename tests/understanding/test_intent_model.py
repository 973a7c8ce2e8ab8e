"""The intent model: learns, is kept, and adds up to one."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("onnxruntime")

from bot.understanding.encoder import shared_encoder
from bot.understanding.intent_model import IntentModel

EXAMPLES = {
    "refund": ["give me my money back", "refund please", "I want a refund", "money back"],
    "greet": ["hello", "hi there", "good morning", "hey"],
    "broken": ["it arrived broken", "the mug is smashed", "my lamp does not work", "cracked plate"],
}


def fitted(*intents: str) -> IntentModel:
    texts = [text for intent in intents for text in EXAMPLES[intent]]
    labels = [intent for intent in intents for _ in EXAMPLES[intent]]
    return IntentModel.fit(texts, shared_encoder().encode_all(texts).astype(np.float64), labels, c=10.0)


def best(model: IntentModel, text: str) -> str:
    shares = model.probabilities(text, shared_encoder().encode(text).astype(np.float64))
    assert shares.sum() == pytest.approx(1.0)
    return model.intents[int(shares.argmax())]


@pytest.mark.parametrize(
    ("text", "intent"), [("pay me back", "refund"), ("heya", "greet"), ("a shattered jar", "broken")]
)
def test_unseen_wordings_go_where_they_belong(text: str, intent: str) -> None:
    assert best(fitted("refund", "greet", "broken"), text) == intent


def test_two_intents_are_enough() -> None:
    model = fitted("refund", "greet")
    assert best(model, "I'd like my money returned") == "refund"
    assert best(model, "good evening") == "greet"


def test_a_kept_model_says_the_same(tmp_path: Path) -> None:
    model = fitted("refund", "greet", "broken")
    model.save(tmp_path / "intents.npz")
    again = IntentModel.load(tmp_path / "intents.npz")
    for text in ("where is my money", "", "👍", "x" * 3000):
        vector = shared_encoder().encode(text).astype(np.float64)
        assert np.allclose(model.probabilities(text, vector), again.probabilities(text, vector), atol=1e-5)
