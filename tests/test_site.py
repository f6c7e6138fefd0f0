"""The built site as files: sound HTML, no link that leads nowhere, no item that the search cannot find."""

import json
import re
import shutil
from collections import Counter
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from urllib.parse import urldefrag, urlsplit
from xml.etree.ElementTree import Element

import pytest

from competence_standards.model import Item, Standard
from tests.support.markup import Document, dead_links, documents_of, faults_of_markup, files_of, links, nu
from tests.support.real import items

ITEMS = items()


@pytest.fixture(scope="module")
def documents(site: Path) -> dict[str, Document]:
    return documents_of(site)


# --- the markup ---


def test_a_page_is_sound_html_which_the_policy_allows(documents: dict[str, Document], address: str) -> None:
    assert faults_of_markup(documents[address]) == []


@pytest.mark.parametrize(
    ("before", "put", "said"),
    [
        ("</article>", "<p>one<div>two</p></div>", "Unexpected end tag (p)"),
        ("</article>", '<p id="P1"></p>', "id P1 twice"),
        ("</article>", '<section class="a"><p>one</p></section>', "<section {'class': 'a'}> without a heading"),
        ("</article>", '<a href="#P1" onclick="go()">go</a>', "<a onclick>"),
        ("</article>", '<p style="color: red">red</p>', "<p style>"),
        ("</head>", "<style>p { color: red }</style>", "<style> element"),
        ("</body>", "<script>go()</script>", "<script> inline"),
        ('<meta charset="utf-8">', '<link rel="icon" href="a.svg">', "<link> before the policy"),
        ("</head>", '<link rel="next" href="../">', "<link next> fetches ahead"),
        ("script-src 'self'", "script-src 'unsafe-inline'; ", "weak policy"),
        ("Content-Security-Policy", "Not-", "no policy"),
    ],
)
def test_a_planted_fault_of_markup_is_found(documents: dict[str, Document], before: str, put: str, said: str) -> None:
    page = documents["contact-centre/"]
    planted = Document(page.address, page.text.replace(before, put + before, 1))

    assert any(said in fault for fault in faults_of_markup(planted))


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("java"), reason="Nu needs Java; html5lib reads the same pages")
def test_nu_finds_no_error_but_a_planted_one(site: Path, documents: dict[str, Document], tmp_path: Path) -> None:
    planted = tmp_path / "planted.html"
    planted.write_text(documents["about/"].text.replace("</article>", "<table><p>lost</table></article>"), "utf-8")

    errors = nu([*(path for path in sorted(site.rglob("*.html"))), planted])

    assert [error for error in errors if "planted.html" not in error] == []
    assert errors


# --- the links ---


def test_every_link_leads_to_a_file_and_an_anchor_of_the_site(documents: dict[str, Document], site: Path) -> None:
    assert sum(len(list(links(document))) for document in documents.values()) > 700
    assert dead_links(documents, files_of(site)) == []


@pytest.mark.parametrize(
    "link", ["#P99", "../contact-centre/#p1", "../nowhere/", "../../", "/about/", "//host.invalid/"]
)
def test_a_planted_dead_link_is_found(documents: dict[str, Document], site: Path, link: str) -> None:
    page = documents["contact-centre/"]
    planted = Document(page.address, page.text.replace("</article>", f'<a href="{link}">there</a></article>'))

    assert dead_links({**documents, page.address: planted}, files_of(site)) == [f"contact-centre/: {link}"]


def test_no_style_sheet_asks_for_a_missing_or_foreign_file(site: Path) -> None:
    for sheet in site.rglob("*.css"):
        for link in re.findall(r"url\(\s*[\"']?([^\"')]+)", sheet.read_text("utf-8")):
            assert link.startswith(("data:", "#")) or (sheet.parent / urlsplit(link).path).is_file(), f"{sheet}: {link}"


# --- the items ---


@pytest.fixture(scope="module")
def entries(site: Path) -> dict[str, dict[str, str]]:
    index = json.loads((site / "search/search_index.json").read_text("utf-8"))
    return {entry["location"]: entry for entry in index["docs"]}


def without_marks(element: Element) -> Iterator[str]:
    """The text within, but for the numbers that lead to errata."""
    if element.get("class") != "erratum-mark":
        yield element.text or ""
        for part in element:
            yield from without_marks(part)
            yield part.tail or ""


def test_every_item_is_on_its_page_at_its_anchor(documents: dict[str, Document]) -> None:
    def shown(standard: Standard, item: Item) -> str:
        element = next(e for e in documents[f"{standard.id}/"].elements if e.get("id") == item.id)
        words, *withdrawal = element.findall("div/p")
        assert bool(withdrawal) == bool(item.withdrawn)
        return " ".join("".join(without_marks(words)).split())

    assert [shown(*one) for one in ITEMS] == [item.words for _, item in ITEMS]


def test_every_item_is_in_the_search_index_at_its_address(entries: dict[str, dict[str, str]]) -> None:
    found = [unescape(entries[f"{standard.id}/#{item.id}"]["title"]) for standard, item in ITEMS]

    assert found == [f"{item.id} {item.words}" for _, item in ITEMS]


def test_every_entry_of_the_search_index_leads_somewhere(
    documents: dict[str, Document], entries: dict[str, dict[str, str]]
) -> None:
    for location in entries:
        address, anchor = urldefrag(location)
        assert address in documents, location
        assert not anchor or anchor in documents[address].ids, location


def test_every_page_but_those_that_stand_in_for_others_is_in_the_search_index(
    documents: dict[str, Document], entries: dict[str, dict[str, str]]
) -> None:
    assert set(documents) - set(entries) == {"404.html", "offline/"}


def test_every_page_has_a_title_and_a_description_of_its_own(documents: dict[str, Document]) -> None:
    pages = [document for address, document in documents.items() if address != "404.html"]
    titles = [next(e.text for e in page.elements if e.tag == "title") for page in pages]
    descriptions = [next(e.get("content") for e in page.elements if e.get("name") == "description") for page in pages]

    assert [title for title, times in Counter(titles).items() if times > 1] == []
    assert [words for words, times in Counter(descriptions).items() if times > 1] == []
