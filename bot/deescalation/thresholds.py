"""From which probability a flag of a reading is acted on: one table for desk, brain and reports."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

# Chosen on our own examples, unseen, and on public messages in which nobody means it (MODEL_CARD.md): for self-harm and
# danger a miss costs more than a person fetched needlessly; law and fraud are believed only when they are plain.
FLAG_AT: Mapping[str, float] = MappingProxyType(
    {
        "abuse": 0.4,
        "threat": 0.5,
        "self_harm": 0.4,
        "danger": 0.4,
        "legal": 0.7,
        "fraud": 0.6,
        "human_request": 0.5,
    }
)

# A needless boundary insults somebody who only swore at a parcel, so abuse must be plainer than for the flag.
BOUNDARY_AT = 0.8
