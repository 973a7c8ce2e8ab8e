"""The brain: hosts the Rasa agent, takes a turn, returns replies. Never reached by the public."""
