"""A built site in; how long the slowest input takes on a checklist and on a long one, the CPU four times slower.

An input lasts until the page shows what it did, as the browser's own Event Timing counts it: so does the learner.
"""

import math
import os
import re
import shutil
from functools import partial
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from tests.support import chromium
from tests.support.server import serve

ITEMS, SLOWER = 1000, 4
CHECKLIST = "contact-centre/checklist/"
SECTIONS = re.compile(r"<section aria-labelledby.*</section>(?=\s*<div class=.dock\b)", re.DOTALL)
# Where an item's id begins an attribute's value, or is all there is of a text.
ID = re.compile(r'(?<=["#>])([PK])(\d+)(?=["<-])')
WATCH = """
() => {
  window.durations = [];
  new PerformanceObserver((list) => window.durations.push(...list.getEntries().map(({ duration }) => duration)))
    .observe({ type: "event", durationThreshold: 16 });
}
"""


def slowest_inputs(site: Path, folder: Path, times: int = 5) -> tuple[float, float]:
    """Milliseconds on the checklist as it is and on the long one, in turns; of several runs the best.

    What else a machine does only adds, and some inputs would take as long on a page with one item.
    """
    into = folder / "checklists"
    shutil.copytree(site, into)
    own = into / CHECKLIST / "index.html"
    html = own.read_text("utf-8")
    own.with_name("long.html").write_text(lengthened(html, ITEMS), "utf-8")
    with serve(into, "/") as base, sync_playwright() as playwright:
        found = chromium.find()
        assert found, "no Chromium found: run `make browser`"
        arguments = ["--disable-gpu", *(["--no-sandbox"] if os.geteuid() == 0 else [])]
        browser = playwright.chromium.launch(executable_path=found, args=arguments)
        address = f"{base}{CHECKLIST}"
        turns = [(_run(browser, address, 1), _run(browser, f"{address}long.html", ITEMS)) for _ in range(times)]
    return min(short for short, _ in turns), min(long for _, long in turns)


def lengthened(html: str, items: int) -> str:
    """The checklist's sections again and again, with other ids each time (P101, P201), until there are enough items."""
    (sections,) = SECTIONS.findall(html)
    again = range(1, math.ceil(items / sections.count("<fieldset")))
    many = [sections, *(ID.sub(partial(_renumbered, number), sections) for number in again)]
    long = html.replace('class="checklist"', 'class="checklist checklist--long"')
    return SECTIONS.sub(lambda _: "\n".join(many), long)


def _renumbered(number: int, found: re.Match[str]) -> str:
    return f"{found[1]}{100 * number + int(found[2])}"


def _run(browser: Browser, address: str, items: int) -> float:
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    page = context.new_page()
    page.set_default_timeout(60_000)
    page.goto(address, wait_until="load")
    assert page.evaluate("document.querySelectorAll('fieldset.rating').length") >= items
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
    _focus(page, "[name=P1]")
    for _ in range(100):
        page.keyboard.press("ArrowRight")
        page.wait_for_timeout(20)


def _write(page: Page) -> None:
    """Unfold an item, and write twelve letters a second, as a good typist does."""
    _focus(page, "#P1 [aria-expanded]")
    page.keyboard.press("Enter")
    _focus(page, "[name=P1-note]")
    page.keyboard.type("I took twenty calls last week.", delay=80)


def _focus(page: Page, control: str) -> None:
    """By the page's own hand: what Playwright puts into a page to find a control would hear every input as well."""
    page.evaluate("control => document.querySelector(control).focus()", control)
    page.wait_for_timeout(500)
