"""The demo shop "Harbour & Hearth": things for home and kitchen, with an order for every errand.

Dates are set relative to the moment of seeding, so the shop always looks alive. Only an empty database is seeded.

    Mara Lindqvist  mara@example.com   cu-mara
        EK-20401  late: promised 4 days ago, stuck at the depot        EK-20402  placed 3 hours ago, can be cancelled
        EK-20403  delivered 6 days ago, can be returned                EK-20404  delivered 52 days ago, too late
        EK-20405  returned, refund on its way
    Tom Okafor      tom@example.com    cu-tom
        EK-20411  two days late, at the Leeds depot                    EK-20412  espresso machine: beyond the assistant
        EK-20413  cancelled, refund overdue by 3 days
    Priya Nair      priya@example.com  cu-priya
        EK-20421  being packed, can be cancelled                       EK-20422  on time, due tomorrow
        EK-20423  marked delivered yesterday                           EK-20424  exchange, label sent
    Jo Hartley      jo@example.com     cu-jo
        EK-20441  cancelled and refunded                               EK-20442  delivered 20 days ago, grinder
    Ines Duarte     ines@example.com   cu-ines
        EK-20451  placed, several things, charged twice                EK-20452  packed and labelled, a reservation too
        EK-20453  on its way, due tomorrow
    Ben Achterberg  ben@example.com    cu-ben
        EK-20461  delivered two hours ago, to a neighbour              EK-20462  delivered, one charge; a payment failed
    Wren Abara      wren@example.com   cu-wren
        EK-20471  delivered 38 days ago, a little past returning       EK-20472  5 days late, delivery was paid for
        EK-20473  delivered 3 days ago, a present                      EK-20474  cancelled, refunded 4 days late
    Guests (number and e-mail only: delivery status)
        EK-20431  rosa@example.com, on time                            EK-20432  sam@example.com, late
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

SHOP_NAME = "Harbour & Hearth"

# sku: (name, price in pence)
PRODUCTS = {
    "MUG-04": ("Stoneware mugs, set of 4", 2800),
    "BWL-02": ("Stoneware serving bowl", 2400),
    "GRD-01": ("Burr coffee grinder", 6900),
    "KTL-01": ("Pour-over kettle, matt black", 5400),
    "ESP-01": ("Espresso machine", 34900),
    "PAN-28": ("Cast-iron pan, 28 cm", 4800),
    "KNF-03": ("Kitchen knife trio", 7200),
    "BRD-01": ("Oak chopping board", 3200),
    "TWL-02": ("Linen tea towels, pair", 1400),
    "THR-01": ("Lambswool throw, heather", 8500),
    "CSH-01": ("Cushion cover, mustard", 1900),
    "LMP-01": ("Reading lamp, brass", 9600),
    "CND-03": ("Beeswax candles, three", 1650),
    "BSK-01": ("Willow log basket", 4200),
    "JAR-06": ("Storage jars, set of 6", 3600),
    "MAT-01": ("Coir doormat", 2200),
}

CUSTOMERS = {
    "cu-mara": ("Mara Lindqvist", "mara@example.com", "8 Ropewalk, Bristol BS1 6TP", "the card ending 1881"),
    "cu-tom": ("Tom Okafor", "tom@example.com", "Flat 3, 41 Canal Street, Leeds LS12 2AA", "the card ending 4406"),
    "cu-priya": ("Priya Nair", "priya@example.com", "17 Orchard Rise, Norwich NR2 3QD", "your PayPal account"),
    "cu-jo": ("Jo Hartley", "jo@example.com", "2 Station Cottages, Settle BD24 9AA", "the card ending 7120"),
    "cu-ines": (
        "Ines Duarte",
        "ines@example.com",
        "Flat 7, 22 Harbour Street, Cardiff CF10 4PA",
        "the card ending 3310",
    ),
    "cu-ben": (
        "Ben Achterberg",
        "ben@example.com",
        "The Old Forge, Church Lane, Totnes TQ9 5NQ",
        "the card ending 9052",
    ),
    "cu-wren": ("Wren Abara", "wren@example.com", "5 Quarry Lane, Matlock DE4 3AB", "the card ending 2267"),
}


# reference, customer, what, price in pence, every so many weeks, days until the next one
SUBSCRIPTIONS = (("SB-301", "cu-mara", "Coffee beans, 500 g", 1450, 4, 6),)


@dataclass(frozen=True)
class Seed:
    """One order of the demo shop. `scans` are (days ago, time of day, text, place); a thing named twice is two."""

    number: str
    who: str  # a customer's id, or a guest's e-mail
    items: tuple[str, ...]
    status: str
    placed: float  # days ago
    promised: int  # days from today; negative is past
    tracking: str | None = None
    parcel: str | None = None
    scans: tuple[tuple[float, str, str, str], ...] = ()
    cancelled: int | None = None  # days ago
    refund: dict[str, Any] = field(default_factory=dict)
    sent_back: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Paid:
    """A charge besides the one that every order has. `at`: days ago; `falls_away`: days from today."""

    reference: str
    who: str
    order: str | None
    status: str
    at: float
    pence: int | None = None  # None: as much as the order
    falls_away: int | None = None
    basket: str | None = None


CHARGES = (
    Paid("CH-30451", "cu-ines", "EK-20451", "taken", 0.19),
    Paid("CH-30452", "cu-ines", "EK-20452", "pending", 0.99, falls_away=2),
    Paid("CH-30460", "cu-ben", None, "failed", 0.3, pence=34900, basket="an espresso machine"),
)


def _journey(
    start: int, *, depot: str, delivered: bool = False, last: int | None = None
) -> tuple[tuple[float, str, str, str], ...]:
    """A plain parcel's scans: collected `start` days ago, then a depot, then (perhaps) the door."""
    scans: list[tuple[float, str, str, str]] = [
        (start, "17:40", "Collected from Harbour & Hearth", "Portsmouth"),
        (start - 1, "02:15", "Sorted at the hub", "Daventry"),
    ]
    if last is not None:
        scans.append((last, "05:50", "Arrived at the local depot", depot))
    if delivered:
        scans.append((start - 2, "11:20", "Delivered, left with the person at the address", depot))
    return tuple(scans)


SEEDS = (
    Seed(
        "EK-20401", "cu-mara", ("KTL-01", "GRD-01"), "dispatched", 9, -4, "TRK402913355", "in transit",
        (
            (7, "17:40", "Collected from Harbour & Hearth", "Portsmouth"),
            (6, "02:15", "Sorted at the hub", "Daventry"),
            (5, "06:05", "Held at the depot: label damaged, to be re-labelled", "Avonmouth"),
        ),
    ),
    Seed("EK-20402", "cu-mara", ("THR-01",), "placed", 0.125, 3),
    Seed(
        "EK-20403", "cu-mara", ("BWL-02", "MUG-04", "TWL-02"), "delivered", 10, -5, "TRK402918120", "delivered",
        _journey(8, depot="Bristol", delivered=True),
    ),
    Seed(
        "EK-20404", "cu-mara", ("LMP-01",), "delivered", 57, -51, "TRK401730442", "delivered",
        _journey(54, depot="Bristol", delivered=True),
    ),
    Seed(
        "EK-20405", "cu-mara", ("CSH-01", "BSK-01"), "delivered", 24, -18, "TRK402511907", "delivered",
        _journey(21, depot="Bristol", delivered=True),
        sent_back={"case": 5001, "opened": 12, "skus": ("BSK-01",), "status": "arrived"},
        refund={"case": 5001, "opened": 2, "pence": 4200, "reason": "willow log basket returned"},
    ),
    Seed(
        "EK-20411", "cu-tom", ("PAN-28", "BRD-01"), "dispatched", 7, -2, "TRK402920771", "in transit",
        _journey(5, depot="Leeds", last=1),
    ),
    Seed(
        "EK-20412", "cu-tom", ("ESP-01",), "delivered", 6, -1, "TRK402919034", "delivered",
        _journey(4, depot="Leeds", delivered=True),
    ),
    Seed(
        "EK-20413", "cu-tom", ("KNF-03",), "cancelled", 14, -9, cancelled=13,
        refund={"case": 5002, "opened": 13, "pence": 7200, "reason": "order cancelled", "overdue": 3},
    ),
    Seed("EK-20421", "cu-priya", ("JAR-06", "CND-03"), "packing", 1, 3),
    Seed(
        "EK-20422", "cu-priya", ("MAT-01",), "dispatched", 3, 1, "TRK402923318", "in transit",
        _journey(2, depot="Norwich"),
    ),
    Seed(
        "EK-20423", "cu-priya", ("BWL-02",), "delivered", 5, -1, "TRK402921649", "delivered",
        _journey(3, depot="Norwich", delivered=True),
    ),
    Seed(
        "EK-20424", "cu-priya", ("CSH-01", "THR-01"), "delivered", 13, -7, "TRK402814476", "delivered",
        _journey(10, depot="Norwich", delivered=True),
        sent_back={"case": 5003, "opened": 3, "skus": ("CSH-01",), "status": "label sent", "kind": "exchange",
                   "wanted": "the same cover in sage"},
    ),
    Seed(
        "EK-20441", "cu-jo", ("LMP-01", "CND-03"), "cancelled", 30, -25, cancelled=29,
        refund={"case": 5004, "opened": 29, "pence": 11250, "reason": "order cancelled", "paid": 26},
    ),
    Seed(
        "EK-20442", "cu-jo", ("GRD-01",), "delivered", 25, -19, "TRK402498260", "delivered",
        _journey(22, depot="Settle", delivered=True),
    ),
    Seed("EK-20451", "cu-ines", ("MUG-04", "MUG-04", "BWL-02", "TWL-02"), "placed", 0.2, 4),
    Seed(
        "EK-20452", "cu-ines", ("BRD-01", "CND-03"), "packing", 1, 2, "TRK402925013", "label made",
        ((0.1, "", "Label printed, waiting to be collected", "Portsmouth"),),
    ),
    Seed(
        "EK-20453", "cu-ines", ("KTL-01",), "dispatched", 3, 1, "TRK402923550", "in transit",
        _journey(2, depot="Cardiff"),
    ),
    Seed(
        "EK-20461", "cu-ben", ("CSH-01",), "delivered", 4, 0, "TRK402922806", "delivered",
        (*_journey(3, depot="Totnes", last=1), (0.08, "", "Handed to the neighbour at The Cider House", "Totnes")),
    ),
    Seed(
        "EK-20462", "cu-ben", ("PAN-28",), "delivered", 13, -8, "TRK402813009", "delivered",
        _journey(11, depot="Totnes", delivered=True),
    ),
    Seed(
        "EK-20471", "cu-wren", ("THR-01",), "delivered", 42, -38, "TRK401912870", "delivered",
        _journey(40, depot="Matlock", delivered=True),
    ),
    Seed(
        "EK-20472", "cu-wren", ("JAR-06",), "dispatched", 10, -5, "TRK402916228", "in transit",
        _journey(8, depot="Derby", last=5),
    ),
    Seed(
        "EK-20473", "cu-wren", ("MUG-04", "BRD-01"), "delivered", 7, -2, "TRK402920034", "delivered",
        _journey(5, depot="Matlock", delivered=True),
    ),
    Seed(
        "EK-20474", "cu-wren", ("KNF-03",), "cancelled", 20, -15, cancelled=19,
        refund={"case": 5008, "opened": 19, "pence": 7200, "reason": "order cancelled", "overdue": 8, "paid": 4},
    ),
    Seed(
        "EK-20431", "rosa@example.com", ("MUG-04",), "dispatched", 3, 2, "TRK402924907", "in transit",
        _journey(2, depot="Swansea"),
    ),
    Seed(
        "EK-20432", "sam@example.com", ("BSK-01",), "dispatched", 8, -3, "TRK402917583", "in transit",
        _journey(6, depot="Perth", last=4),
    ),
)  # fmt: skip
