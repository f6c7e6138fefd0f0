"""The site on A4: every word in black on white, nothing of the frame, no blank sheet, no item in two halves."""

import io
import re
import unicodedata
from collections.abc import Callable, Iterable
from itertools import pairwise

import pytest
from playwright.sync_api import Page
from pypdf import PdfReader

from tests.browser.reader import Reader, as_printed
from tests.conftest import asset, plant

Open = Callable[..., Reader]
FRAME = ".skip, .md-header, .md-search, .contents, .neighbours, .footer, .edit, .copied, .md-dialog, button, input"
RUNNING_HEAD = r".+ \| .+ \| version .+ of this publication"
A4 = (595, 842)


def squashed(text: str) -> str:
    """Without spaces, ligatures and the quotation marks that CSS writes: they differ on paper."""
    return unicodedata.normalize("NFKC", "".join(text.split())).translate(dict.fromkeys(map(ord, "“”‘’")))


def letters(text: str) -> list[str]:
    """In no order, and without the numbers that CSS writes before the entries of a list."""
    return sorted(filter(str.isalpha, squashed(text)))


def sheets(page: Page) -> list[str]:
    """The text of each sheet, without the number at its foot and the words at its head."""
    printed = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))
    size = A4[::-1] if page.locator(".wide-sheet").count() else A4
    # Of several forms each lies as it says: what prints them is tested for that.
    sizes = {size, size[::-1]} if page.locator(".forms-run").count() else {size}
    assert {(round(sheet.mediabox.width), round(sheet.mediabox.height)) for sheet in printed.pages} <= sizes
    return [re.sub(rf"\d+ / \d+|{RUNNING_HEAD}", "", sheet.extract_text()) for sheet in printed.pages]


def shown(page: Page, selector: str) -> list[str]:
    return [squashed(text) for text in page.locator(selector).all_inner_texts()]


def faults_of_paper(page: Page) -> Iterable[str]:
    as_printed(page)
    kept_whole = shown(page, "main :is(.item, .card, .rating, .errata > li, .fields > div)")
    on_screen = letters(page.locator("main").inner_text())
    headings = shown(page, "main :is(h1, h2, h3, .stem)")
    printed = [squashed(sheet) for sheet in sheets(page)]
    for number, sheet in enumerate(printed, start=1):
        if not sheet:
            yield f"sheet {number} is blank"
        if any(sheet.endswith(heading) for heading in headings):
            yield f"sheet {number} ends with a heading"
    yield from (f"split: {text[:60]}" for text in kept_whole if not any(text in sheet for sheet in printed))
    yield from (f"of the frame: {part.inner_text()[:60]}" for part in page.locator(FRAME).all() if part.is_visible())
    if tables := shown(page, "main .wide-sheet tbody th"):
        # The head of a table is on every sheet, so only what each row begins with can be counted.
        yield from (f"lost: {row[:60]}" for row in tables if not any(row in sheet for sheet in printed))
    elif page.locator("main .scroll").count() == 0 and letters("".join(printed)) != on_screen:
        yield f"{len(on_screen)} letters on the screen, {len(letters(''.join(printed)))} on paper"


def test_a_page_prints_whole_and_clean(reader: Open, address: str) -> None:
    assert list(faults_of_paper(reader().goto(address))) == []


@pytest.mark.parametrize(
    ("css", "said"),
    [
        ("main::after { content: ''; display: block; height: 60cm }", "is blank"),
        (".contents.contents { display: block !important }", "of the frame: On this page"),
        (".item.item { break-inside: auto !important; font-size: 40pt; orphans: 1; widows: 1 }", "split: "),
        ("h3 { break-after: page !important }", "ends with a heading"),
        (".items { height: 5cm !important; overflow: hidden !important }", "letters on the screen"),
    ],
)
def test_a_planted_fault_of_paper_is_found(reader: Open, css: str, said: str) -> None:
    window = reader()
    plant(window, asset("print.css"), lambda sheet: sheet + css)

    found = list(faults_of_paper(window.goto("contact-centre/")))

    assert any(said in fault for fault in found), found


@pytest.mark.parametrize("address_of_long_page", ["contact-centre/", "file-format/"])
def test_the_dark_page_prints_black_on_white(reader: Open, address_of_long_page: str) -> None:
    page = reader(dark=True).goto(address_of_long_page)
    light = sheets(reader().goto(address_of_long_page))
    as_printed(page)

    colours = page.evaluate("""
      [...document.querySelectorAll("body, main, main *")].flatMap((element) => {
        const { color, backgroundColor } = getComputedStyle(element);
        return [`ink ${color}`, `paper ${backgroundColor}`];
      })
    """)

    def lights(kind: str) -> set[int]:
        found = {colour for colour in colours if colour.startswith(kind) and not colour.endswith(", 0)")}
        return {max(int(value) for value in re.findall(r"\d+", colour)[:3]) for colour in found}

    assert max(lights("ink")) <= 0x60
    assert min(lights("paper")) >= 0xF0
    assert sheets(page) == light


def test_a_standard_is_not_wasteful_of_paper(reader: Open) -> None:
    """Sheets are filled: none but the last is left more than half empty."""
    texts = [len(squashed(sheet)) for sheet in sheets(reader().goto("contact-centre/"))]

    assert all(text > max(texts) / 3 for text, _ in pairwise(texts))


@pytest.mark.parametrize("page_of_standard", ["", "matrix/", "checklist/"])
def test_every_sheet_says_of_which_standard_and_version_it_is(reader: Open, page_of_standard: str) -> None:
    page = reader().goto(f"contact-centre/{page_of_standard}")
    first, *others = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True))).pages
    head = "Deliver customer service in a contact centre | contact-centre | version 1.0 of this publication"

    assert others
    assert all(head in sheet.extract_text() for sheet in others)
    assert head not in first.extract_text()
    assert "version 1.0 of this publication" in first.extract_text().lower()
