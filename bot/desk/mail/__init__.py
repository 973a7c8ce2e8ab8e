"""The desk's own mail: what a customer has not seen, transcripts, callbacks, alerts for the team."""
