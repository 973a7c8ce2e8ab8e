"""Simulated customers and agents over real sockets: they behave as the widget and the agents' page do."""

from bot.workbench.driver.agent import Agent
from bot.workbench.driver.client import PATIENCE_S, Client, Json, TimedOut
from bot.workbench.driver.customer import Customer

__all__ = ["PATIENCE_S", "Agent", "Client", "Customer", "Json", "TimedOut"]
