"""The intent model: learns, is kept, and doubts what is like nothing it has learned."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("onnxruntime")

from bot.understanding.encoder import shared_encoder
from bot.understanding.intent import vector_of
from bot.understanding.intent_model import IntentModel

EXAMPLES = {
    "refund": ["give me my money back", "refund please", "I want a refund", "money back", "when do I get refunded"],
    "greet": ["hello", "hi there", "good morning", "hey", "hiya"],
    "broken": [
        "it arrived broken",
        "the mug is smashed",
        "my lamp does not work",
        "cracked plate",
        "broken in the box",
    ],
    "cancel": ["cancel my order", "I want to cancel", "please stop the order", "cancel it", "call the order off"],
}


def fitted(*intents: str) -> IntentModel:
    texts = [text for intent in intents for text in EXAMPLES[intent]]
    labels = [intent for intent in intents for _ in EXAMPLES[intent]]
    return IntentModel.fit(texts, np.stack([vector_of(text) for text in texts]), labels, c=10.0)


def best(model: IntentModel, text: str) -> str:
    return model.intents[int(model.probabilities(text, vector_of(text)).argmax())]


@pytest.mark.parametrize(
    ("text", "intent"),
    [("pay me back", "refund"), ("heya", "greet"), ("a shattered jar", "broken"), ("cancell my ordr", "cancel")],
)
def test_unseen_wordings_go_where_they_belong(text: str, intent: str) -> None:
    assert best(fitted(*EXAMPLES), text) == intent


def test_the_order_of_the_examples_does_not_matter() -> None:
    there, back = fitted(*EXAMPLES), fitted(*reversed(EXAMPLES))
    for text in ("pay me back", "what is broken"):
        assert there.intents == back.intents
        assert np.allclose(there.probabilities(text, vector_of(text)), back.probabilities(text, vector_of(text)))


def test_two_intents_are_enough_and_one_is_not() -> None:
    model = fitted("refund", "greet")
    assert best(model, "I'd like my money returned") == "refund"
    assert best(model, "good evening") == "greet"
    with pytest.raises(ValueError, match="fewer than two"):
        fitted("greet")


@pytest.mark.parametrize("text", ["my kitten has learned to swim", "gfhd jhgd klop", "blue window seventeen"])
def test_what_is_like_nothing_learned_is_doubted(text: str) -> None:
    model = fitted(*EXAMPLES)
    foreign, known = (model.probabilities(said, vector_of(said)) for said in (text, "I want a refund for the lamp"))
    assert 0.0 < foreign.sum() < known.sum() <= 1.0
    assert foreign.max() < 0.5 < known.max()


def test_vectors_of_what_it_is_about_alone_will_do() -> None:
    labels = [intent for intent in EXAMPLES for _ in EXAMPLES[intent]]
    texts = [text for texts in EXAMPLES.values() for text in texts]
    model = IntentModel.fit(texts, shared_encoder().encode_all(texts).astype(np.float64), labels, c=10.0)
    shares = model.probabilities("pay me back", shared_encoder().encode("pay me back").astype(np.float64))
    assert model.intents[int(shares.argmax())] == "refund"


def test_a_kept_model_says_the_same(tmp_path: Path) -> None:
    model = fitted(*EXAMPLES)
    model.save(tmp_path / "intents.npz")
    again = IntentModel.load(tmp_path / "intents.npz")
    for text in ("where is my money", "", "👍", "x" * 3000):
        vector = vector_of(text)
        assert np.array_equal(model.probabilities(text, vector), again.probabilities(text, vector))
