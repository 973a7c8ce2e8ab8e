"""Where a webhook may go: never into the machine's own network, unless the site allows it (SSRF)."""

from __future__ import annotations

import asyncio
import ipaddress
import socket


class Forbidden(ValueError):
    """The address is not one on the public internet; the text says which."""


async def resolve(host: str, port: int, *, allow_private: bool) -> list[str]:
    """The addresses of `host` to connect to; the name is not looked up again, so they cannot change in between.

    Raises Forbidden if any of its addresses is private, and OSError if there is none.
    """
    loop = asyncio.get_running_loop()
    found = await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    addresses = list(dict.fromkeys(str(info[4][0]) for info in found))
    for address in addresses:
        if not allow_private and not is_public(address):
            raise Forbidden(f"{host} is {address}, which is not on the public internet (allow_private in site.yml)")
    return addresses


def is_public(address: str) -> bool:
    """Whether it can be reached over the internet: not loopback, private, link-local, multicast or reserved."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    inner = _inside(ip) if isinstance(ip, ipaddress.IPv6Address) else None
    if inner is not None:
        return is_public(str(inner))
    return ip.is_global and not ip.is_multicast and not ip.is_reserved


def _inside(ip: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    """The IPv4 address that an IPv6 one stands for: mapped, 6to4, or by NAT64 (RFC 6052)."""
    if ip in ipaddress.ip_network("64:ff9b::/96"):
        return ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
    return ip.ipv4_mapped or ip.sixtofour
