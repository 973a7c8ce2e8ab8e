"""Pages, the agents' API, transcripts, help, health and metrics over HTTP."""
