"""Without a network the pages that were opened open again, always those of one edition of the site."""

import json
import shutil
import struct
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Error, Page, expect

from tests.conftest import BELOW, REAL, Once, asset, build_site
from tests.support.reader import Reader
from tests.support.server import Answer, serve

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
UPDATE = """
async () => {
  const late = new Promise((end) => setTimeout(end, 20000));
  const site = await Promise.race([navigator.serviceWorker.ready, late]);
  await Promise.race([site?.update().catch(() => {}), late]);
  const next = site?.installing || site?.waiting;
  const done = () => next.state === "activated" || next.state === "redundant";
  const over = new Promise((end) => next?.addEventListener("statechange", () => done() && end()));
  if (next && !done()) await Promise.race([over, late]);
}
"""
"""Looks for another edition, and waits until that has taken over or failed, but for 20 seconds at most."""


class Host:
    """A web server whose site can be put in another's place, and which can be taken off the network.

    ``answers`` are what it gives in place of files, each a function of the reader's cookies. ``asked`` are the paths
    that it was asked for.
    """

    def __init__(self, site: Path, folder: Path) -> None:
        self.folder = folder
        self.answers: dict[str, Callable[[str], Answer]] = {}
        self.asked: list[str] = []
        self.publish(site)
        self.stack = ExitStack()
        self.answering = threading.Event()
        self.answering.set()
        self.address = self.stack.enter_context(serve(folder, BELOW, answering=self.answering, instead=self.answer))

    def answer(self, path: str, cookies: str) -> Answer | None:
        """Give the answer that stands in for a file, if there is one."""
        self.asked.append(path)
        own = self.answers.get(path.partition("?")[0])
        return own(cookies) if own else None

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


def kept(page: Page) -> set[str]:
    """The addresses that the browser keeps, from the host's top."""
    return {url for urls in page.evaluate(KEPT).values() for url in urls}


def sign_in(learner: Reader, name: str) -> None:
    """Let the browser belong to another person."""
    learner.page.context.clear_cookies()
    learner.page.context.add_cookies([{"name": "person", "value": name, "url": learner.base}])


def payslip(cookies: str, headers: Mapping[str, str] | None = None) -> Answer:
    """Answer with what is one person's own."""
    title = f"Payslip of {cookies or 'nobody'}"
    return Answer(f"<!doctype html><title>{title}</title><h1>{title}</h1>", headers=headers or {})


def always(answer: Answer) -> Callable[[str], Answer]:
    """Give one answer to everybody."""
    return lambda _: answer


def versions(page: Page) -> set[str]:
    """The editions of which the browser keeps anything."""
    return {name.rpartition(":")[2] for name in page.evaluate(KEPT)}


def version(site: Path) -> str:
    return str(edition_of(site)[0]["version"])


def edition_of(site: Path) -> tuple[dict[str, Any], str]:
    """Return what the service worker's file says of the edition, and the script after that."""
    text = (site / "service-worker.js").read_text("utf-8")
    end = text.rindex("}") + 1
    return json.loads(text[text.index("{") : end]), text[end:].removeprefix(";\n")


# --- one edition ---


def test_the_search_finds_items_without_a_network(learner: Reader, host: Host) -> None:
    goto(learner, "contact-centre/")

    page = without_network(learner, host, "contact-centre/")
    page.get_by_role("textbox", name="Search").click()
    page.keyboard.type("rapport")

    expect(page.locator(".md-search-result__meta")).to_contain_text("found")


def test_pages_that_were_opened_open_without_a_network(learner: Reader, host: Host) -> None:
    titles = {address: goto(learner, address).title() for address in [CHECKLIST, "", "my-progress/", "contact-centre/"]}

    for address, title in titles.items():
        page = without_network(learner, host, address)
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


@pytest.mark.slow
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

    assert page.title().startswith("Rate yourself: Deliver customer service in a contact centre")


def test_a_page_that_was_never_opened_says_so_without_a_network(learner: Reader, host: Host) -> None:
    goto(learner, "")

    page = without_network(learner, host, "errata/")

    expect(page.get_by_role("heading", level=1)).to_have_text("You are offline")
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

    assert page.evaluate(register, f"{host.address}{asset('web/scripts/site.js')}") == "TypeError"
    assert page.evaluate(register, f"{host.address}service-worker.js") is None
    learner.faults.clear()


# --- what is not of the site, or not for everybody ---


@pytest.mark.slow
def test_another_application_below_the_site_is_left_alone(learner: Reader, host: Host) -> None:
    others = ["hr/payslip", "errata", "contact-centre/forms/*-forms.pdf", "contact-centre/forms/errata-forms.pdf"]
    host.answers |= dict.fromkeys(others, payslip)
    goto(learner, "")

    for name in ("Alice", "Bob"):
        sign_in(learner, name)
        for address in others:
            answer = learner.page.goto(learner.base + address)
            assert answer
            assert not answer.from_service_worker
            assert f"Payslip of person={name}" in answer.text()
    learner.page.wait_for_timeout(500)
    page = learner.goto("")
    assert not {host.address + address for address in others} & kept(page)

    host.unplug()
    with pytest.raises(Error, match="ERR_CONNECTION_REFUSED"):
        page.goto(f"{learner.base}hr/payslip")
    learner.faults.clear()


ONE_PERSONS = {
    "errata/": {"Cache-Control": "no-store"},
    "about/": {"Cache-Control": "max-age=60, Private"},
    "authors/": {"Cache-Control": 'private="Set-Cookie"'},
    "glossary/": {"Vary": "*"},
    "standards/": {"Vary": "Accept-Encoding, Cookie"},
    "themes/": {"Vary": "authorization"},
}


@pytest.mark.slow
def test_what_the_server_gives_to_one_person_is_shown_and_not_kept(learner: Reader, host: Host) -> None:
    for address, headers in ONE_PERSONS.items():
        host.answers[address] = partial(payslip, headers=headers)
    sign_in(learner, "Alice")
    goto(learner, "")

    for address in ONE_PERSONS:
        page = learner.goto(address)
        expect(page.get_by_role("heading", level=1)).to_have_text("Payslip of person=Alice")
    page = goto(learner, "trainers/")
    assert not {host.address + address for address in ONE_PERSONS} & kept(page)

    sign_in(learner, "Bob")
    page = without_network(learner, host, "errata/")
    expect(page.get_by_role("heading", level=1)).to_have_text("You are offline")
    learner.faults.clear()


def test_what_is_kept_was_asked_for_without_cookies(learner: Reader, host: Host) -> None:
    host.answers["errata/"] = payslip
    sign_in(learner, "Alice")
    goto(learner, "")
    page = goto(learner, "errata/")

    text = "async (url) => (await caches.match(url)).text()"
    assert "Payslip of nobody" in page.evaluate(text, f"{host.address}errata/")


@pytest.mark.slow
@pytest.mark.parametrize("to", ["hr/log-in", "https://log-in.example/"])
def test_a_page_that_one_must_log_in_for_is_shown_and_not_kept(learner: Reader, host: Host, to: str) -> None:
    goto(learner, "")
    host.answers["errata/"] = lambda cookies: (
        payslip(cookies) if cookies else Answer(status=302, headers={"Location": to})
    )
    sign_in(learner, "Alice")

    page = learner.goto("errata/")

    expect(page.get_by_role("heading", level=1)).to_have_text("Payslip of person=Alice")
    page.wait_for_timeout(500)
    assert f"{host.address}errata/" not in kept(page)


@pytest.mark.slow
def test_a_request_with_a_query_that_is_not_the_sites_is_left_to_the_server(learner: Reader, host: Host) -> None:
    goto(learner, "")

    for query, known in {
        "?user=bob": False,
        "?h=rapport&user=bob": False,
        "?h=rapport": True,
        "?q=rapport": True,
    }.items():
        answer = learner.page.goto(f"{learner.base}errata/{query}")
        assert answer
        assert answer.from_service_worker is known, query
        learner.page.wait_for_timeout(500)
        assert (f"{host.address}errata/" in kept(learner.page)) is known, query


def test_a_document_whose_name_has_the_standards_id_is_kept(learner: Reader) -> None:
    page = goto(learner, "")
    document = "contact-centre/forms/contact-centre-T5-observation-record.pdf"

    page.evaluate("(address) => fetch(address)", document)

    until(page, "async (url) => (await caches.match(url)) !== undefined", learner.base + document)


def test_a_request_for_a_part_or_with_a_password_is_left_to_the_server(learner: Reader, host: Host) -> None:
    page = goto(learner, "")

    for headers, handled in (({}, True), ({"Range": "bytes=0-9"}, False), ({"Authorization": "Basic Ym9iOg=="}, False)):
        with page.expect_response(f"{host.address}contact-centre/items.json") as answer:
            page.evaluate("(headers) => fetch('contact-centre/items.json', { headers })", headers)
        assert answer.value.from_service_worker is handled, headers


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


@pytest.mark.slow
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
    page.evaluate(UPDATE)
    assert page.evaluate("async () => (await navigator.serviceWorker.ready).active.state") == "activated"

    page = without_network(learner, host, CHECKLIST)
    expect(page.locator("#P1 [data-words]")).to_contain_text(OLD)
    expect(learner.goto("contact-centre/").locator("#P1")).to_contain_text(OLD)
    expect(learner.goto("deliver-service/").get_by_role("heading", level=1)).to_have_text("You are offline")
    learner.faults.clear()


@pytest.mark.slow
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
    expect(page.get_by_role("heading", level=1)).to_have_text("You are offline")
    learner.faults.clear()


GONE = {
    "errata/": Answer(status=403),
    "about/": Answer(status=404),
    "authors/": Answer(status=410),
    "glossary/": Answer(status=302, headers={"Location": BELOW}),
    "standards/": Answer(status=302, headers={"Location": "https://log-in.example/"}),
    "themes/": Answer(headers={"Cache-Control": "no-store"}),
}


@pytest.mark.slow
def test_kept_pages_that_are_gone_do_not_stop_an_upgrade(learner: Reader, host: Host, later: Path) -> None:
    for address in [*GONE, CHECKLIST]:
        goto(learner, address)
    for address, answer in GONE.items():
        host.answers[address] = always(answer)

    host.publish(later)
    page = learner.goto("")
    upgraded(page, later)

    assert not {host.address + address for address in GONE} & kept(page)
    page = without_network(learner, host, CHECKLIST)
    expect(page.locator("#P1 [data-words]")).to_contain_text(NEW)


@pytest.mark.slow
def test_an_upgrade_waits_for_a_kept_page_while_the_server_is_in_trouble(
    learner: Reader, host: Host, site: Path, later: Path
) -> None:
    goto(learner, "errata/")
    host.answers["errata/"] = always(Answer(status=500))
    host.publish(later)

    page = learner.goto("")
    page.evaluate(UPDATE)
    assert version(site) in versions(page)
    expect(learner.goto("errata/").get_by_role("heading", level=1)).to_have_text("Corrections")

    host.answers.clear()
    page.evaluate(UPDATE)
    upgraded(page, later)
    assert f"{host.address}errata/" in kept(page)


@pytest.mark.slow
@pytest.mark.parametrize("status", [403, 500])
def test_an_upgrade_without_what_every_page_needs_changes_nothing(
    learner: Reader, host: Host, site: Path, later: Path, status: int
) -> None:
    goto(learner, CHECKLIST)
    host.answers["offline/"] = always(Answer(status=status))
    host.publish(later)

    page = learner.goto("")
    page.evaluate(UPDATE)

    assert version(site) in versions(page)
    expect(without_network(learner, host, CHECKLIST).locator("#P1 [data-words]")).to_contain_text(OLD)


@pytest.mark.slow
def test_only_pages_of_the_next_edition_are_asked_for_again(
    learner: Reader, host: Host, later: Path, tmp_path: Path
) -> None:
    """The store of an earlier edition may hold pages of another application, and pages that the site no longer has."""
    goto(learner, "errata/")
    page = goto(learner, "glossary/")
    put = "async (name) => (await caches.open(name)).put('hr/payslip', new Response('Payslip of Alice'))"
    page.evaluate(put, f"kept:{host.address}:0123456789abcdef")
    shutil.copytree(later, tmp_path / "smaller")
    edition, script = edition_of(tmp_path / "smaller")
    for group in edition["addresses"]:
        group["folders"] = [name for name in group["folders"] if name != "errata"]
    worker = f"self.EDITION = {json.dumps(edition)};\n{script}"
    (tmp_path / "smaller/service-worker.js").write_text(worker, "utf-8")
    host.answers["errata/"] = host.answers["glossary/hr/payslip"] = payslip
    host.asked.clear()

    host.publish(tmp_path / "smaller")
    page = learner.goto("")
    upgraded(page, later)

    assert not [url for url in kept(page) if "payslip" in url or "errata" in url]
    assert not [path for path in host.asked if "payslip" in path or "errata" in path]
    assert f"{host.address}glossary/" in kept(page)


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
    assert page.get_by_text("opened this page from a folder").count() == (1 if told else 0)
    if told:
        expect(page.get_by_text("opened this page from a folder")).to_be_visible()
    page.get_by_role("navigation", name="Site", exact=True).get_by_role("link", name="Standards").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Standards")
    context.close()  # type: ignore[attr-defined]
