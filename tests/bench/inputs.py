"""A built site in; how long its slowest input takes on a checklist of 1,000 items, on a processor four times slower.

An input lasts until the page shows what it did, as the browser's own Event Timing counts it: so does the learner.
"""

import os
import re
import shutil
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.server import serve
from tests.setup import chromium

ITEMS, SLOWER = 1000, 4
CHECKLIST = "contact-centre/checklist/"
ITEM = re.compile(r'<fieldset class="rating" id="P1".*?</fieldset>', re.DOTALL)
OTHERS = re.compile(r'<fieldset class="rating" id="(?!P1").*?</fieldset>\n?', re.DOTALL)
WATCH = """
() => {
  window.durations = [];
  new PerformanceObserver((list) => window.durations.push(...list.getEntries().map(({ duration }) => duration)))
    .observe({ type: "event", durationThreshold: 16 });
}
"""


def slowest_input(site: Path, folder: Path, times: int = 3) -> float:
    """Milliseconds; of several runs the best, for what else a machine does only adds."""
    into = folder / "long-checklist"
    shutil.copytree(site, into)
    page = into / CHECKLIST / "index.html"
    page.write_text(_lengthened(page.read_text("utf-8")), "utf-8")
    with serve(into, "/") as base, sync_playwright() as playwright:
        found = chromium.find()
        assert found, "no Chromium found: run `make browser`"
        arguments = ["--disable-gpu", *(["--no-sandbox"] if os.geteuid() == 0 else [])]
        browser = playwright.chromium.launch(executable_path=found, args=arguments)
        return min(_run(browser, f"{base}{CHECKLIST}") for _ in range(times))


def _lengthened(html: str) -> str:
    (item,) = ITEM.findall(html)
    places = re.compile(r"(?<=[\"#>])P1(?=[\"<-])")
    many = "\n".join(places.sub(f"P{number}", item) for number in range(1, ITEMS + 1))
    return ITEM.sub(lambda _: many, OTHERS.sub("", html))


def _run(browser: Browser, address: str) -> float:
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    page = context.new_page()
    page.set_default_timeout(60_000)
    page.goto(address, wait_until="load")
    assert page.locator("fieldset.rating").count() == ITEMS
    page.wait_for_timeout(1000)
    page.evaluate(WATCH)
    session = context.new_cdp_session(page)
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    _rate(page)
    _write(page)
    page.wait_for_timeout(500)
    durations: list[float] = page.evaluate("window.durations")
    context.close()
    return max(durations, default=16)


def _rate(page: Page) -> None:
    """Fifty ratings a second, by keys."""
    page.locator("[name=P1]").first.focus()
    for _ in range(100):
        page.keyboard.press("ArrowRight")
        page.wait_for_timeout(20)


def _write(page: Page) -> None:
    page.locator("#P1 [aria-expanded]").press("Enter")
    page.locator("[name=P1-note]").press_sequentially("I took twenty calls last week.", delay=20)
