"""Word files as people fill them in: each place has its own control, and nothing else can be changed by accident."""

import io
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from pypdf import PdfReader

from competence_standards.forms.blocks import Details, Key, Signatures, Table
from competence_standards.forms.form import FilledForm
from competence_standards.forms.places import LONGEST_NAME, Place
from competence_standards.forms.word import DETAILS
from tests.support.forms import as_pdf, as_word, forms, unmarked
from tests.support.word_files import (
    OFFICE,
    W15,
    Control,
    W,
    controls,
    converted,
    extreme,
    filled,
    parts,
    realistic,
    text_of,
    trees,
)

every_form = pytest.mark.parametrize("form", forms(), ids=lambda form: form.code)
with_office = pytest.mark.skipif(not OFFICE, reason="needs LibreOffice")


@cache
def found(form: FilledForm) -> dict[str, Control]:
    """Return the controls of a form by their tags."""
    return {control.tag: control for control in controls(as_word(form))}


@cache
def body(form: FilledForm) -> Any:
    return trees(as_word(form))["word/document.xml"]


def named(code: str) -> FilledForm:
    return next(form for form in forms() if form.code == code)


def bindings(form: FilledForm) -> dict[str, list[Any]]:
    """Return the elements of the details that each control is bound to, by its tag."""
    details: Any = etree.fromstring(parts(as_word(form))["customXml/item1.xml"])
    return {
        tag: details.xpath(binding.get(f"{W}xpath"), namespaces={"d": DETAILS})
        for tag, control in found(form).items()
        for binding in control.element.iter(f"{W}dataBinding")
    }


# --- names ---


@every_form
def test_each_place_has_one_control_with_its_name(form: FilledForm) -> None:
    tags = [control.tag for control in controls(as_word(form))]
    assert sorted(tags) == sorted(place.name for place in form.places)
    kinds = {"choice": "dropDownList", "tick": "checkbox", "date": "date", "line": "text", "time": "text", "lines": ""}
    signatures = {
        block.place(person, 1).name for block in form.blocks if isinstance(block, Signatures) for person in block.people
    }
    wrong = [
        place.name
        for place in form.places
        if found(form)[place.name].kind != ("" if place.name in signatures else kinds[place.kind])
    ]
    assert wrong == []


@every_form
def test_no_two_controls_have_one_title_and_each_title_ends_with_its_whole_label(form: FilledForm) -> None:
    titles = {name: control.title for name, control in found(form).items()}
    assert len(set(titles.values())) == len(titles)
    assert max(map(len, titles.values())) <= LONGEST_NAME
    for place in form.places:
        whole = re.sub(r" \(\d+\)$", "", titles[place.name])
        assert whole.endswith(place.label) or (
            whole.endswith("…") and place.label.startswith(whole[:-1].split(": ")[-1])
        )


def test_titles_say_which_row_and_which_of_two_blocks() -> None:
    titles = {name: control.title for name, control in found(named("T5")).items()}
    assert titles["questions-asked.2.answer"] == "Row 2: Answer"
    assert titles["what-the-accoun-a897.P1.shown"] == "P1: Shown"
    assert titles["head.candidate"] == "Candidate"
    decisions = [one.title for name, one in found(named("T17")).items() if name.endswith(".decision")]
    assert all(title.endswith(": Decision") and len(title) > len(": Decision") for title in decisions)
    twice = {control.title for control in found(named("T4")).values()}
    assert {"Agreed: Candidate: Signature", "Reviewed: Candidate: Signature"} <= twice


# --- one answer ---


def choices(form: FilledForm) -> Iterator[tuple[Place, bool]]:
    """Yield each place for one of several answers, and whether the options are printed for people who use a pen."""
    for block in form.blocks:
        if isinstance(block, Details):
            yield from ((place, True) for place in block.places if place.kind == "choice")
        if isinstance(block, Table):
            for row in block.rows:
                for column in block.columns if row.cells else ():
                    place = block.place(row, column)
                    if place and place.kind == "choice":
                        yield place, bool(column.boxes)


@every_form
def test_a_choice_is_one_list_on_screen_and_a_box_for_each_option_on_paper(form: FilledForm) -> None:
    glossary = etree.fromstring(parts(as_word(form))["word/glossary/document.xml"])
    blanks = {
        name.get(f"{W}val"): text_of(part.find(f"{W}docPartBody"))
        for part in glossary.iter(f"{W}docPart")
        for name in part.iterfind(f"{W}docPartPr/{W}name")
    }
    for place, printed in choices(form):
        control = found(form)[place.name]
        items = [item.get(f"{W}displayText") for item in control.element.iter(f"{W}listItem")]
        assert items == [None, *place.options]
        assert control.text.count("☐") == (len(place.options) if printed else 0)
        blank = control.element.find(f"{W}sdtPr/{W}placeholder/{W}docPart").get(f"{W}val")
        assert blanks[blank] == control.text
    assert not [one for one in found(form).values() if one.kind == "checkbox" and one.text != "☐"]


def test_there_are_choices_in_fields_and_in_tables() -> None:
    kinds: set[tuple[bool, bool]] = set()
    for form in forms():
        in_table = {place.name: isinstance(block, Table) for block in form.blocks for place in block.places}
        kinds |= {(in_table[place.name], printed) for place, printed in choices(form)}

    assert kinds == {(False, True), (True, True), (True, False)}


@every_form
def test_what_an_empty_control_shows_comes_back_when_its_answer_is_deleted(form: FilledForm) -> None:
    glossary = etree.fromstring(parts(as_word(form))["word/glossary/document.xml"])
    blanks = {name.get(f"{W}val") for name in glossary.iterfind(f".//{W}docPartPr/{W}name")}
    for control in found(form).values():
        used = [part.get(f"{W}val") for part in control.element.iterfind(f"{W}sdtPr/{W}placeholder/{W}docPart")]
        assert len(used) == (control.kind != "checkbox")
        assert set(used) <= blanks


# --- what cannot be changed ---


@every_form
def test_only_controls_can_be_changed_and_none_can_be_deleted(form: FilledForm) -> None:
    group, section = body(form).find(f"{W}body")
    assert section.tag == f"{W}sectPr"
    assert group.find(f"{W}sdtPr/{W}group") is not None
    assert group.find(f"{W}sdtPr/{W}lock").get(f"{W}val") == "contentLocked"
    for control in found(form).values():
        lock = control.element.find(f"{W}sdtPr/{W}lock")
        in_added_row = any(
            node.find(f"{W}sdtPr/{W15}repeatingSectionItem") is not None for node in control.element.iterancestors()
        )
        assert (lock is None) == in_added_row
        assert lock is None or lock.get(f"{W}val") == "sdtLocked"


@every_form
def test_rows_to_write_on_can_be_added_and_no_others(form: FilledForm) -> None:
    sections = [one.getparent().getparent() for one in body(form).iter(f"{W15}repeatingSection")]
    counted = [len(list(section.iter(f"{W15}repeatingSectionItem"))) for section in sections]
    assert counted == [
        len(block.rows)
        for block in form.blocks
        if isinstance(block, Table) and not any(map(any, (row.cells for row in block.rows)))
    ]
    rows = [
        content.findall(f"{W}tr") for section in sections for content in section.iterfind(f".//{W}sdt/{W}sdtContent")
    ]
    assert all(len(row) <= 1 for row in rows)
    heads = [row for section in sections for row in section.iter(f"{W}tblHeader")]
    assert heads == []


@every_form
def test_word_opens_the_file_in_its_newest_mode(form: FilledForm) -> None:
    settings = etree.fromstring(parts(as_word(form))["word/settings.xml"])
    modes = {one.get(f"{W}name"): one.get(f"{W}val") for one in settings.iter(f"{W}compatSetting")}
    assert modes["compatibilityMode"] == "15"


# --- typed once ---


@every_form
def test_a_name_that_is_asked_for_twice_is_typed_once(form: FilledForm) -> None:
    nodes = {tag: bound for tag, bound in bindings(form).items() if found(form)[tag].kind == "text"}
    by_header: dict[str, list[str]] = {}
    for place in form.places:
        if place.header and place.kind == "line":
            by_header.setdefault(place.header, []).append(place.name)
    expected = {name: header for header, names in by_header.items() if len(names) > 1 for name in names}
    assert {tag: etree.QName(node).localname for tag, (node,) in nodes.items()} == expected
    # An account is bound to nothing, as it would lose its title in LibreOffice 7.4 without a binding.
    accounts = [tag for tag, control in found(form).items() if not control.kind]
    assert [tag for tag in accounts if bindings(form)[tag] != []] == []


def test_the_name_in_the_head_reaches_the_signature() -> None:
    bound = bindings(named("T5"))
    assert bound["head.candidate"] == bound["signatures.candidate.name"]


# --- pages ---


@pytest.mark.parametrize(
    "form", [form for form in forms() if any(isinstance(one, Key) for one in form.blocks)], ids=lambda form: form.code
)
def test_the_codes_of_a_form_are_kept_on_one_page(form: FilledForm) -> None:
    lines = [one for one in body(form).iter(f"{W}p") if one.find(f"{W}pPr/{W}pStyle[@{W}val='Key']") is not None]
    assert len(lines) > 1
    kept = [line.find(f"{W}pPr/{W}keepNext") is not None for line in lines]
    assert kept == [True] * (len(lines) - 1) + [False]


# --- filled in, opened and saved by another program, and printed ---


def lines(made: bytes) -> list[str]:
    """Return each line of a file without the spaces around it."""
    return [line.strip() for tree in trees(made).values() for line in re.split("[\n\t]", text_of(tree))]


def parted(form: FilledForm, answers: dict[str, str], pages: list[str]) -> Iterator[str]:
    """Yield those who sign first on another page than the end of what they sign."""
    for block, signed in zip(form.blocks, form.blocks[1:], strict=False):
        if isinstance(signed, Signatures) and not isinstance(block, Signatures):
            *_, last = block.places
            end = answers[last.name].split()[-1]
            # A date or a choice may be written elsewhere too.
            marks = {end} if last.kind in ("line", "lines") else {end, unmarked(last.label)}
            for person in signed.people[:1]:
                signature = answers[signed.place(person, 1).name].split()[0]
                page = next(page for page in pages if re.search(rf"{signature}(?!\d)", page))
                if any(mark not in page for mark in marks):
                    yield f"{person.role} after {last.label}"


@pytest.mark.slow
@with_office
@pytest.mark.parametrize("answer", [realistic, extreme], ids=["realistic", "extreme"])
def test_nothing_written_in_word_is_lost_in_another_program(answer: Any, tmp_path: Path) -> None:
    every = {form.code: form for form in forms()}
    answers = {code: answer(form) for code, form in every.items()}
    given = {code: filled(as_word(form), answers[code]) for code, form in every.items()}
    saved = converted(given, "docx", tmp_path / "once")
    again = converted(saved, "docx", tmp_path / "twice")
    printed, printed_again = converted(given, "pdf", tmp_path / "given"), converted(again, "pdf", tmp_path / "again")
    for code, form in every.items():
        pages = [unmarked(page.extract_text()) for page in PdfReader(io.BytesIO(printed[code])).pages]
        before = controls(given[code])
        typed = [
            line for place in form.places if place.kind != "tick" for line in answers[code][place.name].split("\n")
        ]
        accounts = {
            line for place in form.places if place.kind == "lines" for line in answers[code][place.name].split("\n")
        }
        for made in (saved[code], again[code]):
            shown, after = lines(made), controls(made)
            everything = "\n".join(shown)
            assert [line for line in typed if line not in everything] == [], code
            # No line of an account is glued to the next one.
            assert accounts <= set(shown), code
            assert sum(line.count("☑") for line in shown) == sum(place.kind == "tick" for place in form.places)
            kept = {control.title for control in after}
            assert [one.title for one in before if one.kind in ("", "text") and one.title not in kept] == [], code
            for kind in ("text", "date", "dropDownList", "checkbox"):
                assert [one.kind for one in after].count(kind) == [one.kind for one in before].count(kind), code
            # Word shows these details in the controls instead of the text there, if LibreOffice still has them.
            details = etree.fromstring(parts(made).get("customXml/item1.xml", b"<details/>"))
            assert {node.text for node in details} <= set(typed), code
        text = "".join(pages)
        assert [word for line in typed for word in re.findall(r"word\d+", line) if word not in text] == [], code
        # A long word is broken, and no letter of it is lost.
        assert text.count("ŵ") == sum(line.count("ŵ") for line in typed), code
        # A page that is almost full may take a line more or less after LibreOffice saved it.
        assert abs(len(PdfReader(io.BytesIO(printed_again[code])).pages) - len(pages)) <= 1, code
        assert list(parted(form, answers[code], pages)) == [], code
        if answer is realistic:
            # The matrix has 53 rows of narrow columns.
            blank = len(PdfReader(io.BytesIO(as_pdf(form))).pages)
            assert blank <= len(pages) <= blank + (3 if code == "T12" else 1), code
