"""Every evidence form, printed from its page: each sheet says what it belongs to, and nothing is cut in two."""

import io
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from pypdf import PdfReader

from tests.conftest import asset, plant
from tests.support.forms import STANDARD, as_pdf, by_address, faults_of_form, signed_alone
from tests.support.paper import printed
from tests.support.reader import NARROW, Reader

Open = Callable[..., Reader]
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


def places() -> Iterator[Any]:
    """The page of each form. A form is slow if those before it have the same kinds of blocks and lie the same way."""
    seen: set[tuple[str, str]] = set()
    for place, form in by_address().items():
        has = {(block.kind, form.orientation) for block in form.blocks}
        yield pytest.param(place, marks=[pytest.mark.slow] if has <= seen else [], id=form.code)
        seen |= has


@pytest.mark.parametrize("place", list(places()))
def test_a_form_prints_whole_takes_as_many_sheets_as_its_pdf_and_fits_a_phone(reader: Open, place: str) -> None:
    sheet = by_address()[place]
    window = reader()
    page = window.goto(place)
    paper = printed(page)

    assert list(faults_of_form(page, sheet, paper)) == []
    assert len(paper) == len(PdfReader(io.BytesIO(as_pdf(sheet))).pages)
    assert not signed_alone(sheet, paper[-1][1])
    page.set_viewport_size({"width": NARROW, "height": 640})
    assert window.sideways() == []
    assert too_wide(window, place) == []


def too_wide(window: Reader, place: str, css: str = "") -> list[str]:
    """The words that are wider than their column, on the paper that the form is printed on."""
    window.wear(UNBROKEN + css)
    width = round(BETWEEN_MARGINS[by_address()[place].orientation] * MILLIMETRE)
    window.page.set_viewport_size({"width": width, "height": 900})
    window.page.emulate_media(media="print")
    return list(window.page.evaluate(STICKS_OUT))


@pytest.mark.slow
def test_a_word_that_is_wider_than_its_column_is_found(reader: Open) -> None:
    place = "forms/portfolio-front-sheet/"
    window = reader()
    window.goto(place)

    assert "customer-centric-service" in too_wide(window, place, " .form-table .is-id { white-space: nowrap }")


@pytest.mark.slow
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
    page = window.goto(place)
    found = list(faults_of_form(page, by_address()[place], printed(page)))
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
    ],
)
def test_each_element_says_itself_how_its_sheet_lies(reader: Open, place: str, selector: str, pages: set[str]) -> None:
    """Firefox prints the third sheet and all that follow upright if only what is around them says that they lie."""
    page = reader().goto(place)
    page.emulate_media(media="print")
    assert set(page.evaluate(f"selector => {PAGES}", selector)) == pages
