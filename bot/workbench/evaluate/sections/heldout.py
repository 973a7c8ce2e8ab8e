"""The project's own held-out dialogues, read as customers would be: intents, entities, frustration, flags."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np

from bot.deescalation.types import Reading
from bot.understanding.reading import UNREAD
from bot.workbench.evaluate import alarms, heat, heldout, measures
from bot.workbench.evaluate.heldout import Turn
from bot.workbench.evaluate.materials import Line, Materials, NotMeasured
from bot.workbench.evaluate.measures import Array
from bot.workbench.evaluate.report import Figure, Section, Table

TITLE = "Held-out dialogues: ours, never trained on"
AS_TYPED = ("date", "person")  # marked in the customer's own words


def measure(materials: Materials) -> Section:
    """Each customer turn through the trained model, with what was said before it."""
    marked = lines()
    if not marked:
        raise NotMeasured(f"There are no dialogues in {heldout.FOLDER}.")
    readings = materials.read([line for _, line in marked], "held-out dialogues")
    turns, dialogues = [turn for turn, _ in marked], [line.dialogue for _, line in marked]
    frustration = np.array([reading.frustration for reading in readings])
    grades = np.array([turn.grade for turn in turns])
    return Section(
        TITLE,
        figures=[
            *_intents(turns, readings, dialogues),
            *_entities(turns, readings, dialogues),
            *heat.figures(frustration, grades, dialogues),
            *alarms.figures(readings, [turn.flags for turn in turns], dialogues),
            *_aimed(turns, readings, dialogues),
        ],
        tables=[_confusions(turns, readings)],
        plots=heat.pictures(frustration, grades, name="heldout", what="Held-out dialogues"),
        notes=[
            f"{len(turns)} customer turns of {len(set(dialogues))} dialogues, graded by one person in quarter grades."
        ],
    )


def lines() -> list[tuple[Turn, Line]]:
    """Every customer turn, with its text and what came before."""
    found = []
    for dialogue in heldout.load():
        earlier: list[tuple[str, str]] = []
        for turn in dialogue.turns:
            if turn.by_customer:
                found.append((turn, Line(turn.text, tuple(earlier), dialogue.name)))
            earlier.append((turn.speaker, turn.text))
    return found


def _intents(turns: Sequence[Turn], readings: Sequence[Reading], dialogues: Sequence[str]) -> list[Figure]:
    """Any of a turn's intents is right; what is asked back about is not."""
    said = [reading.intent for reading in readings]
    meant = [name if name in turn.intents else turn.intents[0] for name, turn in zip(said, turns, strict=True)]
    number_said, number_meant, _ = measures.numbered(said, meant)
    unread = np.array([name == UNREAD for name in said])
    right = number_said == number_meant
    return [
        measures.figure("intent accuracy", measures.accuracy, number_said, number_meant, groups=dialogues),
        measures.figure("intent macro-F1", measures.macro_f1, number_said, number_meant, groups=dialogues),
        measures.share_figure("intent accuracy where it does not ask back", right, ~unread, groups=dialogues),
        measures.share_figure("asked back", unread, groups=dialogues, at_least=False),
    ]


def _entities(turns: Sequence[Turn], readings: Sequence[Reading], dialogues: Sequence[str]) -> list[Figure]:
    """Found and right, kind and value both, over all turns. Kinds that the set does not mark are left out."""
    kinds = {kind for turn in turns for kind in turn.entities}
    counts = np.array([_found(turn, reading, kinds) for turn, reading in zip(turns, readings, strict=True)])
    right, given, wanted = counts.T
    return [
        measures.figure("entity precision", _ratio, right, given, groups=dialogues),
        measures.figure("entity recall", _ratio, right, wanted, groups=dialogues),
    ]


def _aimed(turns: Sequence[Turn], readings: Sequence[Reading], dialogues: Sequence[str]) -> list[Figure]:
    """At whom abuse is aimed, or that swearing is at a thing."""
    places = [place for place, turn in enumerate(turns) if turn.abuse_target]
    right = np.array([readings[place].abuse_target == turns[place].abuse_target for place in places])
    groups = [dialogues[place] for place in places]
    return [measures.share_figure("abuse and swearing: target right", right, groups=groups)]


def _found(turn: Turn, reading: Reading, kinds: set[str]) -> tuple[int, int, int]:
    """How many entities are right, given and wanted."""
    wanted = Counter((kind, value.lower()) for kind, values in turn.entities.items() for value in values)
    given: Counter[tuple[str, str]] = Counter()
    for entity in reading.entities:
        if entity.entity in kinds:
            said = entity.text if entity.entity in AS_TYPED else entity.value
            given[(entity.entity, said.lower())] += 1
    return (wanted & given).total(), given.total(), wanted.total()


def _ratio(part: Array, whole: Array) -> float:
    return float(part.sum() / whole.sum()) if whole.sum() else measures.NAN


def _confusions(turns: Sequence[Turn], readings: Sequence[Reading]) -> Table:
    pairs = Counter(
        (turn.intents[0], reading.intent)
        for turn, reading in zip(turns, readings, strict=True)
        if reading.intent not in turn.intents
    )
    top = sorted(pairs.items(), key=lambda pair: (-pair[1], pair[0]))[:10]
    return Table("The commonest intents misread", ("meant", "read as", "times"), [(m, s, str(n)) for (m, s), n in top])
