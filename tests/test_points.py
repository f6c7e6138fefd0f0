"""Points, printed numbers and the facts of a standard: in the check, on the pages and in the files of a suite."""

import hashlib
import io
import shutil
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl
import pypdfium2
import pytest
from lxml import etree
from pypdf import PdfReader

from competence_standards.build import build, load
from competence_standards.commands import main
from competence_standards.render import Entry
from tests.conftest import ROOT
from tests.support.paper import squashed
from tests.support.repository import publish
from tests.support.word_files import W, trees

MARKET = ROOT / "tests/suite-with-points"
COATS = ROOT / "tests/suite-with-source-texts"
P1 = ["1.1 check before you open:", "the number of guests", "the guests' allergies", "the price list"]
K1 = ["the law on:", "weights", "measures"]
LINE = " • ".join(P1)
Told = pytest.CaptureFixture[str]


@cache
def body(address: str) -> Any:
    """Return the body of a page of the suite."""
    page = next(page for page in build(MARKET).pages if page.address == address)
    return etree.HTML(page.body())


def words(element: Any) -> str:
    return " ".join("".join(element.itertext()).split())


def changed(tmp_path: Path, suite: Path, *changes: tuple[str, str, str]) -> Path:
    """Return a copy of a suite in which some words of its files are others."""
    made = Path(shutil.copytree(suite, tmp_path / "standards", dirs_exist_ok=True))
    for file, old, new in changes:
        text = (made / file).read_text("utf-8")
        assert text.count(old) == 1, (file, old)
        (made / file).write_text(text.replace(old, new), "utf-8")
    return made


def check(capsys: Told, folder: Path, *arguments: str) -> list[str]:
    main(["check", *arguments, str(folder)])
    return capsys.readouterr().out.splitlines()


# --- the fingerprint ---


def test_points_are_part_of_the_fingerprint_and_a_printed_number_is_not(tmp_path: Path) -> None:
    before = {str(name): item.mark for name, item in load(MARKET)[0].items.items()}
    made = changed(
        tmp_path,
        MARKET,
        ("open-stall.yml", "the price list", "the list of prices"),
        ("open-stall.yml", 'number: "1.2"', 'number: "1.3"'),
    )
    after = {str(name): item.mark for name, item in load(made)[0].items.items()}

    assert before["close-stall/P2"] == hashlib.sha256(b"sweep the floor").hexdigest()[:8]
    assert {name for name in before if before[name] != after[name]} == {"open-stall/P1"}


# --- the check ---


def test_a_source_text_may_have_points_and_printed_numbers(tmp_path: Path, capsys: Told) -> None:
    made = changed(
        tmp_path,
        COATS,
        (
            "take-coats.yml",
            "    text: give the owner a ticket\n",
            "    number: 1.2\n    text: give the owner a ticket\n",
        ),
        (
            "take-coats.yml",
            "    text: the rules on what may be left in pockets\n",
            "    text: the rules on what may be left\n    points: [in pockets, in bags]\n",
        ),
        ("source-texts/take-coats.txt", "2. give the owner a ticket", "1.2. give the owner a ticket"),
        (
            "source-texts/take-coats.txt",
            "- the rules on what may be left in pockets",
            "- the rules on what may be left\n  - in pockets\n  - in bags",
        ),
    )

    assert check(capsys, made) == ["No problems in 2 files."]


@pytest.mark.parametrize("named", [False, True])
def test_another_point_needs_a_new_version(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Told, *, named: bool
) -> None:
    monkeypatch.chdir(publish(MARKET, tmp_path / "repository"))
    version = '  - version: "1.1"\n    date: 2026-11-29\n    summary: P1 has another point.\n    items: [P1]\n'
    standard = Path("standards/open-stall.yml")
    text = standard.read_text("utf-8").replace("      - the price list\n", "      - the price list\n      - the cash\n")
    standard.write_text(text.replace("history:\n", f"history:\n{version}") if named else text, "utf-8")

    told = check(capsys, Path("standards"), "--base", "published")

    assert any("P1 was published with different wording" in line for line in told) != named
    assert told[-1].startswith("No problems" if named else "1 error")


def test_items_that_differ_only_in_their_points_are_different(tmp_path: Path, capsys: Told) -> None:
    same = ("close-stall.yml", "text: sweep the floor", 'text: "count before you close:"')
    apart = changed(tmp_path, MARKET, (same[0], same[1], f"{same[2]}\n    points: [the boxes]"))
    assert check(capsys, apart) == ["No problems in 6 files."]

    twice = changed(tmp_path, MARKET, (same[0], same[1], f"{same[2]}\n    points: [the money, the goods]"))
    assert '"P2" has the same wording as "P1".' in check(capsys, twice)[0]


# --- the pages ---


def test_the_page_has_the_number_the_points_and_the_correction_of_a_point() -> None:
    item = body("open-stall/").find(".//*[@id='P1']")
    points = [words(point) for point in item.findall(".//ul[@class='points']/li")]

    assert [words(item.find(".//p")), *points] == [P1[0], P1[1], "the guests' allergies1", P1[3]]
    (mark,) = item.findall(".//ul[@class='points']//a[@class='erratum-mark']")
    assert body("open-stall/").find(f".//*[@id='{mark.get('href')[1:]}']") is not None


def test_a_term_is_marked_once_in_an_item_with_its_points() -> None:
    page = body("open-stall/")
    terms = {item: len(page.findall(f".//*[@id='{item}']//a[@class='term']")) for item in ("P1", "P2")}
    assert terms == {"P1": 1, "P2": 1}


def test_the_page_says_once_what_the_printed_numbers_are() -> None:
    said = "P1 is an item number. Use item numbers in links and records, because they never change. 1.1 is the number"
    assert words(body("open-stall/")).count(said) == 1
    assert "is an item number" not in words(body("close-stall/"))


@pytest.mark.parametrize(
    ("place", "line"),
    [
        ("open-stall/matrix/", LINE),
        ("correspondences/", LINE),
        ("close-stall/", LINE),
        ("open-stall/", " • ".join(K1)),
        ("open-stall/forms/observation-record/", LINE),
        ("themes/counting/", " ".join(P1)),
        ("open-stall/checklist/", "".join(P1)),
        ("open-stall/forms/self-assessment-checklist/", P1[0] + " " + "".join(P1[1:])),
    ],
)
def test_every_page_with_the_words_of_an_item_has_its_number_and_its_points(place: str, line: str) -> None:
    # The knowledge table is a table and a list. Only one of them is shown.
    assert squashed(words(body(place))).count(squashed(line)) >= (2 if place.endswith("matrix/") else 1)


def test_the_search_finds_an_item_by_its_points_and_a_standard_by_its_keywords() -> None:
    entries: list[Entry] = [entry for page in build(MARKET).pages for entry in page.entries]
    (item,) = [entry for entry in entries if entry.address == "open-stall/#P1"]
    (standard,) = [entry for entry in entries if entry.address == "open-stall/"]

    assert item.title == f"P1 {LINE}"
    assert standard.text == "STALL1. Level 3. barrow, haggling, Stallholder, Market trader"


def facts(address: str) -> dict[str, str]:
    rows = body(address).findall(".//dl[@class='history']/div")
    return {words(row.find("dt")): words(row.find("dd")) for row in rows}


def test_the_page_has_every_fact_of_the_standard() -> None:
    found = facts("open-stall/")
    assert {name: text for name, text in found.items() if not name.startswith("Version")} == {
        "Level": "Level 3",
        "Relevant occupations": "Stallholder; Market trader",
        "SOC codes": "7124; 43-4051.00",
        "Keywords": "barrow; haggling",
        "Links to other standards": "STALL2 Close a stall; STALL9 Move a stall; STALL7",
        "Official reference": "STALL1",
        "Official suite": "Stalls",
        "Developed by": "The Guild",
        "Official version": "2",
        "Approved": "22 February 2021",
        "Indicative review date": "March 2026",
        "Validity": "Current",
        "Status": "Tailored",
        "Originating organisation": "The Elder Guild",
        "Original reference": "OLD STALL 1",
    }
    (link,) = body("open-stall/").xpath(".//dt[.='Links to other standards']/../dd//a")
    assert (link.get("href"), words(link)) == ("../close-stall/", "Close a stall")


@pytest.mark.parametrize("place", ["", "standards/"])
def test_the_level_is_on_the_card_of_the_standard(place: str) -> None:
    cards = {words(card.find(".//*[@class='soft']")) for card in body(place).findall(".//li[@class='card box']")}
    assert cards == {
        "Level 3 · 2 performance criteria, 1 knowledge item",
        "2 performance criteria, 1 knowledge item",
    }


def test_a_standard_of_ones_own_says_nothing_of_a_source_or_an_overview(tmp_path: Path) -> None:
    own = changed(tmp_path, MARKET, ("close-stall.yml", "official:\n  reference: STALL2\n\n", ""))
    page = next(page for page in build(own).pages if page.address == "close-stall/")
    html: Any = etree.HTML(page.body())
    headings = [words(heading) for heading in html.findall(".//h2")]

    assert headings == ["Your ratings", "Performance criteria", "Knowledge and understanding", "History"]
    assert [heading.title for heading in page.headings] == headings[1:]
    assert not [
        word for word in ("source", "official reference", "Not known") if word in words(etree.HTML(page.body()))
    ]


def test_a_standard_without_a_source_text_may_have_notes_and_no_reference(tmp_path: Path) -> None:
    notes = "provenance:\n  notes: [Written by our stallholders., Read by the guild.]\n"
    own = changed(tmp_path, MARKET, ("close-stall.yml", "official:\n  reference: STALL2\n", notes))
    html: Any = etree.HTML(next(page for page in build(own).pages if page.address == "close-stall/").body())
    rows = html.xpath(".//section[h2[@id='provenance']]//dl/div")
    assert [words(row) for row in rows] == ["NotesWritten by our stallholders. Read by the guild."]


# --- the files ---


@pytest.fixture(scope="module")
def documents(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the documents that the command line makes."""
    into = tmp_path_factory.mktemp("documents")
    forms = [option for code in ("T3", "T5") for option in ("--form", code)]
    assert main(["documents", "open-stall", *forms, "--standards", str(MARKET), "--into", str(into)]) == 0
    return into / "open-stall"


def in_pdf(made: bytes) -> list[str]:
    text = "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(made)).pages)
    return [squashed(line.replace("•", "").replace("☐", "")) for line in text.splitlines()]


def in_word(made: bytes) -> list[str]:
    document: Any = trees(made)["word/document.xml"]
    paragraphs = ("".join(text.text or "" for text in one.iter(f"{W}t")) for one in document.iter(f"{W}p"))
    return [squashed(text.removeprefix("•")) for text in paragraphs]


def in_excel(made: bytes) -> list[str]:
    book: Any = openpyxl.load_workbook(io.BytesIO(made))
    cells = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row]
    whole = [cell for cell in cells if isinstance(cell.value, str) and cell.value.startswith("1.1")]
    for cell in whole:
        assert cell.alignment.wrap_text
        assert (cell.parent.row_dimensions[cell.row].height or 0) >= 4 * 15
        assert [line[:2] for line in cell.value.split("\n")[1:]] == ["• ", "• ", "• "]
    assert whole
    return [squashed(line.removeprefix("• ")) for cell in cells for line in str(cell.value or "").split("\n")]


@pytest.mark.parametrize(
    ("file", "read"),
    [
        ("open-stall-T5-observation-record.pdf", in_pdf),
        ("open-stall-T5-observation-record.docx", in_word),
        ("open-stall-T3-self-assessment-checklist.xlsx", in_excel),
    ],
)
def test_a_document_has_each_point_on_a_line_of_its_own(
    documents: Path, file: str, read: Callable[[bytes], list[str]]
) -> None:
    lines = read((documents / file).read_bytes())
    for texts in (P1, K1):
        at = lines.index(squashed(texts[0]))
        # A PDF gives the other cells of a row too.
        assert [line for line in lines[at : at + 6] if line in set(map(squashed, texts))] == list(map(squashed, texts))


def test_no_point_is_cut_off_on_a_page_of_paper(tmp_path: Path) -> None:
    points = [f"{'look at each of the many things that are on the stall ' * 9}{number:02}" for number in range(1, 31)]
    assert max(map(len, points)) <= 500
    long = "    points:\n" + "".join(f"      - {point}\n" for point in points)
    made = changed(
        tmp_path,
        MARKET,
        ("open-stall.yml", "    text: greet each of your guests\n", f"    text: greet each of your guests\n{long}"),
    )
    options = ["--form", "T5", "--format", "pdf", "--standards", str(made), "--into", str(tmp_path / "made")]
    assert main(["documents", "open-stall", *options]) == 0
    (file,) = (tmp_path / "made").rglob("*.pdf")
    # Only what is within the edges of a page counts.
    text = " ".join(page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(file)).split()

    # The head of a page may be within a point.
    assert text.count("look") == 9 * len(points)
    assert [point[-2:] for point in points if point[-2:] not in text] == []


def test_the_exported_pages_have_the_points(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "docs").mkdir()
    title = load(MARKET)[0].title
    plugins = f"plugins:\n  - competence-standards:\n      standards: {MARKET}\n"
    settings = f"site_name: {title}\ntheme:\n  name: material\n{plugins}"
    (tmp_path / "mkdocs.yml").write_text(settings, "utf-8")
    monkeypatch.chdir(tmp_path)
    assert main(["export", "pages"]) == 0
    text = (tmp_path / "pages/docs/open-stall/index.md").read_text("utf-8")
    assert squashed('<ul class="points"><li>weights</li><li>measures</li></ul>') in squashed(text)


def test_suggestions_have_the_number_and_the_points(tmp_path: Path, capsys: Told) -> None:
    made = changed(tmp_path, MARKET)
    (made / "vocabulary/correspondences.yml").unlink()
    main(["suggest", "--overlap", "0.01", "--standards", str(made)])
    assert f"#   open-stall/P1: {LINE}" in capsys.readouterr().out.splitlines()
