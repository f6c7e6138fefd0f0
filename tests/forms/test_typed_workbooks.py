"""Each workbook as it is filled in: what was typed is what is saved and printed, and each page says whose it is."""

import re
from collections.abc import Callable
from datetime import datetime
from itertools import count, cycle
from pathlib import Path

import pytest
from openpyxl.utils.cell import coordinate_from_string

from competence_standards.forms.excel import excel
from competence_standards.forms.excel_book import TICK
from tests.support.calc import Cell, Typed, python, typed
from tests.support.forms import forms

pytestmark = [pytest.mark.slow, pytest.mark.skipif(not python(), reason="needs LibreOffice and its Python")]

FIRST = ("Jordan Featherstonehaugh", "R-77/2026", "2026/014")
"""What the first cells are for: the candidate, the registration number and the number of the form."""
HEAD = (FIRST[0], FIRST[2])
"""What each page has of these."""
DAY = datetime.fromisoformat("2026-11-22")
NOT_TEXT = ["9/12", "3-5", "007", "0012345", "1E2", "=1+1", "+44", "-P3", "'007", "50%", "£5", "TRUE", "1,5", "9:30"]
"""What a spreadsheet takes for a date, a number or a formula, unless the cell is for text."""
PAGES = {"T3": 8, "T10": 3, "T11": 3, "T12": 7, "T16": 4, "T17": 3}
"""The pages of each workbook with short answers."""
WORDS = 40
"""The words of a long answer."""


def made() -> dict[str, bytes]:
    return {form.code: excel(form) for form in forms() if form.workbook}


@pytest.fixture(scope="module")
def realistic(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Typed]:
    return filled(lambda: "Call 3, P3", tmp_path_factory.mktemp("realistic"))


def filled(text: Callable[[], str], folder: Path) -> dict[str, Typed]:
    """Fill in every cell of every workbook. A cell for text has the next text, and a list its last option."""

    def what(cell: Cell) -> str:
        if cell.position < len(FIRST):
            return FIRST[cell.position]
        match cell.kind:
            case "date":
                return f"{DAY:%Y-%m-%d}"
            case "whole":
                return "2"
            case "list":
                return cell.options[-1]
        return text()

    return typed(made(), what, folder)


def test_what_is_typed_stays_as_it_was_typed(tmp_path: Path) -> None:
    texts = cycle(NOT_TEXT)
    books = filled(lambda: next(texts), tmp_path)
    for code, book in books.items():
        found = {(page, cell): book.saved[page][cell].value for page, cell in book.cells}
        expected: dict[tuple[str, str], object] = dict(book.cells)
        expected |= {cell: DAY for cell, text in book.cells.items() if text == f"{DAY:%Y-%m-%d}"}
        expected |= {cell: 2 for cell, text in book.cells.items() if text == "2"}
        assert [(code, cell, found[cell]) for cell, value in expected.items() if found[cell] != value] == []
        assert set(NOT_TEXT) <= set(found.values())


def test_every_printed_page_says_whose_it_is_and_which_page(realistic: dict[str, Typed]) -> None:
    assert {code: len(book.printed) for code, book in realistic.items()} == PAGES
    for code, book in realistic.items():
        for number, text in enumerate(book.printed, start=1):
            wanted = [*HEAD, f"{code} ", f"Page {number} of {len(book.printed)}"]
            assert [(code, number, words) for words in wanted if words not in text] == []


def test_long_answers_are_printed_to_their_last_word(tmp_path: Path) -> None:
    numbers = count()
    books = filled(lambda: " ".join(f"w{next(numbers)}" for _ in range(WORDS)), tmp_path)
    for code, book in books.items():
        printed = set(re.findall(r"w\d+", " ".join(book.printed)))
        lost = {word for text in book.cells.values() for word in re.findall(r"w\d+", text)} - printed
        assert not lost, f"{code} lacks {len(lost)} words, such as {sorted(lost)[:5]}"
        for (name, cell), text in book.cells.items():
            page, (column, row) = book.saved[name], coordinate_from_string(cell)
            # The text of a PDF has words that are cut off too. The narrow letters of this font need no more room.
            lines = len(text) / (1.5 * page.column_dimensions[column].width)
            assert page.row_dimensions[row].height >= lines * 11, f"{code} {name} {cell}"


@pytest.mark.parametrize(("needed", "missing"), [("", 51), ("2", 52)])
def test_the_matrix_counts_and_names_the_evidence(needed: str, missing: int, tmp_path: Path) -> None:
    """P1 is shown twice, P2 once, and the other 51 items not at all."""
    ticked = {("Matrix", cell) for cell in ("C7", "D7", "C8")}
    numbers = {("Evidence used", "B5"): "007", ("Evidence used", "B6"): "9/12"}

    def what(cell: Cell) -> str:
        place = cell.page, cell.name
        return numbers.get(place) or (TICK if place in ticked else needed if cell.kind == "whole" else "")

    (book,) = typed({"T12": made()["T12"]}, what, tmp_path).values()
    matrix = book.saved["Matrix"]
    assert [cell.value for cell in matrix["C5":"N5"][0]] == ["007", "9/12", *map(str, range(3, 13))]
    assert [matrix[cell].value for cell in ("A7", "O7", "A8", "O8")] == ["P1", 2, "P2", 1]
    counts = {row[0].value: row[1].value for row in book.saved["Form"].iter_rows()}
    assert counts["Matrix: rows with too few ticks under Evidence"] == missing
