"""What stops a command, in words that say what to do."""

from __future__ import annotations

EXIT_CONFIG = 78  # sysexits.h EX_CONFIG: a child that ends with it would only fail again


class CannotStart(Exception):
    """The message says what is wrong and what to do about it."""
