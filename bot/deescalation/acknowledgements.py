"""What can be acknowledged, and which of it to acknowledge: the most specific cost to this customer, said once.

For every key there are `utter_ack_<key>` responses, three wordings or more. Each may use the facts named here, in
braces, and no others: a key is chosen only when all its facts were found in the customer's own words, or are on record.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from bot.deescalation.cues import promised, shouts, swears
from bot.deescalation.kinds import Kind
from bot.deescalation.signals import ORDINALS, kept_waiting, ordinal, particulars
from bot.deescalation.situation import Situation
from bot.deescalation.types import Move, Reason

# Most specific first: this is also the order of preference.
ACKNOWLEDGEMENTS: Mapping[str, tuple[str, ...]] = {
    # Said together with a handoff (never with a script of ours in between).
    "grief": (),  # someone died, illness, money trouble: gentle, short, a person next
    # What it cost this customer, in their own key terms.
    "occasion": ("occasion",),  # "your daughter's birthday", "the wedding": missed, or about to be
    "occasion_ahead": ("occasion",),  # the same, still to come
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
    "faulty": (),  # it came whole and does not work, or not for long
    "late_parcel": (),
    "refund_slow": (),
    "return_trouble": (),
    "cancel_trouble": (),
    "change_trouble": (),  # an address or an order that should be another
    "payment_trouble": (),
    "paperwork": (),
    "account_trouble": (),
    "wants_out": (),  # an account, a subscription, a newsletter that should end
    "site_trouble": (),
    "hard_to_find": (),  # a question whose answer they looked for in vain
    # How they say it, when there is nothing else to take up.
    "in_a_hurry": (),
    "threatens_to_leave": (),
    "resigned": (),  # polite but finished: "forget it", "whatever", "I give up"
    "heated": (),  # capitals, swearing at the thing: short, plain, no comment on the tone
    "general": (),
}

# The acknowledgement that belongs to an errand (an intent's name), for heat without particulars.
BY_ERRAND: Mapping[str, str] = {
    "order_status": "late_parcel",
    "late_parcel": "late_parcel",
    "damaged_item": "damaged",
    "refund_status": "refund_slow",
    "return_order": "return_trouble",
    "exchange_item": "return_trouble",
    "cancel_order": "cancel_trouble",
    "change_address": "change_trouble",
    "change_order": "change_trouble",
    "payment_problem": "payment_trouble",
    "invoice_request": "paperwork",
    **dict.fromkeys(
        ("sign_in_problem", "registration_problem", "create_account", "edit_account", "switch_account"),
        "account_trouble",
    ),
    **dict.fromkeys(("delete_account", "newsletter", "subscription"), "wants_out"),
    "technical_problem": "site_trouble",
    **dict.fromkeys(
        ("delivery_options", "delivery_time", "cancellation_fee", "product_question", "faq_returns", "faq_warranty"),
        "hard_to_find",
    ),
    **dict.fromkeys(("faq_payment", "faq_account", "faq_contact"), "hard_to_find"),
}

# A cost to this customer in particular: worth taking up even when something more general was said before.
PARTICULAR = frozenset(list(ACKNOWLEDGEMENTS)[: list(ACKNOWLEDGEMENTS).index("deadline") + 1])

_TROUBLES: Mapping[str, re.Pattern[str]] = {
    key: re.compile(pattern)
    for key, pattern in {
        "no_answer": (
            r"\b(?:no ?(?:body|-?one|one)|you|they|u) (?:\w+ )?(?:ever |even |bothers? to |never |don't |doesn't "
            r"|didn't |won't |has |have )*"
            r"(?:answer(?:s|ed|ing)?|repl(?:y|ies|ied)|respond(?:s|ed)?|picks? up|g[eo]ts? back to me|call(?:s"
            r"|ed)? (?:me )?back|ignor\w+)\b"
            r"|\bno (?:reply|response|answer)\b|\b(?:haven't|not|never) (?:had |got )?(?:heard|a reply"
            r"|an answer)\b|\bhung up on me\b"
            r"|\b(?:pass(?:ed|ing)|bounc(?:ed|ing)|sent|sending) (?:me )?(?:around|from|between|back and forth)\b"
            r"|\brun ?around\b|\bfobb\w+ off\b"
            r"|\bbeing ignored\b|\bon hold\b"
        ),
        "not_understood_by_bot": (
            r"\b(?:you|u) (?:\w+ )?(?:don't|dont|didn't|didnt|aren't|not|never|can't"
            r"|keep not) (?:\w+ )?(?:understand\w*|listen\w*|read\w*|get it"
            r"|getting it|answer(?:ing|ed)? (?:my|the))\b|\bnot what i (?:asked|said|meant|want)\b"
            r"|\bread what i\b|\bdid you even read\b"
            r"|\b(?:i )?(?:already|just) (?:told|said|gave|answered|typed|explained)\b|\bin circles\b"
            r"|\bsame (?:answer|thing|question|message|reply|response) (?:again|over|every|each|back)\b"
            r"|\bwrong answer\b"
        ),
        "charged_wrongly": (
            r"\bcharged (?:me )?(?:\w+ )?(?:twice|double|two times|again|too much|three times|wrong\w*"
            r"|for (?:something|nothing|it anyway))\b"
            r"|\bdouble[- ]charged?\b|\bovercharg\w+|\btook (?:the |my )?(?:money|payment) (?:twice|again|anyway"
            r"|out)\b|\b(?:billed|paid) twice\b"
            r"|\btaken (?:the |my )?(?:money|payment) (?:twice|again)\b"
        ),
        "marked_delivered": (
            r"\b(?:says?|said|marked|shows?|showing|tracking|status|app|claims?|supposedly"
            r"|apparently)\b[^.!?\n]{0,30}\bdelivered\b"
            r"(?=.*\b(?:not|never|nothing|no|isn't|wasn't|hasn't|haven't|didn't|where|nowhere|don't have)\b)"
        ),
        "wrong_item": (
            r"\bwrong (?:\w+ )?(?:item|size|colou?r|product|order|thing|one|model|parcel|package|shoes?|shirt"
            r"|dress|version)\b"
            r"|\bnot what i ordered\b|\b(?:sent|got|received) (?:me )?(?:a|the) (?:completely "
            r"|totally )?different\b|\bsomeone else's (?:order|parcel)\b"
        ),
        "damaged": (
            r"\b(?:damaged|smashed|shattered|cracked|dented|faulty|defective|crushed|snapped|in pieces|soaked)\b"
            r"|\b(?:arrived|came|it's|its|is|was|item|all|completely|turned up) (?:\w+ )?broken\b(?! promise)"
        ),
        "faulty": (
            r"^(?!.*\b(?:web ?site|site|app|page|link|log ?in|password|checkout|voucher|code|card|tracking)\b).*"
            r"\b(?:(?:doesn't|doesnt|don't|won't|wont|not|stopped|never) (?:even )?(?:work(?:s|ed|ing)?|heat\w*"
            r"|turn(?:s|ed|ing)? on|switch(?:es|ed|ing)? on|start(?:s|ed|ing)? up)|is leaking|leaks|keeps? leaking"
            r"|packed (?:in|up)|gave up|died on me|fell apart|broke (?:after|within|already))\b"
        ),
        "refund_slow": (
            r"\brefund\w*\b(?=.*\b(?:where|waiting|still|not|never|yet|weeks?|days?|months?|when|no|hasn't"
            r"|haven't|didn't)\b)"
            r"|\b(?:where|waiting|still|not|never|no|hasn't|haven't|want)\b[^.!?\n]{0,40}\b(?:refund\w*"
            r"|money back|my money)\b"
        ),
        "cancel_trouble": (
            r"\b(?:can't|cannot|won't let me|tried to|trying to|still|asked (?:you )?to|told you to|supposed to be)"
            r" cancel\w*\b"
        ),
        "return_trouble": (
            r"\b(?:can't|cannot|won't let me|tried to|trying to|refus\w+|no label|denied|reject\w+)\b[^.!?\n]{0,30}"
            r"\b(?:return|exchange|send it back)\w*\b"
        ),
        "late_parcel": (
            r"\b(?:still|yet)\b[^.!?\n]{0,25}\b(?:not|no|nothing|hasn't|haven't|isn't|waiting)\b|\b(?:hasn't"
            r"|has not|never|not|didn't|haven't|isn't) "
            r"(?:\w+ )?(?:arrived?|come|turned up|turn up|showed up|show up|received|delivered|shipped"
            r"|got here|been delivered)\b"
            r"|\b(?:is|was|it's|days|weeks|so|running|again) late\b|\b(?:isn't|is not|not) here\b|\boverdue\b"
            r"|\bdelayed\b|\b(?:supposed"
            r"|meant) to (?:be here|arrive|come|be delivered|get here)\b"
            r"|\bwhere(?:'s| is| the \w+ is| the hell is) (?:my|our|the) (?:\w+ )?(?:parcel|order|package|stuff"
            r"|delivery|item|shoes|things)\b"
        ),
    }.items()
}


def choose(situation: Situation) -> tuple[str, dict[str, str]] | None:
    """The best acknowledgement not yet said in this conversation, with its facts; None when all that fit were said."""
    said = {used.key for used in situation.history if used.move is Move.ACKNOWLEDGE}
    for key, facts in _fitting(situation):
        if key not in said and not (key == "late_parcel" and situation.on_time):
            return key, {name: facts[name] for name in ACKNOWLEDGEMENTS[key]}
    return None


def fits_handoff(situation: Situation, reason: Reason) -> tuple[str, dict[str, str]] | None:
    """What to say before the words of the handoff itself: something for grief and for heat, nothing in a crisis."""
    if reason in (Reason.SELF_HARM, Reason.DANGER, Reason.THREAT):
        return None
    if reason is not Reason.VULNERABLE:
        return choose(situation)
    said_before = any(used.key == "grief" for used in situation.history if used.move is Move.ACKNOWLEDGE)
    return None if said_before else ("grief", {})


def troubles(text: str) -> tuple[str, ...]:
    """What a text says went wrong, as keys of ACKNOWLEDGEMENTS, the most telling first."""
    said = _flat(text)
    return tuple(key for key, pattern in _TROUBLES.items() if pattern.search(said))


def _flat(text: str) -> str:
    return " ".join(text.lower().replace("\u2019", "'").split())


def _meant_for(occasion: str, text: str) -> bool:
    """What they bought was for it; otherwise the birthday may only begin their story."""
    return bool(re.search(rf"\bfor (?:\S+ ){{0,3}}{re.escape(occasion.split()[-1])}", text, re.I))


def _fitting(situation: Situation) -> Iterator[tuple[str, dict[str, str]]]:
    """Every key that this turn gives reason for, the best first."""
    found = troubles(situation.text)
    seen = particulars(situation.text)
    happened = situation.happened
    if seen.occasion and (found or situation.errand in BY_ERRAND or _meant_for(seen.occasion, situation.text)):
        yield ("occasion_ahead" if seen.occasion_ahead else "occasion"), {"occasion": seen.occasion}
    if promised(situation.text) or happened.promises_broken:
        yield "broken_promise", {}
    count = max(seen.contact_count or 0, happened.contact_number)
    if 2 <= count <= len(ORDINALS):
        yield "nth_contact", {"contact": ordinal(count)}
    if seen.again or count > len(ORDINALS):
        yield "repeat_contact", {}
    waiting = seen.waiting or kept_waiting(happened.minutes_waited)
    if waiting:
        yield "waiting", {"waiting": waiting}
    for key in ("no_answer", "not_understood_by_bot", "charged_wrongly"):
        if key in found or (key == "not_understood_by_bot" and happened.misunderstandings):
            yield key, {}
    if seen.deadline:
        yield "deadline", {"deadline": seen.deadline}
    yield from ((key, {}) for key in found if key not in PARTICULAR)
    shown = situation.kinds
    if Kind.IN_A_HURRY in shown:
        yield "in_a_hurry", {}
    if Kind.LEAVING in shown:
        yield "threatens_to_leave", {}
    if Kind.POLITE_BUT_FINISHED in shown:
        yield "resigned", {}
    if situation.errand and situation.errand in BY_ERRAND:
        yield BY_ERRAND[situation.errand], {}
    if shouts(situation.text) or swears(situation.text):
        yield "heated", {}
    yield "general", {}
