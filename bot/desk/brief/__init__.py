"""The brief: what the agent sees first. Every statement is taken from the log and names the message it rests on."""

from bot.desk.brief.build import build

__all__ = ["build"]
