"""A form as an Excel workbook: what may be written where, what is counted, and that nothing else can happen."""

import io
import re
import shutil
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from competence_standards.build import load_forms
from competence_standards.forms import excel as made_by
from competence_standards.forms.blocks import Table
from competence_standards.forms.choose import chosen
from competence_standards.forms.excel import excel
from competence_standards.forms.excel_book import TICK
from competence_standards.forms.fill import filled_forms
from competence_standards.forms.form import FilledForm
from competence_standards.translation import gettext
from tests.conftest import REAL

ROOT = Path(__file__).parents[2]


@cache
def offered() -> list[FilledForm]:
    return [
        form
        for form in filled_forms(load_forms(REAL))
        if form.workbook and (not form.subject or form.subject.id == "contact-centre")
    ]


def opened(form: FilledForm) -> Any:
    return openpyxl.load_workbook(io.BytesIO(excel(form)))


def small() -> Any:
    (form,) = chosen(load_forms(ROOT / "tests/suite-with-forms"), [], ["A1"], None)
    return opened(form)


every_workbook = pytest.mark.parametrize("form", offered(), ids=lambda form: form.code)


def test_the_checklist_and_the_matrix_are_offered() -> None:
    assert {"T3", "T12"} <= {form.code for form in offered()}


@every_workbook
def test_every_table_has_a_page_with_all_its_words(form: FilledForm) -> None:
    book = opened(form)
    tables = [block for block in form.blocks if isinstance(block, Table)]
    assert len(book.sheetnames) == len(tables) + 2
    for name, table in zip([name for name in book.sheetnames if name not in ("Form", "Lists")], tables, strict=True):
        said = {cell.value for row in book[name].iter_rows() for cell in row}
        assert {text for row in table.rows for text in (row.group, *row.cells) if text} <= said
        assert {option for column in table.columns if column.holds == "boxes" for option in column.options} <= said


@every_workbook
def test_a_page_is_set_up_for_printing_and_protected_but_for_what_is_filled_in(form: FilledForm) -> None:
    book = opened(form)
    for page in book.worksheets:
        assert page.protection.sheet
        if page.title == "Lists":
            assert page.sheet_state == "hidden"
            continue
        assert page.page_setup.paperSize == 9
        assert page.sheet_properties.pageSetUpPr.fitToPage
        assert page.page_setup.fitToHeight == 0
        assert form.code in page.oddHeader.left.text
        assert page.oddFooter.left.text.endswith(form.note)
        assert form.note
        assert page.oddFooter.right.text in ("Page &[Page] of &N", "Page &P of &N")
        cells = [cell for row in page.iter_rows() for cell in row]
        free = [cell for cell in cells if not cell.protection.locked]
        assert free
        assert all(cell.value is None for cell in free)
        if page.title != "Form":
            assert page.freeze_panes
            assert page.print_title_rows == "$1:$1"


@every_workbook
def test_a_row_is_as_high_as_its_words_need(form: FilledForm) -> None:
    for page in opened(form).worksheets:
        for number, row in enumerate(page.iter_rows(), start=1):
            # A cell that is joined to others has their width too.
            alone = [cell for cell in row if cell.coordinate not in page.merged_cells]
            for cell in alone if page.title != "Lists" else ():
                width = page.column_dimensions[cell.column_letter].width or 8
                lines = -(-len(str(cell.value or "")) // width)
                if cell.data_type == "s":
                    assert page.row_dimensions[number].height >= 14 * lines, cell.coordinate


@every_workbook
def test_only_counts_are_formulas_and_nothing_is_a_link(form: FilledForm) -> None:
    for page in opened(form).worksheets:
        for row in page.iter_rows():
            for cell in row:
                assert cell.hyperlink is None
                if cell.data_type == "f":
                    assert cell.value.startswith("=COUNTIF(")
                    assert cell.protection.locked


@every_workbook
def test_a_workbook_is_the_same_bytes_whenever_it_is_made(form: FilledForm) -> None:
    assert excel(form) == excel(form)


def test_cells_take_what_the_form_asks_for_and_nothing_else() -> None:
    book = small()
    rules = {
        (page.title, str(rule.sqref)): (rule.type, rule.formula1)
        for page in book.worksheets
        for rule in page.data_validations.dataValidation
    }
    listed = [[cell.value for cell in column if cell.value is not None] for column in book["Lists"].iter_cols()]
    levels = listed.index(["I cannot / I do not know", "I can / I know", "Not now"])
    ticks = listed.index([TICK])
    letter = "ABCDEFGH"
    assert rules["Items", "C2:C5"] == ("list", f"Lists!${letter[levels]}$1:${letter[levels]}$3")
    assert rules["Items", "D2:D5"] == ("list", f"Lists!${letter[ticks]}$1")
    dates = [kind for kind, _ in rules.values()].count("date")
    assert dates == 3  # the day, and one for each of two signatures


def test_what_is_ticked_is_counted_and_what_is_missing_is_marked() -> None:
    book = small()
    page = book["Items"]
    assert page["F3"].value == f'=COUNTIF(D3:E3,"{TICK}")'
    marked = {str(area.sqref): [rule.type for rule in area.rules] for area in page.conditional_formatting}
    assert marked == {"C2:C5": ["expression"], "F2:F5": ["cellIs"]}
    counted = [row[1].value for row in book["Form"].iter_rows() if row[1].data_type == "f"]
    assert "=COUNTIF('Items'!$C$2:$C$5,\"I can / I know\")" in counted
    assert "=COUNTIF('Items'!$F$2:$F$5,0)" in counted


def test_a_total_counts_the_rows_above_it_up_to_their_sub_heading(tmp_path: Path) -> None:
    suite = Path(shutil.copytree(ROOT / "tests/suite-with-forms", tmp_path / "standards"))
    source = suite / "forms/record.yml"
    text = source.read_text("utf-8").replace("each: item\n", "each: item\n    total: Rated\n")
    source.write_text(text.replace("each: rule\n", "each: rule\n    total: Kept\n"), "utf-8")
    (form,) = chosen(load_forms(suite), [], ["A1"], None)
    book = opened(form)
    page = book["Items"]
    assert (page["A4"].value, page["C4"].value) == ("Rated, of 1", '=COUNTIF(C3,"?*")')
    assert (page["A7"].value, page["C7"].value) == ("Rated, of 1", '=COUNTIF(C6,"?*")')
    assert page["C4"].protection.locked
    # Nothing is ticked or chosen there: the number is written.
    assert book["Rules"]["A4"].value == "Kept, of 2"
    assert not book["Rules"]["C4"].protection.locked


def test_words_that_look_like_a_formula_or_a_link_stay_words(tmp_path: Path) -> None:
    suite = tmp_path / "standards"
    shutil.copytree(ROOT / "tests/suite-with-forms", suite)
    path = suite / "answer-doorbell.yml"
    spoilt = path.read_text("utf-8").replace("text: open the door", 'text: "=HYPERLINK(1)"')
    path.write_text(spoilt.replace("text: which bell rings", 'text: "https://example.org/"'), "utf-8")
    (form,) = chosen(load_forms(suite), [], ["A1"], None)
    page = opened(form)["Items"]
    assert (page["B3"].value, page["B3"].data_type) == ("=HYPERLINK(1)", "s")
    assert (page["B5"].value, page["B5"].hyperlink) == ("https://example.org/", None)


@pytest.mark.parametrize(
    "headings",
    [
        ("Form",),
        ("lists",),
        ("History", "Matrix"),
        ("Matrix", "MATRIX"),
        ("Matrix", "Matrix", "Matrix 1"),
        ("The same beginning of a heading, one", "The same beginning of a heading, two"),
        ("[]", " / ", "''"),
        ("\U0001f642" * 60,),
    ],
)
def test_every_table_has_a_page_that_excel_can_open(headings: tuple[str, ...]) -> None:
    (form,) = chosen(load_forms(ROOT / "tests/suite-with-forms"), [], ["A1"], None)
    table = next(block for block in form.blocks if isinstance(block, Table))
    tables = tuple(replace(table, heading=heading) for heading in headings)
    book = opened(replace(form, blocks=tables))

    first, *pages = (name for name in book.sheetnames if name != "Lists")
    assert first == "Form"
    assert len(pages) == len(headings)
    assert len({name.lower() for name in pages} - {"form", "lists", "history"}) == len(headings)
    for name in pages:
        assert name == name.strip(" '")
        assert len(name.encode("utf-16-le")) <= 2 * 31
    formulas = [cell.value for row in book["Form"].iter_rows() for cell in row if cell.data_type == "f"]
    assert {re.findall("'(.+)'!", formula)[0] for formula in formulas} == set(pages)


@pytest.mark.parametrize("name", ["Lists", "history", "'"])
def test_the_first_page_never_has_a_name_that_is_taken(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A translation can be such a name."""
    (form,) = chosen(load_forms(ROOT / "tests/suite-with-forms"), [], ["A1"], None)
    monkeypatch.setattr(
        made_by, "gettext", lambda message, **values: name if message == "Form" else gettext(message, **values)
    )
    assert opened(form).sheetnames[0] == f"{name} 0".strip(" '")
