"""A month of a shop's desk, 344 conversations, and the figures that its reports must show; all reckoned by hand."""

from __future__ import annotations

from datetime import datetime, timedelta

from tests.desk.history import History

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
REFUSED = {"name": "cancel_order", "ok": False, "summary": "It has left already."}
DONE = {"name": "order_cancelled", "ok": True, "summary": "Cancelled."}


def fill(history: History, at: datetime) -> None:
    """Everything within the last 30 days but `before_and_elsewhere`."""
    quiet(history, at)
    late(history, at)
    refused(history, at)
    again(history, at)
    few(history, at)
    with_agents(history, at)
    unfinished(history, at)


def quiet(history: History, at: datetime) -> None:
    """100 calm questions, ten days ago; promises were made in the first twenty."""
    ids = [history.talk(at - 10 * DAY, (0.2, 0.1), customer=f"quiet-{n}", moves=("solve",)) for n in range(100)]
    due = at - 5 * DAY
    ends: list[dict[str, datetime]] = [{"kept_at": due - HOUR}] * 10
    ends += [{"kept_at": due + hours * HOUR} for hours in range(1, 6)]
    ends += [{"broken_at": due + HOUR}] * 3 + [{"void_at": due}, {}]
    for conversation_id, end in zip(ids, ends, strict=False):
        history.promise(conversation_id, due, check_kind="refund_paid", **end)


def late(history: History, at: datetime) -> None:
    """100 late parcels, three days ago, all given to a person after waits of 1, 2, … 100 minutes; told 50 minutes.

    Half were acknowledged (frustration .8 to .4 or .6), half were not (.8 to .7 or .9).
    """
    ends = ["solved"] * 60 + ["follow_up"] * 30 + ["no_answer"] * 10
    for n, end in enumerate(ends):
        kind = n % 2
        after = (0.4, 0.6)[n // 2 % 2] if kind else (0.7, 0.9)[n // 2 % 2]
        conversation_id = history.talk(
            at - 3 * DAY,
            (0.8, after),
            errand="late_parcel",
            customer=f"late-{n}",
            disposition=end,
            rating=(4, 5)[n % 2] if end == "solved" else None,
            moves=("acknowledge", "refocus") if kind else ("solve",),
            customer_name=f"{('Kim', 'Ola', 'Zoe')[n % 3]} Lake",
            says=f"It should have come on Tue {n % 28 + 1} Jun, {('Kim', 'Ola', 'Zoe')[n % 3]}. We look."
            if kind
            else "The tracking page has it.",
        )
        history.handoff(conversation_id, at - 3 * DAY + HOUR, waited=60.0 * (n + 1), told=3000)


def refused(history: History, at: datetime) -> None:
    """40 who could not cancel: 30 grew angry (.3 to .6), 10 did not and got it done after all."""
    for n in range(40):
        history.talk(
            at - 4 * DAY,
            (0.3, 0.6) if n < 30 else (0.3, 0.3),
            errand="cancel_order",
            intended="to cancel an order",
            moves=("own",),
            actions=([REFUSED], []) if n < 30 else ([REFUSED], [DONE]),
        )


def again(history: History, at: datetime) -> None:
    """40 customers who wrote twice about an order, 30 of them within three days, 10 after eight."""
    for n in range(40):
        apart = 3 if n < 30 else 8
        for begun in (at - 25 * DAY, at - 25 * DAY + apart * DAY):
            about = {"errand": "refund_status", "order": f"EK-{n:05}", "customer": f"again-{n}"}
            history.talk(begun, (0.5, 0.5), moves=("solve",), **about)  # type: ignore[arg-type]


def few(history: History, at: datetime) -> None:
    """Three of a kind: too few to say anything about."""
    for _ in range(3):
        history.talk(at - 2 * DAY, (0.1, 1.0), errand="newsletter", rating=1, says="Nobody else heard this.")


def with_agents(history: History, at: datetime) -> None:
    """Ten whose frustration jumped after an agent's words: nothing that the reports on our process may show."""
    for n in range(10):
        conversation_id = history.talk(at - 2 * DAY, (0.1, 0.9), errand="damaged_item", speaker="agent")
        history.handoff(conversation_id, at - 2 * DAY, waited=600 + n, reason="agent_took_over")


def unfinished(history: History, at: datetime) -> None:
    """Seven still with the assistant, four who waited for a person in vain."""
    for _ in range(7):
        history.talk(at - DAY, (0.2,), owner="assistant", errand="invoice_request")
    for _ in range(4):
        conversation_id = history.talk(at - DAY, (0.2,), errand="invoice_request")
        history.handoff(conversation_id, at - DAY, waited=None, outcome="customer_left", reason="beyond_power")


def before_and_elsewhere(history: History, elsewhere: History, at: datetime) -> None:
    """What no report of this site over 30 days may count."""
    for there, begun in ((history, at - 60 * DAY), (elsewhere, at - 5 * DAY)):
        for n in range(50):
            conversation_id = there.talk(begun, (0.9, 1.0), customer=f"quiet-{n}", rating=1, moves=("acknowledge",))
            there.handoff(conversation_id, begun, waited=9e5, told=1)
            there.promise(conversation_id, begun, broken_at=begun)
