"""Signed tokens: whose conversation this is, who is signed in at the shop, which transcript may be read, which browser
an agent has used before."""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from itsdangerous import BadData, URLSafeTimedSerializer

from bot.wire import Customer

DAY = 24 * 3600
SESSION_AGE = 60 * DAY  # a customer who comes back within two months finds their conversation
CUSTOMER_AGE = DAY  # a sign-in at the shop is worth a day
TRANSCRIPT_AGE = 7 * DAY
DEVICE_AGE = 180 * DAY


@dataclass(frozen=True)
class Resumed:
    """A conversation opened by a link from a mail, and for whom it proves the address."""

    conversation_id: str
    customer_id: str | None


class Tokens:
    """Makes and reads a site's tokens. Each kind has its own salt, so none is ever accepted as another."""

    def __init__(self, secret: str, *, site_id: str) -> None:
        self._session = URLSafeTimedSerializer(secret, salt=f"evenkeel.{site_id}.session")
        self._customer = URLSafeTimedSerializer(secret, salt=f"evenkeel.{site_id}.customer")
        self._device = URLSafeTimedSerializer(secret, salt=f"evenkeel.{site_id}.device")
        self._transcript = URLSafeTimedSerializer(secret, salt=f"evenkeel.{site_id}.transcript")
        self._resume = URLSafeTimedSerializer(secret, salt=f"evenkeel.{site_id}.resume")

    def session(self, conversation_id: str) -> str:
        """What the customer's widget holds to come back to its conversation."""
        return str(self._session.dumps(conversation_id))

    def conversation(self, token: object) -> str | None:
        """The conversation of a session token; None for anything we did not sign, or that is too old."""
        value = _read(self._session, token, SESSION_AGE)
        return value if isinstance(value, str) else None

    def transcript(self, conversation_id: str) -> str:
        """The end of a transcript's address."""
        return str(self._transcript.dumps(conversation_id))

    def conversation_of_transcript(self, token: object) -> str | None:
        """The conversation a transcript's address names, or None."""
        value = _read(self._transcript, token, TRANSCRIPT_AGE)
        return value if isinstance(value, str) else None

    def device(self, email: str, *, name: str | None = None) -> str:
        """For a browser with which this agent has logged in: it tells so at the next log-in, and opens nothing."""
        return str(self._device.dumps([email, name or secrets.token_urlsafe(9)]))

    def device_of(self, email: str, token: object) -> str | None:
        """The browser's name, if this agent has used it before; None for anything we did not sign, or too old."""
        value = _read(self._device, token, DEVICE_AGE)
        return str(value[1]) if isinstance(value, list) and value[:1] == [email] else None

    def resume(self, conversation_id: str, *, customer_id: str | None) -> str:
        """The end of an address in a mail that opens this one conversation again. `customer_id`: whose verified address
        the mail goes to; None if all we know is that somebody left it."""
        return str(self._resume.dumps([conversation_id, customer_id]))

    def resumed(self, token: object, *, days: float) -> Resumed | None:
        """What such an address opens; None for anything we did not sign, or that is too old."""
        value = _read(self._resume, token, int(days * DAY))
        return Resumed(*value) if isinstance(value, list) and len(value) == 2 else None

    def customer(self, customer: Customer) -> str:
        """What the shop's server gives its page: who is signed in."""
        return str(self._customer.dumps({"id": customer.id, "name": customer.name, "email": customer.email}))

    def signed_in(self, token: object) -> Customer | None:
        """The customer a token vouches for, verified; None for anything we did not sign, or that is too old."""
        value = _read(self._customer, token, CUSTOMER_AGE)
        if not isinstance(value, dict) or not isinstance(value.get("id"), str):
            return None
        return Customer(id=value["id"], name=value.get("name"), email=value.get("email"), verified=True)


def _read(serializer: URLSafeTimedSerializer, token: object, max_age: int) -> object:
    if not isinstance(token, str) or len(token) > 2000:
        return None
    try:
        return serializer.loads(token, max_age=max_age)
    except (BadData, ValueError):  # ValueError: text that cannot even be encoded
        return None
