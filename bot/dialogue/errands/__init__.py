"""What the assistant does whole, for real: one file per errand, each a form's questions and the deed at its end."""

from __future__ import annotations

from bot.dialogue.errands.base import Errand
from bot.dialogue.errands.cancel_order import CancelOrder
from bot.dialogue.errands.change_address import ChangeAddress
from bot.dialogue.errands.change_order import ChangeOrder
from bot.dialogue.errands.damaged_item import DamagedItem
from bot.dialogue.errands.delete_account import DeleteAccount
from bot.dialogue.errands.edit_account import EditAccount
from bot.dialogue.errands.formal_complaint import StaffComplaint
from bot.dialogue.errands.fraud_report import FraudReport
from bot.dialogue.errands.goodwill import Goodwill
from bot.dialogue.errands.guide import GuideErrand
from bot.dialogue.errands.invoice_request import InvoiceRequest
from bot.dialogue.errands.late_parcel import LateParcel
from bot.dialogue.errands.leave_review import LeaveReview
from bot.dialogue.errands.newsletter import Newsletter
from bot.dialogue.errands.order_status import OrderStatus
from bot.dialogue.errands.payment_problem import PaymentProblem
from bot.dialogue.errands.privacy_request import PrivacyRequest
from bot.dialogue.errands.refund_status import RefundStatus
from bot.dialogue.errands.reset_link import ResetLink
from bot.dialogue.errands.return_order import ExchangeItem, ReturnOrder
from bot.dialogue.errands.subscription import Subscription

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
        Newsletter(),
        EditAccount(),
        FraudReport(),
        DeleteAccount(),
        PrivacyRequest(),
        Subscription(),
        LeaveReview(),
        StaffComplaint(),
    )
}

# Also those that no wish of the customer's opens.
FORMS: dict[str, Errand] = ALL | {errand.name: errand for errand in (Goodwill(), GuideErrand(), ResetLink())}


def of_form(form: str | None) -> Errand | None:
    """The errand whose form this is."""
    return FORMS.get((form or "").removesuffix("_form"))
