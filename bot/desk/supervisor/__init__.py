"""The supervisor's page: how it stands now, and reports over a period. About our process; people are never ranked."""
