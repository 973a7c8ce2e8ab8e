"""Settings from the environment and site.yml."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.desk.settings import Settings, SettingsError, Timings

ROOT = Path(__file__).resolve().parents[3]


def test_the_demo_sites_file_is_understood() -> None:
    settings = Settings.from_env({}, site_file=ROOT / "site.yml")
    assert settings.site_id == "demo" and settings.hours.timezone == settings.timezone


def test_the_environment_is_heard(tmp_path: Path) -> None:
    settings = Settings.from_env(
        {
            "PORT": "8123",
            "EVENKEEL_BRAINS": "http://127.0.0.1:1, http://127.0.0.1:2",
            "EVENKEEL_TIMINGS": "silence=0.2, deadline=3",
        },
        site_file=tmp_path / "none.yml",
    )
    assert settings.public_url == "http://127.0.0.1:8123"
    assert settings.brain_urls == ("http://127.0.0.1:1", "http://127.0.0.1:2")
    assert (settings.timings.silence, settings.timings.deadline) == (0.2, 3.0)
    assert 0 < settings.timings.shortest_turn <= 3


@pytest.mark.parametrize("text", ["sillence=1", "silence", "silence=soon"])
def test_a_timing_that_does_not_exist_or_is_no_number_is_refused(text: str) -> None:
    with pytest.raises(SettingsError, match="EVENKEEL_TIMINGS"):
        Timings.parse(text)


@pytest.mark.parametrize(
    "site",
    ["timezone: Mars/Base", "hours: {someday: ['09:00-10:00']}", "texts: {nope: x}", "[1, 2]", "a: [", "timezone: 3"],
)
def test_a_site_file_that_makes_no_sense_is_refused_by_name(tmp_path: Path, site: str) -> None:
    path = tmp_path / "site.yml"
    path.write_text(site)
    with pytest.raises(SettingsError, match=r"site\.yml"):
        Settings.from_env({}, site_file=path)


def test_trusted_proxies_are_addresses_and_networks_and_nothing_like_everybody(tmp_path: Path) -> None:
    def trusted(text: str) -> tuple[str, ...]:
        return Settings.from_env({"EVENKEEL_TRUSTED_PROXIES": text}, site_file=tmp_path / "none.yml").trusted_proxies

    assert trusted("10.0.0.5, 10.1.0.0/16,fd00::/8") == ("10.0.0.5", "10.1.0.0/16", "fd00::/8")
    assert trusted("") == ()
    assert Settings.from_env({}, site_file=tmp_path / "none.yml").trusted_proxies == ("127.0.0.1", "::1")
    for wrong in ("*", "proxy.example", "10.0.0.5/8"):
        with pytest.raises(SettingsError, match="EVENKEEL_TRUSTED_PROXIES"):
            trusted(wrong)


def test_a_port_that_is_no_number_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="PORT"):
        Settings.from_env({"PORT": "http"}, site_file=tmp_path / "none.yml")


@pytest.mark.parametrize(
    ("panel", "what"),
    [
        ({"refund": "much"}, "order_panel.refund is 'much'"),
        ({"goodwill": {"order": 70, "customer": 60}}, "order must not be more than customer"),
        ({"goodwil": {}}, "there is no goodwil; known: refund, goodwill"),
    ],
)
def test_wrong_limits_for_people_are_refused_in_words(panel: dict[str, object], what: str) -> None:
    with pytest.raises(SettingsError, match=what):
        Settings().with_site({"order_panel": panel}, source="site.yml")


def test_limits_for_people_are_whole_pence() -> None:
    powers = Settings().with_site({"order_panel": {"refund": 19.99, "goodwill": {"order": 30}}}, source="s").powers
    assert (powers.refund, powers.order, powers.customer) == (1999, 3000, 6000)
