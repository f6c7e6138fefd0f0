"""A record of a form is downloaded as the Word file of that form, with everything that was written."""

import io
import posixpath
import re
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from playwright.sync_api import Locator, Page, expect

from competence_standards.forms.limit import limited
from competence_standards.forms.pages import pages
from competence_standards.forms.word import word
from tests.support import real
from tests.support.forms import STANDARD, by_address, forms
from tests.support.learner import status
from tests.support.reader import Reader
from tests.support.word_files import W14, W, controls

Open = Callable[..., Reader]
OBSERVATION = f"{STANDARD}/forms/observation-record/"
ACCOUNT = "what-i-saw-and-heard.my-account.1"
WORD = re.compile(r'<form-record [^>]*data-word="([^"]+)"')


def write(page: Page, name: str, text: str) -> None:
    page.locator(f"form [name='{name}']").fill(text)


def button(page: Page) -> Locator:
    return page.locator(".records").get_by_role("button", name="Download as Word", exact=True)


def started(reader: Open, number: str = "3") -> Page:
    """Open the page of a form, and start a record."""
    return started_in(reader(fresh=True), number)


def started_in(window: Reader, number: str = "3") -> Page:
    page = window.goto(OBSERVATION)
    expect(page.locator(".records")).to_contain_text("Write below to start a record.")
    assert button(page).count() == 0
    write(page, "head.number", number)
    expect(status(page)).to_contain_text("Saved at")
    expect(button(page)).to_be_visible()
    return page


def test_a_record_is_downloaded_as_word_with_all_that_was_written(reader: Open) -> None:
    page = started(reader, "3/26 ü: ?")
    write(page, "head.candidate", "Zoë <Ltd> & Co 😀")
    write(page, ACCOUNT, "She read the policy.\n\nThen she called back.")
    page.get_by_label("P1: Shown", exact=True).check()
    page.get_by_label("real work").check()
    page.get_by_label("Date of the activity", exact=True).fill("2026-11-30")
    rows = page.locator("[name^='questions-asked.'][name$='.answer']").count()
    page.get_by_role("button", name="Add a row: Questions asked").click()
    write(page, f"questions-asked.{rows + 1}.answer", "In a row of its own")
    expect(status(page)).to_contain_text("Saved at")

    with page.expect_download() as download:
        button(page).click()

    assert download.value.suggested_filename == "contact-centre-T5-observation-record-3-26-ü.docx"
    found = {one.tag: one for one in controls(Path(download.value.path()).read_bytes())}
    said = {tag: one.text for tag, one in found.items()}
    assert said["head.candidate"] == "Zoë <Ltd> & Co 😀"
    assert said["head.number"] == "3/26 ü: ?"
    assert said[ACCOUNT] == "She read the policy.\n\nThen she called back."
    assert said[f"questions-asked.{rows + 1}.answer"] == "In a row of its own"
    ticks = {tag: next(one.element.iter(f"{W14}checked"), None) for tag, one in found.items()}
    ticked = [tag for tag, tick in ticks.items() if tick is not None and tick.get(f"{W14}val") == "1"]
    assert ticked == ["what-the-accoun-a897.P1.shown"]
    assert "real work" in said.values()
    assert "30 Nov 2026" in said.values()
    assert page.locator("dialog").count() == 0


def test_the_button_works_again_and_the_file_has_what_was_written_since(reader: Open) -> None:
    page = started(reader)
    for words in ("First.", "First. Second."):
        write(page, ACCOUNT, words)
        with page.expect_download() as download:
            button(page).click()
        (account,) = [one for one in controls(Path(download.value.path()).read_bytes()) if one.tag == ACCOUNT]
        assert account.text == words


@pytest.mark.parametrize("answer", ["offline", "missing", "login"])
def test_without_the_word_file_the_page_says_so_and_keeps_the_record(reader: Open, answer: str) -> None:
    window = reader(fresh=True)
    page = started_in(window)
    given: dict[str, dict[str, Any]] = {
        "missing": {"status": 404, "body": "PK"},
        "login": {"status": 200, "content_type": "text/html", "body": "<!doctype html><title>Log in</title>"},
    }
    page.route("**/*.docx", lambda route: route.abort() if answer == "offline" else route.fulfill(**given[answer]))
    button(page).click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("The Word file of this form did not load. Your record is not changed.")
    dialog.get_by_role("button", name="Close").click()
    expect(page.locator("form [name='head.number']")).to_have_value("3")
    # The browser says this by itself.
    window.faults[:] = [fault for fault in window.faults if "Failed to load resource" not in fault]


def test_a_text_that_is_not_saved_is_not_left_out_of_the_file(reader: Open) -> None:
    page = started(reader)
    files: list[str] = []
    page.on("request", lambda request: files.append(request.url) if request.url.endswith(".docx") else None)
    write(page, ACCOUNT, "x" * 20001)
    expect(status(page)).to_contain_text("A text is too long")
    button(page).click()
    expect(page.get_by_role("dialog")).to_contain_text("A text on this page is too long and is not saved.")
    assert files == []


def test_a_browser_that_cannot_write_zip_archives_says_so(reader: Open) -> None:
    page = started(reader)
    page.evaluate("delete window.CompressionStream")
    button(page).click()
    expect(page.get_by_role("dialog")).to_contain_text("The Word file could not be written.")


def test_what_the_word_file_has_no_place_for_is_shown(reader: Open) -> None:
    window = reader(fresh=True)
    page = started_in(window)
    assert window.look(".records") == []
    write(page, ACCOUNT, "She <b>read</b> the policy.")
    other = next(form for form in by_address().values() if form.code == "T9")
    page.route("**/*.docx", lambda route: route.fulfill(status=200, body=word(other)))
    with page.expect_download():
        button(page).click()
    dialog = page.get_by_role("dialog", name="Not in the Word file")
    expect(dialog.locator("dd")).to_have_text(["She <b>read</b> the policy."])
    expect(dialog.locator("dt")).to_contain_text(["My account"])
    assert window.look("dialog") == []


def test_each_form_has_the_button_where_its_word_file_is_and_no_other(site: Path) -> None:
    for address in by_address():
        (link,) = WORD.findall((site / address / "index.html").read_text("utf-8"))
        file = site / posixpath.normpath(posixpath.join(address, link))
        assert file.is_file()
        assert file.name.endswith(f"-{address.split('/')[-2]}.docx")
    without = [page.body() for page in pages(real.forms()) if page.template == "form.html"]
    assert len(without) > 10
    assert [text for text in without if WORD.search(text)] == []


# --- limited forms ---

LIMITED = {"T3": "P1,P20,K3", "T5": "P1-P6", "T7": "P2,P4-P9", "T12": "P1-P6,K1", "T13": "P1-P3"}


@pytest.mark.parametrize(
    "code", ["T5", *(pytest.param(code, marks=pytest.mark.slow) for code in LIMITED if code != "T5")]
)
def test_a_limited_record_is_the_word_file_of_the_limited_form(reader: Open, code: str) -> None:
    whole = next(form for form in forms() if form.code == code)
    listed = [item for text in LIMITED[code].split(",") for item in between(text, whole.items)]
    expected = limited(whole, listed)
    assert expected
    page = reader(fresh=True).goto(f"{STANDARD}/forms/{whole.id}/#items={LIMITED[code]}")
    expect(page.locator(".records")).to_contain_text("Write below to start a record.")
    write(page, "head.number", "3")
    expect(status(page)).to_contain_text("Saved at")

    with page.expect_download() as download:
        button(page).click()

    made = Path(download.value.path()).read_bytes()

    assert page.locator("dialog").count() == 0
    items = LIMITED[code].replace(",", "_")
    assert download.value.suggested_filename == f"{STANDARD}-{code}-{whole.id}-{items}-3.docx"
    wanted = word(expected)
    assert {one.tag for one in controls(made)} == {one.tag for one in controls(wanted)}
    assert texts(made) == texts(wanted)


def between(text: str, items: Sequence[str]) -> Sequence[str]:
    """Return the items of ``P1-P6``, or the one of ``P1``."""
    first, _, last = text.partition("-")
    return items[items.index(first) : items.index(last or first) + 1]


def texts(file: bytes) -> list[str]:
    """Return what each paragraph of the head and the body says, without the number of the record."""
    with zipfile.ZipFile(io.BytesIO(file)) as archive:
        trees = [etree.fromstring(archive.read(f"word/{part}.xml")) for part in ("header", "document")]
    for control in [one for tree in trees for one in tree.iter(f"{W}sdt")]:
        if any(tag.get(f"{W}val") == "head.number" for tag in control.iterfind(f"{W}sdtPr/{W}tag")):
            control.clear()
    return ["".join(map(str, one.itertext(f"{W}t"))) for tree in trees for one in tree.iter(f"{W}p")]
