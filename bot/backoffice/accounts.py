"""What the assistant may ask of a shop about people and their accounts: the Protocol, what it returns and refuses.

A customer is an account's id, or that of a guest who proved an address by a code. Nothing here says whether an address
is known, except to whoever has proved it. Every change takes a `request_key`: the same key again changes nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, Protocol

from bot.backoffice.errors import BackOfficeError
from bot.backoffice.types import ChangeResult, Money

Purpose = Literal["identity", "new_email", "register"]
CaseKind = Literal["complaint", "staff_complaint", "data_copy", "data_erasure"]
SubscriptionChange = Literal["skip", "pause", "resume", "cancel"]


@dataclass(frozen=True)
class Identity:
    """Who has proved to be who. `account` false: a guest, who owns the orders placed with the address."""

    id: str
    name: str | None
    email: str
    account: bool


@dataclass(frozen=True)
class Profile:
    """An account as its owner may see it."""

    id: str
    name: str
    email: str
    phone: str | None = None
    closes_at: datetime | None = None  # asked to be closed then; until then it can be undone


@dataclass(frozen=True)
class Subscription:
    """Something that comes every few weeks."""

    reference: str
    name: str
    price: Money
    every_weeks: int
    next_at: datetime
    status: Literal["active", "paused", "cancelled"]


class WrongCode(BackOfficeError):
    """Not the code that was sent. `left`: tries that remain."""

    code = "wrong_code"

    def __init__(self, left: int) -> None:
        super().__init__("That is not the code.")
        self.left = left


class CodeExpired(BackOfficeError):
    """Too old, or already used: another is needed."""

    code = "code_expired"


class TooManyTries(BackOfficeError):
    """All tries of this code are used up."""

    code = "too_many_tries"


class NoAccount(BackOfficeError):
    """This customer ordered as a guest."""

    code = "no_account"


class AddressTaken(BackOfficeError):
    """Another account has this address. Only said to whoever has proved the address."""

    code = "address_taken"


class StillOpen(BackOfficeError):
    """What must finish before an account can close, in words: "EK-20402 is still on its way"."""

    code = "still_open"

    def __init__(self, reasons: tuple[str, ...]) -> None:
        super().__init__(f"The account cannot be closed yet: {'; '.join(reasons)}.")
        self.reasons = reasons


class Accounts(Protocol):
    """What the actions call. All times are UTC."""

    async def send_code(self, *, email: str, purpose: Purpose, conversation: str, request_key: str) -> ChangeResult:
        """Mail a code; for `identity` only to an address with an account or order, and nobody is told. Raises
        Throttled. `promise_due` is when the code expires."""

    async def check_code(self, *, email: str, purpose: Purpose, code: str, request_key: str) -> None:
        """Raises WrongCode, CodeExpired, TooManyTries."""

    async def identify(self, *, email: str) -> Identity:
        """Whose address this is; call only once it is proved."""

    async def has_account(self, *, email: str) -> bool:
        """Call only for a proved address."""

    async def profile(self, *, customer_id: str) -> Profile:
        """Raises NoAccount for a guest."""

    async def change_details(
        self, *, customer_id: str, name: str | None = None, phone: str | None = None, request_key: str
    ) -> ChangeResult:
        """Raises NoAccount."""

    async def change_email(self, *, customer_id: str, email: str, request_key: str) -> ChangeResult:
        """To an address proved by a code; the old one gets a notice. Raises NoAccount, AddressTaken."""

    async def send_reset_link(self, *, email: str, conversation: str, request_key: str) -> ChangeResult:
        """The same result whether or not the address is known. Raises Throttled."""

    async def close_account(self, *, customer_id: str, request_key: str) -> ChangeResult:
        """In 14 days. Raises NoAccount, StillOpen."""

    async def keep_account(self, *, customer_id: str, request_key: str) -> ChangeResult:
        """Undo that. Raises NoAccount."""

    async def open_case(
        self, *, kind: CaseKind, words: str, customer_id: str | None, email: str | None, request_key: str
    ) -> ChangeResult:
        """A complaint or a request about personal data, to be answered by a person by a date."""

    async def set_newsletter(self, *, email: str, on: bool, request_key: str) -> ChangeResult:
        """Off at once; on once the link in a mail is pressed. The same answer for any address."""

    async def subscriptions(self, *, customer_id: str) -> tuple[Subscription, ...]:
        """Those not cancelled."""

    async def change_subscription(
        self,
        *,
        customer_id: str,
        reference: str,
        change: SubscriptionChange | None = None,
        every_weeks: int | None = None,
        request_key: str,
    ) -> ChangeResult:
        """Raises NotFound when it is not theirs or not in a state for it."""

    async def review(self, *, customer_id: str, sku: str, stars: int, text: str, request_key: str) -> ChangeResult:
        """Of something they bought. Raises NotFound."""
