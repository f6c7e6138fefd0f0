"""What a page looks like on paper: the words of each sheet, and what is wrong with them."""

import re
import unicodedata
from collections.abc import Iterable

import pypdfium2
from playwright.sync_api import Page

from tests.support.reader import as_printed

FRAME = ".skip, .md-header, .md-search, .contents, .neighbours, .footer, .edit, .copied, .md-dialog, button, input"
RUNNING_HEAD = r".+ \| .+ \| .*[vV][eé]r.+"
A4 = (595, 842)
"""The width and the height of a sheet of paper, in points."""


_SEEN = """
(parts) => parts.filter((part) => {
  const { width, height } = part.getBoundingClientRect();
  return part.checkVisibility({ visibilityProperty: true }) && width && height;
}).map((part) => part.innerText || part.outerHTML)
"""


def squashed(text: str) -> str:
    """Without spaces, ligatures and the quotation marks that CSS writes: they differ on paper."""
    return unicodedata.normalize("NFKC", "".join(text.split())).translate(dict.fromkeys(map(ord, "“”‘’")))


def letters(text: str) -> list[str]:
    """In no order, and without the numbers that CSS writes before the entries of a list."""
    return sorted(filter(str.isalpha, squashed(text)))


def on_paper(page: Page) -> list[tuple[tuple[int, int], str]]:
    """Print the page as it is dressed now. Return the size and the text of each sheet."""
    document = pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True))
    found = []
    for sheet in document:
        size = round(sheet.get_width()), round(sheet.get_height())
        # PDFium has a mark of its own for a hyphen at the end of a line.
        found.append((size, sheet.get_textpage().get_text_range().replace("\ufffe", "-")))
    document.close()
    return found


def printed(page: Page) -> list[tuple[tuple[int, int], str]]:
    """Print the page. Return the size and the words of each sheet, the words without spaces."""
    page.emulate_media(media="print")
    found = [(size, squashed(text)) for size, text in on_paper(page)]
    page.emulate_media(media="screen")
    return found


def sheets(page: Page) -> list[str]:
    """Return the text of each sheet, without the number at its foot and the words at its head."""
    found = on_paper(page)
    size = A4[::-1] if page.locator(".wide-sheet").count() else A4
    # Of several forms each lies as it says: what prints them is tested for that.
    sizes = {size, size[::-1]} if page.locator(".forms-run").count() else {size}
    assert {size for size, _ in found} <= sizes
    return [re.sub(rf"\d+ / \d+|{RUNNING_HEAD}", "", text) for _, text in found]


def shown(page: Page, selector: str) -> list[str]:
    return [squashed(text) for text in page.locator(selector).all_inner_texts()]


def _without(sheet: str, heads: list[str]) -> str:
    return next((sheet.removeprefix(head) for head in heads if head and sheet.startswith(head)), sheet)


def faults_of_paper(page: Page) -> Iterable[str]:
    as_printed(page)
    kept_whole = shown(page, "main :is(.item, .card, .rating, .errata > li, .fields > div)")
    on_screen = letters(page.locator("main").inner_text())
    # A list of the forms has the same words as their headings.
    headings = set(shown(page, "main :is(h1, h2, h3, .stem)")) - set(shown(page, "main tbody :is(th, td)"))
    titles = page.locator("main h1").evaluate_all("(all) => all.filter((one) => one.checkVisibility()).length")
    if titles != 1:
        yield f"{titles} titles"
    printed = [squashed(sheet) for sheet in sheets(page)]
    # The head of a table is on every sheet that the table is on.
    repeated = shown(page, "main thead")
    printed[1:] = [_without(sheet, repeated) for sheet in printed[1:]]
    for number, sheet in enumerate(printed, start=1):
        if not sheet:
            yield f"sheet {number} is blank"
        if any(sheet.endswith(heading) for heading in headings):
            yield f"sheet {number} ends with a heading"
    yield from (f"split: {text[:60]}" for text in kept_whole if not any(text in sheet for sheet in printed))
    yield from (f"of the frame: {text[:60]}" for text in page.locator(FRAME).evaluate_all(_SEEN))
    if tables := shown(page, "main .wide-sheet tbody th"):
        # The head of a table is on every sheet, so only what each row begins with can be counted.
        yield from (f"lost: {row[:60]}" for row in tables if not any(row in sheet for sheet in printed))
    elif page.locator("main .scroll").count() == 0 and letters("".join(printed)) != on_screen:
        yield f"{len(on_screen)} letters on the screen, {len(letters(''.join(printed)))} on paper"
