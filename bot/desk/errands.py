"""What customers come for, in words for agents: by intent."""

from __future__ import annotations

from collections.abc import Mapping

# Other intents (small talk, yes and no) say nothing about what they came for.
ERRANDS: Mapping[str, str] = {
    "order_status": "to know where their order is",
    "late_parcel": "a late or missing parcel put right",
    "damaged_item": "a damaged item put right",
    "cancel_order": "to cancel an order",
    "return_order": "to return or exchange something",
    "refund_status": "to know where their refund is",
    "payment_problem": "a payment put right",
    "sign_in_problem": "to get back into their account",
    "registration_problem": "to register",
    "create_account": "an account opened",
    "edit_account": "account details changed",
    "switch_account": "to use another account",
    "delete_account": "their account closed",
    "change_order": "an order changed",
    "exchange_item": "to exchange something",
    "choose_refund": "their money back",
    "choose_replacement": "a replacement",
    "newsletter": "newsletters started or stopped",
    "place_order": "to order something",
    "leave_review": "to leave a review",
    "change_address": "a delivery address changed",
    "fraud_report": "a possible fraud looked into",
    "invoice_request": "an invoice",
    "subscription": "something changed about a subscription",
    "privacy_request": "their data seen or deleted",
    "technical_problem": "something on the site to work",
    "staff_complaint": "a complaint about how they were treated heard",
    "complain": "a complaint heard",
}
