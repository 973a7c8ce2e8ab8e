"""The errands as Rasa forms: what each still needs, how it asks, and the deed at its end."""

from __future__ import annotations

from typing import Any, ClassVar

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.base import ChatAction
from bot.dialogue import errands, forms, identity
from bot.dialogue.chat import REQUESTED, Chat


class ValidateForm(ChatAction):
    """Rasa asks it after every message while the form is open: what was answered, what is missing now?"""

    errand: ClassVar[str]

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        """No events mean "not for me": Rasa lets the rules answer, then comes back to the form."""
        chat = Chat(dispatcher, tracker)
        await chat.turn.services.ready()
        taken = await forms.continue_form(
            chat, errands.FORMS[self.errand], interrupted=forms.was_interrupted(tracker.events)
        )
        return chat.events() if taken else []

    async def act(self, chat: Chat) -> None:
        raise NotImplementedError  # `run` is all there is


class Ask(ChatAction):
    """Asks for one slot, as the errand of the open form words it."""

    slot: ClassVar[str]

    async def act(self, chat: Chat) -> None:
        errand = errands.of_form(chat.loop)
        if errand is None:
            raise ValueError(f"nothing open that asks for {self.slot}")
        if self.slot in ("order", "email", "item"):  # a small factual question; the others show their facts first
            chat.lead_in()
        if self.slot == identity.SLOT:
            identity.ask(chat)
        else:
            await errand.ask(chat, self.slot)


class Finish(ChatAction):
    """What the form was for."""

    errand: ClassVar[str]

    async def act(self, chat: Chat) -> None:
        await forms.finish(chat, errands.FORMS[self.errand])


def _named(base: type[Any], called: str, **attributes: str) -> type[Any]:
    """A class of its own for every name: Rasa finds actions by class."""
    title = "".join(part.capitalize() for part in called.split("_"))
    return type(title, (base,), {"called": called, "__module__": __name__, **attributes})


ASKS = [
    _named(Ask, f"action_ask_{slot}", slot=slot)
    for slot in ("order", "email", "item", "outcome", "value", "confirm", "step", identity.SLOT)
]
VALIDATES = [_named(ValidateForm, f"validate_{name}_form", errand=name) for name in errands.FORMS]
FINISHES = [_named(Finish, f"action_{name}", errand=name) for name in errands.FORMS]

__all__ = ["ASKS", "FINISHES", "REQUESTED", "VALIDATES"]
