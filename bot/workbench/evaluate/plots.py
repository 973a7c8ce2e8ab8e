"""Pictures of an evaluation as PNG bytes: small, labelled, the same bytes for the same figures."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from PIL import Image

from bot.workbench.evaluate.measures import Array

INK, ACCENT, PALE = "#222222", "#1f6feb", "#c9d6e8"
DPI = 80
COLOURS = 64
MOST_LABELLED = 60  # kinds in a confusion matrix that still have room for their names


def confusion(said: Array, meant: Array, names: Sequence[str]) -> bytes:
    """Rows: what was meant; columns: what was read; shade: root of the share of the row, so that
    rare confusions are seen."""
    size = len(names)
    table = np.bincount(meant * size + said, minlength=size * size).reshape(size, size).astype(float)
    table /= np.maximum(table.sum(axis=1, keepdims=True), 1)
    side = 3.0 + 0.16 * size
    picture, axes = _blank(side, side)
    axes.imshow(np.sqrt(table), cmap="Blues", vmin=0, vmax=1, interpolation="nearest")
    if size <= MOST_LABELLED:
        axes.set_xticks(range(size))
        axes.set_xticklabels(names, rotation=90, fontsize=7)
        axes.set_yticks(range(size))
        axes.set_yticklabels(names, fontsize=7)
    axes.set_xlabel("read as")
    axes.set_ylabel("meant")
    return _png(picture)


def reliability(bins: Sequence[tuple[float, float, int]], *, said: str, was: str) -> bytes:
    """Mean probability against the share in which it happened, one dot a bin, larger for more cases."""
    picture, axes = _blank(5.0, 4.4)
    most = max(count for _, _, count in bins)
    axes.plot([0, 1], [0, 1], color=PALE, linewidth=2, label="perfect")
    axes.plot([b[0] for b in bins], [b[1] for b in bins], color=ACCENT, linewidth=1)
    axes.scatter([b[0] for b in bins], [b[1] for b in bins], s=[20 + 200 * b[2] / most for b in bins], color=ACCENT)
    for probability, share, count in bins:
        axes.annotate(str(count), (probability, share), (6, -11), textcoords="offset points", fontsize=8, color=INK)
    axes.set_xlim(-0.03, 1.03)
    axes.set_ylim(-0.03, 1.06)
    axes.set_xlabel(said)
    axes.set_ylabel(was)
    axes.legend(loc="upper left", frameon=False)
    return _png(picture)


def by_grade(frustration: Array, grades: Array, *, border: float) -> bytes:
    """Frustration against people's mean grade: every message a dot, a box for each half grade or so."""
    picture, axes = _blank(6.0, 4.4)
    wobble = np.random.default_rng(0).uniform(-0.08, 0.08, len(grades))
    axes.scatter(grades + wobble, frustration, s=9, color=ACCENT, alpha=0.35, linewidths=0)
    steps = [step for step in np.arange(0, 4.5, 0.5) if np.any(np.abs(grades - step) <= 0.25)]
    boxes = [frustration[np.abs(grades - step) <= 0.25] for step in steps]
    axes.boxplot(boxes, positions=steps, widths=0.3, showfliers=False, manage_ticks=False, medianprops={"color": INK})
    axes.axhline(border, color=INK, linewidth=0.8, linestyle="--", label="upset from here")
    axes.legend(loc="lower right", frameon=False, fontsize=8)
    axes.set_xlim(-0.3, 4.3)
    axes.set_ylim(-0.03, 1.03)
    axes.set_xlabel("people's grade (0 to 4)")
    axes.set_ylabel("frustration as read")
    return _png(picture)


def bars(values: Mapping[str, float], *, label: str) -> bytes:
    """One horizontal bar a name, in the order given."""
    picture, axes = _blank(6.4, 1.0 + 0.22 * len(values))
    places = np.arange(len(values))[::-1]
    axes.barh(places, list(values.values()), color=ACCENT, height=0.7)
    axes.axvline(0, color=INK, linewidth=0.8)
    axes.set_yticks(places)
    axes.set_yticklabels(list(values), fontsize=8)
    axes.set_xlabel(label)
    return _png(picture)


def curves(lines: Mapping[str, tuple[Array, Array]], *, across: str, up: str) -> bytes:
    """Curves between 0 and 1 on both axes."""
    picture, axes = _blank(5.0, 4.4)
    for number, (name, (x, y)) in enumerate(lines.items()):
        axes.plot(x, y, label=name, color=(ACCENT, INK, "#8a5cd1", "#c2571a")[number % 4], linewidth=1.4)
    axes.set_xlim(-0.02, 1.02)
    axes.set_ylim(-0.02, 1.04)
    axes.set_xlabel(across)
    axes.set_ylabel(up)
    axes.legend(loc="lower left", frameon=False, fontsize=8)
    return _png(picture)


def _blank(wide: float, high: float) -> tuple[Figure, Any]:
    picture = Figure(figsize=(wide, high), dpi=DPI)
    FigureCanvasAgg(picture)
    axes = picture.add_subplot()
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
    return picture, axes


def _png(picture: Figure) -> bytes:
    drawn, kept = io.BytesIO(), io.BytesIO()
    picture.savefig(drawn, format="png", bbox_inches="tight")
    # A palette makes the file a third of its size. No version of the library goes with it: the same figures give the
    # same bytes.
    Image.open(drawn).convert("RGB").quantize(COLOURS).save(kept, format="png", optimize=True)
    return kept.getvalue()
