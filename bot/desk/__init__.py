"""The public service: conversations, handoff queue, presence, promises, brief. Never imports Rasa."""
