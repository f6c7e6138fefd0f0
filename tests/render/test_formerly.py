"""A standard that was renamed: its former ids in the model and in data, and the pages at its former addresses."""

import json
import shutil
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import urljoin
from xml.etree.ElementTree import Element

import html5lib
import pytest

from competence_standards import routes
from competence_standards.build import Built, build, check
from competence_standards.problem import Invalid
from competence_standards.read import read_folder
from competence_standards.render import Page
from competence_standards.reserved import reserved, written
from competence_standards.schema import load_schema
from tests.conftest import ROOT, Once, build_site
from tests.support import help_pages, real
from tests.support.markup import Document, dead_links, documents_of, faults_of_markup, files_of, nu
from tests.support.renamed import FORMER, NOW, rename

PLACE = "https://example.org/some/where/"


@cache
def built() -> Built:
    with TemporaryDirectory() as place:
        return build(rename(Path(place, "standards")))


def pages(identity: str) -> dict[str, Page]:
    """The pages of a standard, by their addresses below its own."""
    top = routes.standard(identity)
    return {page.address.removeprefix(top): page for page in built().pages if page.address.startswith(top)}


def parsed(page: Page) -> Element:
    return html5lib.parse(page.body(), namespaceHTMLElements=False)


def ids(page: Page) -> set[str]:
    return {element.get("id", "") for element in parsed(page).iter()} - {""}


@pytest.fixture(scope="module")
def published(once: Once) -> Path:
    """The built site of the suite, which knows where it is published."""

    def fill(place: Path) -> None:
        # Not strict: the pages written by hand link to standards that are not in this suite.
        build_site(place / "site", rename(place / "standards"), strict=False, site_url=PLACE)

    return once("renamed-and-placed", fill) / "site"


@pytest.fixture(scope="module")
def documents(published: Path) -> dict[str, Document]:
    return documents_of(published)


def is_former(address: str) -> bool:
    return address.startswith(tuple(routes.standard(former) for former in FORMER))


# --- the model and the data for scripts ---


def test_a_standard_knows_its_former_ids_newest_first(tmp_path: Path) -> None:
    assert check(read_folder(rename(tmp_path / "standards"))) == []
    assert [standard.formerly for standard in built().suite.standards] == [FORMER]
    assert {standard.formerly for standard in real.built().suite.standards} == {()}


def test_the_data_of_the_suite_hold_the_former_ids() -> None:
    (file,) = [file for file in built().files if file.address == routes.SUITE_DATA]
    data: Any = json.loads(file.content())

    assert data["standards"] == [
        {"id": NOW, "title": "Answer the doorbell", "formerly": list(FORMER), "withdrawn": False}
    ]


def test_a_checklist_says_its_former_ids_where_there_are_any() -> None:
    assert pages(NOW)["checklist/"].context["data"]["formerly"] == {"answer-door": NOW, "ring-bell": NOW}
    others = [page for page in real.built().pages if page.template == "checklist.html"]
    assert others[0].context["data"]["formerly"] == {}


# --- the pages ---


@pytest.mark.parametrize("former", FORMER)
def test_each_page_of_the_standard_has_a_page_at_its_former_address(former: str) -> None:
    now, then = pages(NOW), pages(former)

    assert {"", "checklist/", "matrix/", "forms/", "forms/print/", "forms/record/"} <= set(now)
    assert set(then) == set(now)
    assert {below: page.moved_to for below, page in then.items()} == {
        below: page.address for below, page in now.items()
    }
    assert not any(page.moved_to for page in now.values())


def test_no_two_pages_have_one_address_or_one_title_or_one_description() -> None:
    for name in ("address", "title", "description"):
        values = [getattr(page, name) for page in built().pages]
        assert len(set(values)) == len(values), name


def test_a_suite_without_renamed_standards_has_no_page_that_moved() -> None:
    assert not [page for page in real.built().pages if page.moved_to]


@pytest.mark.parametrize("former", FORMER)
def test_a_page_that_moved_says_so_and_links_to_the_page_and_to_each_item_on_it(former: str) -> None:
    anchors = {"": ["P1", "P2", "K1"], "checklist/": ["P1", "K1"]}
    for below, page in pages(former).items():
        target = pages(NOW)[below]
        body = parsed(page)
        links = [urljoin(f"/{page.address}", link.get("href", ""))[1:] for link in body.iter("a")]
        items = anchors.get(below, [])

        assert f"The standard {former} is now called {NOW}." in "".join(body.itertext())
        assert [heading.text for heading in body.iter("h1")] == ["This page has moved"]
        assert links == [target.address, *(f"{target.address}#{item}" for item in items)]
        assert ids(page) == set(items)
        assert ids(page) <= ids(target)


def test_the_search_finds_no_page_that_moved() -> None:
    moved = [page for page in built().pages if page.moved_to]

    assert moved
    assert [page for page in moved if page.entries or page.headings or page.one_of_many] == []


def test_no_document_has_a_former_address(tmp_path: Path) -> None:
    files = [file.address for file in build(rename(tmp_path / "standards"), tmp_path / "documents").files]

    assert [address for address in files if address.startswith(f"{NOW}/forms/")]
    assert [address for address in files if is_former(address)] == []


def test_the_reserved_names_in_the_schema_are_those_of_the_routes_and_the_help_pages() -> None:
    text = (ROOT / "schema/standard.schema.json").read_text("utf-8")
    names = reserved(ROOT / "docs")
    assert load_schema("standard")["$defs"]["standard_id"]["not"]["enum"] == names, "run competence_standards.reserved"
    assert {"my-progress", "offline", "con", "learners", "images"} <= set(names)
    assert written(written(text, ["other"]), names) == text


@pytest.mark.parametrize("name", ["my-progress", "offline"])
def test_a_standard_cannot_have_the_name_of_a_page(tmp_path: Path, name: str) -> None:
    folder = rename(tmp_path / "standards")
    text = (folder / f"{NOW}.yml").read_text("utf-8").replace(f"id: {NOW}", f"id: {name}")
    (folder / f"{NOW}.yml").unlink()
    (folder / f"{name}.yml").write_text(text, "utf-8")
    found = [problem for problem in check(read_folder(folder)) if problem.file.endswith(f"/{name}.yml")]
    assert [(problem.where, problem.message) for problem in found] == [("id", f'"{name}" is reserved.')]
    assert found[0].line == text[: text.index("id: ")].count("\n") + 1


def test_a_build_refuses_two_pages_at_one_address(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(routes, "MY_PROGRESS", f"{NOW}/")
    with pytest.raises(Invalid) as raised:
        build(ROOT / "tests/suite-with-forms")
    (problem,) = raised.value.problems
    assert problem.message == (f'The address "{NOW}/" is used twice: for standards/{NOW}.yml and for my-progress.html.')


def test_no_standard_can_have_or_have_had_the_name_of_another_page() -> None:
    reserved = load_schema("standard")["$defs"]["standard_id"]["not"]["enum"]
    site = real.built()
    standards = {standard.id for standard in site.suite.standards}
    pages = set(help_pages.names())
    addresses = [*(page.address for page in site.pages), *(file.address for file in site.files)]
    tops = {address.partition("/")[0] for address in addresses} | pages

    assert tops - standards - set(reserved) == {""}


# --- the site ---


def test_the_pages_that_moved_are_sound_and_lead_somewhere(published: Path, documents: dict[str, Document]) -> None:
    moved = {address: document for address, document in documents.items() if is_former(address)}

    assert len(moved) == len(FORMER) * len(pages(NOW))
    assert [fault for document in moved.values() for fault in faults_of_markup(document)] == []
    dead = dead_links(documents, files_of(published))
    # Only the canonical address is absolute; another test reads it.
    assert [link for link in dead if is_former(link) and PLACE not in link] == []
    for document in moved.values():
        assert [element.get("lang") for element in document.elements if element.tag == "html"] == ["en-GB"]
        assert len([element for element in document.elements if element.tag == "h1"]) == 1


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("java"), reason="Nu needs Java; html5lib reads the same pages")
def test_nu_finds_no_error_on_a_page_that_moved(published: Path) -> None:
    assert nu([path for former in FORMER for path in sorted((published / former).rglob("*.html"))]) == []


def test_search_engines_are_led_to_the_new_page_alone(documents: dict[str, Document]) -> None:
    for address, document in documents.items():
        robots = [element.get("content") for element in document.elements if element.get("name") == "robots"]
        canonical = [element.get("href") for element in document.elements if element.get("rel") == "canonical"]
        top, _, below = address.partition("/")
        assert robots == (["noindex"] if is_former(address) else []), address
        if address != "404.html":
            assert canonical == [PLACE + (f"{NOW}/{below}" if top in FORMER else address)]


def test_nothing_else_of_the_site_names_a_former_address(published: Path, documents: dict[str, Document]) -> None:
    for list_of_pages in ("sitemap.xml", "search/search_index.json", "service-worker.js"):
        text = (published / list_of_pages).read_text("utf-8")
        assert NOW in text or list_of_pages == "service-worker.js"
        assert [former for former in FORMER if f"{former}/" in text] == [], list_of_pages
    assert (published / "sitemap.xml").read_text("utf-8").count("<loc>") == len(
        [address for address in documents if address != "404.html" and not is_former(address)]
    )
    linked = [
        (address, element.attrib["href"])
        for address, document in documents.items()
        for element in document.elements
        if "href" in element.attrib and is_former(urljoin(f"/{address}", element.attrib["href"])[1:])
    ]
    assert [(address, link) for address, link in linked if not (is_former(address) and link.startswith("#"))] == []


def test_a_site_that_knows_no_place_names_no_canonical_address(site_of_renamed: Path) -> None:
    page = (site_of_renamed / FORMER[0] / "index.html").read_text("utf-8")

    assert 'rel="canonical"' not in page
    assert 'content="noindex"' in page
