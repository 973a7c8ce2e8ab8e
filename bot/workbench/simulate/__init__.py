"""Simulated customers: personas with a goal and a mood of their own, played through the real brain."""
