"""The site on A4: every word in black on white, nothing of the frame, no blank sheet, no item in two halves."""

import re
from collections.abc import Callable
from itertools import pairwise

import pytest

from tests.conftest import asset, plant
from tests.support.paper import faults_of_paper, on_paper, sheets, squashed
from tests.support.reader import Reader, as_printed

Open = Callable[..., Reader]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("css", "said"),
    [
        ("h1 { display: none }", "0 titles"),
        ("main::after { content: ''; display: block; height: 60cm }", "is blank"),
        (".footer.footer { display: block !important }", "of the frame: "),
        (".item.item { break-inside: auto !important; font-size: 40pt; orphans: 1; widows: 1 }", "split: "),
        ("h3 { break-after: page !important }", "ends with a heading"),
        (".items { height: 5cm !important; overflow: hidden !important }", "letters on the screen"),
    ],
)
def test_a_planted_fault_of_paper_is_found(reader: Open, css: str, said: str) -> None:
    window = reader()
    plant(window, asset("site.css"), lambda sheet: f"{sheet} @media print {{ {css} }}")

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
    (_, first), *others = on_paper(page)
    head = "Deliver customer service in a contact centre | contact-centre | version 1.0 on this site"

    assert others
    assert all(head in text for _, text in others)
    assert head not in first
    assert "version 1.0 on this site" in first.lower()


def test_a_knowledge_table_that_is_printed_upright_becomes_a_list(reader: Open) -> None:
    """A browser may pass over the direction of the paper, and 26 columns do not fit on upright paper."""
    address = "contact-centre/matrix/"
    upright = reader()
    plant(upright, asset("site.css"), lambda sheet: re.sub(r"size:\s*A4 landscape", "size:A4", sheet))

    lying = squashed(" ".join(text for _, text in on_paper(reader().goto(address))))
    (first, *_), words = zip(*on_paper(upright.goto(address)), strict=True)

    assert first[0] < first[1]
    assert "NeedsK1,K10.HelpedbyK13." in squashed(" ".join(words))
    assert "Needs" not in lying
    assert "●" in lying
