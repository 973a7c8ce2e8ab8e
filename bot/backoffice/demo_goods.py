"""What the demo shop knows of its goods besides name and price, and which of them are out of stock."""

from __future__ import annotations

# sku: days until it is there again
BACK_IN = {"BSK-01": 12, "LMP-01": 6}

_STONEWARE = {"Dishwasher": "yes, safe", "Microwave": "yes, safe", "Oven": "no, not meant for it"}
_WOOL = {"Washing": "by hand in cool water, dried flat"}

FACTS: dict[str, dict[str, str]] = {
    "MUG-04": {"Size": "9 cm high, 8 cm across, 350 ml each", "Material": "glazed stoneware", **_STONEWARE},
    "BWL-02": {"Size": "26 cm across, 9 cm high, 2.5 litres", "Material": "glazed stoneware", **_STONEWARE},
    "GRD-01": {
        "Size": "14 cm across, 24 cm high",
        "Weight": "1.1 kg",
        "Material": "steel burrs, beech handle",
        "Power": "none, you turn the crank",
        "Dishwasher": "no, brush it out dry",
    },
    "KTL-01": {
        "Size": "28 cm long with the spout, 19 cm high, 1 litre",
        "Material": "steel, matt black outside",
        "Hob": "gas, electric and induction",
        "Dishwasher": "no, by hand",
    },
    "ESP-01": {
        "Size": "31 cm wide, 29 cm deep, 38 cm high",
        "Weight": "9 kg",
        "Power": "1,450 W, with a UK plug",
        "Material": "steel",
        "Dishwasher": "the drip tray only",
    },
    "PAN-28": {
        "Size": "28 cm across, 5 cm deep",
        "Weight": "2.6 kg",
        "Material": "cast iron, already seasoned",
        "Oven": "yes, at any temperature",
        "Hob": "all of them, induction too",
        "Dishwasher": "no, wipe it and oil it",
    },
    "KNF-03": {
        "Size": "blades of 20, 21 and 9 cm",
        "Material": "stainless steel, ash handles",
        "Dishwasher": "no, by hand",
    },
    "BRD-01": {
        "Size": "45 by 30 cm, 3 cm thick",
        "Material": "solid oak, oiled",
        "Dishwasher": "no, wipe it and oil it",
    },
    "TWL-02": {"Size": "70 by 50 cm each", "Material": "pure linen", "Washing": "at 60 °C"},
    "THR-01": {"Size": "183 by 140 cm", "Material": "pure lambswool", **_WOOL},
    "CSH-01": {"Size": "45 by 45 cm, without the filling", "Material": "washed linen", "Washing": "at 40 °C"},
    "LMP-01": {"Size": "48 cm high", "Material": "brass", "Power": "an E14 bulb of up to 40 W, not included; UK plug"},
    "CND-03": {"Size": "20 cm high", "Material": "pure beeswax, cotton wick", "Burning time": "nine hours each"},
    "BSK-01": {"Size": "50 cm across, 42 cm high", "Material": "willow, rope handles"},
    "JAR-06": {
        "Size": "12 cm high, 750 ml each",
        "Material": "glass, cork lids",
        "Dishwasher": "the glass only",
    },
    "MAT-01": {"Size": "75 by 45 cm", "Material": "coir on rubber", "Washing": "shake it out, do not wash it"},
}
