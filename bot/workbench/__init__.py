"""Maintainers' tools: the driver of simulated customers and agents, benchmarks, drills."""
