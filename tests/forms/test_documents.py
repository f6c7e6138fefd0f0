"""The forms as files: all formats have the same words, block by block, and readers and programs get what they need."""

import io
import posixpath
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import docx
import html5lib
import pdfplumber
import pytest
from docx.oxml.ns import qn
from lxml import etree
from pypdf import PdfReader
from pypdf.generic import DictionaryObject, IndirectObject

from competence_standards.forms.blocks import Criteria, Details, Key, Signatures, Table
from competence_standards.forms.fill import filled_forms
from competence_standards.forms.form import FilledForm
from competence_standards.forms.pdf import pack, pdf
from competence_standards.forms.word import word
from competence_standards.render import Page
from tests.support import real
from tests.support.forms import about, as_pdf, as_word, forms, signed_alone, unmarked, words

every_form = pytest.mark.parametrize("form", forms(), ids=lambda form: form.code)


@cache
def pages() -> dict[str, Page]:
    return {page.address: page for page in real.built().pages}


# --- what a form says, in the order in which it is read ---


def said_by_pdf(form: FilledForm) -> str:
    """What a screen reader reads, in its order: not the head and foot of each page, nor repetitions."""
    marked: dict[tuple[int, int], str] = {}
    with pdfplumber.open(io.BytesIO(as_pdf(form))) as document:
        for number, page in enumerate(document.pages):
            for char in page.chars:
                if char["tag"] != "Artifact":
                    marked[number, char["mcid"]] = marked.get((number, char["mcid"]), "") + char["text"]
    reader = PdfReader(io.BytesIO(as_pdf(form)))
    numbers = {page.indirect_reference.idnum: number for number, page in enumerate(reader.pages)}  # type: ignore[union-attr]
    catalog: Any = reader.trailer["/Root"]
    order = [(numbers[page], mcid) for page, mcid in contents(catalog["/StructTreeRoot"], 0)]
    assert sorted(order) == sorted(marked)
    return "".join(marked[place] for place in order)


def contents(node: Any, page: int) -> Iterator[tuple[int, int]]:
    """The pieces of marked text below a node of a PDF's structure, each as its page and its number there."""
    if node.get("/S") == "/Figure":
        # A box to tick has no letters.
        return
    page = node.raw_get("/Pg").idnum if "/Pg" in node else page
    kids = resolved(node.get("/K", []))
    for kid in map(resolved, kids if isinstance(kids, list) else [kids]):
        if isinstance(kid, int):
            yield page, kid
        elif "/MCID" in kid:
            yield (kid.raw_get("/Pg").idnum if "/Pg" in kid else page), kid["/MCID"]
        else:
            yield from contents(kid, page)


def said_by_word(form: FilledForm) -> str:
    body = docx.Document(io.BytesIO(as_word(form))).element.body
    return "".join(text.text or "" for text in body.iter(qn("w:t")))


def said_by_html(form: FilledForm) -> str:
    address = f"{form.subject.id}/forms/{form.id}/" if form.subject else f"forms/{form.id}/"
    tree = html5lib.parse(pages()[address].body(), namespaceHTMLElements=False)
    (body,) = tree.findall(".//div[@class='form__body']")
    return "".join(printed_text(body))


def printed_text(element: Any) -> Iterator[str]:
    """What is printed blank of an element: neither the answers of a list nor what is for the screen."""
    if element.tag != "option" and element.get("class") != "off-paper":
        yield element.text or ""
        for child in element:
            yield from printed_text(child)
            yield child.tail or ""


@pytest.mark.parametrize("said", [said_by_pdf, said_by_word, said_by_html])
@every_form
def test_each_format_says_all_of_the_form_and_nothing_else_part_by_part(form: FilledForm, said: Any) -> None:
    rest = unmarked(said(form))
    parts = [(form.title, form.purpose, form.by), *(tuple(words(block)) for block in form.blocks)]
    for number, block in enumerate(parts):
        expected = unmarked("".join(block))
        assert rest[: len(expected)] == expected, f"block {number}"
        rest = rest[len(expected) :]
    assert rest == ""


# --- every page ---


@every_form
def test_every_page_of_the_pdf_says_what_it_belongs_to_and_which_page_it_is(form: FilledForm) -> None:
    with pdfplumber.open(io.BytesIO(as_pdf(form))) as document:
        for number, page in enumerate(document.pages, start=1):
            around = unmarked("".join(char["text"] for char in page.chars if char["tag"] == "Artifact"))
            for text in [*about(form), f"Page {number} of {len(document.pages)}"]:
                assert unmarked(text) in around


@pytest.mark.slow
def test_nobody_signs_a_sheet_of_a_pdf_with_nothing_else_on_it() -> None:
    every = [form for form in filled_forms(real.forms()) if isinstance(form.blocks[-1], Signatures)]
    assert len(every) > len(real.suite().standards)
    for form in every:
        texts = [unmarked(page.extract_text()) for page in PdfReader(io.BytesIO(as_pdf(form))).pages]
        assert not signed_alone(form, texts[-1]), form.name
        signatures = "".join(unmarked(text) for text in words(form.blocks[-1]))
        assert signed_alone(form, signatures + unmarked(f"{form.name}{form.about}{form.note}Page 2 of 2"))


with_codes = [form for form in forms() if any(isinstance(block, Key) for block in form.blocks)]


@pytest.mark.parametrize("form", with_codes, ids=lambda form: form.code)
def test_the_codes_of_a_form_stand_together_on_one_page_of_the_pdf(form: FilledForm) -> None:
    texts = [unmarked(page.extract_text()) for page in PdfReader(io.BytesIO(as_pdf(form))).pages]
    for block in form.blocks:
        if isinstance(block, Key):
            assert any(unmarked("".join(words(block))) in text for text in texts)


@every_form
def test_every_page_of_the_word_file_says_what_it_belongs_to_and_counts_itself(form: FilledForm) -> None:
    (section,) = docx.Document(io.BytesIO(as_word(form))).sections
    around = [section.header._element, section.footer._element]
    said = unmarked("".join(text.text or "" for block in around for text in block.iter(qn("w:t"))))
    for text in about(form):
        assert unmarked(text) in said
    fields = [field.get(qn("w:instr")) for block in around for field in block.iter(qn("w:fldSimple"))]
    assert fields == ["PAGE", "NUMPAGES"]


@every_form
def test_every_page_is_a4_and_lies_as_the_form_says(form: FilledForm) -> None:
    size = (595, 842) if form.orientation == "portrait" else (842, 595)
    for page in PdfReader(io.BytesIO(as_pdf(form))).pages:
        assert (round(page.mediabox.width), round(page.mediabox.height)) == size
    (section,) = docx.Document(io.BytesIO(as_word(form))).sections
    assert (round(section.page_width.pt), round(section.page_height.pt)) == size  # type: ignore[union-attr]


# --- PDF ---


def resolved(value: Any) -> Any:
    return value.get_object() if isinstance(value, IndirectObject) else value


def elements(node: Any) -> Iterator[Any]:
    """Every element of a PDF's structure below a node."""
    kids = resolved(node.get("/K", []))
    for kid in map(resolved, kids if isinstance(kids, list) else [kids]):
        if isinstance(kid, DictionaryObject) and "/S" in kid:
            yield kid
            yield from elements(kid)


@every_form
def test_the_pdf_is_tagged_titled_and_in_english_and_says_that_it_is_accessible(form: FilledForm) -> None:
    reader = PdfReader(io.BytesIO(as_pdf(form)))
    catalog: Any = reader.trailer["/Root"]
    assert catalog["/Lang"] == "en-GB"
    assert catalog["/MarkInfo"]["/Marked"]
    assert catalog["/ViewerPreferences"]["/DisplayDocTitle"]
    assert b"<pdfuaid:part>1</pdfuaid:part>" in catalog["/Metadata"].get_data()
    assert reader.metadata is not None
    assert reader.metadata.title == f"{form.name}: {form.about}"
    assert reader.metadata.author == form.suite
    assert not form.subject or f"version {form.subject.version}" in str(reader.metadata["/Keywords"])

    found = list(elements(catalog["/StructTreeRoot"]))
    kinds = [element["/S"] for element in found]
    assert kinds.count("/H1") == 1
    assert kinds.count("/H2") == sum(bool(block.heading) for block in form.blocks)
    assert kinds.count("/Table") == sum(isinstance(block, Table) for block in form.blocks)
    for head in (element for element in found if element["/S"] == "/TH"):
        attributes = resolved(head["/A"])
        listed = attributes if isinstance(attributes, list) else [attributes]
        assert any(resolved(one).get("/Scope") for one in listed)


@every_form
def test_the_pdf_holds_all_of_its_fonts_and_what_their_letters_mean(form: FilledForm) -> None:
    for page in PdfReader(io.BytesIO(as_pdf(form))).pages:
        fonts: Any = resolved(page["/Resources"])["/Font"]
        for font in map(resolved, fonts.values()):
            assert "SourceSansPro" in font["/BaseFont"]
            assert "/ToUnicode" in font
            described = resolved(resolved(font["/DescendantFonts"][0])["/FontDescriptor"])
            assert {"/FontFile2", "/FontFile3"} & set(described)


def test_another_program_finds_no_fault_with_the_pdf_files(tmp_path: Path) -> None:
    paths = [tmp_path / f"{form.code}.pdf" for form in forms()]
    for form, path in zip(forms(), paths, strict=True):
        path.write_bytes(as_pdf(form))
    program = Path(sys.executable).with_name("pdfua")
    checked = subprocess.run([program, "check", *paths], capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stdout
    assert checked.stdout.count("result: PASS") == len(paths)


@pytest.mark.slow
def test_a_pack_has_all_pages_of_its_forms() -> None:
    packed = PdfReader(io.BytesIO(pack(forms(), "all")))
    alone = [page.extract_text() for form in forms() for page in PdfReader(io.BytesIO(as_pdf(form))).pages]
    assert [text for page in packed.pages if (text := page.extract_text())] == alone
    assert packed.metadata is not None
    assert packed.metadata.title == "Forms: all"


# --- Word ---


@every_form
def test_the_word_file_can_be_filled_in_by_name(form: FilledForm) -> None:
    document = docx.Document(io.BytesIO(as_word(form)))
    controls = list(document.element.body.iter(qn("w:sdt")))
    names = [control.find(f".//{qn('w:alias')}").get(qn("w:val")) for control in controls]
    assert all(name.strip() for name in names)
    kinds = {child.tag.rpartition("}")[2] for control in controls for child in control.find(qn("w:sdtPr"))}
    wanted = {
        "date": any(
            field.kind == "date" for block in form.blocks if isinstance(block, Details) for field in block.fields
        ),
        "dropDownList": any(
            column.holds == "code" for block in form.blocks if isinstance(block, Table) for column in block.columns
        ),
        "checkbox": any(isinstance(block, Criteria) for block in form.blocks),
    }
    assert {kind for kind, needed in wanted.items() if needed} <= kinds


@every_form
def test_the_word_file_repeats_the_heads_of_tables_and_splits_no_row(form: FilledForm) -> None:
    document = docx.Document(io.BytesIO(as_word(form)))
    tables = [style.getparent().getparent() for style in document.element.body.iter(qn("w:tblStyle"))]
    assert len(tables) == sum(isinstance(block, Table) for block in form.blocks)
    for table in tables:
        rows: Any = list(table.iter(qn("w:tr")))
        assert rows[0].trPr.find(qn("w:tblHeader")) is not None
        assert all(row.trPr.find(qn("w:cantSplit")) is not None for row in rows)


@every_form
def test_the_word_file_has_headings_a_language_and_where_it_is_from(form: FilledForm) -> None:
    document = docx.Document(io.BytesIO(as_word(form)))
    paragraphs = list(document.element.body.iter(qn("w:p")))
    headings = [paragraph.text for paragraph in paragraphs if paragraph.style == "Heading1"]
    assert headings == [form.title]
    known = document.core_properties
    assert known.title == f"{form.name}: {form.about}"
    assert known.author == form.suite
    assert known.version == (form.subject.version if form.subject else "")
    languages = {language.get(qn("w:val")) for language in document.styles.element.iter(qn("w:lang"))}
    assert languages == {"en-GB"}


# What Word takes for a damaged file otherwise: the order of properties, as far as we write them (ECMA-376, part 1).
ORDER = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore widowControl numPr pBdr shd tabs spacing ind contextualSpacing jc"
    " outlineLvl rPr",
    "rPr": "rStyle rFonts b bCs i iCs caps smallCaps color spacing kern sz szCs u lang",
    "tblPr": "tblStyle tblW jc tblInd tblBorders tblLayout tblCellMar tblLook",
    "tcPr": "tcW gridSpan vMerge tcBorders shd noWrap tcMar vAlign",
    "sdtPr": "rPr alias tag id lock placeholder temporary showingPlcHdr dataBinding label tabIndex text date"
    " dropDownList group checkbox repeatingSection repeatingSectionItem",
    "sectPr": "headerReference footerReference type pgSz pgMar cols titlePg docGrid",
}


def test_a_word_file_has_properties_of_a_length_that_word_allows() -> None:
    form = next(form for form in forms() if form.subject)
    assert form.subject
    long = replace(form, purpose="p" * 300, title="t" * 100, subject=replace(form.subject, title="s" * 200))
    known = docx.Document(io.BytesIO(word(long))).core_properties
    assert known.subject == "p" * 254 + "…"
    assert len(known.title) == 255
    assert docx.Document(io.BytesIO(as_word(form))).core_properties.subject == form.purpose


@every_form
def test_the_word_file_keeps_to_the_order_that_word_demands(form: FilledForm) -> None:
    document = docx.Document(io.BytesIO(as_word(form)))
    (section,) = document.sections
    for top in (document.element, document.styles.element, section.header._element, section.footer._element):
        for name, order in ORDER.items():
            places = order.split()
            for properties in top.iter(qn(f"w:{name}")):
                names = [child.tag.rpartition("}")[2] for child in properties]
                found = [places.index(name) for name in names if name in places]
                assert found == sorted(found), names


@every_form
def test_every_style_of_the_word_file_is_in_its_list_of_styles(form: FilledForm) -> None:
    document = docx.Document(io.BytesIO(as_word(form)))
    (section,) = document.sections
    listed = {style.get(qn("w:styleId")) for style in document.styles.element.iter(qn("w:style"))}
    used = {
        element.get(qn("w:val"))
        for top in (document.element, section.header._element, section.footer._element)
        for name in ("pStyle", "tblStyle")
        for element in top.iter(qn(f"w:{name}"))
    }
    assert {"Heading1", "Header", "Footer"} <= used <= listed


def test_the_parts_of_a_word_file_are_those_that_it_lists() -> None:
    with zipfile.ZipFile(io.BytesIO(as_word(forms()[0]))) as archive:
        parts = {name: etree.fromstring(archive.read(name)) for name in archive.namelist()}
    linked = {
        posixpath.normpath(posixpath.join(posixpath.dirname(name), "..", str(link.attrib["Target"])))
        for name, part in parts.items()
        if name.endswith(".rels")
        for link in part
    }
    listed = {entry.attrib["PartName"][1:] for entry in parts["[Content_Types].xml"] if "PartName" in entry.attrib}
    assert linked == listed == {name for name in parts if not name.endswith(".rels")} - {"[Content_Types].xml"}


# --- both ---


@every_form
def test_a_file_is_the_same_bytes_whenever_it_is_made(form: FilledForm) -> None:
    assert pdf(form) == as_pdf(form)
    assert word(form) == as_word(form)
    with zipfile.ZipFile(io.BytesIO(as_word(form))) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
