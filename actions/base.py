"""Rasa calls `run`; ours implement `act` on a Chat."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from bot.dialogue.chat import Chat


class ChatAction(Action, ABC):
    """An action that works on a Chat. Rasa registers every subclass that is not abstract."""

    @property
    @abstractmethod
    def called(self) -> str:
        """Its name in domain.yml."""

    def name(self) -> str:
        return self.called

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        """Events for Rasa; what is said goes out by the dispatcher."""
        chat = Chat(dispatcher, tracker)
        await chat.turn.services.ready()
        await self.act(chat)
        return chat.events()

    @abstractmethod
    async def act(self, chat: Chat) -> None:
        """Do it."""
