"""The forms as files: all formats say the same, part by part, and each is what its readers and their programs need."""

import io
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
from pypdf import PdfReader
from pypdf.generic import DictionaryObject, IndirectObject

from competence_standards.documents.pdf import pack, pdf
from competence_standards.forms import Fields, Key, Sheet, Signatures, Table, Ticks, sheets
from competence_standards.forms.word import word
from competence_standards.render import Page
from tests.support.forms import about, as_pdf, as_word, forms, signed_alone, unmarked, words
from tests.support.real import built, suite

every_form = pytest.mark.parametrize("sheet", forms(), ids=lambda sheet: sheet.code)


@cache
def pages() -> dict[str, Page]:
    return {page.address: page for page in built().pages}


# --- what a sheet says, in the order in which it is read ---


def said_by_pdf(sheet: Sheet) -> str:
    """What a screen reader reads, in its order: not the head and foot of each page, nor repetitions."""
    marked: dict[tuple[int, int], str] = {}
    with pdfplumber.open(io.BytesIO(as_pdf(sheet))) as document:
        for number, page in enumerate(document.pages):
            for char in page.chars:
                if char["tag"] != "Artifact":
                    marked[number, char["mcid"]] = marked.get((number, char["mcid"]), "") + char["text"]
    reader = PdfReader(io.BytesIO(as_pdf(sheet)))
    numbers = {page.indirect_reference.idnum: number for number, page in enumerate(reader.pages)}  # type: ignore[union-attr]
    catalog: Any = reader.trailer["/Root"]
    order = [(numbers[page], mcid) for page, mcid in contents(catalog["/StructTreeRoot"], 0)]
    assert sorted(order) == sorted(marked)
    return "".join(marked[place] for place in order)


def contents(node: Any, page: int) -> Iterator[tuple[int, int]]:
    """The pieces of marked text below a node of a PDF's structure, each as its page and its number there."""
    page = node.raw_get("/Pg").idnum if "/Pg" in node else page
    kids = resolved(node.get("/K", []))
    for kid in map(resolved, kids if isinstance(kids, list) else [kids]):
        if isinstance(kid, int):
            yield page, kid
        elif "/MCID" in kid:
            yield (kid.raw_get("/Pg").idnum if "/Pg" in kid else page), kid["/MCID"]
        else:
            yield from contents(kid, page)


def said_by_word(sheet: Sheet) -> str:
    body = docx.Document(io.BytesIO(as_word(sheet))).element.body
    return "".join(text.text or "" for text in body.iter(qn("w:t")))


def said_by_html(sheet: Sheet) -> str:
    address = f"{sheet.subject.id}/forms/{sheet.id}/" if sheet.subject else f"forms/{sheet.id}/"
    tree = html5lib.parse(pages()[address].body(), namespaceHTMLElements=False)
    (body,) = tree.findall(".//div[@class='form__body']")
    return "".join(body.itertext())


@pytest.mark.parametrize("said", [said_by_pdf, said_by_word, said_by_html])
@every_form
def test_each_format_says_all_of_the_form_and_nothing_else_part_by_part(sheet: Sheet, said: Any) -> None:
    rest = unmarked(said(sheet))
    parts = [(sheet.title, sheet.purpose, sheet.by), *(tuple(words(part)) for part in sheet.parts)]
    for number, part in enumerate(parts):
        expected = unmarked("".join(part))
        assert rest[: len(expected)] == expected, f"part {number}"
        rest = rest[len(expected) :]
    assert rest == ""


# --- every page ---


@every_form
def test_every_page_of_the_pdf_says_what_it_belongs_to_and_which_page_it_is(sheet: Sheet) -> None:
    with pdfplumber.open(io.BytesIO(as_pdf(sheet))) as document:
        for number, page in enumerate(document.pages, start=1):
            around = unmarked("".join(char["text"] for char in page.chars if char["tag"] == "Artifact"))
            for text in [*about(sheet), f"Page {number} of {len(document.pages)}"]:
                assert unmarked(text) in around


@pytest.mark.slow
def test_nobody_signs_a_sheet_of_a_pdf_with_nothing_else_on_it() -> None:
    every = [sheet for sheet in sheets(suite()) if isinstance(sheet.parts[-1], Signatures)]
    assert len(every) > len(suite().standards)
    for sheet in every:
        texts = [unmarked(page.extract_text()) for page in PdfReader(io.BytesIO(as_pdf(sheet))).pages]
        assert not signed_alone(sheet, texts[-1]), sheet.name
        signatures = "".join(unmarked(text) for text in words(sheet.parts[-1]))
        assert signed_alone(sheet, signatures + unmarked(f"{sheet.name}{sheet.about}{sheet.note}Page 2 of 2"))


with_codes = [sheet for sheet in forms() if any(isinstance(part, Key) for part in sheet.parts)]


@pytest.mark.parametrize("sheet", with_codes, ids=lambda sheet: sheet.code)
def test_the_codes_of_a_form_stand_together_on_one_page_of_the_pdf(sheet: Sheet) -> None:
    texts = [unmarked(page.extract_text()) for page in PdfReader(io.BytesIO(as_pdf(sheet))).pages]
    for part in sheet.parts:
        if isinstance(part, Key):
            assert any(unmarked("".join(words(part))) in text for text in texts)


@every_form
def test_every_page_of_the_word_file_says_what_it_belongs_to_and_counts_itself(sheet: Sheet) -> None:
    (section,) = docx.Document(io.BytesIO(as_word(sheet))).sections
    around = [section.header._element, section.footer._element]
    said = unmarked("".join(text.text or "" for part in around for text in part.iter(qn("w:t"))))
    for text in about(sheet):
        assert unmarked(text) in said
    fields = [field.get(qn("w:instr")) for part in around for field in part.iter(qn("w:fldSimple"))]
    assert fields == ["PAGE", "NUMPAGES"]


@every_form
def test_every_page_is_a4_and_lies_as_the_form_says(sheet: Sheet) -> None:
    size = (595, 842) if sheet.orientation == "portrait" else (842, 595)
    for page in PdfReader(io.BytesIO(as_pdf(sheet))).pages:
        assert (round(page.mediabox.width), round(page.mediabox.height)) == size
    (section,) = docx.Document(io.BytesIO(as_word(sheet))).sections
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
def test_the_pdf_is_tagged_titled_and_in_english_and_says_that_it_is_accessible(sheet: Sheet) -> None:
    reader = PdfReader(io.BytesIO(as_pdf(sheet)))
    catalog: Any = reader.trailer["/Root"]
    assert catalog["/Lang"] == "en-GB"
    assert catalog["/MarkInfo"]["/Marked"]
    assert catalog["/ViewerPreferences"]["/DisplayDocTitle"]
    assert b"<pdfuaid:part>1</pdfuaid:part>" in catalog["/Metadata"].get_data()
    assert reader.metadata is not None
    assert reader.metadata.title == f"{sheet.name}: {sheet.about}"
    assert reader.metadata.author == sheet.suite
    assert not sheet.subject or f"version {sheet.subject.version}" in str(reader.metadata["/Keywords"])

    found = list(elements(catalog["/StructTreeRoot"]))
    kinds = [element["/S"] for element in found]
    assert kinds.count("/H1") == 1
    assert kinds.count("/H2") == sum(bool(part.head.heading) for part in sheet.parts)
    assert kinds.count("/Table") == sum(isinstance(part, Table) for part in sheet.parts)
    for head in (element for element in found if element["/S"] == "/TH"):
        attributes = resolved(head["/A"])
        listed = attributes if isinstance(attributes, list) else [attributes]
        assert any(resolved(one).get("/Scope") for one in listed)


@every_form
def test_the_pdf_holds_all_of_its_fonts_and_what_their_letters_mean(sheet: Sheet) -> None:
    for page in PdfReader(io.BytesIO(as_pdf(sheet))).pages:
        fonts: Any = resolved(page["/Resources"])["/Font"]
        for font in map(resolved, fonts.values()):
            assert "SourceSansPro" in font["/BaseFont"]
            assert "/ToUnicode" in font
            described = resolved(resolved(font["/DescendantFonts"][0])["/FontDescriptor"])
            assert {"/FontFile2", "/FontFile3"} & set(described)


def test_another_program_finds_no_fault_with_the_pdf_files(tmp_path: Path) -> None:
    paths = [tmp_path / f"{sheet.code}.pdf" for sheet in forms()]
    for sheet, path in zip(forms(), paths, strict=True):
        path.write_bytes(as_pdf(sheet))
    program = Path(sys.executable).with_name("pdfua")
    checked = subprocess.run([program, "check", *paths], capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stdout
    assert checked.stdout.count("result: PASS") == len(paths)


@pytest.mark.slow
def test_a_pack_is_all_its_forms_with_pages_of_their_own_and_a_bookmark_to_each() -> None:
    packed = PdfReader(io.BytesIO(pack(forms(), "all")))
    alone = [PdfReader(io.BytesIO(as_pdf(sheet))) for sheet in forms()]
    assert len(packed.pages) == sum(len(one.pages) for one in alone)
    texts = [[page.extract_text() for page in one.pages] for one in alone]
    assert [page.extract_text() for page in packed.pages] == [text for one in texts for text in one]
    outline: list[Any] = packed.outline
    assert [entry["/Title"] for entry in outline if not isinstance(entry, list)] == [sheet.title for sheet in forms()]
    assert packed.metadata is not None
    assert packed.metadata.title == "Forms: all"


# --- Word ---


@every_form
def test_the_word_file_can_be_filled_in_by_name(sheet: Sheet) -> None:
    document = docx.Document(io.BytesIO(as_word(sheet)))
    controls = list(document.element.body.iter(qn("w:sdt")))
    names = [control.find(f".//{qn('w:alias')}").get(qn("w:val")) for control in controls]
    assert all(name.strip() for name in names)
    kinds = {child.tag.rpartition("}")[2] for control in controls for child in control.find(qn("w:sdtPr"))}
    wanted = {
        "date": any(field.kind == "date" for part in sheet.parts if isinstance(part, Fields) for field in part.fields),
        "dropDownList": any(
            column.kind == "code" for part in sheet.parts if isinstance(part, Table) for column in part.columns
        ),
        "checkbox": any(isinstance(part, Ticks) for part in sheet.parts),
    }
    assert {kind for kind, needed in wanted.items() if needed} <= kinds


@every_form
def test_the_word_file_repeats_the_heads_of_tables_and_splits_no_row(sheet: Sheet) -> None:
    document = docx.Document(io.BytesIO(as_word(sheet)))
    tables = [table for table in document.tables if table.style is not None and table.style.name == "Table Grid"]
    assert len(tables) == sum(isinstance(part, Table) for part in sheet.parts)
    for table in tables:
        rows: Any = table._tbl.tr_lst
        assert rows[0].trPr.find(qn("w:tblHeader")) is not None
        assert all(row.trPr.find(qn("w:cantSplit")) is not None for row in rows)


@every_form
def test_the_word_file_has_headings_a_language_and_where_it_is_from(sheet: Sheet) -> None:
    document = docx.Document(io.BytesIO(as_word(sheet)))
    headings = [paragraph.text for paragraph in document.paragraphs if paragraph.style.name == "Heading 1"]  # type: ignore[union-attr]
    assert headings == [sheet.title]
    known = document.core_properties
    assert known.title == f"{sheet.name}: {sheet.about}"
    assert known.author == sheet.suite
    assert known.version == (sheet.subject.version if sheet.subject else "")
    languages = {language.get(qn("w:val")) for language in document.styles.element.iter(qn("w:lang"))}
    assert languages == {"en-GB"}


# What Word takes for a damaged file otherwise: the order of properties, as far as we write them (ECMA-376, part 1).
ORDER = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore widowControl numPr pBdr shd tabs spacing ind contextualSpacing jc"
    " outlineLvl rPr",
    "rPr": "rStyle rFonts b bCs i iCs caps smallCaps color spacing kern sz szCs u lang",
    "tblPr": "tblStyle tblW jc tblInd tblBorders tblLayout tblCellMar tblLook",
    "tcPr": "tcW gridSpan vMerge tcBorders shd noWrap tcMar vAlign",
    "sdtPr": "rPr alias tag id lock placeholder showingPlcHdr text date dropDownList checkbox",
    "sectPr": "headerReference footerReference type pgSz pgMar cols titlePg docGrid",
}


def test_a_word_file_has_properties_of_a_length_that_word_allows() -> None:
    sheet = next(sheet for sheet in forms() if sheet.subject)
    assert sheet.subject
    long = replace(sheet, purpose="p" * 300, title="t" * 100, subject=replace(sheet.subject, title="s" * 200))
    known = docx.Document(io.BytesIO(word(long))).core_properties
    assert known.subject == "p" * 254 + "…"
    assert len(known.title) == 255
    assert docx.Document(io.BytesIO(as_word(sheet))).core_properties.subject == sheet.purpose


@every_form
def test_the_word_file_keeps_to_the_order_that_word_demands(sheet: Sheet) -> None:
    document = docx.Document(io.BytesIO(as_word(sheet)))
    (section,) = document.sections
    for top in (document.element, document.styles.element, section.header._element, section.footer._element):
        for name, order in ORDER.items():
            places = order.split()
            for properties in top.iter(qn(f"w:{name}")):
                names = [child.tag.rpartition("}")[2] for child in properties]
                found = [places.index(name) for name in names if name in places]
                assert found == sorted(found), names


# --- both ---


@every_form
def test_a_file_is_the_same_bytes_whenever_it_is_made(sheet: Sheet) -> None:
    assert pdf(sheet) == as_pdf(sheet)
    assert word(sheet) == as_word(sheet)
    with zipfile.ZipFile(io.BytesIO(as_word(sheet))) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
