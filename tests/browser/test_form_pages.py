"""Every evidence form, printed from its page: each sheet says what it belongs to, and nothing is cut in two."""

import io
import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest
from playwright.sync_api import Page
from pypdf import PdfReader

from generator import routes
from generator.build import load
from generator.forms import Sheet, sheets
from tests.browser.reader import NARROW, Reader
from tests.browser.test_print import A4, shown, squashed
from tests.conftest import REAL, asset, plant
from tests.test_documents import as_pdf, signed_alone

ROOT = Path(__file__).parents[2]
STANDARD = "contact-centre"
Open = Callable[..., Reader]


@cache
def forms() -> dict[str, Sheet]:
    suite, _ = load(REAL)
    return {
        routes.form(sheet.id, sheet.subject.id if sheet.subject else None): sheet
        for sheet in sheets(suite)
        if sheet.subject is None or sheet.subject.id == STANDARD
    }


every_form = pytest.mark.parametrize("place", forms(), ids=lambda place: forms()[place].code)


def faults(page: Page, sheet: Sheet) -> Iterator[str]:
    page.emulate_media(media="print")
    kept_whole = shown(page, ".form :is(tbody tr, .signer, .form__notice, .ticks)")
    headings = shown(page, ".form :is(h1, h2)")
    printed = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True))).pages
    size = A4 if sheet.orientation == "portrait" else A4[::-1]
    around = [squashed(text) for text in (sheet.name, sheet.about, sheet.candidate, sheet.number, sheet.note)]
    texts = []
    for number, one in enumerate(printed, start=1):
        text = squashed(one.extract_text())
        texts.append(text)
        if (round(one.mediabox.width), round(one.mediabox.height)) != size:
            yield f"sheet {number} is not A4 as the form lies"
        yield from (f"sheet {number} does not say {words}" for words in around if words not in text)
        if f"{number}/{len(printed)}" not in text:
            yield f"sheet {number} is not numbered"
        own = re.sub(r"\d+/\d+$", "", text)
        for words in around:
            own = own.replace(words, "")
        if not own:
            yield f"sheet {number} is blank"
        if any(own.endswith(heading) for heading in headings):
            yield f"sheet {number} ends with a heading"
    yield from (f"split: {text[:60]}" for text in kept_whole if text and not any(text in sheet for sheet in texts))


@every_form
def test_a_form_prints_whole_and_every_sheet_says_what_it_belongs_to(reader: Open, place: str) -> None:
    assert list(faults(reader().goto(place), forms()[place])) == []


@every_form
def test_a_form_takes_as_many_sheets_from_its_page_as_its_pdf(reader: Open, place: str) -> None:
    page = reader().goto(place)
    page.emulate_media(media="print")
    printed = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True))).pages
    assert len(printed) == len(PdfReader(io.BytesIO(as_pdf(forms()[place]))).pages)
    assert not signed_alone(forms()[place], squashed(printed[-1].extract_text()))


@pytest.mark.parametrize(
    ("css", "said"),
    [
        (".form .form__head { display: block !important }", "sheet 2 does not say"),
        (".form .form__foot { display: none !important }", "does not say"),
        (".form tr { break-inside: auto !important } .form td.is-words { font-size: 60pt !important }", "split"),
        (".form h2 { break-after: page !important }", "ends with a heading"),
        ("main::after { content: ''; display: block; height: 60cm }", "is blank"),
    ],
)
def test_a_planted_fault_of_a_form_is_found(reader: Open, css: str, said: str) -> None:
    place = f"{STANDARD}/forms/observation-record/"
    window = reader()
    plant(window, asset("forms.css"), lambda sheet: f"{sheet} @media print {{ {css} }}")
    found = list(faults(window.goto(place), forms()[place]))
    assert any(said in fault for fault in found), found


PAGES = "[...new Set([...document.querySelectorAll(selector + ' *')].map((one) => getComputedStyle(one).page))]"


@pytest.mark.parametrize(
    ("place", "selector", "pages"),
    [
        (f"{STANDARD}/forms/observation-record/", ".form", {"form"}),
        (f"{STANDARD}/forms/evidence-tracking-matrix/", ".form", {"form-wide"}),
        (f"{STANDARD}/forms/print/", "[data-form=T5]", {"forms-run"}),
        (f"{STANDARD}/forms/print/", "[data-form=T12]", {"forms-run-wide"}),
        (f"{STANDARD}/matrix/", "main", {"wide"}),
        ("correspondences/", "main", {"wide"}),
    ],
)
def test_each_element_says_itself_how_its_sheet_lies(reader: Open, place: str, selector: str, pages: set[str]) -> None:
    """Firefox prints the third sheet and all that follow upright if only what is around them says that they lie."""
    page = reader().goto(place)
    page.emulate_media(media="print")
    assert set(page.evaluate(f"selector => {PAGES}", selector)) == pages


@every_form
def test_a_form_fits_a_phone(reader: Open, place: str) -> None:
    assert reader(width=NARROW).goto(place).evaluate("document.documentElement.scrollWidth") <= NARROW


MILLIMETRE = 96 / 25.4
BETWEEN_MARGINS = {"portrait": 173, "landscape": 269}
# A word that is wider than its column would be broken anywhere: here it sticks out, and so is found.
UNBROKEN = " .form-table.form-table :is(th, td) { overflow-wrap: normal !important; hyphens: manual !important }"
STICKS_OUT = """
  [...document.querySelectorAll(".form-table :is(th, td)")]
    .filter((cell) => {
      const content = document.createRange();
      content.selectNodeContents(cell);
      const { paddingRight, borderRightWidth } = getComputedStyle(cell);
      const edge = cell.getBoundingClientRect().right - parseFloat(paddingRight) - parseFloat(borderRightWidth);
      return content.getBoundingClientRect().right > edge + 1;
    })
    .map((cell) => cell.textContent.trim() || cell.className)
"""


def too_wide(window: Reader, place: str, css: str = "") -> list[str]:
    plant(window, asset("forms.css"), lambda sheet: sheet + UNBROKEN + css)
    width = round(BETWEEN_MARGINS[forms()[place].orientation] * MILLIMETRE)
    window.page.set_viewport_size({"width": width, "height": 900})
    page = window.goto(place)
    page.emulate_media(media="print")
    return list(page.evaluate(STICKS_OUT))


@every_form
def test_no_word_is_wider_than_its_column(reader: Open, place: str) -> None:
    assert too_wide(reader(fresh=True), place) == []


def test_a_word_that_is_wider_than_its_column_is_found(reader: Open) -> None:
    css = " .form-table .is-id { white-space: nowrap }"
    assert "customer-centric-service" in too_wide(reader(fresh=True), "forms/portfolio-front-sheet/", css)
