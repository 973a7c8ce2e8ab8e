"""Turns a sentence into vectors, what it is about and how it is said: all-MiniLM-L6-v2, int8, one thread, cached."""

from __future__ import annotations

import html
import re
from collections import OrderedDict
from collections.abc import Iterable
from functools import lru_cache
from threading import Lock

import numpy as np
import numpy.typing as npt
import onnxruntime
from tokenizers import Tokenizer

from bot.understanding.build_encoder import MODEL_FILE, TOKENIZER_FILE, ensure

WIDTH = 384
TONE_WIDTH = 1152  # see onnx_graph.py
# One over the usual length of each block of the tone about its mean: times this, all blocks weigh alike in a model.
TONE_SCALE = np.repeat([0.25, 0.21, 0.113], WIDTH)
MAX_TOKENS = 256  # what the model was trained with; the rest of a longer message is not seen
CACHE_SIZE = 2048  # sentences; 12 MB

Vector = npt.NDArray[np.float32]
Vectors = tuple[Vector, Vector]

_NOISE = re.compile(r"https?://\S+|(?<!\w)@\w+")


def clean(text: str) -> str:
    """What the encoder is given: no links, no @handles, no HTML entities, single spaces."""
    return " ".join(_NOISE.sub(" ", html.unescape(text)).split())


class Encoder:
    """Sentence vectors of length one. Thread-safe."""

    def __init__(self) -> None:
        folder = ensure()
        options = onnxruntime.SessionOptions()
        # One thread each: several brains share the machine, and a sentence is too small to split.
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        self._session = onnxruntime.InferenceSession(
            str(folder / MODEL_FILE), options, providers=["CPUExecutionProvider"]
        )
        self._tokenizer = Tokenizer.from_file(str(folder / TOKENIZER_FILE))
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(MAX_TOKENS)
        self._cache: OrderedDict[str, Vectors] = OrderedDict()
        self._lock = Lock()

    def encode(self, text: str) -> Vector:
        """What one sentence is about, shape (384,), length one."""
        return self._vectors(text)[0]

    def tone(self, text: str) -> Vector:
        """How one sentence is said, shape (1152,)."""
        return self._vectors(text)[1]

    def encode_all(self, texts: Iterable[str]) -> npt.NDArray[np.float32]:
        """One row a sentence, shape (n, 384). Each is run alone: int8 activations are scaled over the whole batch,
        so in a batch a sentence's vector would depend on its neighbours."""
        rows = [self.encode(text) for text in texts]
        return np.stack(rows) if rows else np.zeros((0, WIDTH), np.float32)

    def forget(self) -> None:
        """Empties the cache: for measuring, where a text seen before would flatter."""
        with self._lock:
            self._cache.clear()

    def _vectors(self, text: str) -> Vectors:
        text = clean(text)
        with self._lock:
            if text in self._cache:
                self._cache.move_to_end(text)
                return self._cache[text]
        found = self._run(text)
        with self._lock:
            self._cache[text] = found
            if len(self._cache) > CACHE_SIZE:
                self._cache.popitem(last=False)
        return found

    def _run(self, text: str) -> Vectors:
        ids = np.array([self._tokenizer.encode(text).ids], np.int64)
        feed = {"input_ids": ids, "attention_mask": np.ones_like(ids)}
        about, tone = self._session.run(["sentence_embedding", "tone"], feed)
        return about[0], tone[0]


@lru_cache(maxsize=1)
def shared_encoder() -> Encoder:
    """The process's one encoder, loaded at first use."""
    return Encoder()
