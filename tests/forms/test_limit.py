"""A form that is limited to some items lists only these, says so everywhere, and is never taken for the whole form."""

import io
import re
import zipfile
from dataclasses import replace
from functools import cache

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from competence_standards.build import load_forms
from competence_standards.forms.blocks import Criteria, Narrative, Notice, Table
from competence_standards.forms.choose import Unknown, chosen
from competence_standards.forms.documents import documents, packs
from competence_standards.forms.excel import excel
from competence_standards.forms.form import FilledForm, Forms
from competence_standards.forms.limit import limited
from competence_standards.forms.parts import Row
from competence_standards.forms.word import word
from tests.conftest import ROOT
from tests.support import real
from tests.support.forms import STANDARD, as_pdf, unmarked

SIX = "P1-P6"
SAID = "Part of the form: P1 to P9 and K3, of 53 items"


@cache
def small() -> Forms:
    return load_forms(ROOT / "tests/suite-with-forms")


def some(items: str | None, *codes: str, standard: str = STANDARD) -> dict[str, FilledForm]:
    return {form.code: form for form in chosen(real.forms(), [standard], codes, None, items)}


def rows(form: FilledForm) -> list[Row]:
    return [row for block in form.blocks if isinstance(block, Table) and block.items for row in block.rows]


@pytest.mark.parametrize(
    ("items", "listed"),
    [
        ("P1-P3,K3", ["P1", "P2", "P3", "K3"]),
        ("k3, p1 – p3", ["P1", "P2", "P3", "K3"]),
        ("P26-K2", ["P26", "P27", "K1", "K2"]),
        ("contact-centre/P4,P4,P4-P4", ["P4"]),
        ("contact-centre/P4-contact-centre/P5", ["P4", "P5"]),
    ],
)
def test_items_are_named_alone_or_in_ranges(items: str, listed: list[str]) -> None:
    form = some(items, "T5")["T5"]
    assert list(form.items) == listed
    assert [row.id for row in rows(form) if row.cells] == listed


def test_a_range_is_in_the_order_of_the_standard_and_leaves_out_what_is_withdrawn() -> None:
    (form,) = chosen(small(), ["answer-doorbell"], ["A1"], None, "P1-P2")
    assert list(form.items) == ["P1"]
    (form,) = chosen(small(), ["answer-doorbell"], ["A1"], None, "P2-K1")
    assert list(form.items) == ["K1"]


@pytest.mark.parametrize(
    ("standards", "codes", "items", "said"),
    [
        (
            [STANDARD],
            [],
            "P1,P99",
            '"P99" in --items is not an item of contact-centre. Choose from P1 to P27 and K1 to K26.',
        ),
        ([STANDARD], [], "deliver-service/P1", '"deliver-service/P1" in --items is not an item of contact-centre.'),
        ([STANDARD], [], "P9-P1", '"P9-P1" in --items goes backwards. Write P1-P9.'),
        ([STANDARD], [], "P1--P3", '"P1--P3" is not an item or a range. Write --items P1-P9,K3, for example.'),
        ([STANDARD], [], " , ", "--items is empty. Write --items P1-P9,K3, for example."),
        ([], [], "P1", "--items needs exactly one standard."),
        ([STANDARD, "deliver-service"], [], "P1", "--items needs exactly one standard."),
        ([STANDARD], ["T9"], "P1", "T9 does not list items, so --items cannot limit it. Make T9 without --items."),
        ([STANDARD], ["T5", "T1"], "P1", "T1 does not list items"),
        ([STANDARD], ["T8"], "P1", "T8 lists none of the items in --items. It lists K1 to K26."),
    ],
)
def test_what_cannot_be_limited_is_told(standards: list[str], codes: list[str], items: str, said: str) -> None:
    with pytest.raises(Unknown) as refusal:
        chosen(real.forms(), standards, codes, None, items)
    assert str(refusal.value).startswith(said)


def test_a_withdrawn_item_is_told() -> None:
    with pytest.raises(Unknown) as refusal:
        chosen(small(), ["answer-doorbell"], [], None, "P2")
    assert str(refusal.value) == '"P2" in --items is withdrawn, so it is not on any form. Remove it from --items.'


def test_forms_that_list_none_of_the_items_are_left_out_unless_they_were_asked_for() -> None:
    whole, part = some(None), some("P1-P9,K3")
    assert {code for code in whole if code not in part} == {code for code, form in whole.items() if not form.items}
    assert set(part) - set(some(SIX)) == {"T8"}


def test_sub_headings_and_totals_are_those_of_the_rows_that_are_left() -> None:
    form = some("P8-P10,P22", "T3")["T3"]
    shown = [row.group or (row.total and (row.total.of, row.total.after)) or row.id for row in rows(form)]
    assert [one if isinstance(one, str) and re.fullmatch(r"[PK]\d+", one) else type(one) for one in shown] == [
        *(str, "P8", "P9", tuple),
        *(str, "P10", tuple),
        *(str, "P22", tuple),
    ]
    assert [one for one in shown if isinstance(one, tuple)] == [(2, "of 2"), (1, "of 1"), (1, "of 1")]
    assert not any("Knowledge" in block.heading for block in form.blocks), "no items are left of it"


def test_names_of_places_are_those_of_the_whole_form() -> None:
    for standard in real.suite().standards:
        whole = some(None, standard=standard.id)
        for code, form in some("P3-P8,P10,K2,K5-K7", standard=standard.id).items():
            names = {place.name for place in form.places}
            assert names < {place.name for place in whole[code].places}, code
            assert set(form.items) <= {"P3", "P4", "P5", "P6", "P7", "P8", "P10", "K2", "K5", "K6", "K7"}


def test_every_page_of_every_format_says_that_it_is_a_part_and_of_what() -> None:
    for code, form in some("P1-P9,K3").items():
        said = SAID if code != "T8" else "Part of the form: K3, of 26 items"
        pages = PdfReader(io.BytesIO(as_pdf(form))).pages
        assert all(unmarked(said) in unmarked(page.extract_text()) for page in pages), code
        with zipfile.ZipFile(io.BytesIO(word(form))) as file:
            assert said in file.read("word/header.xml").decode()
        if form.workbook:
            book = load_workbook(io.BytesIO(excel(form)))
            texts = [str(cell.value) for row in book.worksheets[0].iter_rows() for cell in row]
            assert any(said in text for text in texts), code


def test_a_range_ends_with_the_part_of_the_standard() -> None:
    assert some("P20-K3", "T5")["T5"].about.endswith("Part of the form: P20 to P27 and K1 to K3, of 53 items")
    assert some("P26-K1", "T5")["T5"].about.endswith("Part of the form: P26, P27 and K1, of 53 items")


def test_many_ranges_are_counted_instead() -> None:
    form = some("P1,P3,P5,P7,P9,P11,P13", "T5")["T5"]
    assert form.about.endswith("Part of the form: 7 of 53 items")
    (document,) = documents([form], ["pdf"])
    assert re.fullmatch(r"contact-centre-T5-observation-record-7-items-[0-9a-f]{4}\.pdf", document.file)
    (other,) = documents([some("P1,P3,P5,P7,P9,P11,P15", "T5")["T5"]], ["pdf"])
    assert other.file != document.file


def test_a_decision_on_a_part_says_that_it_is_none_on_the_whole() -> None:
    form = some(SIX, "T14")["T14"]
    notice = form.blocks[0]
    assert isinstance(notice, Notice)
    assert notice.points == ("This form is only about P1 to P6.", "It is not a decision about the whole standard.")
    (not_met,) = [block for block in form.blocks if isinstance(block, Criteria)]
    assert (not_met.heading, not_met.help) == ("Items not yet met", "47 other items are not on this form.")
    assert not_met.groups == (("Performance criteria", ("P1", "P2", "P3", "P4", "P5", "P6")),)


def test_with_all_its_items_a_form_is_whole() -> None:
    whole = some(None, "T5", "T8")
    assert some("P1-K26", "T5")["T5"] == whole["T5"]
    # It lists knowledge only, and all of it.
    assert some("P1,K1-K26")["T8"] == whole["T8"]
    assert limited(some(None, "T9")["T9"], {"P1"}) is None


def test_no_file_of_a_part_has_the_name_of_a_whole_form() -> None:
    forms = list(some("P1-P9,K3").values())
    names = {one.file for one in (*documents(forms), *packs(forms))}
    assert "contact-centre-T5-observation-record-P1-P9_K3.docx" in names
    assert {"contact-centre-forms-P1-P9_K3.pdf", "contact-centre-forms-P1-P9_K3.zip"} <= names
    whole = list(some(None).values())
    assert not names & {one.file for one in (*documents(whole), *packs(whole))}


def test_an_observation_of_six_criteria_takes_two_pages() -> None:
    assert len(PdfReader(io.BytesIO(as_pdf(some(None, "T5")["T5"]))).pages) == 5
    for standard in real.suite().standards:
        form = some(SIX, "T5", standard=standard.id)["T5"]
        assert len(PdfReader(io.BytesIO(as_pdf(form))).pages) == 2, standard.id


def test_room_goes_with_the_items_but_is_never_less_than_a_quarter() -> None:
    account = [
        next(block.prompts[0].lines for block in some(items, "T5")["T5"].blocks if isinstance(block, Narrative))
        for items in (None, "P1-P27", SIX, "P1")
    ]
    assert account == [24, 13, 6, 6]
    evidence = [
        next(len(block.rows) for block in form.blocks if isinstance(block, Table) and not block.items)
        for form in (some(None, "T12")["T12"], some(SIX, "T12")["T12"])
    ]
    assert evidence[0] == evidence[1], "a row for each piece of evidence"
    questions = next(block for block in some(SIX, "T5")["T5"].blocks if isinstance(block, Table))
    numbered = replace(questions.columns[0], holds="id")
    assert (len(questions.rows), questions.least) == (1, 1)
    assert replace(questions, rows=questions.rows * 4).least == 1
    assert replace(questions, rows=questions.rows * 4, columns=(numbered,)).least == 4, "other blocks name these rows"
