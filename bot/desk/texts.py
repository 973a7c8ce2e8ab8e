"""Every sentence the desk itself says to customers. Override any of them in site.yml under `texts`.

Each says what happens next, then when, then what they can do meanwhile. `{facts}` are filled in by the desk.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from string import Formatter
from typing import Any

from bot.desk import texts_mail

SENTENCES: Mapping[str, str] = {
    **texts_mail.SENTENCES,
    # ---- the assistant is not well
    "starting": (
        "I'm just starting up. Your message is safe and I'll answer it here within {wait}. "
        "If I can't, I'll get a person for you."
    ),
    "busy": (
        "A lot of people are writing just now. Your message is safe and I'll answer it here within {wait}. "
        "If I can't, I'll get a person for you."
    ),
    "unavailable": "I can't work this out properly at the moment, so I'm getting a person for you.",
    # ---- opening words when the desk itself fetches a person, by reason
    "opening_asked_for_person": "Of course.",
    "opening_legal_threat": "This needs a person who can decide things.",
    "opening_fraud": "This should be looked at by a person straight away.",
    "opening_threat": "I'm passing this to a person.",
    "opening_danger": (
        "If anyone could be hurt, move away from it and call your local emergency number now; that comes first."
    ),
    "opening_self_harm": (
        "Thank you for saying that; nothing about an order matters as much. If you may act on it or aren't safe right "
        "now, please call your local emergency number. {crisis_lines}"
    ),
    "opening_vulnerable_customer": "A person should take care of this with you.",
    "crisis_lines": "Free helplines, by phone or chat, are listed by country at findahelpline.com.",
    # ---- in the queue
    "queued_wait": (
        "A colleague will take over here in this chat, in {wait}. They'll see everything you've written, so you won't "
        "have to repeat it. If nobody is here by then I'll write again; meanwhile you can add anything that matters."
    ),
    "queued_no_estimate": (
        "A colleague will take over here in this chat. I don't have a reliable wait to give you, so I'll tell you how "
        "it stands within {update}. They'll see everything you've written; add anything that matters meanwhile."
    ),
    "queued_nobody": (
        "I've passed this to the team, with everything you've written. Nobody is free to pick it up this minute; I'll "
        "tell you how it stands within {update}. If you'd rather not wait here, you can leave an e-mail address or a "
        "phone number. Your reference is {reference}."
    ),
    "queued_closed": (
        "I've passed this to the team, with everything you've written. They're back at {opens}; you keep your place "
        "and I'll write here then. If you'd rather be contacted, you can leave an e-mail address or a phone number. "
        "Your reference is {reference}."
    ),
    "queued_crisis": (
        "I've asked for a person to come to this chat, as urgent. If nobody is here within {update}, I'll write again; "
        "please don't wait for us if you need help sooner."
    ),
    "queued_crisis_closed": (
        "Nobody from our team is here until {opens}, so please don't wait for us: call or write to one of those now. "
        "You're first in line when the team is back, and I'll write here then."
    ),
    "queued_callback": (
        "I've passed this to the team, with everything you've written. Someone will contact you {by_means} by "
        "{callback}; you can also stay here or write again at any time. Your reference is {reference}."
    ),
    "update_wait": (
        "You're {position} in line, and a colleague should be here in {wait}. If that changes I'll tell you within "
        "{update}."
    ),
    "update_no_estimate": (
        "You're {position} in line. People are on duty, and I'll tell you how it stands again within {update}."
    ),
    "update_nobody": (
        "You're {position} in line, but nobody is free to pick it up yet. I'll write again within {update}. "
        "{invitation}Your reference is {reference}."
    ),
    "update_closed": (
        "Nobody got to you before the team finished for the day, and that's not how it should be. They're "
        "back at {opens}; you keep your place and I'll write here then. {invitation}Your reference is {reference}."
    ),
    "invitation": "If you'd rather not wait here, leave an e-mail address or a phone number.",
    "contact_left": (
        "Thank you, that's noted. Someone from the team will contact you {by_means} by {callback}, and your reference "
        "is {reference}. You can still write here at any time."
    ),
    "callback_stands": (
        "Someone from the team will contact you {by_means} by {callback}. Your reference is {reference}; you can still "
        "write here at any time."
    ),
    "contact_kept": "Thank you, that's noted for the team. Your reference is {reference}.",
    "callback_late": (
        "You were told someone would contact you by now, and that hasn't happened. That's our doing, and you've been "
        "moved to the front. Someone will contact you {by_means} by {callback}; your reference is {reference}."
    ),
    # ---- people
    "agent_here": "{name} from the team is here, with everything you've written so far.",
    "agent_slow": (
        "{name} has your message but hasn't answered yet. If there's nothing within {wait}, I'll find someone else."
    ),
    "agent_silent": "{name} has been held up, so I'm finding someone else for you.",
    "agent_vanished": "{name} has lost the connection, so I'm finding someone else for you.",
    "agent_passed_on": "{name} is passing this to a colleague, who will see everything written here.",
    "agent_takes_over": "{name} from the team has taken over from {before}, with everything you've written so far.",
    "transferred_to_person": (
        "{name} is passing this to {colleague}, who will see everything written here and should be here within {wait}. "
        "If that changes I'll write again; you keep your place in line."
    ),
    "transferred_to_team": "{name} is passing this to our {team} team, who will see everything written here.",
    "transfer_missed": "{colleague} can't take over at the moment.",
    "handed_back": (
        "{name} has handed over to me, the automated assistant. Write here with anything else you need; if you want a "
        "person again, just say so."
    ),
    "handed_back_answering": (
        "{name} has handed over to me, the automated assistant. I'm answering your last message now. "
        "If you want a person again, just say so."
    ),
    "closed": (
        "{name} has closed this conversation. Would you tell us how it went? You can write here at any time and it "
        "opens again. Your reference is {reference}."
    ),
    "reopened": "{name} from the team has opened this conversation again, and writes here next.",
    "rated": "Thank you for telling us.",
    # ---- promises: how they ended. A kind of promise with a sentence `kept_…` of its own is told when it is kept.
    "kept_refund_paid": "The refund you were promised has been paid: {said}",
    "kept_trace_answered": "The search you were promised an answer from has come back. {said}",
    "kept_complaint_answered": "Your complaint has been answered, as promised. {said}",
    "kept_data_request_answered": "Your request about your data has been answered, as promised. {said}",
    "promise_broken": (
        "You were promised this by {due}: {promise}. It hasn't been done, and that's our doing. A person needs to put "
        "it right."
    ),
    "promise_failed": (
        "You were promised this by {due}: {promise}. It can't happen that way any more. {said} A person needs to put "
        "it right."
    ),
    "promise_unconfirmed": (
        "You were promised this by {due}: {promise}. I can't see whether it's been done, so a person will check and "
        "tell you."
    ),
    "promise_taken_back": "About what you were promised by {due} (“{promise}”), {name} writes: {words}",
    "promise_with_agent": "{name} is here, and sees this.",
    "promise_in_line": "That makes it urgent, and you've been moved up in the line.",
    # ---- offered to an agent who has done something in the back office, by what was done
    "told_refund_opened": "A refund of {refund} is on its way. It's there by {by}, and the reference is {reference}.",
    "told_cancelled": (
        "Order {order} is cancelled. A refund of {refund} is on its way and is there by {by}; the reference is "
        "{reference}."
    ),
    "told_duplicate_refunded": (
        "The second charge is going back: {refund}. It's there by {by}, and the reference is {reference}."
    ),
    "told_refund_chased": (
        "Your refund of {refund} now goes before everything else. It's paid by {by}; the reference is {reference}."
    ),
    "told_return_opened": "Your free return label is {free_label}, for {items}. Post it by {post_it_by}. {then}.",
    "told_exchange_opened": "Your free return label is {free_label}, for {items}. Post it by {post_it_by}. {then}.",
    "told_replacement_sent": (
        "{items}: it goes out to you again, free, as order {replacement_order}. It's there by {by}. Sending the first "
        "one back: {sending_it_back}."
    ),
    "told_trace_opened": (
        "I've opened a search for {order} with {search_with}. You'll have an answer by {by}; the reference is "
        "{reference}."
    ),
    "told_address_changed": "Order {order} now goes to {new_address}.",
    "told_invoice_mailed": "Invoice {invoice} is on its way to the e-mail address of your order.",
    "told_goodwill_credit": (
        "To make up for some of this, here is {credit} towards your next order: the code is {code}, good until "
        "{valid_until}."
    ),
    "told_goodwill_postage": (
        "The postage you paid is going back: {postage_back}. It's there by {by}, and the reference is {reference}."
    ),
    "told_goodwill_expedite": "Order {order} goes by next-day delivery at our cost, and is there by {by}.",
    "told_goodwill_late_return": "You can send order {order} back until {return_window_open_until}.",
    # ---- later
    "follow_up": (
        "Is this sorted out for you now? If it isn't, write here and I'll go on with it, or say so and I'll get you "
        "a person."
    ),
    "follow_up_agent": "Is this sorted out for you now? If it isn't, write here and {name} will go on with it.",
    # ---- what the page shows as the next step
    "next_reply": "The assistant is answering.",
    "next_starting": "The assistant is starting up and will answer within {wait}.",
    "next_busy": "The assistant is busy and will answer within {wait}.",
    "next_queue_wait": "A colleague will join in {wait}.",
    "next_queue_update": "You're in line for a colleague. I'll write again within {update}.",
    "next_opening": "The team is back at {opens}. You keep your place.",
    "next_callback": "Someone from the team will contact you by {callback}.",
    "next_colleague": "{colleague} should be here within {wait}.",
    "next_agent": "{name} has your message.",
    "next_follow_up": "Write any time. If I hear nothing, I'll ask once whether this is settled, at {when}.",
    "next_promised_agent": "{name} has promised you this by {due}: “{promise}”.",
    "next_follow_up_agent": "{name} sees whatever you write. If you're quiet, you'll be asked once, at {when}.",
}


@dataclass(frozen=True)
class Texts:
    """The sentences of a site: the desk's own, unless overridden."""

    overrides: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def parse(cls, texts: Mapping[str, Any] | None) -> Texts:
        """From site.yml. Raises ValueError on an unknown key, or on a fact that this sentence is not given."""
        overrides = {str(key): str(value) for key, value in (texts or {}).items()}
        for key, sentence in overrides.items():
            if key not in SENTENCES:
                raise ValueError(f"texts: there is no sentence {key!r}")
            strange = _facts(sentence) - _facts(SENTENCES[key])
            if strange:
                raise ValueError(f"texts: {key} cannot use {sorted(strange)}; it has {sorted(_facts(SENTENCES[key]))}")
        return cls(overrides)

    def say(self, key: str, **facts: str) -> str:
        """The sentence with its facts filled in. Raises KeyError if a fact is missing."""
        return (self.overrides.get(key) or SENTENCES[key]).format(**facts)


def _facts(sentence: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(sentence) if name}
