"""What someone in the queue is told: the words, what happens next, and when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.desk import wording
from bot.desk.settings import Settings
from bot.desk.store.rows import ConversationRow
from bot.desk.waits import Outlook

LONGEST_BETWEEN_UPDATES = 5  # times `queue_update`: a word every few minutes at first, then less often
LONGEST_WITH_NOBODY = 240  # the same while nobody is on duty (twelve hours): there is no news in between
QUARTER_S = 900
MAILS = {"contact_left": "mail_waiting", "queued_callback": "mail_waiting", "callback_late": "mail_late"}


@dataclass(frozen=True)
class Told:
    """A message to the customer and the dated step it announces."""

    text: str
    kind: str  # queue_update | opening | callback
    due: datetime
    next_step: str
    wait_s: int | None = None  # the wait it names, if it names one
    mail: str | None = None  # the letter that says it by e-mail, if it is worth one (bot/desk/mail/letters.py)


def describe(
    outlook: Outlook, *, settings: Settings, to: ConversationRow, at: datetime, first: bool, crisis: bool = False
) -> Told:
    """In plain words. `first`: on entering the queue; otherwise an update. `crisis`: nothing but help matters."""
    if first and crisis:
        return _crisis(outlook, settings=settings, to=to, at=at)
    say, prefix = settings.texts.say, "queued" if first else "update"
    if not outlook.on_duty and to.contact:
        return callback(settings=settings, to=to, at=at, key="queued_callback" if first else "callback_stands")
    spacing = _spacing(to, settings=settings, at=at, on_duty=bool(outlook.on_duty))
    facts = {"position": wording.ordinal(outlook.position), "reference": to.reference}
    if not first:
        facts["invitation"] = say("invitation") + " "
    if outlook.closed and outlook.opens_at:
        opens = wording.moment(outlook.opens_at, zone=to.timezone, now=at)
        text = say(f"{prefix}_closed", opens=opens, **facts)
        return Told(text, "opening", outlook.opens_at, say("next_opening", opens=opens))
    if outlook.seconds is not None:
        seconds = wording.rounded(outlook.seconds)
        next_word = min(seconds, settings.timings.queue_update * LONGEST_BETWEEN_UPDATES)
        wait = wording.about(seconds)
        text = say(f"{prefix}_wait", wait=wait, update=wording.within(next_word), **facts)
        due = at + timedelta(seconds=next_word)
        return Told(text, "queue_update", due, say("next_queue_wait", wait=wait), int(seconds))
    update = wording.within(spacing)
    text = say(f"{prefix}_no_estimate" if outlook.on_duty else f"{prefix}_nobody", update=update, **facts)
    due = at + timedelta(seconds=spacing)
    return Told(text, "queue_update", due, say("next_queue_update", update=update))


def _crisis(outlook: Outlook, *, settings: Settings, to: ConversationRow, at: datetime) -> Told:
    say = settings.texts.say
    if outlook.closed and outlook.opens_at:
        opens = wording.moment(outlook.opens_at, zone=to.timezone, now=at)
        text = say("queued_crisis_closed", opens=opens)
        return Told(text, "opening", outlook.opens_at, say("next_opening", opens=opens))
    seconds = settings.timings.queue_update
    update = wording.within(seconds)
    due = at + timedelta(seconds=seconds)
    return Told(say("queued_crisis", update=update), "queue_update", due, say("next_queue_update", update=update))


def callback(*, settings: Settings, to: ConversationRow, at: datetime, key: str, due: datetime | None = None) -> Told:
    """Someone contacts them, some time after the team is (or comes) in. `due`: if that has been promised already.

    Raises ValueError if they left no contact.
    """
    if not to.contact:
        raise ValueError("nobody can be called back without a contact")
    start = settings.hours.opens_at(at) or at
    due = due or _quarter(start + timedelta(seconds=settings.timings.callback), settings.timings.callback)
    by = wording.moment(due, zone=to.timezone, now=at)
    text = settings.texts.say(key, by_means=means(to), callback=by, reference=to.reference)
    return Told(text, "callback", due, settings.texts.say("next_callback", callback=by), mail=MAILS.get(key))


def means(to: ConversationRow) -> str:
    """How they want to be contacted."""
    return "by e-mail" if "@" in (to.contact or "") else "by phone"


def _spacing(to: ConversationRow, *, settings: Settings, at: datetime, on_duty: bool) -> float:
    waited = (at - to.waiting_since).total_seconds() if to.waiting_since else 0.0
    shortest = settings.timings.queue_update
    wanted, most = (waited / 2, LONGEST_BETWEEN_UPDATES) if on_duty else (waited, LONGEST_WITH_NOBODY)
    return min(max(shortest, wanted), shortest * most)


def _quarter(due: datetime, length: float) -> datetime:
    """The next full quarter of an hour, unless what is promised is shorter than that."""
    if length < QUARTER_S:
        return due
    return due + timedelta(seconds=-due.timestamp() % QUARTER_S)
