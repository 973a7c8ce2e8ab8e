"""Who knocks at a door, as far as their request shows it."""

from __future__ import annotations

from dataclasses import dataclass

LONGEST_USER_AGENT = 300
SYSTEMS = {
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Android": "Android",
    "Windows": "Windows",
    "CrOS": "ChromeOS",
    "Mac OS X": "a Mac",
    "Linux": "Linux",
}
BROWSERS = {  # in this order: each browser also names those it descends from
    "Edg": "Edge",
    "OPR/": "Opera",
    "Firefox/": "Firefox",
    "FxiOS/": "Firefox",
    "CriOS/": "Chrome",
    "Chrome/": "Chrome",
    "Safari/": "Safari",
}


@dataclass(frozen=True)
class Caller:
    """`address`: theirs, or their trusted proxy's word for it. `user_agent`: their browser's name for itself.
    `device`: names the browser, if this person has logged in with it before."""

    address: str
    user_agent: str = ""
    device: str | None = None


def in_words(user_agent: str | None) -> str:
    """Firefox on Windows."""
    text = user_agent or ""
    browser = next((words for mark, words in BROWSERS.items() if mark in text), None)
    system = next((words for mark, words in SYSTEMS.items() if mark in text), None)
    if browser is None:
        return "An unknown browser" if system is None else f"An unknown browser on {system}"
    return f"{browser} on {system}" if system else browser
