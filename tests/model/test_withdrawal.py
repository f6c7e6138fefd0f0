"""A standard that is withdrawn as a whole keeps every page, which says so; a withdrawn item is counted nowhere."""

import json
import re
import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

import html5lib
import pytest

from competence_standards import routes
from competence_standards.build import Built, build, check
from competence_standards.read import read_folder
from tests.conftest import ROOT

SUITE = ROOT / "tests/suite-with-forms"
SAID = "This standard was withdrawn in version 2.0. Doors have no bells now. Replaced by Knock & wait."
LISTS = ("", "standards/", "forms/", "forms/print/")
OWN = ("answer-doorbell/", "answer-doorbell/checklist/", "answer-doorbell/forms/")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A suite of two standards, of which one is withdrawn and replaced by the other."""
    folder = Path(shutil.copytree(SUITE, tmp_path_factory.mktemp("withdrawn") / "standards"))
    old = (folder / "answer-doorbell.yml").read_text("utf-8")
    new = old.replace("id: answer-doorbell", "id: knock").replace("title: Answer the doorbell", "title: Knock & wait")
    (folder / "knock.yml").write_text(new)
    withdrawn = 'withdrawn:\n  since: "2.0"\n  reason: Doors have no bells now.\n  replaced_by: [knock]\n\n'
    entry = '  - version: "2.0"\n    date: 2027-01-01\n    summary: The standard was withdrawn.\n'
    (folder / "answer-doorbell.yml").write_text(old.replace("history:\n", f"{withdrawn}history:\n{entry}"))
    suite = (folder / "suite.yml").read_text("utf-8")
    (folder / "suite.yml").write_text(suite.replace("  - answer-doorbell\n", "  - answer-doorbell\n  - knock\n"))
    assert [problem for problem in check(read_folder(folder)) if problem.severity == "error"] == []
    return folder


@pytest.fixture(scope="module")
def built(folder: Path) -> Built:
    return build(folder)


def text(built: Built, address: str) -> str:
    (page,) = [page for page in built.pages if page.address == address]
    return " ".join("".join(html5lib.parse(page.body(), namespaceHTMLElements=False).itertext()).split())


def test_no_page_and_no_file_is_lost(built: Built) -> None:
    def of(standards: Built) -> set[str]:
        made = {page.address for page in standards.pages} | {file.address for file in standards.files}
        return {address for address in made if address.startswith("answer-doorbell/")}

    assert of(built) == of(build(SUITE))


@pytest.mark.parametrize("place", OWN)
def test_its_own_pages_say_so_and_lead_to_what_takes_its_place(built: Built, place: str) -> None:
    assert SAID in text(built, place)
    (page,) = [page for page in built.pages if page.address == place]
    assert 'href="' + "../" * place.count("/") + 'knock/"' in page.body()
    assert "This standard was withdrawn" not in text(built, place.replace("answer-doorbell", "knock"))


@pytest.mark.parametrize("place", LISTS)
def test_each_list_marks_it_and_no_other(built: Built, place: str) -> None:
    title = next(standard.title for standard in built.suite.standards if standard.withdrawn)
    words = text(built, place)
    assert f"{title} Withdrawn" in words
    assert words.count("Withdrawn") == words.count(f"{title} Withdrawn")


def test_the_data_of_my_progress_says_so(built: Built) -> None:
    (file,) = [file for file in built.files if file.address == routes.SUITE_DATA]
    standards = json.loads(file.content())["standards"]
    assert {standard["id"]: standard["withdrawn"] for standard in standards} == {
        "answer-doorbell": True,
        "knock": False,
    }


def test_the_search_says_so(built: Built) -> None:
    found = [entry for page in built.pages for entry in page.entries if entry.address == "answer-doorbell/"]
    assert [entry.text.startswith("Withdrawn. ") for entry in found] == [True]


@pytest.fixture(scope="module")
def with_item() -> tuple[Built, Built]:
    """The suite with links as it is, and with two more withdrawn items, which have a theme and a glossary term."""
    linked = ROOT / "tests/suite-with-links"
    with TemporaryDirectory() as place:
        folder = Path(shutil.copytree(linked, Path(place, "standards")))
        text = (folder / "clear-table.yml").read_text("utf-8")
        old = "  - id: P4\n    text: fold the cloth of each guest\n    themes: [table]\n"
        withdrawn = '    withdrawn:\n      since: "1.0"\n      reason: Tables have no cloth today.\n'
        known = "  - id: K3\n    text: how to fold the cloth of each guest\n    themes: [table]\n"
        text = text.replace("\nknowledge:\n", f"{old}{withdrawn}\nknowledge:\n")
        text = text.replace("\nhistory:\n", f"{known}{withdrawn}\nhistory:\n")
        (folder / "clear-table.yml").write_text(text, "utf-8")
        return build(linked), build(folder)


@pytest.mark.parametrize("place", ["", "standards/", "themes/", "themes/table/", "glossary/"])
def test_a_withdrawn_item_changes_no_count(with_item: tuple[Built, Built], place: str) -> None:
    before, after = with_item
    assert text(before, place) == text(after, place)
    assert drawing(before, place) == drawing(after, place)


def test_the_page_of_its_standard_counts_the_other_items(with_item: tuple[Built, Built]) -> None:
    (page,) = [page for page in with_item[1].pages if page.address == "clear-table/"]
    assert page.description.startswith("Clear the table: 2 performance criteria and 2 knowledge items")
    assert "2 performance criteria 2 knowledge items" in text(with_item[1], "clear-table/")
    assert "fold the cloth of each guest" in text(with_item[1], "clear-table/")


def drawing(built: Built, address: str) -> list[str]:
    """The paths that a page draws and their room: they have one mark for each item."""
    (page,) = [page for page in built.pages if page.address == address]
    return re.findall(r' (?:d|viewBox)="([^"]+)"', page.body())


WITHDRAWN = {"P3", "P4", "K3"}


def test_the_knowledge_table_marks_it_in_its_row_its_column_and_its_entry_of_the_list(
    with_item: tuple[Built, Built],
) -> None:
    page = next(page for page in with_item[1].pages if page.address == "clear-table/matrix/")
    table = html5lib.parse(page.body(), namespaceHTMLElements=False)
    heads = [head for head in table.iter("th") if head.find("a") is not None]
    entries = list(next(one for one in table.iter("ul") if "matrix-list" in one.get("class", "").split()))

    for found, items in ((heads, WITHDRAWN | {"P1", "P2", "K1", "K2"}), (entries, {"P1", "P2", "P3", "P4"})):
        words = {"".join(one[0].itertext()).split()[0]: "".join(one.itertext()) for one in found}
        assert words.keys() == items
        assert {item for item, text in words.items() if "Withdrawn" in text} == WITHDRAWN & items
        assert {
            item for item, one in zip(words, found, strict=True) if one.find(".//s") is not None
        } == WITHDRAWN & items
    assert "No knowledge item is linked" not in "".join(table.itertext())


def test_the_search_says_which_items_are_withdrawn(with_item: tuple[Built, Built]) -> None:
    entries = [entry for page in with_item[1].pages for entry in page.entries]
    found = {entry.address for entry in entries if entry.text.startswith("Withdrawn")}
    assert found == {f"clear-table/#{item}" for item in WITHDRAWN}


def test_its_own_page_is_the_only_other_one_that_shows_it(with_item: tuple[Built, Built]) -> None:
    addresses = {page.address for page in with_item[1].pages}
    shown = {address for address in addresses if "fold the cloth of each guest" in text(with_item[1], address)}
    assert shown == {"clear-table/", "clear-table/matrix/"}


def test_no_form_and_no_checklist_asks_for_it() -> None:
    found = {page.address: page.body() for page in build(SUITE).pages if re.search(r"\bP2\b", page.body())}
    # A checklist carries what the site knows of withdrawn items, for answers that were saved before.
    assert found.keys() == {"answer-doorbell/", "answer-doorbell/checklist/"}
    assert 'id="P1"' in found["answer-doorbell/checklist/"]
    assert 'id="P2"' not in found["answer-doorbell/checklist/"]
