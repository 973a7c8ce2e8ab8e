"""What the assistant does whole, for real: one file per errand, each a form's questions and the deed at its end."""

from __future__ import annotations

from bot.dialogue.errands.base import Errand
from bot.dialogue.errands.cancel_order import CancelOrder
from bot.dialogue.errands.change_address import ChangeAddress
from bot.dialogue.errands.change_order import ChangeOrder
from bot.dialogue.errands.damaged_item import DamagedItem
from bot.dialogue.errands.goodwill import Goodwill
from bot.dialogue.errands.guide import GuideErrand
from bot.dialogue.errands.invoice_request import InvoiceRequest
from bot.dialogue.errands.late_parcel import LateParcel
from bot.dialogue.errands.order_status import OrderStatus
from bot.dialogue.errands.payment_problem import PaymentProblem
from bot.dialogue.errands.refund_status import RefundStatus
from bot.dialogue.errands.return_order import ExchangeItem, ReturnOrder

__all__ = ["ALL", "FORMS", "Errand", "of_form"]

ALL: dict[str, Errand] = {
    errand.name: errand
    for errand in (
        OrderStatus(),
        LateParcel(),
        CancelOrder(),
        ReturnOrder(),
        ExchangeItem(),
        RefundStatus(),
        DamagedItem(),
        ChangeAddress(),
        ChangeOrder(),
        PaymentProblem(),
        InvoiceRequest(),
    )
}

# Also those that no wish of the customer's opens.
FORMS: dict[str, Errand] = {**ALL, Goodwill.name: Goodwill(), GuideErrand.name: GuideErrand()}


def of_form(form: str | None) -> Errand | None:
    """The errand whose form this is."""
    return FORMS.get((form or "").removesuffix("_form"))
