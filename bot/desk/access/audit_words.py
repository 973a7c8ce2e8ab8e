"""The audit in words: what somebody did, as it stands after their name. Facts only, never a customer's words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from bot.desk.office.deeds import DEEDS

Detail = Mapping[str, Any]


def _pressed(title: str) -> Callable[[Detail], str]:
    """What an agent did in the back office, and what came of it."""

    def words(detail: Detail) -> str:
        reference = f", reference {detail['reference']}" if detail.get("reference") else ""
        return f"pressed “{title}” for {detail.get('about', '?')}: {detail.get('state', '?')}{reference}"

    return words


# A title to choose it by, and its words: a text filled with the detail, or a function for what needs more than that.
WORDS: Mapping[str, tuple[str, str | Callable[[Detail], str]]] = {
    "open": ("Read a conversation", "opened the conversation and its brief"),
    "take": ("Took over", "took the conversation over"),
    "say": ("Wrote to a customer", "wrote to the customer (message {seq})"),
    "note": ("Wrote a note", "wrote a note (message {seq})"),
    "hand_back": ("Handed back", "handed the conversation back to the assistant"),
    "requeue": ("Put back into the queue", "put the conversation back into the queue"),
    "close": ("Closed", "closed the conversation: {disposition}"),
    "orders_seen": ("Saw a customer's orders", "looked at the customer's orders"),
    "order_seen": ("Saw an order", "looked at order {order}"),
    **{f"order_{name}": (f"Order: {deed.title}", _pressed(deed.title)) for name, deed in DEEDS.items()},
    "rate_brief": ("Rated a brief", "rated the brief: {verdict}"),
    "search": ("Searched conversations", lambda d: f"searched past conversations{_filtered(d)}"),
    "availability": ("Online and away", "set themselves {state}"),
    "watch": ("Read along", "opened a colleague's conversation to read along"),
    "whisper": ("Whispered", "whispered to the agent (message {seq})"),
    "take_over": ("Took over from a colleague", "took the conversation over from a colleague"),
    "decline": ("Declined an offer", "declined the conversation when it was offered"),
    "transfer": ("Passed on", "passed the conversation on to {to}"),
    "alert_mail": ("Alerts by e-mail", lambda d: f"switched alerts by e-mail {'on' if d.get('wanted') else 'off'}"),
    "promise_kept": ("Kept a promise", "marked a promise as kept"),
    "promise_taken_back": ("Took a promise back", "took a promise back"),
    "set_away": ("Set away by the desk", "was set away: an offer was left unanswered too often"),
    "identified_by_code": ("Customers proved by a code", "proved by a code that they are customer {customer_id}"),
    "log_in": ("Logged in", "logged in, from {address}"),
    "log_out": ("Logged out", "logged out"),
    "logged_out_elsewhere": ("Ended other logins", lambda d: _elsewhere(d)),
    "login_failed": ("Failed to log in", lambda d: _failed(d)),
    "account_made": ("Made an account", "made their account, as {role}"),
    "renamed": ("Changed a name", "changed their name from {from} to {to}"),
    "password_changed": ("Changed a password", "changed their password"),
    "password_reset": ("Set a password by a link", "set a new password by a link"),
    "invite": ("Invited", lambda d: f"invited {_invited(d)}"),
    "invite_revoked": ("Revoked an invitation", lambda d: f"revoked the invitation of {_invited(d)}"),
    "reset_link": ("Made a link for a password", "made a link with which {person} sets a new password"),
    "person_changed": ("Changed a person", lambda d: f"changed {d.get('person')}: {_changes(d)}"),
    "token_created": ("Made a token", lambda d: f"made the token {d.get('token')} ({_value(d.get('scopes'))})"),
    "token_revoked": ("Revoked a token", "revoked the token {token}"),
    "webhook_retried": ("Sent a webhook again", "had webhook {letter} sent again"),
    "reports_seen": ("Saw reports", "saw the reports from {from} to {to}"),
    "report_exported": ("Exported a report", "exported the report {report}, {from} to {to}"),
    "audit_seen": ("Looked into this log", lambda d: f"looked into this log{_filtered(d)}"),
    "audit_exported": ("Exported this log", lambda d: f"exported this log{_filtered(d)}"),
}
WHY = {
    "wrong_login": "the password was wrong",
    "too_many_attempts": "there were too many attempts",
    "switched_off": "the account is switched off",
}
SYSTEM = ("identified_by_code",)  # done by the customer, not by one of us
FIELDS = {"role": "role", "skills": "skills", "languages": "languages", "max_open": "load limit"}


def said(action: str, detail: Detail | None) -> str:
    """What was done, in words; an action that has none yet is its name with its facts."""
    facts = detail or {}
    if action not in WORDS:
        return ": ".join(filter(None, (action.replace("_", " "), _plainly(facts))))
    _, words = WORDS[action]
    return words(facts) if callable(words) else words.format_map(_Known(facts))


def titles() -> list[tuple[str, str]]:
    """Every action with its title, by title."""
    return sorted(((action, title) for action, (title, _) in WORDS.items()), key=lambda pair: pair[1])


def who(name: str | None, action: str, detail: Detail | None) -> str:
    """Whose doing it was. A program's agent is named with its token."""
    token = (detail or {}).get("token")
    program = f"the program {token}" if token and not action.startswith("token_") else None
    if name:
        return f"{name} ({program})" if program else name
    if program:
        return program.capitalize()
    if action in SYSTEM:
        return "The customer"
    return "Somebody" if action == "login_failed" else "The command line"


class _Known(dict[str, Any]):
    def __missing__(self, key: str) -> str:
        return "?"


def _elsewhere(detail: Detail) -> str:
    return "ended one other login" if detail.get("logins") == 1 else "ended their other logins"


def _invited(detail: Detail) -> str:
    return f"{detail.get('email') or 'somebody'} as {detail.get('role')}"


def _failed(detail: Detail) -> str:
    account = f" to {detail['person']}'s account" if detail.get("person") else " with an unknown address"
    why = WHY.get(str(detail.get("why")), "refused")
    return f"tried to log in{account}, from {detail.get('address', '?')}: {why}"


def _changes(detail: Detail) -> str:
    parts = []
    if "disabled" in detail:
        parts.append("account switched off" if detail["disabled"] else "account switched on")
    for name, words in FIELDS.items():
        if name in detail:
            parts.append(f"{words} from {_value(detail[name].get('from'))} to {_value(detail[name].get('to'))}")
    return "; ".join(parts)


def _value(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(map(str, value)) or "none"
    return "the site's" if value is None else str(value)


def _filtered(detail: Detail) -> str:
    return f" ({_plainly(detail)})" if detail else ""


def _plainly(detail: Detail) -> str:
    return ", ".join(f"{name.replace('_', ' ')} {_value(value)}" for name, value in detail.items())
