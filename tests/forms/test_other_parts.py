"""Forms of suites whose standards have other parts than criteria and knowledge."""

import re
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from competence_standards.build import load_forms
from competence_standards.commands import main
from competence_standards.forms.blocks import Table
from competence_standards.forms.fill import filled_forms
from competence_standards.forms.form import FilledForm
from tests.support import real
from tests.support.other_parts import APPRENTICESHIP, CAREER, NAMES, SUITES, UNIT
from tests.support.word_files import text_of, trees

CHECKLIST, OBSERVATION, QUESTIONS, SUMMARY, REVIEW, WITNESSES = "T3", "T5", "T8", "T17", "T19", "T2"


def forms(name: str) -> dict[str, FilledForm]:
    """The forms of the first standard of a suite, and those for each candidate, by their codes."""
    found = list(filled_forms(load_forms(SUITES / name)))
    return {form.code: form for form in reversed(found)}


def tables(form: FilledForm) -> list[Table]:
    return [block for block in form.blocks if isinstance(block, Table)]


def rows(table: Table) -> list[str]:
    """The sub-headings of a table, and the ids of its items."""
    return [row.group or row.id for row in table.rows if not row.total]


def test_a_table_for_what_one_can_do_lists_every_part_of_that_kind() -> None:
    doing, knowing = tables(forms(APPRENTICESHIP)[CHECKLIST])

    assert doing.heading == "Duties, Skills and Behaviours"
    assert rows(doing) == ["Duties", "D1", "D2", "Skills: At the table", "S1", "At the oven", "S2", "Behaviours", "B1"]
    assert [column.label for column in doing.columns][:2] == ["No.", "Item"]
    assert (knowing.heading, rows(knowing)) == ("Knowledge", ["K1"])
    assert [column.label for column in knowing.columns][:2] == ["No.", "Knowledge item"]
    for table, label in ((doing, "I can help others"), (knowing, "I can teach it")):
        (rating,) = [column for column in table.columns if column.label == "My rating"]
        assert label in rating.options


def test_items_that_are_not_rated_are_on_no_form() -> None:
    for name, unrated in ((APPRENTICESHIP, {"R1"}), (CAREER, {"V1"}), (UNIT, {"E1", "C1"})):
        listed = {item for form in forms(name).values() for item in form.items}
        assert listed
        assert not listed & unrated


def test_a_suite_without_knowledge_has_no_form_block_or_column_about_it() -> None:
    found = forms(CAREER)
    assert QUESTIONS not in found
    assert QUESTIONS in forms(APPRENTICESHIP)

    (only,) = tables(found[CHECKLIST])
    assert (only.heading, rows(only)) == ("What we expect", ["L1", "L2"])
    (listed,) = [table for table in tables(found["T1"]) if table.each == "form"]
    assert QUESTIONS not in [row.cells[1] for row in listed.rows]
    for form in (found[SUMMARY], found[REVIEW]):
        (table,) = [table for table in tables(form) if table.each == "standard"]
        labels = [column.label for column in table.columns]
        counts = [label for label in labels if label.startswith("All") or label.endswith(" met")]
        assert counts == ["Skills met", "All skills"]
        assert len(table.rows[0].cells) == len(labels)
    assert "knowledge" not in " ".join(one for form in found.values() for one in words(form)).lower()


def words(form: FilledForm) -> list[str]:
    """The texts of a form, without the meaning of the levels, which are the same for all suites."""
    headings = [text for block in form.blocks for text in (block.heading, block.help)]
    return [form.title, form.purpose, *headings, *(place.title for place in form.places)]


def test_letters_and_examples_are_those_of_the_suite() -> None:
    labels = [column.label for table in tables(forms(APPRENTICESHIP)[OBSERVATION]) for column in table.columns]
    assert "D / K / S / B" in labels
    (saw,) = [table for table in tables(forms(CAREER)[WITNESSES]) if table.heading.startswith("What each")]
    assert saw.help == "Give the standard and the skills, for example L1 to L5."


def test_numbered_elements_are_above_their_criteria() -> None:
    doing, knowing = tables(forms(UNIT)[CHECKLIST])
    assert rows(doing) == ["Element 1: Prepare for work", "P1", "P2", "Element 2: Serve", "P3"]
    assert (knowing.heading, rows(knowing)) == ("Knowledge evidence", ["K1"])


def test_a_place_to_write_has_the_same_name_whatever_parts_a_suite_has() -> None:
    """What somebody wrote on a form is found again after a suite has changed its parts."""

    def names(found: dict[str, FilledForm]) -> dict[str, set[str]]:
        of_items = re.compile(r"\.([A-Z]\d+|total-[A-Z]\d+)\b")
        return {
            code: {place.name for place in form.places if not of_items.search(place.name)}
            for code, form in found.items()
        }

    ours = names({form.code: form for form in filled_forms(real.forms())})
    theirs = names(forms(UNIT))
    for code in ("T4", OBSERVATION, "T7", WITNESSES):
        assert theirs[code] == ours[code], code
    assert any("p-k" in name for name in theirs["T4"])
    assert any("p-k" in name for name in names(forms(APPRENTICESHIP))[OBSERVATION])


@pytest.mark.parametrize("name", NAMES)
def test_documents_say_what_the_pages_say(name: str, tmp_path: Path) -> None:
    folder = str(SUITES / name)
    assert main(["documents", "--standards", folder, "--into", str(tmp_path), "--form", CHECKLIST]) == 0
    whole = forms(name)[CHECKLIST]

    for made in (read_word(tmp_path), read_excel(tmp_path)):
        at = [re.search(rf"\b{re.escape(item)}\b", made) for item in whole.items]
        assert all(at), (name, made)
        for table in tables(whole):
            assert table.heading in made
    assert list(tmp_path.rglob("*.pdf"))


def first(folder: Path, ending: str) -> bytes:
    return min(folder.rglob(f"*{ending}")).read_bytes()


def read_word(folder: Path) -> str:
    return " ".join(map(text_of, trees(first(folder, ".docx")).values()))


def read_excel(folder: Path) -> str:
    book: Any = load_workbook(BytesIO(first(folder, ".xlsx")))
    return " ".join(str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row if cell)


def test_a_form_is_limited_to_rated_items_of_any_letter(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = ["documents", "--standards", str(SUITES / APPRENTICESHIP), "--into", str(tmp_path), "--format", "word"]

    assert main([*folder, "baker", "--form", CHECKLIST, "--items", "S1-S2,B1"]) == 0
    made = read_word(tmp_path)
    assert "Part of the form: S1, S2 and B1, of 6 items" in made
    assert "Prepare dough" not in made

    assert main([*folder, "baker", "--form", CHECKLIST, "--items", "R1"]) == 2
    assert '"R1" in --items is not an item of baker.' in capsys.readouterr().err
