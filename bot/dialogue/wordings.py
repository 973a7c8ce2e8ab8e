"""Chooses among a response's wordings: those that suit the temper, and none twice while others are unused."""

from __future__ import annotations

import copy
from typing import Any

from rasa.core.nlg import TemplatedNaturalLanguageGenerator
from rasa.core.nlg.generator import ResponseVariationFilter
from rasa.shared.core.trackers import DialogueStateTracker

from bot.deescalation import wording
from bot.dialogue import turn


class Wordings(TemplatedNaturalLanguageGenerator):
    """Rasa's generator picks at random; a customer who hears the same sentence twice hears a machine."""

    def __init__(self) -> None:
        super().__init__({})

    async def generate(
        self, utter_action: str, tracker: DialogueStateTracker, output_channel: str, **kwargs: Any
    ) -> dict[str, Any] | None:
        """A fitting wording of the response that has not been said yet, else the one said longest ago."""
        live = turn.live()
        slots = tracker.current_slot_values()
        said = live.said if live else []
        if live:
            slots["temper"] = live.temper.state.value  # the slot is set only after this turn's first utterances
        fitting = self._fitting(utter_action, output_channel, slots)
        if not fitting:
            return None
        all_wordings = self.responses[utter_action]
        keys = [f"{utter_action}:{all_wordings.index(response)}" for response in fitting]
        index = wording.choose(keys, said, seed=f"{live.id if live else tracker.sender_id} {utter_action}")
        said.append(keys[index])
        filled: dict[str, Any] = self._fill_response(copy.deepcopy(fitting[index]), slots, **kwargs)
        return filled

    def _fitting(self, utter_action: str, output_channel: str, slots: dict[str, Any]) -> list[dict[str, Any]]:
        """Those for the temper. What is worded for the upset, and not for the irate, is for them too."""
        tempers = {
            condition.get("value")
            for response in self.responses.get(utter_action, ())
            for condition in response.get("condition") or ()
        }
        if slots.get("temper") == "irate" and "irate" not in tempers and "upset" in tempers:
            slots = {**slots, "temper": "upset"}
        fitting: list[dict[str, Any]] = ResponseVariationFilter(self.responses).responses_for_utter_action(
            utter_action, output_channel, slots
        )
        return fitting
