"""The script that writes what was typed into the Word file of a form: each value is in its control, none is lost."""

import io
import json
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import docx
import pytest
from lxml import etree
from pypdf import PdfReader

from competence_standards.forms.blocks import Narrative, Table
from competence_standards.forms.form import FilledForm
from competence_standards.forms.places import Place
from competence_standards.forms.word import DETAILS
from competence_standards.publish.assets import published, sources
from tests.conftest import ROOT
from tests.support.forms import as_word, forms
from tests.support.node import node
from tests.support.word_files import OFFICE, W14, W15, Control, W, controls, converted, parts, text_of, trees

Values = Mapping[str, str | bool]
every_form = pytest.mark.parametrize("form", forms(), ids=lambda form: form.code)
with_office = pytest.mark.skipif(not OFFICE, reason="needs LibreOffice")

ODD = "a<b & c>d \"e\" 'f' ]]> &amp; 😀👩‍🚒 ŵ 中文"
"""What XML and other encodings could get wrong."""
WORD = re.compile(r"\b[a-zA-Z]\d\d\b")
"""A word that is short enough for the narrowest column."""
SIX_ROWS = 6
"""More rows than are blank, by this many."""


def filled(given: Mapping[str, tuple[bytes, Values]], source: str = "") -> dict[str, tuple[bytes, list[str]]]:
    """Return each Word file with its values, and the names of the places that it does not have."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        for key, (made, values) in given.items():
            (folder / f"{key}.docx").write_bytes(made)
            (folder / f"{key}.json").write_text(json.dumps(values), "utf-8")
        told = node(ROOT / "tests/scripts/fill-word.mjs", folder, source)
        assert told.returncode == 0, told.stderr
        done = folder / "filled"
        return {
            key: ((done / f"{key}.docx").read_bytes(), json.loads((done / f"{key}.json").read_text("utf-8")))
            for key in given
        }


def fill(form: FilledForm, values: Values) -> tuple[bytes, list[str]]:
    return filled({"form": (as_word(form), values)})["form"]


def worth(place: Place) -> str | bool:
    """Return a value for a place, unlike those of other places, unless several places show one detail."""
    match place.kind:
        case "tick":
            return True
        case "date":
            return "2026-11-20"
        case "time":
            return "14:30"
        case "choice":
            return place.options[-1]
        case "lines":
            return f"{place.name} {ODD}\n\n\tlast line of {place.name}"
        case _:
            return f"{place.header or place.name} {ODD}"


def blank_rows(form: FilledForm) -> dict[str, list[Place]]:
    """Return the places in the last blank row of each table and account, by what their names begin with."""
    found: dict[str, list[Place]] = {}
    for block in form.blocks:
        if isinstance(block, Table) and block.each is None:
            last = f"{block.id}.{block.rows[-1].id}"
            found[last] = [one for one in block.places if one.name.startswith(f"{last}.")]
        if isinstance(block, Narrative) and block.margin:
            for prompt in block.prompts:
                last = block.place(prompt, len(prompt.passages)).name
                found[last] = [one for one in block.places if f"{one.name}.".startswith(f"{last}.")]
    return found


def everything(form: FilledForm) -> dict[str, str | bool]:
    """Return a value for each place of a form, and for places in six more rows than are blank."""
    values = {place.name: worth(place) for place in form.places}
    for last, places in blank_rows(form).items():
        start, _, number = last.rpartition(".")
        for place in places:
            for more in range(1, SIX_ROWS + 1):
                name = f"{start}.{int(number) + more}{place.name.removeprefix(last)}"
                values[name] = worth(Place(name, place.label, place.kind, options=place.options))
    return values


@cache
def all_filled() -> dict[str, tuple[bytes, list[str]]]:
    return filled({form.code: (as_word(form), everything(form)) for form in forms()})


def said(control: Control) -> str | bool:
    """Return the value of a control as a record has it."""
    properties = control.element.find(f"{W}sdtPr")
    match control.kind:
        case "checkbox":
            return next(properties.iter(f"{W14}checked")).get(f"{W14}val") == "1" and control.text == "☑"
        case "date":
            assert control.text == "20 Nov 2026"
            return str(properties.find(f"{W}date").get(f"{W}fullDate")).removesuffix("T00:00:00Z")
        case _:
            return control.text


@every_form
def test_each_value_is_in_the_control_with_its_name_and_no_value_is_lost(form: FilledForm) -> None:
    made, lost = all_filled()[form.code]
    found = {control.tag: control for control in controls(made)}
    assert lost == []
    assert {name: said(control) for name, control in found.items()} == everything(form)
    assert [name for name, one in found.items() if one.element.find(f"{W}sdtPr/{W}showingPlcHdr") is not None] == []


@every_form
def test_a_form_without_values_stays_as_it_is(form: FilledForm) -> None:
    made, lost = fill(form, {})
    assert lost == []
    before, after = parts(as_word(form)), parts(made)
    assert list(before) == list(after)
    for name, part in before.items():
        assert etree.tostring(etree.fromstring(part), method="c14n") == etree.tostring(
            etree.fromstring(after[name]), method="c14n"
        )


def test_python_docx_reads_every_value() -> None:
    for form in forms():
        document = docx.Document(io.BytesIO(all_filled()[form.code][0]))
        head = document.sections[0].header
        text = "".join(
            text.text or "" for part in (document.element, head._element) for text in part.iter(f"{W}t", f"{W}tab")
        )
        typed = {
            line.strip()
            for value in everything(form).values()
            for line in str("☑" if value is True else "20 Nov 2026" if value == "2026-11-20" else value).split("\n")
        }
        assert [line for line in typed if line not in text] == [], form.code


def test_a_detail_is_the_same_in_all_of_its_controls_and_where_word_looks_for_it() -> None:
    (form,) = [form for form in forms() if form.code == "T5"]
    made, _ = fill(form, {"head.candidate": "Jo & Co\nLtd"})
    details: Any = etree.fromstring(parts(made)["customXml/item1.xml"])
    assert details.findtext(f"{{{DETAILS}}}candidate") == "Jo & Co Ltd"
    shown = [one.text for one in controls(made) if is_bound_to(one, "candidate")]
    assert len(shown) > 1
    assert set(shown) == {"Jo & Co Ltd"}


def test_a_control_that_differs_from_the_detail_keeps_its_own_words() -> None:
    (form,) = [form for form in forms() if form.code == "T5"]
    first, *others = [one.tag for one in controls(as_word(form)) if is_bound_to(one, "candidate")]
    made, lost = fill(form, {first: "Jo", others[0]: "Sam"})
    found = {one.tag: one for one in controls(made)}
    by_tag = {tag: (found[tag].text, is_bound_to(found[tag], "candidate")) for tag in (first, others[0])}
    assert lost == []
    assert sorted(by_tag.values()) == [("Jo", True), ("Sam", False)] or sorted(by_tag.values()) == [
        ("Jo", False),
        ("Sam", True),
    ]


def is_bound_to(control: Control, detail: str) -> bool:
    binding = control.element.find(f"{W}sdtPr/{W}dataBinding")
    return binding is not None and f"d:{detail}[1]" in binding.get(f"{W}xpath")


def test_what_the_file_has_no_place_for_is_named() -> None:
    (form,) = [form for form in forms() if form.code == "T5"]
    tick = next(place.name for place in form.places if place.kind == "tick")
    line = "head.number"
    table, places = next(iter(blank_rows(form).items()))
    start = table.rpartition(".")[0]
    lost: dict[str, str | bool] = {
        "gone.place": "No place",
        f"{start}.3.gone": "No place",
        f"{start}.301{places[0].name.removeprefix(table)}": "No place",
        tick: "not a tick",
        line: True,
        "__proto__": "No place",
    }
    choice = [place.name for place in form.places if place.kind == "choice"][:1]
    lost |= dict.fromkeys(choice, "No longer an option")
    made, told = fill(form, {**lost, "head.candidate": "Jo", "gone.empty": ""})
    assert sorted(told) == sorted(lost)
    assert "No place" not in "".join(text_of(tree) for tree in trees(made).values())


def test_characters_that_xml_cannot_have_are_left_out_and_each_kind_of_line_end_is_a_line() -> None:
    (form,) = [form for form in forms() if form.code == "T9"]
    account = next(place.name for place in form.places if place.kind == "lines" and not place.row)
    text = "a\x00b\x01\x1b\x7f\ufffec\ud800d\re\r\nf\x0bg\u2028h"
    made, lost = fill(form, {account: text, "head.number": text})
    found = {control.tag: control.text for control in controls(made)}
    assert lost == []
    assert found[account] == "ab\x7fcd\ne\nf\ng\nh"
    assert found["head.number"] == "ab\x7fcd e f g h"


def test_a_very_long_text_is_whole() -> None:
    (form,) = [form for form in forms() if form.code == "T9"]
    account = next(place.name for place in form.places if place.kind == "lines")
    text = "\n".join([" ".join(f"word{number}" for number in range(20_000)), "ŵ" * 50_000])
    made, _ = fill(form, {account: text})
    assert {control.tag: control.text for control in controls(made)}[account] == text


def test_text_from_right_to_left_is_marked_as_such() -> None:
    (form,) = [form for form in forms() if form.code == "T9"]
    account = next(place.name for place in form.places if place.kind == "lines")
    made, _ = fill(form, {account: "مرحبا بالعالم P16 نعم\nReads שלום aloud"})
    (control,) = [one for one in controls(made) if one.tag == account]
    paragraphs = control.element.findall(f".//{W}p")
    assert [one.find(f"{W}pPr/{W}bidi") is not None for one in paragraphs] == [True, False]
    runs = [
        (text_of(run), run.find(f"{W}rPr/{W}rtl") is not None) for one in paragraphs for run in one.findall(f"{W}r")
    ]
    assert runs == [
        ("مرحبا بالعالم", True),
        ("P16", False),
        ("نعم", True),
        ("Reads", False),
        ("שלום", True),
        ("aloud", False),
    ]


def test_a_form_that_nobody_typed_says_where_its_values_come_from() -> None:
    (form,) = [form for form in forms() if form.code == "T16"]
    source = "From the answers of Jo & Co, 30 November 2026."
    made, _ = filled({"form": (as_word(form), {})}, source)["form"]
    body = trees(made)["word/document.xml"]
    styles = [one.get(f"{W}val") for one in body.iter(f"{W}pStyle")]
    texts = [text_of(one) for one in body.iter(f"{W}p")]
    assert texts[texts.index(form.purpose) + 1] == source
    assert styles.count("Purpose") == 2


def test_a_date_in_words_stays_as_it_was_typed() -> None:
    (form,) = [form for form in forms() if form.code == "T5"]
    date = next(place.name for place in form.places if place.kind == "date")
    for typed in ("week 3", "2026-02-31"):
        made, lost = fill(form, {date: typed})
        (control,) = [one for one in controls(made) if one.tag == date]
        assert (control.text, lost) == (typed, [])
        assert control.element.find(f"{W}sdtPr/{W}date").get(f"{W}fullDate") is None


# --- rows ---


@every_form
def test_added_rows_are_like_the_others_and_only_the_last_is_kept_with_what_follows(form: FilledForm) -> None:
    made, _ = all_filled()[form.code]
    found = {control.tag: control for control in controls(made)}
    for last in blank_rows(form):
        start, _, number = last.rpartition(".")
        rows = [row_of(found, f"{start}.{int(number) + more}") for more in range(SIX_ROWS + 1)]
        assert len({id(row) for row in rows}) == len(rows)
        assert all(one.getparent() is rows[0].getparent() for one in rows)
        assert [rows[0].getparent().index(row) for row in rows] == sorted(
            rows[0].getparent().index(row) for row in rows
        )
        assert [row for row in rows[:-1] if next(row.iter(f"{W}keepNext"), None) is not None] == []
    titles = [control.title for control in found.values()]
    assert [title for title in titles if len(title) > 64] == []
    assert len(set(titles)) == len(titles)


def test_an_added_row_has_its_own_printed_number() -> None:
    made, _ = all_filled()["T12"]
    found = {control.tag: control for control in controls(made)}
    (last,) = [last for last in blank_rows(next(form for form in forms() if form.code == "T12")) if ".12" in last]
    rows = [row_of(found, last.replace(".12", f".{number}")) for number in range(11, 12 + SIX_ROWS + 1)]
    assert [text_of(next(row.iter(f"{W}tc"))) for row in rows] == ["11", "12", "13", "14", "15", "16", "17", "18"]


def row_of(found: dict[str, Control], start: str) -> Any:
    """Return the row with the controls whose names begin like this, or the item of a section that is repeated."""
    control = next(one for tag, one in found.items() if f"{tag}.".startswith(f"{start}."))
    (row,) = control.element.iterancestors(f"{W}tr")
    item = row.getparent().getparent()
    return row if item.find(f"{W}sdtPr/{W15}repeatingSectionItem") is None else item


def test_there_are_forms_with_rows_and_with_passages_to_add() -> None:
    kinds = {type(block) for form in forms() for block in form.blocks if blank_rows(form) and hasattr(block, "places")}
    assert {Table, Narrative} <= kinds


# --- elsewhere ---


@pytest.mark.slow
@with_office
def test_another_program_prints_all_that_was_typed_and_keeps_it(tmp_path: Path) -> None:
    values = {form.code: as_record(form) for form in forms()}
    made = filled({form.code: (as_word(form), values[form.code]) for form in forms()})
    files = {code: file for code, (file, _) in made.items()}
    printed, saved = converted(files, "pdf", tmp_path), converted(files, "docx", tmp_path)
    for form in forms():
        typed = set(WORD.findall(" ".join(map(str, values[form.code].values()))))
        text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(printed[form.code])).pages)
        assert len(typed) > 5, form.code
        assert typed - set(WORD.findall(text)) == set(), form.code
        kept = " ".join(text_of(tree) for tree in trees(saved[form.code]).values())
        assert typed - set(WORD.findall(kept)) == set(), form.code
        dates = [place.name for place in form.places if place.kind == "date"]
        # The year may be on a line of its own.
        assert text.count("20 Nov") >= len(dates), form.code


def as_record(form: FilledForm) -> dict[str, str | bool]:
    """Return what is written on a form, with six rows more than are blank. No two words are alike."""
    kinds = {re.sub(r"\d+", "", place.name): place.kind for place in form.places}
    typed = everything(form)
    for number, name in enumerate(typed):
        word = f"{chr(ord('a') + number // 100)}{number % 100:02}"
        match kinds[re.sub(r"\d+", "", name)]:
            case "lines":
                typed[name] = f"{word}\n{word.upper()}"
            case "line" | "time":
                typed[name] = word
    return typed


# --- weight ---


def test_what_writes_word_files_is_light() -> None:
    names = ("forms/scripts/word.js", "forms/scripts/xml.js", "web/scripts/zip.js")
    assert sum(len(published(sources()[name])) for name in names) < 10 * 1024
