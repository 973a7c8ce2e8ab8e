"""The real encoder: meaning is near meaning, and a sentence's vector depends on nothing else."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("onnxruntime")

from bot.understanding import build_encoder
from bot.understanding.build_encoder import EncoderError
from bot.understanding.encoder import TONE_WIDTH, WIDTH, clean, shared_encoder


def near(one: str, other: str) -> float:
    encoder = shared_encoder()
    return float(encoder.encode(one) @ encoder.encode(other))


@pytest.mark.parametrize(
    ("text", "nearer", "farther"),
    [
        ("where is my parcel", "my delivery has not arrived", "I forgot my password"),
        ("I want my money back", "please refund me", "do you deliver on Sundays"),
        ("talk to a person", "connect me with a human agent", "the kettle is leaking"),
        ("the mug is cracked", "it arrived broken", "send me an invoice"),
    ],
)
def test_what_means_the_same_is_nearer(text: str, nearer: str, farther: str) -> None:
    assert near(text, nearer) > near(text, farther) + 0.1


def test_a_vector_has_length_one_and_384_numbers() -> None:
    vector = shared_encoder().encode("hello")
    assert vector.shape == (WIDTH,)
    assert np.linalg.norm(vector) == pytest.approx(1.0, abs=1e-4)


def test_the_tone_tells_how_a_thing_is_said() -> None:
    def apart(one: str, other: str) -> float:
        return float(np.linalg.norm(shared_encoder().tone(one) - shared_encoder().tone(other)))

    assert shared_encoder().tone("hello").shape == (TONE_WIDTH,)
    assert apart("is there any news, please?", "any word from them, please?") < apart(
        "is there any news, please?", "this is a disgrace, you clowns"
    )


def test_a_sentence_has_the_same_vector_alone_and_among_others() -> None:
    encoder = shared_encoder()
    rows = encoder.encode_all(["a long message about a parcel that never came at all", "hi"])
    assert np.array_equal(rows[1], type(encoder)().encode("hi"))


def test_empty_and_endless_texts_are_encoded_too() -> None:
    for text in ("", "word " * 20_000):
        assert np.isfinite(shared_encoder().encode(text)).all()


def test_links_handles_and_html_do_not_reach_the_encoder() -> None:
    assert clean("@shop see https://example.com/x  this &amp; that") == "see this & that"
    assert clean("write to a@example.com") == "write to a@example.com"


def test_a_fresh_encoder_is_not_built_again(monkeypatch: pytest.MonkeyPatch) -> None:
    build_encoder.ensure()
    monkeypatch.setattr(build_encoder, "_build", lambda *_: pytest.fail("built again"))
    build_encoder.ensure()


def test_a_half_written_or_old_encoder_is_not_taken_for_a_whole_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EVENKEEL_VAR", str(tmp_path))
    folder = tmp_path / "encoder"
    folder.mkdir()
    (folder / build_encoder.MODEL_FILE).write_bytes(b"half")
    (folder / build_encoder.MANIFEST_FILE).write_text(json.dumps({"builder": 0}))
    built = []
    monkeypatch.setattr(build_encoder, "_build", lambda *args: built.append(args))
    build_encoder.ensure()
    assert len(built) == 1


def test_missing_weights_are_reported_with_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(build_encoder, "WEIGHTS_PACKAGE", "no_such_package_at_all")
    with pytest.raises(EncoderError, match="make install"):
        build_encoder.ensure()
