"""A learner's way through the site that Zensical builds from an export, with and without a network."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.conftest import BELOW
from tests.support.forms import STANDARD
from tests.support.learner import CHECKLIST, PROGRESS, rate, rating, status
from tests.support.reader import NARROW, WIDE, Reader
from tests.support.server import serve
from tests.support.word_files import controls

pytestmark = pytest.mark.slow

Open = Callable[..., Reader]
OBSERVATION = f"{STANDARD}/forms/observation-record/"


@pytest.fixture
def network(site_of_zensical: Path) -> Iterator[tuple[str, ExitStack]]:
    """The address of the site, and the server, which a test can close."""
    with ExitStack() as server:
        yield server.enter_context(serve(site_of_zensical, BELOW)), server


def test_a_learner_rates_reads_fills_in_downloads_and_searches(reader: Open, network: tuple[str, ExitStack]) -> None:
    address, server = network
    window = reader(address, fresh=True, service_workers="allow")
    page = window.goto("")
    assert window.look() == []

    # The way from the home page to the checklist.
    page.locator(f"main a[href$='{STANDARD}/']").first.click()
    expect(page.locator("#P1")).to_be_visible()
    page.get_by_role("link", name="Rate yourself", exact=True).first.click()
    rate(page, "P1", "on-my-own")
    expect(status(page)).to_contain_text("Saved at")
    page.reload()
    assert rating(page, "P1") == "on-my-own"
    assert window.look("#P1, .checklist__top") == []

    page.locator("header").get_by_role("link", name="My progress").click()
    expect(page.locator("main")).to_contain_text("1 of")
    assert window.look() == []

    # A form, as a file for Word that the browser makes.
    window.goto(OBSERVATION)
    page.locator("form [name='head.candidate']").fill("Zoë <Ltd>")
    expect(status(page)).to_contain_text("Saved at")
    with page.expect_download() as download:
        page.locator(".records").get_by_role("button", name="Download as Word", exact=True).click()
    found = {one.tag: one.text for one in controls(Path(download.value.path()).read_bytes())}
    assert found["head.candidate"] == "Zoë <Ltd>"
    # The same form as a PDF file.
    page = window.goto(f"{STANDARD}/forms/")
    with page.expect_download() as download:
        page.locator("main a[href$='observation-record.pdf']").first.click()
    assert Path(download.value.path()).read_bytes().startswith(b"%PDF")

    # The server is gone, and the service worker answers.
    opened = ["", CHECKLIST, PROGRESS]
    for one in opened:
        window.goto(one)
    kept = "async (url) => { await navigator.serviceWorker.ready; return (await caches.match(url)) !== undefined; }"
    for one in opened:
        for _ in range(200):
            if page.evaluate(kept, address + one):
                break
            page.wait_for_timeout(50)
    assert window.faults == []
    server.close()
    window.goto(CHECKLIST)
    assert rating(page, "P1") == "on-my-own"
    page.get_by_role("textbox", name="Search").click()
    page.keyboard.type("rapport")
    hits = page.locator(".md-search-result__link h2")
    expect(hits.filter(has_text="P1 identify and greet").first).to_be_attached()
    # The list grows, and opens with a change of colours.
    number = -1
    while number != (number := hits.count()) or page.evaluate("document.getAnimations().length") > 0:
        page.wait_for_timeout(300)
    assert window.look(".md-header") == []
    window.faults[:] = [fault for fault in window.faults if "ERR_CONNECTION_REFUSED" not in fault]


@pytest.mark.parametrize("width", [NARROW, WIDE])
@pytest.mark.parametrize("place", ["", f"{STANDARD}/", "learners/", "forms/", OBSERVATION])
def test_a_page_has_no_fault(reader: Open, network: tuple[str, ExitStack], width: int, place: str) -> None:
    window = reader(network[0], width=width)
    window.goto(place)

    assert window.look() == []


def test_a_page_that_breaks_the_policy_is_noticed(
    reader: Open, network: tuple[str, ExitStack], site_of_zensical: Path
) -> None:
    """What these tests would say if Zensical added a script of its own to a page."""
    window = reader(network[0])
    broken = (site_of_zensical / "index.html").read_text("utf-8").replace("</body>", "<script>1</script></body>")
    window.page.route(window.base, lambda route: route.fulfill(body=broken, content_type="text/html"))

    window.goto("")

    assert any("Content Security Policy" in fault for fault in window.faults)
    window.faults.clear()
