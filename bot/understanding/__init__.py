"""Rasa graph components that read a message: sentence encoder, frustration, entities."""
