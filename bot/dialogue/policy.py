"""When a handoff is due it happens now: whatever the intent, whatever form is open."""

from __future__ import annotations

from typing import Any, Dict, List, Optional  # noqa: UP035  Rasa compares these annotations with its own, to the letter

from rasa.core.policies.policy import Policy, PolicyPrediction
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.shared.core.domain import Domain
from rasa.shared.core.generator import TrackerWithCachedStates
from rasa.shared.core.trackers import DialogueStateTracker

HANDOFF_SLOT = "handoff_reason"
HANDOFF_ACTION = "action_handoff"
LISTEN = "action_listen"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.POLICY_WITHOUT_END_TO_END_SUPPORT, is_trainable=False)
class HandoffPolicy(Policy):
    """Predicts `action_handoff` once `handoff_reason` is set, then waits. RulePolicy cannot say "any intent"."""

    @staticmethod
    def get_default_config() -> Dict[str, Any]:  # noqa: UP006
        """Above every rule and form (RulePolicy has priority 6)."""
        return {"priority": 10}

    def train(
        self,
        training_trackers: List[TrackerWithCachedStates],  # noqa: UP006
        domain: Domain,
        **kwargs: Any,
    ) -> Resource:
        """Nothing to learn."""
        return self._resource

    def predict_action_probabilities(
        self,
        tracker: DialogueStateTracker,
        domain: Domain,
        rule_only_data: Optional[Dict[str, Any]] = None,  # noqa: UP006, UP045
        **kwargs: Any,
    ) -> PolicyPrediction:
        """Certain when a handoff is due or just done; silent otherwise."""
        scores = [0.0] * domain.num_actions
        due = False
        if tracker.latest_action_name == HANDOFF_ACTION:
            scores[domain.index_for_action(LISTEN)] = 1.0
            due = True
        elif tracker.get_slot(HANDOFF_SLOT):
            scores[domain.index_for_action(HANDOFF_ACTION)] = 1.0
            due = True
        # An open form's predictions are of this kind, and overrule all others whatever their priority.
        return self._prediction(scores, is_no_user_prediction=due)
