"""The REST API of the handoff queue, for another help desk: docs/api.md."""
