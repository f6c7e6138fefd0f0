"""Workbooks in the hands of a person: typed into and printed by LibreOffice, and read again by another library."""

import io
import json
import shutil
import subprocess
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any, NamedTuple

import openpyxl
from pypdf import PdfReader

SCRIPT = Path(__file__).with_name("calc_as_user.py")
OFFICE = shutil.which("soffice")
LISTS = "Lists"


class Cell(NamedTuple):
    """A cell to type in."""

    page: str
    name: str
    """Its column and row: ``B5``."""
    kind: str
    """What its rule allows: ``text``, ``date``, ``whole`` or ``list``."""
    options: tuple[str, ...]
    """What its list offers."""
    position: int
    """Its place among the cells to type in, counted from 0. The first two are for the candidate and the number."""


class Typed(NamedTuple):
    """A workbook that was typed into."""

    cells: Mapping[tuple[str, str], str]
    """What was typed, by page and cell."""
    saved: Any
    """The workbook as LibreOffice saved it, with what formulas show."""
    printed: list[str]
    """The text of each printed page."""


@cache
def python() -> str | None:
    """Return a Python that can speak to LibreOffice, or None."""
    beside = Path(OFFICE).resolve().with_name("python") if OFFICE else None
    for one in ("/usr/bin/python3", beside):
        if OFFICE and one and Path(one).exists():
            asked = subprocess.run([one, "-c", "import uno"], check=False, capture_output=True)
            if asked.returncode == 0:
                return str(one)
    return None


def to_type_in(made: bytes) -> Iterator[Cell]:
    """Yield each cell of a workbook that is not protected."""
    book, positions = openpyxl.load_workbook(io.BytesIO(made)), count()
    for page in book.worksheets:
        rules = page.data_validations.dataValidation
        for cell in (cell for row in page.iter_rows() for cell in row if not cell.protection.locked):
            rule = next((rule for rule in rules if cell.coordinate in rule.sqref), None)
            options: tuple[str, ...] = ()
            if rule and rule.type == "list":
                found = book[LISTS][rule.formula1.partition("!")[2].replace("$", "")]
                options = tuple(row[0].value for row in found) if isinstance(found, tuple) else (found.value,)
            yield Cell(page.title, cell.coordinate, rule.type if rule else "text", options, next(positions))


def typed(books: Mapping[str, bytes], what: Callable[[Cell], str], folder: Path) -> dict[str, Typed]:
    """Type into workbooks as a person does, save them and print them.

    Args:
        books: The workbooks, by name.
        what: Returns what is typed in a cell; nothing is typed if that is empty.
        folder: An empty folder.
    """
    (saved := folder / "saved").mkdir()
    texts = {
        name: {cell[:2]: text for cell in to_type_in(made) if (text := what(cell))} for name, made in books.items()
    }
    jobs = []
    for name, made in books.items():
        file = folder / f"{name}.xlsx"
        file.write_bytes(made)
        jobs.append([str(file), str(saved), [[*cell, text] for cell, text in texts[name].items()]])
    command = [str(python()), str(SCRIPT), str(OFFICE), str(folder / "profile")]
    subprocess.run(command, input=json.dumps(jobs), text=True, check=True, capture_output=True, timeout=280)
    return {
        name: Typed(
            texts[name],
            openpyxl.load_workbook(saved / f"{name}.xlsx", data_only=True),
            [page.extract_text() for page in PdfReader(saved / f"{name}.pdf").pages],
        )
        for name in books
    }
