"""Filling a form: every word comes to its place, from the standard, from the suite and from the country's words."""

import shutil
from dataclasses import replace
from functools import cache
from pathlib import Path
from string import Template

import pytest

from competence_standards.build import load_forms
from competence_standards.forms.blocks import Criteria, Details, Key, Signatures, Table
from competence_standards.forms.choose import Unknown, chosen
from competence_standards.forms.fill import filled_forms
from competence_standards.forms.form import FilledForm, Forms
from competence_standards.forms.shared_details import details_of
from competence_standards.read import built_in
from tests.conftest import REAL

ROOT = Path(__file__).parents[2]
SMALL = ROOT / "tests/suite-with-forms"


@cache
def small() -> Forms:
    return load_forms(SMALL)


@cache
def real() -> Forms:
    return load_forms(REAL)


def record(words: str | None = None) -> FilledForm:
    return chosen(small(), [], ["A1"], words)[0]


def tables(form: FilledForm) -> dict[str, Table]:
    return {part.heading: part for part in form.blocks if isinstance(part, Table)}


def test_a_form_is_filled_for_each_standard_or_once() -> None:
    assert [(form.code, form.subject and form.subject.id) for form in filled_forms(small())] == [
        ("A1", "answer-doorbell"),
        ("A2", None),
    ]
    per_standard = [form for form in real().forms if form.per == "standard"]
    filled = list(filled_forms(real()))
    assert len(filled) == len(per_standard) * len(real().suite.standards) + len(real().forms) - len(per_standard)


def test_the_note_on_every_form_is_the_suites() -> None:
    assert {form.note for form in filled_forms(real())} == {real().suite.forms_note}
    assert real().suite.forms_note
    # A suite need not have one.
    assert {form.note for form in filled_forms(small())} == {""}
    noted = replace(small(), suite=replace(small().suite, forms_note="Write no names."))
    assert {form.note for form in filled_forms(noted)} == {"Write no names."}


def test_blank_rows_are_numbered_and_boxes_for_them_have_their_numbers(tmp_path: Path) -> None:
    suite = Path(shutil.copytree(SMALL, tmp_path / "standards"))
    source = suite / "forms/list.yml"
    text = source.read_text("utf-8").replace("{label: What, holds: line,", "{label: No., holds: id,")
    boxes = '{label: Work, holds: boxes, rows_of: Other work, width: "9"}'
    source.write_text(text.replace('{label: Begun, holds: date, width: "30"}', boxes), "utf-8")
    (form,) = chosen(load_forms(suite), [], ["A2"], None)
    assert [row.cells for row in tables(form)["Other work"].rows] == [("1", ""), ("2", ""), ("3", "")]
    assert tables(form)["Standards"].columns[2].boxes == ("1", "2", "3")
    source.write_text(source.read_text("utf-8").replace('rows: "3"', 'rows: "12"'), "utf-8")
    (form,) = chosen(load_forms(suite), [], ["A2"], None)
    assert tables(form)["Standards"].columns[2].boxes == tuple(map(str, range(1, 13)))


def test_a_sheet_names_the_standard_with_its_version_or_else_the_suite() -> None:
    first, second = filled_forms(small())
    assert first.about == "Answer the doorbell (answer-doorbell), version 1.1 on this site"
    # The official reference is what an awarding organisation knows a standard by.
    known = next(form for form in filled_forms(real()) if form.subject and form.subject.id == "contact-centre")
    assert known.about == "INSCC003 Deliver customer service in a contact centre, version 1.0 on this site"
    assert first.date == "2026-11-22"
    assert second.about == small().suite.title


def test_the_words_of_the_country_are_put_in() -> None:
    here, there = record(), record("there")
    assert (here.title, there.title) == ("Record of the judge", "Record of the examiner")
    assert (here.by, there.by) == ("To be completed by the judge", "To be completed by the examiner")
    assert (here.candidate, there.candidate) == ("Learner", "Trainee")
    (signed,) = [part for part in there.blocks if isinstance(part, Signatures)]
    assert signed.people[0].role == "Trainee"
    assert signed.people[0].declares == "I am passed or not yet passed."
    assert [row.cells for row in tables(there)["Rules"].rows] == [("F Fair", "Is it fair?", "")]


def test_what_is_typed_once_is_asked_for_in_the_words_of_the_country_and_only_where_a_form_has_it() -> None:
    front = chosen(real(), [], ["T1"], None)
    assert {one.name for one in details_of(front, real().role_names[0])} == {
        *("candidate", "registration", "workplace", "job", "programme", "centre", "started", "target"),
    }
    assert [one.name for one in details_of(front, real().role_names[0]) if one.is_day] == ["started", "target"]
    here, there = (details_of([record(words.id)], words) for words in small().role_names)
    assert [one.label for one in here] == ["Learner name", "Registration no.", "QA name"]
    assert [one.label for one in there][:1] == ["Trainee name"]
    signed = details_of(chosen(real(), ["contact-centre"], ["T14"], None), real().role_names[0])
    assert [one.name for one in signed] == ["candidate", "registration", "assessor", "iqa"], "who signs"


def test_an_abbreviation_stays_one_and_a_part_for_somebody_else_says_so() -> None:
    assert tables(record())["Items"].columns[-1].label == "QA sees"
    assert tables(record())["Rules"].by == "To be completed by the QA"
    assert tables(record())["Items"].by == ""


def test_items_come_with_their_headings_and_without_those_withdrawn() -> None:
    rows = tables(record())["Items"].rows
    assert [(row.group, row.cells[:2]) for row in rows] == [
        ("At the door", ()),
        ("", ("P1", "open the door")),
        ("Knowledge and understanding", ()),
        ("", ("K1", "which bell rings")),
    ]
    (ticks,) = [part for part in record().blocks if isinstance(part, Criteria)]
    assert ticks.groups == (("Performance criteria", ("P1",)), ("Knowledge and understanding", ("K1",)))


def test_levels_and_codes_are_those_of_the_scale_and_of_the_methods() -> None:
    level, pieces, count, sees = tables(record())["Items"].columns[2:]
    assert level.boxes == ("I cannot / I do not know", "I can / I know", "Not now")
    assert (pieces.holds, pieces.boxes, count.boxes) == ("boxes", ("1", "2"), ())
    assert (sees.holds, sees.options, sees.boxes) == ("code", ("N", "D", "X"), ())
    assert tables(record())["Rules"].columns[2].options == tuple(method.code for method in small().suite.methods)
    (key,) = [part for part in record().blocks if isinstance(part, Key)]
    assert key.entries[0] == ("N", "I cannot / I do not know", "I cannot do it. I do not know it.")


def test_rows_are_for_standards_for_forms_or_for_nothing() -> None:
    parts = tables(chosen(small(), [], ["A2"], None)[0])
    assert [row.cells for row in parts["Standards"].rows] == [("Answer the doorbell", "1.1", "")]
    assert [row.cells for row in parts["Forms"].rows] == [
        ("A1", "Record of the judge", ""),
        ("A2", "List of standards", ""),
    ]
    assert [row.cells for row in parts["Other work"].rows] == [("", "")] * 3


def test_the_rows_of_each_sub_heading_are_counted_where_the_form_says_so(tmp_path: Path) -> None:
    source = Path(shutil.copytree(SMALL, tmp_path / "standards"))
    path = source / "forms/record.yml"
    path.write_text(path.read_text("utf-8").replace("each: item\n", "each: item\n    total: $Met\n"), "utf-8")
    rows = tables(chosen(load_forms(source), [], ["A1"], "there")[0])["Items"].rows
    assert [row.group or (row.total and (row.total.before, row.total.after)) or row.cells[0] for row in rows] == [
        *("At the door", "P1", ("Passed:", "of 1")),
        *("Knowledge and understanding", "K1", ("Passed:", "of 1")),
    ]
    assert all(row.total is None for row in tables(record())["Items"].rows)


def test_the_checklist_counts_every_item_once() -> None:
    for form in chosen(real(), [], ["T3"], None):
        assert form.subject
        totals = [row.total.of for table in tables(form).values() for row in table.rows if row.total]
        standard = real().suite.by_id[form.subject.id]
        assert sum(totals) == len([item for item in standard.items if not item.withdrawn])


@pytest.mark.parametrize(("standards", "printed"), [(20, 20), (21, 0)])
def test_many_standards_are_not_listed_on_a_form_but_written_on_it(
    standards: int, printed: int, tmp_path: Path
) -> None:
    source = Path(shutil.copytree(SMALL, tmp_path / "standards"))
    one = (source / "answer-doorbell.yml").read_text("utf-8")
    names = [f"bell-{number}" for number in range(1, standards)]
    for name in names:
        (source / f"{name}.yml").write_text(one.replace("id: answer-doorbell", f"id: {name}"), "utf-8")
    with (source / "suite.yml").open("a", encoding="utf-8") as order:
        order.writelines(f"  - {name}\n" for name in names)

    table = tables(chosen(load_forms(source), [], ["A2"], None)[0])["Standards"]

    assert len([row for row in table.rows if row.cells[0]]) == printed
    assert len(table.rows) == (printed or 10)
    assert [column.label for column in table.columns] == ["Standard", "Version", "Begun"]
    assert [column.holds for column in table.columns] == (
        ["words", "words", "date"] if printed else ["line", "line", "date"]
    )


def official(standard: str) -> str:
    """Return the official reference of a standard, or its id if the reference is not known."""
    found = real().suite.by_id[standard].official
    return (found and found.reference) or standard


def test_a_progress_form_says_how_many_items_each_standard_has_without_those_withdrawn(tmp_path: Path) -> None:
    source = Path(shutil.copytree(SMALL, tmp_path / "standards"))
    path = source / "forms/list.yml"
    column = '      - {label: %s, holds: %s, width: "20"}\n'
    version = column % ("Version", "version")
    more = column % ("All criteria", "criterion") + column % ("All knowledge", "knowledge")
    path.write_text(path.read_text("utf-8").replace(version, version + more), "utf-8")
    (row,) = tables(chosen(load_forms(source), [], ["A2"], None)[0])["Standards"].rows
    assert row.cells == ("Answer the doorbell", "1.1", "of 1", "of 1", "")
    (standard,) = small().suite.standards
    assert len(standard.items) > len(standard.in_force) == 2

    (summary,) = chosen(real(), [], ["T17"], None)
    (contact_centre,) = [row for row in tables(summary)["Standards"].rows if "contact centre" in row.cells[0]]
    assert {"of 27", "of 26"} <= set(contact_centre.cells)


def items_shown(forms: Forms) -> Criteria | Table:
    """Return the part of the observation record for several standards that has their items."""
    (form,) = chosen(forms, [], ["T18"], None)
    (found,) = [part for part in form.blocks if part.heading == "What the account shows"]
    assert isinstance(found, Criteria | Table)
    return found


def test_a_form_for_several_standards_has_a_box_for_each_item_of_each_in_force() -> None:
    shown = items_shown(real())
    assert isinstance(shown, Criteria)
    standards = real().suite.standards
    assert [ids for _, ids in shown.groups] == [tuple(item.id for item in one.in_force) for one in standards]
    at = [one.id for one in standards].index("contact-centre")
    name = f"{at + 1}. INSCC003 Deliver customer service in a contact centre, version "
    assert shown.groups[at][0].startswith(name)
    # P1 of one standard is not P1 of another.
    assert shown.place("P1", at).name == "what-the-accoun-a897.contact-centre.P1"


@pytest.mark.parametrize("more", [-1, 0])
def test_the_items_of_many_standards_are_written_on_a_form(more: int, monkeypatch: pytest.MonkeyPatch) -> None:
    items = sum(len(one.in_force) for one in real().suite.standards)
    monkeypatch.setattr("competence_standards.forms.fill._MOST_ITEMS", items + more)
    shown = items_shown(real())
    assert isinstance(shown, Table) == (more < 0)
    if isinstance(shown, Table):
        assert [column.label for column in shown.columns] == ["No.", "Standard", "Items"]
        assert [row.cells for row in shown.rows] == [("", "", "")] * 10


def test_the_answer_to_each_rule_of_evidence_is_yes_no_or_not_looked_at() -> None:
    asked = [
        (form.code, [column.options for column in part.columns if column.holds == "choice"])
        for form in filled_forms(real())
        for source in real().forms
        if source.id == form.id
        for written, part in zip(source.blocks, form.blocks, strict=True)
        if isinstance(written, Table) and isinstance(part, Table) and written.each == "rule"
    ]
    assert {code for code, _ in asked} == {"T5", "T7", "T13", "T14", "T15", "T18"}
    assert all(options == [("Yes", "No", "Not looked at")] for _, options in asked)


def test_an_item_counts_towards_those_that_ask_for_no_more() -> None:
    (form,) = chosen(real(), ["contact-centre"], ["T5"], None)
    panel = tables(form)["What the account shows"]
    position = [column.label for column in panel.columns].index("May also count towards")
    printed = {row.cells[1]: row.cells[position] for row in panel.rows if row.cells}
    expected = {
        item.id: [
            f"{official(reference.standard)}\u00a0{reference.item}"
            for likeness in real().suite.likenesses(item)
            if likeness.label in ("Identical", "Equivalent", "Covers")
            for reference in likeness.items
        ]
        for item in real().suite.by_id["contact-centre"].items
    }
    assert {identity: set(text.split(", ")) - {""} for identity, text in printed.items()} == {
        identity: set(references) for identity, references in expected.items()
    }
    assert any(printed.values())
    assert not all(printed.values())


def test_fields_stand_side_by_side_as_far_as_the_page_is_wide() -> None:
    (occasion,) = [part for part in record().blocks if isinstance(part, Details)]
    assert [[field.label for field in row] for row in occasion.rows] == [["Day", "The work was"], ["Agreed"], ["Notes"]]


def test_forms_are_in_the_order_of_their_codes() -> None:
    codes = [form.code.removeprefix("T") for form in real().forms]
    assert len(codes) >= 18
    assert codes == [*sorted(filter(str.isdecimal, codes), key=int), "C"]


def test_no_word_is_left_to_be_put_in() -> None:
    for words in real().role_names:
        assert "$" not in "".join(map(repr, filled_forms(real(), words)))


def test_every_set_of_words_has_the_words_that_forms_use() -> None:
    used = {
        name[:1].lower() + name[1:]
        for path in (built_in.FOLDER / "forms").glob("*.yml")
        for name in Template(path.read_text("utf-8").replace("$schema", "")).get_identifiers()
    }
    assert all(used <= set(words.terms) for words in real().role_names)


@pytest.mark.parametrize(
    ("standards", "forms", "codes"),
    [
        ([], [], ["A1", "A2"]),
        (["answer-doorbell"], [], ["A1"]),
        (["answer-doorbell"], ["a1", "list"], ["A1", "A2"]),
        ([], ["record"], ["A1"]),
    ],
)
def test_forms_are_chosen_by_standard_code_or_name(standards: list[str], forms: list[str], codes: list[str]) -> None:
    assert [form.code for form in chosen(small(), standards, forms, None)] == codes


@pytest.mark.parametrize(
    ("standards", "forms", "words", "said"),
    [
        (
            ["answer-dorbell"],
            [],
            None,
            '"answer-dorbell" is not a standard in this suite. Did you mean "answer-doorbell"?',
        ),
        ([], ["zz"], None, '"zz" is not a form in this suite. Choose from: A1, A2.'),
        ([], [], "mars", '"mars" is not a set of words in this suite. Choose from: here, there.'),
    ],
)
def test_an_unknown_name_is_told(standards: list[str], forms: list[str], words: str | None, said: str) -> None:
    with pytest.raises(Unknown) as refusal:
        chosen(small(), standards, forms, words)
    assert str(refusal.value).startswith(said)


def test_a_suite_without_forms_has_none_to_choose() -> None:
    with pytest.raises(Unknown):
        chosen(load_forms(ROOT / "tests/suite"), [], [], None)
