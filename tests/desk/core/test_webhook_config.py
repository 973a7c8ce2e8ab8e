"""Webhooks in site.yml: what is wrong is said in a sentence that names the entry, and never shows a secret."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.desk.outward.address import Forbidden, is_public, resolve
from bot.desk.outward.config import ASKED_FOR, EVENTS, listeners, parse
from bot.desk.settings import Settings, SettingsError

SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
GOOD = {"url": "https://help.example/hook", "secret_env": "HELP_SECRET"}


def read(*entries: Any, **environ: str) -> Any:
    return parse(list(entries), {"HELP_SECRET": SECRET, **environ})


def test_all_events_but_those_that_must_be_asked_for() -> None:
    (endpoint,) = read(GOOD)
    assert endpoint.events == set(EVENTS) - ASKED_FOR and "message.created" not in endpoint.events
    (endpoint,) = read({**GOOD, "events": ["promise.*", "message.created"]})
    assert endpoint.events == {event for event in EVENTS if event.startswith("promise.")} | {"message.created"}
    assert listeners((endpoint,))["promise.made"] == ("https://help.example/hook",)
    assert parse(None, {}) == ()


def test_two_secrets_while_one_is_replaced() -> None:
    (endpoint,) = read(GOOD, HELP_SECRET=f"{SECRET} {SECRET[:-4]}LaSx")
    assert len(endpoint.secrets) == 2


@pytest.mark.parametrize(
    ("entry", "words"),
    [
        ("https://help.example", "give url, events and secret_env"),
        ({**GOOD, "url": "help.example"}, "not an address"),
        ({**GOOD, "url": "https://[::1"}, "not an address"),
        ({**GOOD, "url": "https://help.example:0/"}, "not an address"),
        ({**GOOD, "url": "ftp://help.example"}, "not an address"),
        ({**GOOD, "url": "http://help.example"}, "must be https"),
        ({**GOOD, "url": "https://me:secret@help.example"}, "password"),
        ({**GOOD, "events": ["conversation.lost"]}, "no event 'conversation.lost'"),
        ({**GOOD, "events": "all"}, "events is a list"),
        ({**GOOD, "events": []}, "events is a list"),
        ({**GOOD, "secret": SECRET}, "belongs in the environment"),
        ({**GOOD, "secret_env": "NOT_SET"}, "NOT_SET is not set"),
        ({**GOOD, "secret_env": "SHORT"}, "24 to 64 bytes"),
        ({**GOOD, "secret_env": SECRET + "!"}, "names the environment variable"),
        ({"url": GOOD["url"]}, "names the environment variable"),
        ({**GOOD, "allow_private": "yes"}, "true or false"),
    ],
)
def test_what_is_wrong_is_said(entry: Any, words: str) -> None:
    with pytest.raises(ValueError, match="webhooks, entry 1") as raised:
        read(entry, SHORT="whsec_c2hvcnQ=")
    assert words in str(raised.value) and "MfKQ9r8" not in str(raised.value)


def test_an_address_is_there_once() -> None:
    with pytest.raises(ValueError, match="twice"):
        read(GOOD, GOOD)


def test_site_yml_is_named(tmp_path: Path) -> None:
    path = tmp_path / "site.yml"
    path.write_text(yaml.safe_dump({"webhooks": [GOOD]}))
    with pytest.raises(SettingsError, match=r"site\.yml: webhooks, entry 1: .*HELP_SECRET is not set"):
        Settings.from_env({}, site_file=path)
    assert Settings.from_env({}, site_file=path, webhooks=False).webhooks == ()
    settings = Settings.from_env({"HELP_SECRET": SECRET}, site_file=path)
    assert [endpoint.url for endpoint in settings.webhooks] == [GOOD["url"]] and SECRET not in repr(settings)


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.0.0.1", "172.16.3.4", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1",
        "255.255.255.255", "240.0.0.1", "::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "ff02::1",
        "::ffff:127.0.0.1", "64:ff9b::a00:1", "2002:7f00:1::", "::127.0.0.1",
    ],
)  # fmt: skip
def test_private_addresses_in_every_disguise(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["93.184.215.14", "2606:2800:21f:cb07:6820:80da:af6b:8b2c", "::ffff:8.8.8.8"])
def test_public_addresses(address: str) -> None:
    assert is_public(address)


async def test_a_name_for_a_private_address_is_refused() -> None:
    with pytest.raises(Forbidden, match="localhost is "):
        await resolve("localhost", 80, allow_private=False)
    assert await resolve("localhost", 80, allow_private=True)
    with pytest.raises(Forbidden):
        await resolve("2130706433", 80, allow_private=False)
