"""Rasa custom actions: thin, each calls into bot/."""
