"""The PDF files as a screen reader, a printer and a ring binder meet them."""

import io
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import fields, is_dataclass, replace
from pathlib import Path
from typing import Any

import pdfplumber
import pikepdf
import pytest
from pypdf import PdfReader

from competence_standards.forms.blocks import Criteria, Details, Signatures, Table
from competence_standards.forms.form import FilledForm
from competence_standards.forms.parts import Row
from competence_standards.forms.pdf import pack, pdf
from tests.support.forms import as_pdf, forms, unmarked

every_form = pytest.mark.parametrize("form", forms(), ids=lambda form: form.code)
MILLIMETRE = 72 / 25.4
HOLES = 16.5
"""So many millimetres from the edge of a sheet the holes of a binder end (ISO 838)."""


def elements(parent: Any, kind: str = "") -> Iterator[Any]:
    """Yield every element of the structure below one, in its order."""
    kids = parent.get("/K", pikepdf.Array())
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            if not kind or str(kid.S) == kind:
                yield kid
            yield from elements(kid, kind)


def attribute(element: Any, name: str) -> Any:
    found = element.get("/A", pikepdf.Array())
    listed = found if isinstance(found, pikepdf.Array) else [found]
    return next((one[name] for one in listed if name in one), None)


def opened(made: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(made))


def no_fault_is_found(made: bytes, folder: Path) -> bool:
    """Tell whether another program finds no fault in the structure of a PDF."""
    path = folder / "made.pdf"
    path.write_bytes(made)
    program = Path(sys.executable).with_name("pdfua")
    checked = subprocess.run([program, "check", path], capture_output=True, text=True, check=False)
    assert "result:" in checked.stdout
    return checked.returncode == 0


def texts(made: bytes) -> list[str]:
    """Return the text of each page."""
    return [unmarked(page.extract_text()) for page in PdfReader(io.BytesIO(made)).pages]


# --- for screen readers ---


@every_form
def test_each_row_with_an_item_has_a_head_that_its_other_cells_refer_to(form: FilledForm) -> None:
    tables = [block for block in form.blocks if isinstance(block, Table)]
    named = [
        row
        for table in tables
        for row in table.rows
        if any(column.holds == "id" for column, cell in zip(table.columns, row.cells, strict=False) if cell)
    ]
    with opened(as_pdf(form)) as file:
        tree = file.Root.StructTreeRoot
        rows = [
            row
            for row in elements(tree, "/TR")
            if any(attribute(cell, "/Scope") == "/Row" for cell in elements(row, "/TH"))
        ]
        assert len(rows) == len(named)
        ids = pikepdf.NameTree(tree.IDTree) if rows else {}
        for row in rows:
            (head,) = [cell for cell in elements(row, "/TH") if attribute(cell, "/Scope") == "/Row"]
            assert ids[str(head.ID)].objgen == head.objgen
            for cell in elements(row, "/TD"):
                heads = [str(one) for one in attribute(cell, "/Headers")]
                assert str(head.ID) in heads
                assert len(heads) >= 2, "of the row and of the column"
                assert all(one in ids for one in heads)


@every_form
def test_each_box_to_tick_has_a_text(form: FilledForm) -> None:
    boxes = 0
    for block in form.blocks:
        match block:
            case Details():
                boxes += sum(len(field.options) or field.kind == "tick" for field in block.fields)
            case Criteria():
                boxes += sum(len(ids) for _, ids in block.groups)
            case Table():
                of_row = sum(len(column.boxes) or column.holds == "tick" for column in block.columns)
                boxes += of_row * sum(bool(row.cells) for row in block.rows)
    with opened(as_pdf(form)) as file:
        alternatives = [str(figure.Alt) for figure in elements(file.Root.StructTreeRoot, "/Figure")]
    assert alternatives == ["Tick box"] * boxes


def test_a_pack_has_bookmarks_and_page_labels_with_codes_and_each_form_begins_on_a_sheet_of_its_own() -> None:
    chosen = [form for form in forms() if form.code in {"T5", "TC", "T12", "T11"}]
    packed = PdfReader(io.BytesIO(pack(chosen, "all")))
    outline: list[Any] = [entry for entry in packed.outline if not isinstance(entry, list)]
    assert [entry["/Title"] for entry in outline] == [form.name for form in chosen]
    expected: list[str] = []
    for form, entry in zip(chosen, outline, strict=True):
        if len(expected) % 2:
            assert packed.pages[len(expected)].extract_text() == ""
            expected.append("")
        assert packed.get_destination_page_number(entry) == len(expected)
        expected += [f"{form.code}-{number + 1}" for number in range(len(PdfReader(io.BytesIO(as_pdf(form))).pages))]
    assert packed.page_labels == expected
    assert "" in expected


# --- for printers and binders ---


@every_form
def test_the_holes_of_a_binder_are_beside_the_text_on_both_sides_of_a_sheet(form: FilledForm) -> None:
    with pdfplumber.open(io.BytesIO(as_pdf(form))) as document:
        for page in document.pages:
            if form.orientation == "portrait":
                assert min(char["x0"] for char in page.chars) > HOLES * MILLIMETRE
                assert max(char["x1"] for char in page.chars) < page.width - HOLES * MILLIMETRE
            else:
                assert min(char["top"] for char in page.chars) > HOLES * MILLIMETRE


WRITTEN = {"title", "purpose", "by", "number", "candidate", "note", "heading", "help", "label", "text", "points"} | {
    "options", "boxes", "cells", "group", "margin", "entries", "declares", "role", "labels", "before", "after"
}  # fmt: skip
"""The names of what authors write."""


def lengthened(value: Any, word: str) -> Any:
    """Return a form in which each text that an author writes ends in this word."""
    if is_dataclass(value) and not isinstance(value, type):
        changed = {}
        for one in fields(value):
            old = getattr(value, one.name)
            parts = one.name in {"blocks", "rows", "columns", "people", "prompts", "total"}
            if one.init and old and (one.name in WRITTEN or parts):
                changed[one.name] = lengthened(old, word)
        return replace(value, **changed)
    if isinstance(value, tuple):
        return tuple(lengthened(one, word) for one in value)
    return f"{value} {word}" if isinstance(value, str) and value else value


@pytest.mark.parametrize("form", [form for form in forms() if form.code in {"T4", "T17"}], ids=lambda form: form.code)
def test_a_word_that_is_wider_than_its_space_is_broken(form: FilledForm) -> None:
    word = "Rindfleischetikettierungsueberwachungsaufgabenuebertragungsgesetz" * 2
    few = [replace(block, rows=block.rows[:3]) if isinstance(block, Table) else block for block in form.blocks]
    made = pdf(lengthened(replace(form, blocks=tuple(few), title="x", purpose="x"), word))
    with pdfplumber.open(io.BytesIO(made)) as document:
        for number, page in enumerate(document.pages, start=1):
            margin = (18.5 if form.orientation == "portrait" else 14) * MILLIMETRE
            letters = [char for char in page.chars if not char["text"].isspace()]
            out = [char["text"] for char in letters if not margin - 1 < char["x0"] < page.width - margin]
            assert out == [], number
    assert unmarked("".join(texts(made))).count(word) > len(few)


def test_a_word_that_fits_is_not_broken() -> None:
    word = "Rindfleischetikettierungsgesetz"
    form = replace(forms()[0], purpose=" ".join([word] * 30))
    with pdfplumber.open(io.BytesIO(pdf(form))) as document:
        found = [one["text"] for one in document.pages[0].extract_words()]
    assert found.count(word) == 30


# --- signatures ---


def signed_form(*blocks: Any) -> FilledForm:
    return replace(next(form for form in forms() if form.code == "T13"), blocks=blocks)


def parts() -> tuple[Any, ...]:
    """Return the blocks of a form that has an account, then signatures, then a table, then signatures."""
    blocks = next(form for form in forms() if form.code == "T13").blocks
    signatures = [block for block in blocks if isinstance(block, Signatures)]
    (table,) = [block for block in blocks if isinstance(block, Table) and block.each]
    (account,) = [block for block in blocks if block.kind == "narrative"]
    return account, table, signatures


def page_of(pages: Sequence[str], text: str) -> list[int]:
    return [number for number, page in enumerate(pages) if unmarked(text) in page]


@pytest.mark.parametrize("rows", range(1, 30))
def test_the_last_row_of_a_table_goes_with_the_signatures_below_it(rows: int, tmp_path: Path) -> None:
    _, table, (first, second) = parts()
    cells = [Row("", (f"Rule {number}.", "words", "", "")) for number in range(1, rows + 1)]
    made = pdf(signed_form(replace(table, rows=tuple(cells)), first, replace(table, rows=tuple(cells)), second))
    pages = texts(made)
    signed = page_of(pages, first.people[0].declares) + page_of(pages, second.people[-1].role)
    assert len(signed) == 2
    assert page_of(pages, f"Rule {rows}.") == sorted(set(signed))
    # The head is above the last row, wherever it is.
    assert all(unmarked(table.columns[1].label) in pages[number] for number in signed)
    assert sum(page.count("words") for page in pages) == 2 * rows
    assert no_fault_is_found(made, tmp_path)
    with opened(made) as file:
        found = list(elements(file.Root.StructTreeRoot, "/Table"))
        assert 2 <= len(found) <= 4
        assert sum(len(list(elements(one, "/TR"))) for one in found) == 2 * (rows + len(found))


@pytest.mark.parametrize("lines", range(1, 40))
def test_the_end_of_an_account_goes_with_the_signatures_below_it(lines: int) -> None:
    account, table, (first, second) = parts()
    account = replace(account, prompts=(replace(account.prompts[0], lines=lines),))
    made = pdf(signed_form(account, first, table, second))
    with pdfplumber.open(io.BytesIO(made)) as document:
        (page, declared) = next(
            (page, found[0]) for page in document.pages if (found := page.search(first.people[0].declares))
        )
        top = next(iter(page.search(account.prompts[0].text)), {"bottom": 31 * MILLIMETRE})["bottom"]
        ruled = {round(line["top"]) for line in [*page.lines, *page.rects] if top < line["top"] < declared["top"]}
    assert ruled
