"""What this desk is told: the environment for the machine, `site.yml` for the business."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import yaml

from bot.desk import endings, proxies
from bot.desk.alerts import config as alerts
from bot.desk.alerts.config import Alerts
from bot.desk.endings import Closing
from bot.desk.hours import Hours
from bot.desk.mail import config as mails
from bot.desk.mail.config import Mail
from bot.desk.office.config import Powers
from bot.desk.outward import config as outward
from bot.desk.outward.config import Endpoint
from bot.desk.routing import config as routing
from bot.desk.routing.config import Routing
from bot.desk.texts import Texts


class SettingsError(ValueError):
    """A setting is wrong; the message says which and what to do."""


@dataclass(frozen=True)
class Timings:
    """Seconds. Override any with EVENKEEL_TIMINGS="silence=0.2,deadline=3" (tests and drills do)."""

    silence: float = 1.2  # the customer has finished after this much of it
    longest_listening: float = 6.0  # but never wait longer than this
    deadline: float = 15.0  # from the first unanswered message to the desk's own answer
    starting_patience: float = 60.0  # how long a starting brain is waited for, once the customer has been told
    busy_after: float = 4.0  # a customer is told that the assistant is busy once it has been for this long
    busy_patience: float = 45.0  # and then it is waited for this long
    brain_poll: float = 2.0  # between two looks at a brain's health
    agent_reply: float = 120.0  # an agent owes a reply within this
    agent_silent: float = 300.0  # after which the customer goes back to the queue
    agent_vanished: float = 45.0  # without a heartbeat (sent every 15 s)
    queue_update: float = 180.0  # the longest a waiting customer goes without a word from us
    promise_check: float = 60.0  # between two looks at whether a promise has been kept
    promise_patience: float = 60.0  # a due promise is asked about for this long before it counts as not kept
    callback: float = 7200.0  # after opening time, by when somebody writes or rings
    unseen_mail: float = 180.0  # what a customer has not seen for this long goes to them by e-mail
    unseen_mail_again: float = 300.0  # but not more often than this
    follow_up: float = 1200.0  # an upset customer who falls silent is asked once
    idle_close: float = 86400.0  # a finished conversation nobody closed
    clock: float = 1.0  # between two ticks
    lease: float = 5.0  # a clock that has not ticked for this long is taken for dead
    office: float = 5.0  # for the back office to show an order
    office_change: float = 20.0  # for it to change one; after that the same change is asked for again
    office_retry: float = 5.0  # until then; then twice that, and so on, a minute at most
    office_patience: float = 3600.0  # after which a person must look
    webhook_retry: float = 5.0  # until a webhook that was not taken is sent again; then four times that, and so on
    webhook_timeout: float = 10.0  # for a webhook to be taken
    grace: float = 10.0  # a due step may be this late before the guarantee counts as broken

    @property
    def shortest_turn(self) -> float:
        """What the brain gets at least, however late its turn begins."""
        return max(self.deadline - self.longest_listening, self.deadline * 0.6)

    @classmethod
    def parse(cls, text: str) -> Timings:
        """From "name=seconds,name=seconds". Raises SettingsError on an unknown name or a bad number."""
        known = {item.name for item in fields(cls)}
        values: dict[str, float] = {}
        for part in filter(None, (piece.strip() for piece in text.split(","))):
            name, _, number = part.partition("=")
            if name.strip() not in known:
                raise SettingsError(f"EVENKEEL_TIMINGS: there is no timing {name.strip()!r}; known: {sorted(known)}")
            try:
                values[name.strip()] = float(number)
            except ValueError as error:
                raise SettingsError(f"EVENKEEL_TIMINGS: {part!r} is not name=seconds") from error
        return cls(**values)


@dataclass(frozen=True)
class Settings:
    """Everything the desk is told, read once at start."""

    site_id: str = "demo"
    site_name: str = "the shop"
    timezone: str = "UTC"
    database_url: str = "sqlite+aiosqlite:///var/desk.db"
    host: str = "127.0.0.1"
    port: int = 8000
    public_url: str = "http://127.0.0.1:8000"
    brain_urls: tuple[str, ...] = ()
    brain_secret: str = ""
    redis_url: str | None = None
    shop_url: str | None = None  # the back office's database; None: there is none
    powers: Powers = field(default_factory=Powers)
    demo: bool = False  # the demo shop's page may sign visitors in as one of its customers
    embed: tuple[str, ...] = ("*",)  # sites that may show the widget (CSP sources)
    hours: Hours = field(default_factory=Hours)
    texts: Texts = field(default_factory=Texts)
    timings: Timings = field(default_factory=Timings)
    webhooks: tuple[Endpoint, ...] = ()
    mail: Mail = field(default_factory=Mail)
    alerts: Alerts = field(default_factory=Alerts)
    routing: Routing = field(default_factory=Routing)
    closing: Closing = field(default_factory=Closing)
    trusted_proxies: tuple[str, ...] = ("127.0.0.1", "::1")  # whose X-Forwarded-For and -Proto count
    api_per_minute: int = 600  # requests of one token of the REST API, to each desk

    @classmethod
    def from_env(
        cls, environ: Mapping[str, str] | None = None, *, site_file: Path | None = None, webhooks: bool = True
    ) -> Settings:
        """From the environment and `site.yml` (EVENKEEL_SITE_FILE overrides where). Raises SettingsError.

        `webhooks`: False for whatever sends none, and so has no need of their secrets."""
        env = os.environ if environ is None else environ
        path = site_file or Path(env.get("EVENKEEL_SITE_FILE", "site.yml"))
        site = _site(path)
        try:
            port = int(env.get("PORT", "8000"))
        except ValueError as error:
            raise SettingsError(f"PORT is {env.get('PORT')!r}: give a number, such as 8000") from error
        host = env.get("EVENKEEL_HOST", cls.host)
        try:
            trusted = proxies.parse(env.get(proxies.NAME, ",".join(cls.trusted_proxies)))
        except ValueError as error:
            raise SettingsError(str(error)) from error
        settings = replace(
            cls(),
            host=host,
            port=port,
            public_url=env.get("EVENKEEL_PUBLIC_URL", f"http://{host}:{port}").rstrip("/"),
            database_url=env.get("EVENKEEL_DATABASE_URL", cls.database_url),
            brain_urls=tuple(url.strip() for url in env.get("EVENKEEL_BRAINS", "").split(",") if url.strip()),
            brain_secret=env.get("EVENKEEL_BRAIN_SECRET", ""),
            redis_url=env.get("EVENKEEL_REDIS_URL") or None,
            shop_url=env.get("EVENKEEL_SHOP_DATABASE_URL") or None,
            timings=Timings.parse(env.get("EVENKEEL_TIMINGS", "")),
            trusted_proxies=trusted,
        )
        try:
            endpoints = outward.parse(site.get("webhooks"), env) if webhooks else ()
            mail = mails.parse(site.get("mail"), env, demo=bool(site.get("demo")))
        except ValueError as error:
            raise SettingsError(f"{path}: {error}") from error
        settings = replace(settings, webhooks=endpoints, mail=mail)
        return settings.with_site(site, source=str(path))

    def with_site(self, site: Mapping[str, Any], *, source: str) -> Settings:
        """These settings with what `site.yml` says. Raises SettingsError naming `source`."""
        try:
            zone = str(site.get("timezone", self.timezone))
            ZoneInfo(zone)
            return replace(
                self,
                site_id=str(site.get("id", self.site_id)),
                site_name=str(site.get("name", self.site_name)),
                timezone=zone,
                demo=bool(site.get("demo", self.demo)),
                api_per_minute=int(site.get("api_per_minute", self.api_per_minute)),
                embed=_sources(site.get("embed", self.embed)),
                hours=Hours.parse(site.get("hours"), timezone=zone, closed=site.get("closed")),
                texts=Texts.parse(site.get("texts")),
                alerts=alerts.parse(site.get("alerts")),
                routing=routing.parse(site.get("routing")),
                closing=endings.parse(site.get("closing")),
                powers=Powers.parse(site.get("order_panel")),
            )
        except (KeyError, ValueError, TypeError) as error:
            raise SettingsError(f"{source}: {error}") from error


def _sources(value: Any) -> tuple[str, ...]:
    """Origins, as a list in site.yml. Raises ValueError on what would break out of the policy's header."""
    sources = tuple(str(item) for item in value)
    for source in sources:
        if not re.fullmatch(r"\*|'self'|https?://[\w.*:-]+", source):
            raise ValueError(f"embed: {source!r} is not an origin such as https://shop.example")
    return sources


def _site(path: Path) -> Mapping[str, Any]:
    if not path.exists():
        return {}
    try:
        site = yaml.safe_load(path.read_text(encoding="utf-8")) or {}
    except yaml.YAMLError as error:
        raise SettingsError(f"{path}: not readable as YAML: {error}") from error
    if not isinstance(site, dict):
        raise SettingsError(f"{path}: expected names and values at the top")
    return site
