"""What can be acknowledged, and which of it to acknowledge: the most specific cost to this customer, said once.

For every key there are `utter_ack_<key>` responses, three wordings or more. Each may use the facts named here, in
braces, and no others: a key is chosen only when all its facts were found in the customer's own words.
"""

from __future__ import annotations

from collections.abc import Mapping

# Most specific first: this is also the order of preference.
ACKNOWLEDGEMENTS: Mapping[str, tuple[str, ...]] = {
    # Said together with a handoff (never with a script of ours in between).
    "grief": (),  # someone died, illness, money trouble: gentle, short, a person next
    # What it cost this customer, in their own key terms.
    "occasion": ("occasion",),  # "your daughter's birthday", "the wedding": missed, or about to be
    "broken_promise": (),  # they were told something that did not happen
    "nth_contact": ("contact",),  # "third": they have counted
    "repeat_contact": (),  # they have been in touch before, uncounted
    "waiting": ("waiting",),  # "two weeks", "since Monday", "over an hour"
    "no_answer": (),  # nobody replies, calls are not returned, passed from one to another
    "not_understood_by_bot": (),  # we (the assistant) misread them or went round in circles
    "charged_wrongly": (),  # charged twice, charged too much, money taken
    "deadline": ("deadline",),  # "by Friday", "before Saturday": they need it by then
    # What went wrong, when they say so hotly but without such a particular.
    "marked_delivered": (),  # tracking says delivered; it is not there
    "wrong_item": (),
    "damaged": (),
    "late_parcel": (),
    "refund_slow": (),
    "return_trouble": (),
    "cancel_trouble": (),
    # How they say it, when there is nothing else to take up.
    "threatens_to_leave": (),
    "resigned": (),  # polite but finished: "forget it", "whatever", "I give up"
    "heated": (),  # capitals, swearing at the thing: short, plain, no comment on the tone
    "general": (),
}

# The acknowledgement that belongs to an errand, for heat without particulars.
BY_ERRAND: Mapping[str, str] = {
    "track_order": "late_parcel",
    "late_parcel": "late_parcel",
    "damaged_parcel": "damaged",
    "refund_status": "refund_slow",
    "return_order": "return_trouble",
    "cancel_order": "cancel_trouble",
}
