"""The words of this site are as they may be, and a maintainer's slip is found."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from bot.workbench.wordings import troubles

SITE = Path(__file__).parents[2]


def test_every_wording_of_this_site_is_well_said() -> None:
    assert list(troubles(SITE)) == []


@pytest.mark.parametrize(
    ("name", "variant", "problem"),
    [
        ("utter_new", {"text": "Calm down, it will come."}, "tells them how to behave"),
        ("utter_new", {"text": "Great news! It's on its way."}, "has an exclamation mark"),
        ("utter_new", {"text": "I understand how frustrating this is."}, "claims to feel with them"),
        ("utter_new", {"text": "You should have told us earlier."}, "blames them"),
        ("utter_new", {"text": "It will be there soon."}, "promises no time"),
        ("utter_new", {"text": "Our backend must utilise the consignment API."}, "is jargon"),
        ("utter_ack_waiting", {"text": "Waiting is no fun."}, "must use waiting"),
        ("utter_ack_waiting", {"text": "Sorry. {waiting} is long."}, "begins a sentence with the customer's own words"),
    ],
)
def test_a_maintainers_slip_is_named(tmp_path: Path, name: str, variant: dict[str, str], problem: str) -> None:
    domain = yaml.safe_load((SITE / "domain.yml").read_text(encoding="utf-8"))
    domain["responses"].setdefault(name, []).append(variant)
    (tmp_path / "domain.yml").write_text(yaml.safe_dump(domain), encoding="utf-8")
    (tmp_path / "site.yml").write_text("texts: {}\n", encoding="utf-8")
    found = list(troubles(tmp_path))
    assert {trouble.where for trouble in found} == {f"domain.yml: {name}"}
    assert any(problem in trouble.problem for trouble in found)


def test_a_cheer_is_for_the_calm_alone(tmp_path: Path) -> None:
    calm = [{"type": "slot", "name": "temper", "value": "calm"}]
    domain = yaml.safe_load((SITE / "domain.yml").read_text(encoding="utf-8"))
    domain["responses"]["utter_new"] = [{"text": "It's on its way!", "condition": calm}, {"text": "It's on its way."}]
    (tmp_path / "domain.yml").write_text(yaml.safe_dump(domain), encoding="utf-8")
    (tmp_path / "site.yml").write_text("texts: {unavailable: 'Unfortunately I am broken.'}\n", encoding="utf-8")
    (found,) = troubles(tmp_path)
    assert found.where == "site.yml: texts: unavailable"
