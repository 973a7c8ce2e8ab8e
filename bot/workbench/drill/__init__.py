"""The fault drill: customers and agents at work while everything that can die dies; then the books are checked."""

from bot.workbench.drill.play import conditions, play, run
from bot.workbench.drill.report import Report

__all__ = ["Report", "conditions", "play", "run"]
