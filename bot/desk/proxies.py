"""Which proxies are believed when they say whose request they pass on, and whether it came by TLS."""

from __future__ import annotations

from ipaddress import ip_network

NAME = "EVENKEEL_TRUSTED_PROXIES"


def parse(text: str) -> tuple[str, ...]:
    """Addresses and networks, with commas between; nothing: no proxy is trusted. Raises ValueError on anything else."""
    found = tuple(part.strip() for part in text.split(",") if part.strip())
    for part in found:
        try:
            ip_network(part)
        except ValueError as error:
            raise ValueError(f"{NAME}: give addresses or networks such as 10.0.0.5,10.1.0.0/16 ({error})") from error
    return found
