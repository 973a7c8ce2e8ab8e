"""Evenkeel: a support-desk assistant that keeps its calm. Each folder here is one room; see CONTRIBUTING.md."""
