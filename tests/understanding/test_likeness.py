"""Likeness: what is computed for one message is what is computed among the examples."""

from __future__ import annotations

import numpy as np
import pytest

pytest.importorskip("onnxruntime")

from bot.understanding.intent import vector_of
from bot.understanding.likeness import Likeness

TEXTS = [
    "Where is my parcel?",
    "where's my PARCEL???",
    "I want my money back",
    "hello hello hello",
    "ça ne marche pas 👍",
    "my grinder broke after a week",
]


@pytest.mark.parametrize("wide", [True, False])
def test_a_message_is_as_like_the_examples_as_they_are_to_each_other(wide: bool) -> None:
    vectors = np.stack([vector_of(text) for text in TEXTS])[:, : None if wide else 384]
    likeness = Likeness.fit(TEXTS, vectors)
    alike, about = likeness.among()
    for place, text in enumerate(TEXTS):
        in_all, in_matter = likeness.to(text, vectors[place])
        assert np.allclose(in_all, alike[place], atol=1e-4)
        assert np.allclose(in_matter, about[place], atol=1e-4)


def test_the_more_alike_the_nearer() -> None:
    likeness = Likeness.fit(TEXTS, np.stack([vector_of(text) for text in TEXTS]))
    alike, _ = likeness.to("wheres my parcell", vector_of("wheres my parcell"))
    assert set(np.argsort(-alike)[:2]) == {0, 1}


def test_no_letters_at_all_are_like_none() -> None:
    likeness = Likeness.fit(TEXTS, np.stack([vector_of(text) for text in TEXTS]))
    alike, _ = likeness.to("", vector_of(""))
    assert np.isfinite(alike).all()
