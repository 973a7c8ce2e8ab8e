"""Signs what a webhook carries, as Standard Webhooks has it: https://www.standardwebhooks.com (specification 1.0.0)."""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Sequence


def headers(*, event_id: str, at: int, body: bytes, secrets: Sequence[bytes]) -> dict[str, str]:
    """`at`: seconds since 1970, the time of this try. One signature for each secret, so that one can be replaced."""
    signed = f"{event_id}.{at}.".encode() + body
    signatures = (base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode() for key in secrets)
    return {
        "webhook-id": event_id,
        "webhook-timestamp": str(at),
        "webhook-signature": " ".join(f"v1,{signature}" for signature in signatures),
    }
