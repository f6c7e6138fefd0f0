"""The workbook and the CSV file of a learner's answers, as other programs read them: every value is what was typed."""

import csv
import json
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from lxml import etree
from openpyxl.utils.escape import unescape
from openpyxl.worksheet.worksheet import Worksheet

from tests.conftest import ROOT
from tests.support.node import node

OFFICE = shutil.which("soffice")
GUARD = "\u200b"
"""What the CSV file has before a value that a spreadsheet would run or change. It has no width."""
NUMBERS = ["007", "3-4", "1/2", "1E5", "1.10", "TRUE", "false", "12345678901234567890", "50%", "12:30", "£5", "(5)"]
DATES = ["Dec 12", "Thu 12 Nov 2026", "12 Dec 2026 5:30 pm", "2026-11-30 05:19", "2026-11-30T05:19:29Z", "Nov-26"]
FORMULAS = [
    "=1+1",
    "+44",
    "-5",
    "@x",
    " =1",
    '=HYPERLINK("https://host.invalid","y")',
    "＝1",
    "x, =2+2",
    "- a\n- b",
    "'=1",
]
TEXTS = [
    "",
    "plain",
    "very long words " * 20,
    " both sides ",
    'say "x"',
    "a & b <c> ]]>",
    "é 😀 مرحبا",
    "two\nlines",
    "'007",
    "_x0041_",
    "_x005F_x0041_",
]
VALUES = [*NUMBERS, *DATES, *FORMULAS, *TEXTS]
ROWS = [[f"P{number}", value] for number, value in enumerate(VALUES, start=1)]

OFFICE_NS = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
TABLE_NS = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
TEXT_NS = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"


def written(table: object, folder: Path) -> Path:
    """The folder, with a table in both formats."""
    (folder / "table.json").write_text(json.dumps(table), "utf-8")
    told = node(ROOT / "tests/scripts/write-table.mjs", folder / "table.json", folder)
    assert told.returncode == 0, told.stderr
    return folder


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written({"head": ["Item", "Value"], "rows": ROWS}, tmp_path_factory.mktemp("table"))


# --- the workbook ---


def first_sheet(file: Path) -> Worksheet:
    sheet = openpyxl.load_workbook(file).active
    assert isinstance(sheet, Worksheet)
    return sheet


def test_a_workbook_holds_every_value_as_text(files: Path) -> None:
    cells = [row[1] for row in first_sheet(files / "table.xlsx").iter_rows(min_row=2)]

    assert [unescape(str(cell.value or "")) for cell in cells] == VALUES
    assert {(cell.data_type, cell.number_format) for cell in cells if cell.value} == {("s", "@")}


def test_a_workbook_is_easy_to_read(files: Path) -> None:
    sheet = first_sheet(files / "table.xlsx")
    head, first = sheet["A1"], sheet["B2"]

    assert sheet.freeze_panes == "A2"
    assert sheet.sheet_view.pane
    assert sheet.sheet_view.pane.state == "frozen"
    assert (head.font.bold, first.font.bold) == (True, False)
    assert first.alignment.wrap_text
    assert first.alignment.vertical == "top"
    assert (sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width) == (7, 60)


def test_a_workbook_has_no_character_that_xml_forbids(tmp_path: Path) -> None:
    table = {"head": ["a"], "rows": [["a\u0000b\u0008c\u000b\u001f\ufffe\ufffftd\te\nf"]]}
    sheet = first_sheet(written(table, tmp_path) / "table.xlsx")

    assert sheet["A2"].value == "abctd\te\nf"


# --- CSV ---


def test_a_csv_file_gives_every_value_behind_at_most_a_guard(files: Path) -> None:
    text = (files / "table.csv").read_bytes().decode("utf-8")
    assert text.startswith("\ufeff")
    rows = list(csv.reader(text.removeprefix("\ufeff").splitlines(keepends=True)))

    assert [row[1].replace(GUARD, "") for row in rows[1:]] == VALUES
    assert [row[0] for row in rows[1:]] == [item for item, _ in ROWS]


# --- LibreOffice ---


def as_read(file: Path) -> list[list[tuple[str, str | None, str | None]]]:
    """The cells of each row as LibreOffice has them: the text that it shows, the type and the formula."""
    assert OFFICE
    # A profile of its own, so that no window that is open is disturbed.
    profile = f"-env:UserInstallation={(file.parent / 'profile').as_uri()}"
    # The way to read CSV that changes most: in British English, with numbers and dates recognised.
    how = ["--infilter=CSV:44,34,76,1,,2057,false,true"] if file.suffix == ".csv" else []
    into = file.parent / f"from-{file.suffix[1:]}"
    command: list[str | Path] = [OFFICE, profile, "--headless", *how, "--convert-to", "fods", "--outdir", into, file]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    rows = etree.parse(into / "table.fods").iter(f"{TABLE_NS}table-row")
    return [[*cells(row)] for row in rows if row.find(f"{TABLE_NS}table-cell/{TEXT_NS}p") is not None]


def cells(row: etree._Element) -> Iterator[tuple[str, str | None, str | None]]:
    for cell in row.iter(f"{TABLE_NS}table-cell"):
        lines = ["".join(spaced(line)) for line in cell.iter(f"{TEXT_NS}p")]
        yield "\n".join(lines), cell.get(f"{OFFICE_NS}value-type"), cell.get(f"{TABLE_NS}formula")


def spaced(line: etree._Element) -> Iterator[str]:
    """The text of a line, in which OpenDocument writes some spaces as elements."""
    yield line.text or ""
    for part in line:
        yield " " * int(part.get(f"{TEXT_NS}c", "1")) if part.tag == f"{TEXT_NS}s" else "".join(spaced(part))
        yield part.tail or ""


@pytest.mark.slow
@pytest.mark.skipif(not OFFICE, reason="needs LibreOffice")
@pytest.mark.parametrize("name", ["table.xlsx", "table.csv"])
def test_a_spreadsheet_shows_what_was_typed_and_runs_nothing(files: Path, name: str) -> None:
    read = [row[1] if len(row) > 1 else ("", None, None) for row in as_read(files / name)[1:]]

    assert [text.replace(GUARD, "") for text, _, _ in read] == VALUES
    assert {kind for text, kind, _ in read if text} == {"string"}
    assert {formula for *_, formula in read} == {None}


@pytest.mark.slow
@pytest.mark.skipif(not OFFICE, reason="needs LibreOffice")
def test_the_guard_of_a_csv_file_is_needed(files: Path, tmp_path: Path) -> None:
    bare = (files / "table.csv").read_text("utf-8").replace(GUARD, "")
    (tmp_path / "table.csv").write_text(bare, "utf-8")
    changed = [
        value
        for value, (_, *row) in zip(VALUES, as_read(tmp_path / "table.csv")[1:], strict=True)
        if row and row[0][1:] != ("string", None)
    ]

    assert {"007", "1/2", "1E5", "TRUE", "=1+1", "+44", "-5"} <= set(changed)
