"""The heart: temper, moves, and when to hand over. Pure rules: no I/O, no Rasa, nothing of ours imported."""
