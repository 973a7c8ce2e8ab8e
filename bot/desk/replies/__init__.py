"""Prepared replies: plain files in data/replies that agents put into a message, with the facts filled in."""
