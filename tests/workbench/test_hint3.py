"""The measuring on other bots' examples: trains on theirs, keeps in scope and out of scope apart."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("onnxruntime")

TRAIN = {
    "PRICE": ["how much is it", "what does it cost", "price please", "tell me the price", "cost of the large one"],
    "HOURS": ["when are you open", "opening times", "are you open on sunday", "what time do you close", "your hours"],
}
ASKED = [
    ("how much does the small one cost", "PRICE"),
    ("when do you open", "HOURS"),
    ("qwrt zzpl mnbv", "NO_NODES_DETECTED"),
]


@pytest.fixture
def public(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of public files with three small bots."""
    bots = ("curekart", "sofmattress", "powerplay11")
    train = [(bot, text, label) for bot in bots for label, texts in TRAIN.items() for text in texts]
    test = [(bot, text, label) for bot in bots for text, label in ASKED]
    for name, rows in (("train", train), ("dev", test)):
        lines = [json.dumps({"bot": bot, "text": text, "label": label}) for bot, text, label in rows]
        (tmp_path / f"hint3_{name}.jsonl").write_text("\n".join(lines), encoding="utf-8")
    monkeypatch.setenv("EVENKEEL_EVAL_DIR", str(tmp_path))
    return tmp_path


def quiet(items: Sequence[Any], doing: str) -> Iterable[Any]:
    return items


def test_each_bot_is_trained_on_its_own_and_measured_in_scope_and_out(public: Path) -> None:
    from bot.workbench.evaluate import hint3
    from bot.workbench.evaluate.materials import Materials

    section = hint3.measure(Materials(quiet))
    figures = {figure.name: figure for figure in section.figures}
    assert len(figures) == 9
    assert figures["Curekart: accuracy in scope"].value == 1.0
    assert figures["Curekart: accuracy in scope"].n == 2
    assert figures["Curekart: out of scope, asked back"].n == 1
    assert figures["SOFMattress: accuracy in scope"].target is None  # without the stock pipeline there is no measure
    assert "--with-stock" in section.notes[0]


def test_without_the_files_it_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from bot.workbench.evaluate import hint3
    from bot.workbench.evaluate.materials import Materials, NotMeasured

    monkeypatch.setenv("EVENKEEL_EVAL_DIR", str(tmp_path))
    with pytest.raises(NotMeasured, match=r"hint3_train\.jsonl"):
        hint3.measure(Materials(quiet))
