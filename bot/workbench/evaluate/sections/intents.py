"""Intents, cross-validated on our own examples: right, wrong and asked back, and whether confidence can be believed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np
from sklearn.model_selection import StratifiedKFold

from bot.understanding.intent import IntentReader, vector_of
from bot.understanding.intent_model import IntentModel
from bot.understanding.references import without_references
from bot.workbench.evaluate import measures, plots
from bot.workbench.evaluate.materials import Materials
from bot.workbench.evaluate.measures import Array, Floats
from bot.workbench.evaluate.report import Plot, Section, Table

TITLE = "Intents: our own examples, unseen"
FOLDS = 5
SHOWN = 10  # worst intents, top confusions


def measure(materials: Materials) -> Section:
    """Five folds, stratified by intent; each example is read by a model trained on the other four."""
    typed = [str(example.get("text")) for example in materials.examples]
    texts = [without_references(text) for text in typed]
    meant = np.array([str(example.get("intent")) for example in materials.examples])
    vectors = np.stack([vector_of(text) for text in materials.track(typed, "encoding our examples")])
    c = {**IntentReader.get_default_config(), **materials.config["IntentReader"]}["C"]
    names, shares = _crossed(materials, texts, vectors, meant, c)
    ranked = -np.sort(-shares, axis=1)
    said = np.array(names)[shares.argmax(axis=1)]
    fallback = materials.config["FallbackClassifier"]
    asks = (ranked[:, 0] < fallback["threshold"]) | (ranked[:, 0] - ranked[:, 1] < fallback["ambiguity_threshold"])
    right = said == meant
    number_said, number_meant, numbered = measures.numbered(said, meant)
    bins = measures.reliability(ranked[:, 0], right)
    return Section(
        TITLE,
        figures=[
            measures.figure("accuracy", measures.accuracy, said, meant),
            measures.figure("macro-F1", measures.macro_f1, number_said, number_meant),
            measures.share_figure("asked back", asks, at_least=False),
            measures.share_figure("sure and wrong", ~asks & ~right, at_least=False),
            measures.figure(
                "calibration error of confidence", measures.calibration_error, ranked[:, 0], right, at_least=False
            ),
        ],
        tables=[_worst(said, meant), _confusions(said, meant)],
        plots=[
            Plot("intents-confusion.png", "What was meant, and what it was read as", _matrix(said, meant)),
            Plot(
                "intents-reliability.png",
                "Confidence against the share that was read right; the number is of examples",
                plots.reliability(bins, said="confidence", was="read right"),
            ),
        ],
        notes=[
            f"{len(texts)} examples of {len(numbered)} intents, {FOLDS} folds. It asks back when the likeliest intent "
            f"has less than {fallback['threshold']:g}, or less than {fallback['ambiguity_threshold']:g} more than the "
            "next (config.yml). Examples resemble each other more than customers do: expect less of real messages."
        ],
    )


def _crossed(
    materials: Materials, texts: Sequence[str], vectors: Floats, meant: Array, c: float
) -> tuple[list[str], Floats]:
    """The intents, and the probability of each for every example."""
    names = sorted(set(meant))
    shares = np.zeros((len(texts), len(names)))
    folds = list(StratifiedKFold(FOLDS, shuffle=True, random_state=0).split(vectors, meant))
    for seen, unseen in materials.track(folds, "reading unseen examples"):
        model = IntentModel.fit([texts[i] for i in seen], vectors[seen], list(meant[seen]), c=c)
        order = [model.intents.index(name) for name in names]
        for i in unseen:
            shares[i] = model.probabilities(texts[i], vectors[i])[order]
    return names, shares


def _worst(said: Array, meant: Array) -> Table:
    rows = []
    for name in sorted(set(meant)):
        hits = int(np.sum((said == name) & (meant == name)))
        wanted, given = int(np.sum(meant == name)), int(np.sum(said == name))
        rows.append((2 * hits / (wanted + given), name, hits / wanted, hits / given if given else 0.0, wanted))
    header = ("intent", "F1", "recall", "precision", "examples")
    cells = [(name, f"{f1:.2f}", f"{r:.2f}", f"{p:.2f}", str(n)) for f1, name, r, p, n in sorted(rows)[:SHOWN]]
    return Table("The worst ten intents", header, cells)


def _confusions(said: Array, meant: Array) -> Table:
    pairs = Counter((str(m), str(s)) for m, s in zip(meant, said, strict=True) if m != s)
    top = sorted(pairs.items(), key=lambda pair: (-pair[1], pair[0]))[:SHOWN]
    return Table("The commonest confusions", ("meant", "read as", "times"), [(m, s, str(n)) for (m, s), n in top])


def _matrix(said: Array, meant: Array) -> bytes:
    return plots.confusion(*measures.numbered(said, meant))
