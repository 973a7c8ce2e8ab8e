"""`make screenshots`: pictures from the running product in a real Chromium.

python scripts/screenshots.py              the README's: a short angry story
python scripts/screenshots.py every        every page in every state, light, dark and on a phone, to var/pictures
python scripts/screenshots.py every desk   those with "desk" in their names
"""

from __future__ import annotations

import re
import shutil
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, expect, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bot.workbench.product import Product  # noqa: E402  (needs the root on the path)
from tests.browser.conftest import ARGUMENTS  # noqa: E402
from tests.browser.people import DESKTOP, PHONE, Agent, Customer  # noqa: E402
from tests.browser.stage import staged  # noqa: E402
from tests.browser.states import STATES  # noqa: E402

PICTURES = ROOT / "docs"
EVERY = ROOT / "var" / "pictures"
LOOKS = (("light", DESKTOP), ("phone", PHONE), ("dark", DESKTOP))


def story(browser: Browser, product: Product) -> None:
    """An angry customer, then a person: one picture of each page at its most telling."""
    agent = Agent(browser, product.url)
    agent.set_up(product.setup_token(), name="Robin Ashe", email="robin@example.com", password="a kettle and four mugs")
    customer = Customer(browser, product.url)
    customer.sign_in("Mara Lindqvist")
    customer.picture(PICTURES / "shop.png")
    customer.open_widget()
    customer.say("this is the THIRD time im asking where is my parcel. nobody ever answers me")
    expect(customer.widget.get_by_test_id("card").last).to_be_visible()
    customer.page.wait_for_timeout(1200)
    customer.picture(PICTURES / "widget.png")
    customer.say("let me speak to a real person")
    agent.open_first()
    agent.press("take")
    agent.say("Hello Mara, Robin here. I have read it all and I am ringing the depot now.")
    customer.hears("ringing the depot now")
    customer.say("thank you. finally")
    agent.hears("thank you. finally")
    agent.page.wait_for_timeout(1200)
    agent.picture(PICTURES / "desk.png")
    customer.page.wait_for_timeout(600)
    customer.picture(PICTURES / "widget-person.png")


def every(browser: Browser, folder: Path, wanted: str) -> int:
    """Every state whose name has `wanted` in it, in every look: to be looked at. How many there are."""
    EVERY.mkdir(parents=True, exist_ok=True)
    chosen = {name: reach for name, reach in STATES.items() if wanted in name}
    with staged(browser, folder) as stage:
        for name, reach in chosen.items():
            page = reach(stage)
            for look, size in LOOKS:
                page.set_viewport_size(size)  # type: ignore[arg-type]
                page.emulate_media(color_scheme="dark" if look == "dark" else "light", reduced_motion="reduce")
                page.wait_for_timeout(150)
                page.screenshot(path=EVERY / f"{re.sub('[^a-z0-9]+', '-', name)}--{look}.png")
            stage.clear()
    return len(chosen)


def main(words: list[str]) -> int:
    """0 when all pictures were taken."""
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if not chromium:
        print("Chromium is needed for the pictures (Debian: apt install chromium).")
        return 1
    if words[:1] == ["every"]:
        with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium, args=list(ARGUMENTS))
            print(f"{every(browser, Path(folder), ' '.join(words[1:]))} states, in {EVERY}")
        return 0
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, Product(Path(folder)) as product, sync_playwright() as playwright:
        product.wait_for_brain()
        browser = playwright.chromium.launch(executable_path=chromium, args=list(ARGUMENTS))
        story(browser, product)
        browser.close()
    print(f"Taken: {', '.join(sorted(path.name for path in PICTURES.glob('*.png')))}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
