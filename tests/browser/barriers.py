"""What stands in somebody's way on a page: axe-core's rules, and what they do not cover. Barriers are sentences."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from playwright.sync_api import Frame, Page

from bot.launch import web
from tests.browser.people import DESKTOP, PHONE

STANDARD = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
COLOURS = ["color-contrast"]  # all that changes from light to dark
SETTLED = """async () => {
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  const ending = document.getAnimations().filter((one) => one.effect.getComputedTiming().endTime < 1000);
  const enough = new Promise((done) => setTimeout(done, 300)); // in a closed menu nothing moves on
  await Promise.race([Promise.allSettled(ending.map((one) => one.finished)), enough]);
}"""
RUN = """async (only) => {
  const { violations } = await axe.run(document, { runOnly: only, iframes: false, resultTypes: ["violations"] });
  return violations.map(({ id, help, impact, nodes }) => ({
    id, help, impact,
    nodes: nodes.map(({ target, html, any, all, none }) => ({
      target: target.flat().join(" "), html: html.slice(0, 160),
      why: [...any, ...all, ...none].map(({ message }) => message).join("; "),
    })),
  }));
}"""
LONGEST_WALK = 150  # keys pressed on the way round a page


@dataclass(frozen=True)
class Look:
    """A way of looking at a page: how large the window, which colours, and what is checked."""

    name: str
    size: dict[str, int]
    dark: bool = False
    rules: tuple[str, ...] | None = None  # None: all of the standard
    width: bool = False  # is everything within the window
    keys: bool = False  # once round with the Tab key


LOOKS = (
    Look("desktop", DESKTOP, keys=True),
    Look("desktop, dark", DESKTOP, dark=True, rules=("color-contrast",)),
    Look("phone, dark", PHONE, dark=True, rules=("color-contrast",)),
    Look("phone", PHONE, width=True, keys=True),
    Look("at 200 %", {"width": 640, "height": 400}, rules=(), width=True),
    Look("320 px wide", {"width": 320, "height": 568}, rules=("target-size",), width=True),
)


@cache
def axe_source() -> str:
    """axe-core as npm locked it."""
    return (web.folder() / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")


@cache
def _ours() -> str:
    return Path(__file__).with_name("barriers.js").read_text(encoding="utf-8")


def barriers(page: Page, looks: tuple[Look, ...] = LOOKS) -> list[str]:
    """Everything found on a page and in its frames, each once, with the looks that show it. Leaves the last look."""
    found: dict[str, list[str]] = {}
    for look in looks:
        page.set_viewport_size(look.size)  # type: ignore[arg-type]
        page.emulate_media(color_scheme="dark" if look.dark else "light", reduced_motion="reduce")
        for barrier in _seen_as(look, page):
            found.setdefault(barrier, []).append(look.name)
    return [f"[{'; '.join(names)}] {barrier}" for barrier, names in found.items()]


def _seen_as(look: Look, page: Page) -> Iterator[str]:
    for frame in _shown(page):
        frame.evaluate(SETTLED)
        if look.rules != ():
            yield from by_axe(frame, look.rules)
        if look.width:
            yield from _ask(frame, "sideways")
        yield from _ask(frame, "moving")
    if look.keys:
        yield from walk(page)


def by_axe(frame: Frame, rules: tuple[str, ...] | None = None) -> list[str]:
    """axe-core's verdict on one frame. `rules`: only these."""
    if not frame.evaluate("'axe' in window"):
        frame.evaluate(axe_source())
    only: dict[str, Any] = {"type": "rule", "values": rules} if rules else {"type": "tag", "values": STANDARD}
    return [
        "\n      ".join((f"{rule['id']} ({rule['impact']}): {rule['help']}", node["target"], node["html"], node["why"]))
        for rule in frame.evaluate(RUN, only)
        for node in rule["nodes"]
    ]


def walk(page: Page) -> list[str]:
    """Presses Tab until it has been all round the page. Every stop must show that it has the focus."""
    seen: dict[str, list[str]] = {}
    outside = 0  # presses on the browser's own controls, where the way round begins and ends
    for _ in range(LONGEST_WALK):
        page.keyboard.press("Tab")
        stop = _stop(page)
        if stop and stop["wrong"]:
            page.evaluate(SETTLED)  # the browser scrolls to what has the focus a moment later
            stop = _stop(page)
        if stop is None:
            outside += 1
            if seen or outside == 3:
                break
            continue
        key = f"{stop['key']} {stop['name']}"
        if key in seen:
            break
        seen[key] = [f"{stop['name']}: {wrong}" for wrong in stop["wrong"]]
    else:
        return [f"Tab does not come round within {LONGEST_WALK} presses; last at {list(seen)[-1:]}"]
    if not seen:
        return ["nothing can be reached with the Tab key"]
    return [wrong for found in seen.values() for wrong in found]


def _stop(page: Page) -> Any:
    return next((stop for frame in reversed(_shown(page)) if (stop := _ask(frame, "focused"))), None)


def _shown(page: Page) -> list[Frame]:
    return [frame for frame in page.frames if frame == page.main_frame or frame.frame_element().is_visible()]


def _ask(frame: Frame, question: str) -> Any:
    return frame.evaluate(f"{_ours()}.{question}()")
