"""Who somebody not signed in is: proved by a code sent to their e-mail address, without leaving the errand in hand."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from bot.backoffice.accounts import CodeExpired, TooManyTries, WrongCode
from bot.backoffice.errors import Throttled
from bot.deescalation.types import Move
from bot.dialogue import words
from bot.dialogue.buttons import option
from bot.dialogue.chat import Button, Chat
from bot.dialogue.errands.orders import PERSON
from bot.wire import Customer

SLOT = "identity"  # asked for like any other slot of a form; where it stands is in memory.identity

# Steps: offer (how?), email, code; and the ends that leave only a person: person, tries, throttled.
OFFER: tuple[Button, ...] = (
    option("Send me a code", "code"),
    option("I've signed in", "signed_in"),
    PERSON,
)
CODE: tuple[Button, ...] = (
    option("Send it again", "again"),
    option("Another address", "address"),
    PERSON,
)
ENDS = ("person", "tries", "throttled")

_SIX = re.compile(r"(?<![\d-])\d(?:[ .-]?\d){5}(?![\d-])")
_DIGITS = re.compile(r"^\D{0,24}(\d[\d .-]{1,12})\D{0,12}$")
_REMOVED = re.compile(r"\[(?:password|PIN|security code) removed\]")
_WANTS_CODE = re.compile(r"\bcode\b|\b(?:e-?mail|text|send) (?:it|me|one)\b", re.I)
_SIGNED_IN = re.compile(r"\b(?:i'?(?:ve| have| am|m)?|just|now) (?:just |now )?(?:signed|logged) ?(?:in|on)\b", re.I)
_NO_ACCESS = re.compile(
    r"\b(?:no|lost|without|haven'?t got|don'?t have)\b.{0,12}\baccess\b"
    r"|\b(?:can'?t|cannot|can not|no longer|don'?t) (?:get into|get to|reach|open|check|see|use|have)\b.{0,20}"
    r"\b(?:e-?mails?|inbox|address|mailbox|that)\b|\b(?:old|lost|closed) (?:e-?mail|address|mailbox)\b",
    re.I,
)
_AGAIN = re.compile(
    r"\b(?:re-?send|again|another (?:code|one)|new (?:code|one)|nothing (?:came|arrived|there|yet))\b"
    r"|\bno (?:code|e-?mail)\b"
    r"|\b(?:didn'?t|hasn'?t|not|haven'?t) (?:come|arrived?|get|got|received?|had)\b",
    re.I,
)
_OTHER_ADDRESS = re.compile(
    r"\b(?:wrong|different|other|another|mistyped|misspel\w+|typo)\b.{0,24}\b(?:address|e-?mail|typo)?\b", re.I
)
_ALMOST_EMAIL = re.compile(r"\S@\S|\bat\b.{1,20}\b(?:dot|\.)\s?(?:com|co|uk|net|org)\b", re.I)


async def hear(chat: Chat) -> bool:
    """Take what the message says about who they are. False: nothing."""
    state = _state(chat)
    choice, text = chat.entity("choice"), chat.text.replace("’", "'")
    if choice == "signed_in" or (state["step"] == "offer" and _SIGNED_IN.search(text)):
        state.update(step="offer", say="utter_identity_not_seen")
    elif email := chat.entity("email"):
        await _send(chat, email)
    elif choice == "address":
        state.update(step="email", say="utter_identity_email")
    elif choice != "again" and _NO_ACCESS.search(text):
        state.update(step="person")
    elif state["step"] == "code":
        return await _hear_code(chat, choice, text)
    elif state["step"] == "offer":
        return await _hear_offer(chat, choice, text)
    elif words.cannot_say(text) or words.yes_or_no(text, chat.intent) is False:
        state.update(step="person")
    elif _ALMOST_EMAIL.search(text):
        state.update(say="utter_identity_email_odd")
    else:
        return False
    return True


async def _hear_offer(chat: Chat, choice: str | None, text: str) -> bool:
    answer = words.yes_or_no(text, chat.intent)
    if choice == "code" or answer or _WANTS_CODE.search(text):
        known = chat.get("email") or chat.customer.email
        if known:
            await _send(chat, known)
        else:
            _state(chat).update(step="email", say="utter_identity_email")
    elif answer is False:
        _state(chat).update(step="person")
    else:
        return False
    return True


async def _hear_code(chat: Chat, choice: str | None, text: str) -> bool:
    state = _state(chat)
    six = _SIX.search(text) if chat.entity("order_number") is None else None
    if six:
        await _check(chat, re.sub(r"\D", "", six[0]))
    elif _REMOVED.search(text):
        state.update(say="utter_identity_masked")
    elif choice == "again" or _AGAIN.search(text):
        await _send(chat, state["email"], say="utter_identity_sent_again")
    elif _OTHER_ADDRESS.search(text):
        state.update(step="email", say="utter_identity_email")
    elif _DIGITS.match(text) and chat.entity("order_number") is None:
        state.update(say="utter_identity_six")
    elif words.yes_or_no(text, chat.intent) is False:
        state.update(step="person")
    else:
        return False
    return True


def still_open(chat: Chat) -> bool:
    """Is there anything left to ask? False: only a person can go on from here."""
    return _state(chat)["step"] not in ENDS


def ask(chat: Chat) -> None:
    """Ask for what is needed next."""
    state = _state(chat)
    say, facts = state.pop("say", None), {"email": str(state.get("email") or "")}
    if state["step"] == "offer":
        chat.made(Move.OFFER_PERSON)
        chat.say(say or "utter_identity_offer", buttons=OFFER)
    elif state["step"] == "email":
        chat.say(say or "utter_identity_email", buttons=[PERSON])
    else:
        left = str(state.pop("left", ""))
        chat.say(say or "utter_identity_code", facts, left=left, buttons=CODE)


def give_up(chat: Chat) -> None:
    """It cannot be proved here: say so kindly, with a person on offer. Next time it starts anew."""
    step = _state(chat)["step"]
    chat.memory.identity = None
    chat.made(Move.OFFER_PERSON)
    chat.say(f"utter_identity_{step}", buttons=[PERSON])


def goes_on(chat: Chat, about: str) -> None:
    """They have proved it: thank them, and say what comes next."""
    chat.memory.identity = None
    chat.say("utter_identity_done", about=about, joined=True)


async def _send(chat: Chat, email: str, say: str = "utter_identity_sent") -> None:
    state = _state(chat)
    try:
        await chat.accounts.send_code(
            email=email,
            purpose="identity",
            conversation=chat.turn.context.conversation,
            request_key=chat.turn.request_key("code"),
        )
    except Throttled:
        state.update(step="throttled")
        chat.found("code_refused", "Too many codes were asked for.", ok=False)
    else:
        state.update(step="code", email=email, say=say)
        chat.set(email=email)  # with an order's number it says where a parcel is meanwhile
        chat.found("code_sent", f"Sent a code to {email}, if that address is known.")


async def _check(chat: Chat, code: str) -> None:
    state = _state(chat)
    email = state["email"]
    try:
        await chat.accounts.check_code(
            email=email, purpose="identity", code=code, request_key=chat.turn.request_key("check")
        )
    except WrongCode as wrong:
        state.update(say="utter_identity_wrong", left="one more try" if wrong.left == 1 else f"{wrong.left} tries")
    except CodeExpired:
        await _send(chat, email, say="utter_identity_expired")
    except TooManyTries:
        state.update(step="tries")
        chat.found("code_refused", "Too many wrong codes.", ok=False)
    else:
        who = await chat.accounts.identify(email=email)
        become(chat, Customer(who.id, who.name, who.email, verified=True))
        as_what = "account" if who.account else "guest order"
        chat.found("identified", f"Proved to have {email} by an e-mailed code ({as_what}).")


def become(chat: Chat, customer: Customer) -> None:
    """From here on, this turn and the conversation act as this customer."""
    chat.turn.identified = customer
    chat.turn.context = replace(chat.turn.context, customer=customer)


def _state(chat: Chat) -> dict[str, Any]:
    if chat.memory.identity is None:
        chat.memory.identity = {"step": "offer"}
    return chat.memory.identity
