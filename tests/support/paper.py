"""What a page looks like on paper: the words of each sheet, and what is wrong with them."""

import io
import re
import unicodedata
from collections.abc import Iterable

from playwright.sync_api import Page
from pypdf import PdfReader

from tests.support.reader import as_printed

FRAME = ".skip, .md-header, .md-search, .contents, .neighbours, .footer, .edit, .copied, .md-dialog, button, input"
RUNNING_HEAD = r".+ \| .+ \| version .+ of this publication"
A4 = (595, 842)
"""The width and the height of a sheet of paper, in points."""


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


def printed(page: Page) -> list[tuple[tuple[int, int], str]]:
    """Print the page. Return the size and the words of each sheet, the words without spaces."""
    page.emulate_media(media="print")
    sheets = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True))).pages
    page.emulate_media(media="screen")
    return [((round(one.mediabox.width), round(one.mediabox.height)), squashed(one.extract_text())) for one in sheets]
