"""What the desk's mails say to customers, and what it says in the chat about mail. Part of texts.py."""

from __future__ import annotations

from collections.abc import Mapping

SENTENCES: Mapping[str, str] = {
    # ---- what they have not seen in the chat
    "mail_unseen_subject": "{name} wrote to you in our chat ({reference})",
    "mail_unseen": "This was written to you in our chat while you weren't looking at it. Times are {zone}.",
    # ---- a callback
    "mail_waiting_subject": "Your message is with our team ({reference})",
    "mail_waiting": (
        "Your message is with our team, with everything you've written. Someone will contact you {by_means} by "
        "{callback}. Your reference is {reference}; you can add to it, or see how it stands, at any time."
    ),
    "mail_late_subject": "We're late, and you're first in line now ({reference})",
    "mail_late": (
        "You were told someone would contact you by now, and that hasn't happened. That's our doing, and you've been "
        "moved to the front. Someone will contact you {by_means} by {callback}; your reference is {reference}."
    ),
    # ---- a copy of everything
    "mail_transcript_subject": "Your conversation with {site} ({reference})",
    "mail_transcript": "Here's the copy of your conversation that you asked for. Times are {zone}.",
    "mail_transcript_closed": "Your conversation is closed, and this is your copy of it. Times are {zone}.",
    # ---- at the end of each
    "mail_open": "Open the conversation and answer",
    "mail_link": (
        "To answer, please open the conversation: that reaches us straight away, from any device. The link opens this "
        "one conversation, for whoever has it, until {until}, so please don't pass it on."
    ),
    "mail_foot": "{site}, reference {reference}",
    # ---- in the chat
    "mail_undelivered": (
        "An e-mail to {address} couldn't be delivered, so please read here. To be reached elsewhere, leave another "
        "e-mail address or a phone number."
    ),
    "transcript_no_address": "There's no e-mail address to send it to yet. Leave one here and press again.",
    "transcript_often": "It has been sent to {address} a few times today. You can download it here at any time.",
    "transcript_no_mail": "It can't be sent by e-mail at the moment. You can download it here at any time.",
    # ---- waiting too long
    "waited_long": "You've waited {waited} by now, and that's too long.",
    "waited_long_told": (
        "You've waited {waited} by now, and that's too long. The people who run the team have been told."
    ),
    "waited_long_offer": (
        "If you'd rather not wait here, leave an e-mail address or a phone number and someone will contact you; your "
        "reference is {reference}."
    ),
    # ---- a link from a mail that doesn't work any more
    "link_expired_title": "This link has expired",
    "link_expired": (
        "Links in our mails open a conversation for {days}, and this one is older, or isn't complete. Nothing is lost: "
        "open the chat on our website on the device you used before and it goes on there. Elsewhere, open the chat and "
        "give your reference, which is in the mail; a person will find your conversation."
    ),
}
