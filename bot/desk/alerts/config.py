"""When the team is alerted: `alerts` in site.yml, in minutes."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from datetime import timedelta
from typing import Any

LONGEST_MIN = 7 * 24 * 60


@dataclass(frozen=True)
class Alerts:
    """`mail`: whether people are alerted by e-mail. Times count from when the customer came into the queue."""

    mail: bool = True
    alert_after: timedelta = timedelta(minutes=5)  # agents who are not at the desk
    escalate_after: timedelta = timedelta(minutes=15)  # supervisors and administrators; the customer is told
    remind_every: timedelta = timedelta(minutes=30)  # everybody, then after twice as long, and so on
    remind_at_most: timedelta = timedelta(hours=4)  # the longest between two reminders
    callback_before: timedelta = timedelta(minutes=30)  # everybody, so long before a callback is due
    pause: timedelta = timedelta(minutes=20)  # between two such mails to one person


def parse(value: Any) -> Alerts:
    """Raises ValueError, which says what to do."""
    if value is None:
        return Alerts()
    known = [item.name for item in fields(Alerts)]
    if not isinstance(value, dict) or (unknown := [str(key) for key in value if key not in known]):
        wrong = f"there is no setting {unknown[0]!r}; " if isinstance(value, dict) else ""
        raise ValueError(f"alerts: {wrong}there are {', '.join(known)}")
    mail = value.get("mail", True)
    if not isinstance(mail, bool):
        raise ValueError("alerts: mail is true or false")
    times: dict[str, Any] = {name: _minutes(name, given) for name, given in value.items() if name != "mail"}
    alerts = replace(Alerts(mail=mail), **times)
    if alerts.escalate_after <= alerts.alert_after:
        raise ValueError("alerts: escalate_after must be longer than alert_after")
    return alerts


def _minutes(name: str, given: Any) -> timedelta:
    if isinstance(given, bool) or not isinstance(given, (int, float)) or not 0 < given <= LONGEST_MIN:
        raise ValueError(f"alerts: {name} is a number of minutes above 0, such as 15")
    return timedelta(minutes=given)
