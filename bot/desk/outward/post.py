"""One try at one webhook: a signed POST, and what its answer means."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass
from datetime import datetime, timezone
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

import httpx

from bot.desk.outward import address, sign
from bot.desk.outward.config import Endpoint
from bot.times import now

LONGEST_WAIT_S = 86_400.0  # of what an answer may ask for


@dataclass(frozen=True)
class Outcome:
    """`why`: what went wrong, None if it was taken. `retry_after`: seconds the other side asks us to wait."""

    status: int | None = None
    why: str | None = None
    retry_after: float = 0.0


async def post(
    client: httpx.AsyncClient, endpoint: Endpoint, *, event_id: str, body: bytes, within_s: float
) -> Outcome:
    """`client` follows no redirects and uses no proxy."""
    try:
        return await asyncio.wait_for(_post(client, endpoint, event_id=event_id, body=body), within_s)
    except asyncio.TimeoutError:
        return Outcome(why=f"no answer within {within_s:g} seconds")


async def _post(client: httpx.AsyncClient, endpoint: Endpoint, *, event_id: str, body: bytes) -> Outcome:
    url = httpx.URL(endpoint.url)
    port = url.port or (443 if url.scheme == "https" else 80)
    headers = {
        "Host": urlsplit(endpoint.url).netloc,
        "Content-Type": "application/json",
        "User-Agent": "Evenkeel-Webhooks/1",
        **sign.headers(event_id=event_id, at=int(time.time()), body=body, secrets=endpoint.secrets),
    }
    try:
        addresses = await address.resolve(url.host, port, allow_private=endpoint.allow_private)
        response = await _send(client, url, addresses, headers=headers, body=body)
    except (address.Forbidden, OSError) as error:
        return Outcome(why=str(error) or type(error).__name__)
    except httpx.HTTPError as error:
        return Outcome(why=f"{type(error).__name__}: {error}".rstrip(": "))
    if response.is_success:
        return Outcome(response.status_code)
    redirect = " (redirects are not followed; give the new address in site.yml)" if response.is_redirect else ""
    why = f"answered {response.status_code} {response.reason_phrase}".rstrip() + redirect
    return Outcome(response.status_code, why, retry_after(response.headers.get("retry-after"), now()))


async def _send(
    client: httpx.AsyncClient, url: httpx.URL, addresses: list[str], *, headers: dict[str, str], body: bytes
) -> httpx.Response:
    """To the first address that answers the call: those that were checked. The certificate must still be the name's."""
    for number, ip in enumerate(addresses, 1):
        there = url.copy_with(host=ip)
        request = client.build_request("POST", there, content=body, headers=headers)
        request.extensions["sni_hostname"] = url.host
        try:
            response = await client.send(request, stream=True)  # what it says is not read: it may be endless
        except httpx.ConnectError:
            if number == len(addresses):
                raise
            continue
        await response.aclose()
        return response
    raise OSError(f"{url.host} has no address")


def retry_after(value: str | None, at: datetime) -> float:
    """Seconds, from a Retry-After header (RFC 9110: seconds, or a date); 0 if it can't be read, a day at most."""
    text = (value or "").strip()
    try:
        if text.isascii() and text.isdecimal():
            seconds = float(text[:9])
        else:
            date = parsedate_to_datetime(text)
            seconds = (date.replace(tzinfo=date.tzinfo or timezone.utc) - at).total_seconds()
    except (ValueError, TypeError, IndexError):
        return 0.0
    return min(max(seconds, 0.0), LONGEST_WAIT_S)
