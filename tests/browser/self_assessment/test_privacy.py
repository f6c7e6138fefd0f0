"""The About page says where the site saves what is entered, what a saved file has, and who can read it. That is so."""

import csv
import io
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.conftest import BELOW
from tests.support.learner import CHECKLIST, PROGRESS, rate, saved, unfold
from tests.support.reader import Reader

Open = Callable[..., Reader]
NAME, DAY = "Ann Learner", re.compile(r"\d{4}-\d\d-\d\d")
FORM = "forms/portfolio-front-sheet/"
KEPT_TIMES = 10
KINDS = {"device", "labels", "answer", "round", "words"}
"""The kinds of records of a learner who only rates an item and writes a note."""

# Every kind of storage that a page of a site can use.
STORAGE = """
async () => {
  const files = [];
  for await (const name of (await navigator.storage.getDirectory()).keys()) files.push(name);
  return {
    local: Object.keys(localStorage), session: Object.keys(sessionStorage), caches: await caches.keys(),
    databases: (await indexedDB.databases()).map(({ name }) => name), files, cookie: document.cookie,
  };
}
"""


def allowed(base: str) -> dict[str, str]:
    """The pattern of every name that the site may use, by the kind of storage."""
    return {
        "local": rf"(standards:{BELOW}:(v2:.+|forms:header)|{BELOW}\.scheme)",
        "session": rf"standards:{BELOW}:tab",
        "caches": rf"kept:{re.escape(base)}:[0-9a-f]+",
    }


def undeclared(page: Page, base: str) -> list[str]:
    """Whatever is stored in the browser that the About page does not tell of."""
    patterns = allowed(base)
    found = page.evaluate(STORAGE)
    cookies = [found.pop("cookie"), *(cookie["name"] for cookie in page.context.cookies())]
    names = [f"{kind}: {name}" for kind, all_of_it in found.items() for name in all_of_it]
    known = [f"{kind}: {pattern}" for kind, pattern in patterns.items()]
    strange = [name for name in names if not any(re.fullmatch(pattern, name) for pattern in known)]
    return strange + [f"cookie: {cookie}" for cookie in cookies if cookie]


def use(window: Reader) -> Page:
    """Do everything that makes the site save something."""
    page = window.goto(FORM)
    page.get_by_label("Candidate").first.fill(NAME)
    page.get_by_role("button", name="Dark").click()
    page = window.goto(CHECKLIST)
    for turn in range(KEPT_TIMES + 2):
        rate(page, "P1", ["with-support", "on-my-own"][turn % 2])
    unfold(page, "P1")
    page.locator("[name=P1-note]").fill("A note")
    expect(page.locator("[name=P1-note]")).to_have_value("A note")
    page.evaluate("() => navigator.serviceWorker.ready.then(() => 0)")
    return page


@pytest.fixture
def used(reader: Open) -> Reader:
    window = reader(fresh=True, service_workers="allow")
    use(window)
    return window


def test_the_site_saves_only_what_the_about_page_says_and_asks_no_other_host(used: Reader) -> None:
    page, hosts = used.page, set[str]()
    page.context.on("request", lambda request: hosts.add(request.url.split("/")[2]))
    page.reload()
    page.wait_for_load_state("networkidle")
    stored = page.evaluate(STORAGE)

    assert undeclared(page, used.base) == []
    records = [key.partition(":v2:")[2] for key in stored["local"] if ":v2:" in key]
    assert {re.sub(r"^\w+:(?=[a-z])", "", key).partition(":")[0] for key in records} == KINDS
    assert [stored[kind] for kind in ("session", "caches")] != [[], []]
    assert hosts == {used.base.split("/")[2]}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("plant", "told"),
    [
        ("() => { document.cookie = 'visitor=1' }", "cookie: visitor=1"),
        ("() => localStorage.setItem('visitor', '1')", "local: visitor"),
        ("() => localStorage.setItem('standards:/some/where/:v9:x', '1')", "local: standards:/some/where/:v9:x"),
        ("() => sessionStorage.setItem('visitor', '1')", "session: visitor"),
        ("() => caches.open('visitor').then(() => 0)", "caches: visitor"),
        ("() => new Promise((done) => (indexedDB.open('visitor').onsuccess = () => done(0)))", "databases: visitor"),
        (
            "async () => void (await (await navigator.storage.getDirectory()).getFileHandle('a', { create: true }))",
            "files: a",
        ),
    ],
)
def test_something_else_that_is_saved_is_found(reader: Open, plant: str, told: str) -> None:
    window = reader(fresh=True)
    page = window.goto(CHECKLIST)
    assert undeclared(page, window.base) == []
    page.evaluate(plant)
    assert told in undeclared(page, window.base)


def test_the_tab_remembers_the_person_and_the_round_and_nothing_else(used: Reader) -> None:
    page = used.page
    (kept,) = page.evaluate("Object.values(sessionStorage)")
    assert set(json.loads(kept)) <= {"person", "round", "since"}
    assert NAME not in kept
    tab = page.context.new_page()
    tab.goto(used.base)
    assert tab.evaluate("sessionStorage.length") == 0


def steps(file: dict[str, Any]) -> list[dict[str, Any]]:
    (record,) = [fields for key, fields in file["records"].items() if key.endswith("contact-centre/P1")]
    found: list[dict[str, Any]] = record["rating"]
    return found


def test_a_file_has_the_newest_ten_values_of_a_field_with_their_times(used: Reader) -> None:
    file = saved(used.page)
    made = steps(file)
    assert [step["value"] for step in made] == ["with-support", "on-my-own"] * (KEPT_TIMES // 2)
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", step["at"]) for step in made)
    (writer,) = {step["by"] for step in made}
    assert re.fullmatch(r"[a-z0-9]+-[a-z0-9]+\.[a-z0-9]+", writer)
    assert {step["mark"] for step in made} <= set(file["words"])
    assert set(file["levels"]) >= {"with-support", "on-my-own"}
    assert NAME not in json.dumps(file), "the details above a form are not part of the answers"


def test_a_table_has_the_day_of_an_answer_and_no_earlier_value(used: Reader) -> None:
    page = used.goto(PROGRESS)
    with page.expect_download() as download:
        page.get_by_role("button", name="Download CSV").click()
    text = Path(download.value.path()).read_bytes().decode("utf-8-sig")
    head, *rows = csv.reader(io.StringIO(text, newline=""))
    (row,) = [row for row in rows if row[0] == "contact-centre" and row[6] == "P1"]
    assert DAY.fullmatch(row[head.index("Date")])
    assert "On my own" in row
    assert "With support" not in row
    assert not re.search(r"\d\d:\d\d:\d\d", text)


def test_another_site_of_the_same_origin_can_read_and_change_what_is_saved(used: Reader) -> None:
    page = used.page
    origin = used.base.removesuffix(BELOW)
    page.context.route(
        f"{origin}/other/",
        lambda route: route.fulfill(body="<!doctype html><title>Other</title>", content_type="text/html"),
    )
    other = page.context.new_page()
    other.goto(f"{origin}/other/")
    texts = other.evaluate("Object.values(localStorage).join()")
    assert NAME in texts
    assert "A note" in texts
    assert other.evaluate("caches.keys().then((names) => names.length)") > 0
    other.evaluate("localStorage.clear()")
    page.reload()
    assert page.evaluate("document.querySelector('[name=P1]:checked')") is None
