"""A form as an Excel workbook: what may be written where, what is counted, and that nothing else can happen."""

import io
import re
import shutil
import zipfile
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.cell_range import MultiCellRange
from openpyxl.worksheet.worksheet import Worksheet

from competence_standards.build import load_forms
from competence_standards.forms import excel as made_by
from competence_standards.forms.blocks import Table
from competence_standards.forms.choose import chosen
from competence_standards.forms.excel import excel
from competence_standards.forms.excel_book import TICK
from competence_standards.forms.fill import filled_forms
from competence_standards.forms.form import FilledForm, Subject
from competence_standards.read import built_in
from competence_standards.translation import gettext
from tests.conftest import REAL
from tests.support.forms import forms, unmarked, words

ROOT = Path(__file__).parents[2]
_CELL = r"'[^']+'!\$[A-Z]+\$\d+"
SHOWN = rf'=IF\({_CELL}="","\d+",{_CELL}\)|={_CELL}&": "&{_CELL}(&"  "&{_CELL}&": "&{_CELL})?'
"""A formula that shows what is typed in another cell."""


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


def matrix() -> FilledForm:
    (form,) = (form for form in offered() if form.code == "T12")
    return form


def fixtures() -> list[FilledForm]:
    """The forms of a suite that has every kind of block."""
    return list(filled_forms(load_forms(ROOT / "tests/suite-with-forms")))


def head(page: Worksheet) -> int:
    """The row of the heads of a table."""
    return int(str(page.print_title_rows).rpartition("$")[2])


every_workbook = pytest.mark.parametrize("form", offered(), ids=lambda form: form.code)


def test_the_checklist_and_the_matrix_are_offered() -> None:
    assert {"T3", "T12"} <= {form.code for form in offered()}


def lacking(form: FilledForm, book: Any) -> list[str]:
    """Return the texts of a form that are in no cell of its workbook, nor in a list that a cell offers."""
    rows = [[str(cell.value) for cell in row if cell.value] for page in book.worksheets for row in page.iter_rows()]
    said = {text for row in rows for text in row}
    # Two cells have what another format writes as one text, and one cell has the role and what the role declares.
    said |= {part for text in said for part in text.partition(". ")} | {unmarked("".join(row)) for row in rows}
    wanted = [form.name, form.about, f"{form.purpose} {form.by}.", form.note, form.candidate, form.number]
    wanted += [text for block in form.blocks for text in words(block)]
    return [text for text in wanted if text and text not in said and unmarked(text) not in said]


@pytest.mark.parametrize("form", [*forms(), *fixtures()], ids=lambda form: form.code)
def test_a_workbook_lacks_no_text_of_the_form(form: FilledForm) -> None:
    """Not only of those that are offered as a workbook: an author can offer any of them."""
    assert lacking(form, opened(form)) == []


def test_a_workbook_lacks_no_text_of_a_suite_with_everything(tmp_path: Path) -> None:
    suite = Path(shutil.copytree(ROOT / "tests/suite-with-everything", tmp_path / "standards"))
    top = suite / "suite.yml"
    top.write_text(top.read_text("utf-8").replace("leave_out: [forms]\n", ""), "utf-8")
    filled = list(filled_forms(load_forms(suite)))
    assert len({form.code for form in filled}) == len(built_in.form_names())
    found = {(form.code, form.about): lacking(form, opened(form)) for form in filled}
    assert {name: texts for name, texts in found.items() if texts} == {}


@pytest.mark.parametrize("form", [matrix(), *fixtures()], ids=lambda form: form.code)
def test_a_text_that_is_not_written_is_found(form: FilledForm) -> None:
    """Without this, the comparison above might find each text by chance."""
    for text in {text for block in form.blocks for text in (block.heading, block.by, block.help) if text}:
        book = opened(form)
        for cell in (cell for page in book.worksheets for row in page.iter_rows() for cell in row):
            if cell.value == text:
                cell.value = None
        assert text in lacking(form, book)


@every_workbook
def test_every_table_has_a_page_with_its_help_above_it(form: FilledForm) -> None:
    book = opened(form)
    tables = [block for block in form.blocks if isinstance(block, Table)]
    assert len(book.sheetnames) == len(tables) + 2
    for name, table in zip([name for name in book.sheetnames if name not in ("Form", "Lists")], tables, strict=True):
        page = book[name]
        said = {cell.value for row in page.iter_rows() for cell in row}
        assert {text for row in table.rows for text in (row.group, *row.cells) if text} <= said
        above = [page.cell(row, 1).value for row in range(1, head(page) - 1)]
        assert [text for text in (table.heading, table.by, table.help) if text and text not in above] == []


@every_workbook
def test_the_first_page_asks_whose_form_it_is_and_which_copy(form: FilledForm) -> None:
    labels = [row[0].value for row in opened(form)["Form"].iter_rows()]
    first = labels.index(form.candidate)
    assert labels[first : first + 3] == [form.candidate, form.registration, form.number]


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
        first, last = map(int, re.findall(r"\d+", page.print_title_rows))
        repeated = [str(cell.value or "") for row in page.iter_rows(min_row=first, max_row=last) for cell in row]
        if page.title == "Form":
            assert repeated[::3] == [form.candidate, form.registration, form.number]
        else:
            assert page.freeze_panes
            rows = [row[:2] for row in book["Form"].iter_rows() if row[0].value in (form.candidate, form.number)]
            # The signatures have the name of the role too.
            (name, whose), (number, which) = rows[0], next(row for row in rows if row[0].value == form.number)
            shown = [
                f"'Form'!$A${one.row}&\": \"&'Form'!$B${other.row}" for one, other in ((name, whose), (number, which))
            ]
            assert [text for text in shown if not any(text in cell for cell in repeated)] == []


@every_workbook
def test_what_is_typed_stays_text_unless_it_is_a_date_or_a_number(form: FilledForm) -> None:
    book = opened(form)
    for page in book.worksheets:
        rules = {str(area): rule.type for rule in page.data_validations.dataValidation for area in rule.sqref.ranges}
        formats = {"date": "d mmm yyyy", "whole": "0"}
        for cell in (cell for row in page.iter_rows() for cell in row if not cell.protection.locked):
            kinds = [kind for area, kind in rules.items() if cell.coordinate in MultiCellRange(area)]
            assert cell.number_format == next((formats[kind] for kind in kinds if kind in formats), "@"), (
                cell.coordinate
            )


@every_workbook
def test_a_row_grows_with_what_is_typed_and_keeps_room_until_then(form: FilledForm) -> None:
    made = excel(form)
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        parts = sorted((name for name in archive.namelist() if "/sheet" in name), key=lambda name: (len(name), name))
        rows = [dict(re.findall(r'<row r="(\d+)"([^>]*)>', archive.read(part).decode())) for part in parts]
    for page, marked in zip(openpyxl.load_workbook(io.BytesIO(made)).worksheets, rows, strict=True):
        for row in page.iter_rows():
            if any(not cell.protection.locked for cell in row) and row[0].coordinate not in page.merged_cells:
                assert "customHeight" not in marked[str(row[0].row)], f"{page.title} {row[0].row}"
                # The last cell has large letters, but none is in it, and it is not printed.
                assert row[-1].font.size * 1.15 >= 20
                assert row[-1].value is None
                assert f"${get_column_letter(len(row))}$" not in str(page.print_area)
    assert any("customHeight" in marks for one in rows for marks in one.values())


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
                    counted = cell.value.startswith("=COUNTIF(")
                    # Or it shows what is typed once.
                    assert counted or re.fullmatch(SHOWN, cell.value), cell.value
                    assert cell.protection.locked


@every_workbook
def test_a_workbook_is_the_same_bytes_whenever_it_is_made(form: FilledForm) -> None:
    assert excel(form) == excel(form)


def test_rows_can_be_added_and_sorted_where_nothing_is_printed() -> None:
    for form in offered():
        book = opened(form)
        tables = [block for block in form.blocks if isinstance(block, Table)]
        for page, table in zip([page for page in book if page.title not in ("Form", "Lists")], tables, strict=True):
            to_write_in = not any(any(row.cells) for row in table.rows)
            # False means that it is not protected from it.
            assert [not page.protection.insertRows, not page.protection.sort] == [to_write_in] * 2, page.title
            assert not page.protection.autoFilter
            top, *_ = page.auto_filter.ref.split(":")
            assert top == f"A{head(page)}"
            printed = {cell.column for cell in page[head(page) + 1] if cell.protection.locked and cell.value}
            assert bool(printed) or to_write_in


def test_the_matrix_has_a_column_for_each_row_of_the_evidence_and_shows_its_number() -> None:
    book = opened(matrix())
    evidence, page = book["Evidence used"], book["Matrix"]
    first = head(evidence) + 1
    numbers = [evidence.cell(row, 1) for row in range(first, evidence.max_row + 1)]
    assert [cell.value for cell in numbers] == [str(number) for number in range(1, 13)]
    assert all(cell.protection.locked for cell in numbers)
    assert evidence.cell(head(evidence), 2).value == "Evidence no."
    heads = [page.cell(head(page), column).value for column in range(3, 15)]
    cells = [f"'Evidence used'!$B${row}" for row in range(first, first + 12)]
    assert heads == [f'=IF({cell}="","{number}",{cell})' for number, cell in enumerate(cells, start=1)]
    assert page.cell(head(page) - 1, 3).value == "Evidence"


def test_the_matrix_asks_for_as_many_ticks_as_the_form_says() -> None:
    book = opened(matrix())
    (labelled,) = (row for row in book["Form"].iter_rows() if "Number of times" in str(row[0].value))
    assert book.defined_names["Needed"].attr_text == f"'Form'!$B${labelled[1].row}"
    assert labelled[1].number_format == "0"
    rules = book["Form"].data_validations.dataValidation
    (rule,) = (rule for rule in rules if labelled[1].coordinate in rule.sqref)
    assert (rule.type, rule.formula1, rule.formula2) == ("whole", "1", "99")
    page = book["Matrix"]
    row = head(page) + 1
    marks = [mark.formula for area in page.conditional_formatting for mark in area.rules]
    assert marks == [[f"AND(ISNUMBER($O{row}),$O{row}<MAX(1,Needed))"]]
    counted = {row[0].value: row[1].value for row in book["Form"].iter_rows() if row[1].data_type == "f"}
    area = f"'Matrix'!$O${row}:$O${page.max_row}"
    assert counted["Matrix: rows with too few ticks under Evidence"] == f'=COUNTIF({area},"<"&MAX(1,Needed))'


LIMIT = {
    "letters": "Look after customers who wait ".ljust(200, "x"),
    "ampersands": "A & B " * 33,
    "chinese": "客" * 200,
    "emoji": "🙂" * 200,
}


@pytest.mark.parametrize("title", LIMIT.values(), ids=LIMIT)
@every_workbook
def test_titles_as_long_as_the_schema_allows_fit(form: FilledForm, title: str) -> None:
    subject = form.subject and Subject("x" * 64, title[:200].strip(), "10.10", None)
    long = replace(form, title=title[:100].strip(), purpose=(title * 2)[:300].strip(), note=title[:120].strip())
    book = opened(replace(long, subject=subject, suite=title[:200].strip(), number=title[:40].strip()))
    for page in book.worksheets:
        if page.title == "Lists":
            continue
        name, said = page.oddHeader.left.text.split("\n")
        assert name.startswith(form.code)
        assert name.endswith("…") or len(name) == len(form.code) + 1 + len(long.title.replace("&", "&&"))
        assert max(len(name), len(said)) <= 110
        assert not subject or said.endswith("version 10.10 on this site")
        assert not page.oddHeader.right.text
        assert page.oddFooter.left.text
        assert page.oddFooter.right.text
        for part in (page.oddHeader, page.oddFooter):
            assert len(str(part)) <= 255
    known = book.properties
    assert all(len(text.encode("utf-16-le")) <= 2 * 255 for text in (known.title, known.subject, known.creator))
    assert known.subject.startswith(long.purpose[:100])
    shown = {str(cell.value) for row in book["Form"].iter_rows() for cell in row}
    assert any(title[:200].strip() in text for text in shown)


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
    assert rules["Items", "C5:C8"] == ("list", f"Lists!${letter[levels]}$1:${letter[levels]}$3")
    assert rules["Items", "D5:D8"] == ("list", f"Lists!${letter[ticks]}$1")
    dates = [kind for kind, _ in rules.values()].count("date")
    assert dates == 3  # the day, and one for each of two signatures


def test_what_is_ticked_is_counted_and_what_is_missing_is_marked() -> None:
    book = small()
    page = book["Items"]
    assert page["F6"].value == f'=COUNTIF(D6:E6,"{TICK}")'
    marked = {str(area.sqref): [rule.type for rule in area.rules] for area in page.conditional_formatting}
    assert marked == {"C5:C8": ["expression"], "F5:F8": ["expression"]}
    counted = {row[0].value: row[1].value for row in book["Form"].iter_rows() if row[1].data_type == "f"}
    assert "=COUNTIF('Items'!$C$5:$C$8,\"I can / I know\")" in counted.values()
    assert counted["Items: rows with no tick under Pieces"] == "=COUNTIF('Items'!$F$5:$F$8,\"<\"&1)"


def test_a_total_counts_the_rows_above_it_up_to_their_sub_heading(tmp_path: Path) -> None:
    suite = Path(shutil.copytree(ROOT / "tests/suite-with-forms", tmp_path / "standards"))
    source = suite / "forms/record.yml"
    text = source.read_text("utf-8").replace("each: item\n", "each: item\n    total: Rated\n")
    source.write_text(text.replace("each: rule\n", "each: rule\n    total: Kept\n"), "utf-8")
    (form,) = chosen(load_forms(suite), [], ["A1"], None)
    book = opened(form)
    page = book["Items"]
    assert [page[f"{column}7"].value for column in "ACD"] == ["Rated:", '=COUNTIF(C6,"?*")', "of 1"]
    assert [page[f"{column}10"].value for column in "ACD"] == ["Rated:", '=COUNTIF(C9,"?*")', "of 1"]
    assert page["C7"].protection.locked
    # Nothing is ticked or chosen there: the number is written.
    assert [book["Rules"][f"{column}7"].value for column in "AC"] == ["Kept:", "of 2"]
    assert not book["Rules"]["B7"].protection.locked


def test_words_that_look_like_a_formula_or_a_link_stay_words(tmp_path: Path) -> None:
    suite = tmp_path / "standards"
    shutil.copytree(ROOT / "tests/suite-with-forms", suite)
    path = suite / "answer-doorbell.yml"
    spoilt = path.read_text("utf-8").replace("text: open the door", 'text: "=HYPERLINK(1)"')
    path.write_text(spoilt.replace("text: which bell rings", 'text: "https://example.org/"'), "utf-8")
    (form,) = chosen(load_forms(suite), [], ["A1"], None)
    page = opened(form)["Items"]
    assert (page["B6"].value, page["B6"].data_type) == ("=HYPERLINK(1)", "s")
    assert (page["B8"].value, page["B8"].hyperlink) == ("https://example.org/", None)


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
