"""Abuse of bots, on real lines that people wrote to three chatbots, cross-validated: they train what ships."""

from __future__ import annotations

import numpy as np

from bot.understanding import fit_abuse
from bot.workbench.evaluate import alarms, flag_folds, measures, plots
from bot.workbench.evaluate.materials import Materials
from bot.workbench.evaluate.report import Plot, Section

TITLE = "Abuse aimed at a bot"


def measure(materials: Materials) -> Section:
    """With the lines before each; lines that their readers were split on, and abuse of others, are left out."""
    rows = [row for row in materials.rows(fit_abuse.FILE) if row["label"] != "tie"]
    lines = fit_abuse.lines(materials.public)
    dialogues = [line.dialogue for line in lines]
    public = fit_abuse.table(lines, materials.encoder)
    split = materials.track(flag_folds.folds(dialogues), "learning abuse")
    probability = flag_folds.abuse(flag_folds.Ours.load(materials), public, split)
    judged = np.array([row["label"] == "not_abusive" or row["target_system"] for row in rows])
    probability, abusive = probability[judged], np.array([line.abusive for line in lines])[judged]
    groups = [name for name, kept in zip(dialogues, judged, strict=True) if kept]
    raised = probability >= alarms.THRESHOLDS["abuse"]
    precision, recall = measures.precision_recall(probability, abusive)
    return Section(
        TITLE,
        figures=[
            measures.figure(
                "recall at 5 % false alarms",
                measures.recall_at_false_alarms,
                probability,
                abusive,
                groups=groups,
                target=0.80,
            ),
            measures.share_figure("recall at the shipped threshold", raised, abusive, groups=groups),
            measures.share_figure(
                "false alarms at the shipped threshold", raised, ~abusive, groups=groups, at_least=False
            ),
            measures.figure(
                "calibration error",
                measures.calibration_error,
                probability,
                abusive,
                groups=groups,
                at_least=False,
            ),
        ],
        plots=[
            Plot(
                "abuse-precision.png",
                "Abuse aimed at a bot: precision against recall at every threshold",
                plots.curves({"ours, unseen": (recall, precision)}, across="recall", up="precision"),
            )
        ],
        notes=[
            f"{len(groups)} lines of {len(set(groups))} dialogues, {int(abusive.sum())} of them abusive; "
            f"{flag_folds.FOLDS} folds, no dialogue in two. Shipped threshold: {alarms.THRESHOLDS['abuse']:g}."
        ],
    )
