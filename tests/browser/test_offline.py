"""Without a network the pages that were opened open again, always those of one edition of the site."""

import json
import shutil
import struct
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.conftest import BELOW, REAL, Once, asset, build_site
from tests.support.reader import Reader
from tests.support.server import serve

Open = Callable[..., Reader]
OLD, NEW = "identify and greet customers", "recognise and greet customers"
CHECKLIST = "contact-centre/checklist/"
KEPT = """
async () => {
  const kept = {};
  for (const name of await caches.keys())
    kept[name] = (await (await caches.open(name)).keys()).map((request) => request.url);
  return kept;
}
"""


class Host:
    """A web server whose site can be put in another's place, and which can be taken off the network."""

    def __init__(self, site: Path, folder: Path) -> None:
        self.folder = folder
        self.publish(site)
        self.stack = ExitStack()
        self.answering = threading.Event()
        self.answering.set()
        self.address = self.stack.enter_context(serve(folder, BELOW, answering=self.answering))

    def publish(self, site: Path) -> None:
        """Put another edition in the place of the one that is there, all at once as far as a reader can see."""
        self.folder.unlink(missing_ok=True)
        self.folder.symlink_to(site)

    def unplug(self) -> None:
        self.answering.set()
        self.stack.close()


@pytest.fixture(scope="module")
def later(once: Once) -> Path:
    """The next edition of the site: one criterion is reworded."""

    def fill(folder: Path) -> None:
        shutil.copytree(REAL, folder / "standards", ignore=shutil.ignore_patterns("source-texts"))
        source = folder / "standards/contact-centre.yml"
        source.write_text(source.read_text("utf-8").replace(OLD, NEW, 1), "utf-8")
        build_site(folder / "site", folder / "standards")

    return once("later", fill) / "site"


@pytest.fixture
def host(site: Path, tmp_path: Path) -> Iterator[Host]:
    host = Host(site, tmp_path / "site")
    yield host
    host.unplug()


@pytest.fixture
def learner(reader: Open, host: Host) -> Reader:
    """A reader whose browser allows service workers."""
    return reader(host.address, fresh=True, service_workers="allow")


def until(page: Page, condition: str, about: str = "") -> None:
    """Wait for something to be so. (The page's policy lets Playwright ask once, but not keep on asking by itself.)"""
    for _ in range(200):
        if page.evaluate(condition, about):
            return
        page.wait_for_timeout(50)
    pytest.fail(f"still not so after 10 s: {condition}")


def goto(learner: Reader, address: str) -> Page:
    """Open a page, and wait until the worker looks after it and has kept it."""
    page = learner.goto(address)
    until(page, "() => navigator.serviceWorker.controller !== null")
    until(page, "async (url) => (await caches.match(url)) !== undefined", learner.base + address)
    return page


def upgraded(page: Page, site: Path) -> None:
    """Wait until the browser keeps that edition of the site and no other."""
    condition = "async (version) => (await caches.keys()).every((name) => name.endsWith(version))"
    until(page, condition, version(site))


def without_network(learner: Reader, host: Host, address: str) -> Page:
    """Open a page with the server gone; what the browser then says of failed requests is no fault."""
    host.unplug()
    page = learner.goto(address)
    page.wait_for_timeout(200)
    learner.faults[:] = [fault for fault in learner.faults if "ERR_CONNECTION_REFUSED" not in fault]
    return page


def versions(page: Page) -> set[str]:
    """The editions of which the browser keeps anything."""
    return {name.rpartition(":")[2] for name in page.evaluate(KEPT)}


def version(site: Path) -> str:
    text = (site / "service-worker.js").read_text("utf-8")
    return str(json.loads(text[text.index("{") : text.rindex("}") + 1])["version"])


# --- one edition ---


def test_the_search_finds_items_without_a_network(learner: Reader, host: Host) -> None:
    goto(learner, "contact-centre/")

    page = without_network(learner, host, "contact-centre/")
    page.get_by_role("textbox", name="Search").click()
    page.keyboard.type("rapport")

    expect(page.locator(".md-search-result__meta")).to_contain_text("found")


@pytest.mark.parametrize("opened", [CHECKLIST, "", "my-progress/", "contact-centre/"])
def test_a_page_that_was_opened_opens_without_a_network(learner: Reader, host: Host, opened: str) -> None:
    title = goto(learner, opened).title()
    goto(learner, "themes/")

    page = without_network(learner, host, opened)

    assert page.title() == title
    expect(page.locator("h1")).to_be_visible()
    assert page.evaluate("getComputedStyle(document.querySelector('.bar')).display") == "flex"


def test_a_checklist_can_be_filled_in_without_a_network(learner: Reader, host: Host) -> None:
    goto(learner, CHECKLIST)

    page = without_network(learner, host, CHECKLIST)
    page.get_by_role("group", name="P1 ").get_by_role("radio", name="On my own").first.check()

    expect(page.locator("[name=P1]:checked")).to_have_value("on-my-own")
    data = "async () => (await (await fetch('../items.json')).json()).standard"
    assert page.evaluate(data) == "contact-centre"
    assert (
        page.evaluate("async () => (await (await fetch('../../my-progress/suite.json')).json()).standards.length") == 5
    )


def test_a_page_that_was_opened_opens_within_seconds_where_the_network_hardly_answers(
    learner: Reader, host: Host
) -> None:
    goto(learner, CHECKLIST)
    host.answering.clear()

    page = learner.page
    page.goto(learner.base + CHECKLIST, wait_until="domcontentloaded", timeout=8_000)

    expect(page.locator("#P1 [data-words]")).to_contain_text(OLD)
    host.answering.set()
    page.wait_for_load_state()


def test_the_first_page_of_all_is_kept_too(learner: Reader, host: Host) -> None:
    """It was there before the worker was."""
    page = learner.goto(f"{CHECKLIST}?from=somewhere#P3")
    until(page, "() => navigator.serviceWorker.controller !== null")

    page = without_network(learner, host, CHECKLIST)

    assert page.title().startswith("Checklist: Deliver customer service in a contact centre")


def test_a_page_that_was_never_opened_says_so_without_a_network(learner: Reader, host: Host) -> None:
    goto(learner, "")

    page = without_network(learner, host, "errata/")

    expect(page.get_by_role("heading", level=1)).to_have_text("No connection")
    page.get_by_role("main").get_by_role("link", name="home page").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Customer service standards")
    learner.faults.clear()


def test_only_what_belongs_to_the_site_is_kept_and_each_page_once(learner: Reader, host: Host) -> None:
    goto(learner, "contact-centre/")
    page = goto(learner, "glossary/")
    learner.goto("contact-centre/?h=rapport#P1")
    page.wait_for_timeout(500)

    (kept,) = page.evaluate(KEPT).values()

    assert all(url.startswith(host.address) for url in kept)
    assert not any("?" in url or "#" in url or "service-worker" in url for url in kept)
    assert kept.count(f"{host.address}contact-centre/") == 1


def test_a_missing_page_is_still_missing_and_not_kept(learner: Reader, host: Host) -> None:
    page = goto(learner, "")

    answer = page.goto(f"{host.address}no-such-page/")

    assert answer
    assert answer.status == 404
    page.wait_for_timeout(300)
    assert not any("no-such-page" in url for urls in page.evaluate(KEPT).values() for url in urls)
    learner.faults.clear()


def test_no_other_script_of_the_site_can_become_its_worker(learner: Reader, host: Host) -> None:
    page = goto(learner, "")
    register = "async (url) => { try { await navigator.serviceWorker.register(url) } catch (e) { return e.name } }"

    assert page.evaluate(register, f"{host.address}{asset('site.js')}") == "TypeError"
    assert page.evaluate(register, f"{host.address}service-worker.js") is None
    learner.faults.clear()


# --- the next edition ---


def test_two_editions_have_two_versions(site: Path, later: Path) -> None:
    assert version(site) != version(later)


def test_an_upgrade_brings_every_kept_page_up_to_date(learner: Reader, host: Host, site: Path, later: Path) -> None:
    goto(learner, "contact-centre/")
    page = goto(learner, CHECKLIST)
    assert versions(page) == {version(site)}

    host.publish(later)
    page = learner.goto("")
    upgraded(page, later)

    page = without_network(learner, host, CHECKLIST)
    expect(page.locator("#P1 [data-words]")).to_contain_text(NEW)
    expect(learner.goto("contact-centre/").locator("#P1")).to_contain_text(NEW)
    assert NEW in page.evaluate("async () => (await fetch('items.json')).text()")
    learner.faults.clear()


def test_an_upgrade_that_cannot_be_fetched_whole_changes_nothing(
    learner: Reader, host: Host, later: Path, tmp_path: Path
) -> None:
    goto(learner, "contact-centre/")
    goto(learner, CHECKLIST)

    shutil.copytree(later, tmp_path / "torn")
    shutil.rmtree(tmp_path / "torn/offline")
    host.publish(tmp_path / "torn")
    # With a network a reader sees the new page at once, whole; yet it must not get in among the old ones.
    page = learner.goto("contact-centre/items.json")
    page = learner.goto("deliver-service/")
    page.evaluate("async () => { try { await (await navigator.serviceWorker.ready).update() } catch {} }")
    page.wait_for_timeout(1000)
    assert page.evaluate("async () => (await navigator.serviceWorker.ready).active.state") == "activated"

    page = without_network(learner, host, CHECKLIST)
    expect(page.locator("#P1 [data-words]")).to_contain_text(OLD)
    expect(learner.goto("contact-centre/").locator("#P1")).to_contain_text(OLD)
    expect(learner.goto("deliver-service/").get_by_role("heading", level=1)).to_have_text("No connection")
    learner.faults.clear()


def test_a_page_that_the_next_edition_lacks_is_no_longer_kept(
    learner: Reader, host: Host, later: Path, tmp_path: Path
) -> None:
    goto(learner, "errata/")
    goto(learner, CHECKLIST)
    shutil.copytree(later, tmp_path / "smaller")
    shutil.rmtree(tmp_path / "smaller/errata")

    host.publish(tmp_path / "smaller")
    page = learner.goto("")
    upgraded(page, later)

    page = without_network(learner, host, "errata/")
    expect(page.get_by_role("heading", level=1)).to_have_text("No connection")
    learner.faults.clear()


# --- the app ---


def test_the_browser_finds_the_site_installable(learner: Reader) -> None:
    page = goto(learner, "")
    session = page.context.new_cdp_session(page)

    given = session.send("Page.getAppManifest")

    assert given["errors"] == []
    manifest = json.loads(given["data"])
    assert manifest["name"] == "Customer service standards"
    # A fresh profile is a private window, in which nothing can be installed; there must be no other reason.
    errors = session.send("Page.getInstallabilityErrors")["installabilityErrors"]
    assert [error["errorId"] for error in errors if error["errorId"] != "in-incognito"] == []


def test_the_icons_of_the_manifest_have_the_sizes_that_it_says(site: Path) -> None:
    manifest = json.loads((site / "manifest.webmanifest").read_text("utf-8"))

    assert {icon["purpose"] for icon in manifest["icons"]} == {"any", "maskable"}
    for icon in manifest["icons"]:
        data = (site / icon["src"]).read_bytes()
        assert data.startswith(b"\x89PNG")
        assert "{}x{}".format(*struct.unpack(">II", data[16:24])) == icon["sizes"]
    for shortcut in manifest["shortcuts"]:
        assert (site / shortcut["url"] / "index.html").is_file()


# --- from a folder ---


@pytest.mark.parametrize(("opened", "told"), [(CHECKLIST, True), ("my-progress/", True), ("contact-centre/", False)])
def test_a_page_opened_from_a_folder_says_what_does_not_work(
    contexts: Callable[..., object], site: Path, opened: str, told: bool
) -> None:
    context = contexts(fresh=True)
    page = context.new_page()  # type: ignore[attr-defined]
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto((site / opened / "index.html").as_uri())

    expect(page.locator("h1")).to_be_visible()
    assert errors == []
    assert page.locator("header").locator("button, input").filter(visible=True).count() == 0
    assert page.get_by_text("opened from a folder").count() == (1 if told else 0)
    if told:
        expect(page.get_by_text("opened from a folder")).to_be_visible()
    page.get_by_role("navigation", name="Site").get_by_role("link", name="All standards").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("All standards")
    context.close()  # type: ignore[attr-defined]
