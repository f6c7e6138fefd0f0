"""Deleted means gone: no tab, no way back and no page of an older state brings back what was erased or removed."""

import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Frame, Locator, Page, expect

from tests.conftest import BELOW
from tests.support import chromium
from tests.support.learner import (
    BLOCKED,
    CHECKLIST,
    FULL,
    PROGRESS,
    WHO,
    another,
    choose,
    erase,
    rate,
    rating,
    saved,
    status,
    undo,
    unfold,
)
from tests.support.reader import NARROW, WIDE, Reader
from tests.support.server import serve

Open = Callable[..., Reader]
FORM = "contact-centre/forms/witness-testimony/"
REMOVE = "Remove everything from this device"
ONE_FILE = "file.json"
STORED = """
async () => ({
  local: Object.keys(localStorage).sort(),
  tab: Object.keys(sessionStorage),
  pages: (await caches.keys()).sort(),
  workers: (await navigator.serviceWorker?.getRegistrations() ?? []).map(({ scope }) => scope),
})
"""
NOTHING: dict[str, list[str]] = {"local": [], "tab": [], "pages": [], "workers": []}




def note(page: Page, item: str = "P1") -> Locator:
    return page.locator(f"[name={item}-note]")


def write_note(page: Page, text: str, item: str = "P1") -> None:
    unfold(page, item)
    note(page, item).fill(text)


def name_yourself(page: Page, name: str) -> None:
    if page.locator("person-bar > .who").get_attribute("open") is None:
        page.locator(WHO).click()
    page.get_by_role("textbox", name="Name", exact=True).fill(name)


def add_person(page: Page, name: str) -> None:
    page.get_by_role("button", name="Add a person").click()
    page.get_by_role("textbox", name="Name", exact=True).fill(name)


def delete(page: Page) -> None:
    page.get_by_role("button", name="Delete my answers").click()
    page.get_by_role("button", name="Delete", exact=True).click()


def ask_to_remove(page: Page) -> Locator:
    page.get_by_role("button", name=REMOVE).click()
    dialog = page.get_by_role("dialog", name=REMOVE)
    expect(dialog).to_be_visible()
    return dialog


def remove_everything(page: Page) -> None:
    ask_to_remove(page).get_by_role("button", name="Remove everything", exact=True).click()
    expect(page.get_by_role("status").filter(has_text="was removed")).to_be_visible()


def stored(page: Page) -> dict[str, list[str]]:
    found: dict[str, list[str]] = page.evaluate(STORED)
    return found


def texts(page: Page) -> str:
    """Everything in the browser's storage."""
    found: str = page.evaluate("JSON.stringify([localStorage, sessionStorage])")
    return found


def until(page: Page, condition: str) -> None:
    for _ in range(200):
        if page.evaluate(condition):
            return
        page.wait_for_timeout(50)
    pytest.fail(f"still not so after 10 s: {condition}")


# --- remove everything ---


def test_removing_everything_leaves_nothing_and_stores_nothing_until_somebody_goes_on(reader: Open) -> None:
    window = reader(fresh=True, service_workers="allow")
    page = window.goto(CHECKLIST)
    until(page, "() => navigator.serviceWorker.controller !== null")
    rate(page, "P1", "not-yet")
    write_note(page, "secret")
    name_yourself(page, "Ann")
    add_person(page, "Bo")
    rate(page, "P2", "on-my-own")
    delete(page)
    form = another(window).goto(FORM)
    form.get_by_label("Name of the candidate").fill("Ann Example")
    form.get_by_role("button", name="Dark").or_(form.locator("[data-scheme-toggle]")).first.click()
    others = ["other.app", "standards:/another/site/:v2:device", "standards:/another/site/:v2:a:info"]
    page.evaluate(
        """([below, others]) => {
          for (const key of others) localStorage.setItem(key, "{}");
          localStorage.setItem(`standards:${below}:v1:2:info`, JSON.stringify({ name: "of old" }));
          localStorage.setItem(`standards:${below}:v2:zz:info`, "unreadable {");
        }""",
        [BELOW, others],
    )
    plain = another(window).goto("contact-centre/")
    page = window.goto(PROGRESS)
    checklist = another(window).goto(CHECKLIST)
    unfold(checklist, "P1")

    dialog = ask_to_remove(page)
    for said in (
        "The answers of Ann: 1 answer",
        "The answers of Bo, deleted on",
        "1 record that could not be read",
        "Ann Example",
        "for reading offline",
        "You cannot undo it.",
        "Files in your Downloads folder stay.",
    ):
        expect(dialog).to_contain_text(said)
    dialog.get_by_role("button", name="Remove everything", exact=True).click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Removed from this device")
    expect(page.locator("article")).to_contain_text("Files in your Downloads folder are still there.")
    expect(checklist.get_by_role("heading", level=1)).to_have_text("Removed from this device")
    expect(form.get_by_label("Name of the candidate")).to_have_value("")
    for one in (page, checklist):
        assert one.locator("person-bar, self-assessment, my-progress, dialog").count() == 0
    plain.get_by_role("link", name="Errata").first.click()
    page.wait_for_timeout(1000)
    # The tab that went on to another page is a visit of its own.
    found = stored(page)
    assert [found["local"], found["tab"], stored(checklist)["tab"]] == [sorted(others), [], []]
    expect(page.get_by_role("link", name="Open this page again")).to_be_visible()
    assert window.look() == []

    page.get_by_role("link", name="Open this page again").click()
    expect(status(page)).to_have_text("Nothing is kept on this device yet.")
    assert "secret" not in texts(page)
    assert stored(page)["local"] == sorted(others)


def test_after_removing_everything_the_browser_keeps_no_page_while_old_windows_are_open(reader: Open) -> None:
    window = reader(fresh=True, service_workers="allow")
    page = window.goto(PROGRESS)
    until(page, "() => navigator.serviceWorker.controller !== null")
    old = another(window).goto(CHECKLIST)
    assert stored(page)["pages"]
    remove_everything(page)
    assert stored(page) == NOTHING

    old.evaluate("fetch('../').then((answer) => answer.text())")
    old.wait_for_timeout(1000)
    assert stored(page) == NOTHING

    page.get_by_role("link", name="Open this page again").click()
    until(page, "async () => (await caches.keys()).length > 0")
    until(page, "async () => (await caches.match(location.href)) !== undefined")
    assert stored(page)["local"] == []
