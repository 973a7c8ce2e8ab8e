"""What the back office refuses, each refusal with the facts that explain it."""

from __future__ import annotations

from datetime import datetime

from bot.backoffice.types import Delivery, Money, Order, Refund


class BackOfficeError(Exception):
    """A refusal. `code` is for rules and reports, str() is one plain sentence for the brief."""

    code = "back_office"


class NotFound(BackOfficeError):
    """No such order for this person. Never says whether the number or the e-mail was wrong."""

    code = "not_found"


class Throttled(BackOfficeError):
    """Too many failed look-ups. `retry_at`: when to try again."""

    code = "throttled"

    def __init__(self, message: str, retry_at: datetime) -> None:
        super().__init__(message)
        self.retry_at = retry_at


class OrderRefusal(BackOfficeError):
    """A rule of the shop says no to this change of this order, which the customer may see."""

    def __init__(self, message: str, order: Order) -> None:
        super().__init__(message)
        self.order = order


class TooLateToCancel(OrderRefusal):
    """Already with the carrier, or delivered: offer the free return instead."""

    code = "too_late_to_cancel"


class AlreadyCancelled(OrderRefusal):
    """It was cancelled before; `refund_status` knows the money."""

    code = "already_cancelled"


class TooLateToChange(OrderRefusal):
    """Its parcel is labelled, with the carrier, or there; or it was cancelled. Nothing in it can be changed."""

    code = "too_late_to_change"


class LeavesNothing(OrderRefusal):
    """What they want out is all there is: that is cancelling, which is another change."""

    code = "leaves_nothing"


class ChangedMeanwhile(OrderRefusal):
    """The order is no longer as it was shown: show it anew."""

    code = "changed_meanwhile"


class ChargedOnce(OrderRefusal):
    """There is no second charge for this order to give back."""

    code = "charged_once"


class NotOverdue(OrderRefusal):
    """No refund of this order is late."""

    code = "not_overdue"


class StillUnpaid(OrderRefusal):
    """A refund that was chased is late once more: a person must see to it."""

    code = "still_unpaid"

    def __init__(self, message: str, order: Order, refund: Refund) -> None:
        super().__init__(message, order)
        self.refund = refund


class NoInvoice(OrderRefusal):
    """Nothing was bought in the end, or its invoice is made out to another business already."""

    code = "no_invoice"


class NotDeliveredYet(OrderRefusal):
    """Nothing to send back or to find damaged yet."""

    code = "not_delivered_yet"


class AlreadyReturned(OrderRefusal):
    """These items already have a return or damage case. `reference` names it."""

    code = "already_returned"

    def __init__(self, message: str, order: Order, reference: str) -> None:
        super().__init__(message, order)
        self.reference = reference


class OutsideReturnWindow(OrderRefusal):
    """More than 30 days after delivery. `closed_at`: when the window closed."""

    code = "outside_return_window"

    def __init__(self, message: str, order: Order, closed_at: datetime) -> None:
        super().__init__(message, order)
        self.closed_at = closed_at


class WhichItems(OrderRefusal):
    """The order has several things and it is not clear which are meant: ask, then pass `lines`."""

    code = "which_items"


class BeyondPower(OrderRefusal):
    """More money than the assistant may give: a person must decide. `limit` is where its power ends."""

    code = "beyond_power"

    def __init__(self, message: str, order: Order, limit: Money) -> None:
        super().__init__(message, order)
        self.limit = limit


class MoreThanPaid(OrderRefusal):
    """More than what was paid and has not gone back. `left` is what has not."""

    code = "more_than_paid"

    def __init__(self, message: str, order: Order, left: Money) -> None:
        super().__init__(message, order)
        self.left = left


class NotSentYet(OrderRefusal):
    """Nothing to send again: the first has not left."""

    code = "not_sent_yet"


class NotLate(BackOfficeError):
    """Nothing to search for: the promised date has not passed, or it was cancelled. Carries the delivery only."""

    code = "not_late"

    def __init__(self, message: str, delivery: Delivery) -> None:
        super().__init__(message)
        self.delivery = delivery


class RequestKeyReused(BackOfficeError):
    """A programming mistake: one request key used for two different changes."""

    code = "request_key_reused"


class OverBudget(BackOfficeError):
    """The goodwill budget says no. `limit`: order, customer, day, once, kind, amount or off; `left` of that limit."""

    code = "over_budget"

    def __init__(self, message: str, limit: str, left: Money) -> None:
        super().__init__(message)
        self.limit = limit
        self.left = left
