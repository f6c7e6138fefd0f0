"""The built site as files: sound HTML, no link that leads nowhere, no item that the search cannot find."""

import json
import re
import shutil
import subprocess
import warnings
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urldefrag, urljoin, urlsplit
from xml.etree.ElementTree import Element

import html5lib
import pytest
from html5lib.constants import E as HTML_ERRORS
from html5lib.html5parser import HTMLParser

from generator.build import build
from generator.model import Item, Standard
from tests.conftest import BELOW, REAL, ROOT

NU = ROOT / "tests/node_modules/vnu-jar/build/dist/vnu.jar"
SITE = "https://site.invalid/some/where/"
"""Stands for the site while links are followed on the disk."""
LINKS = ("href", "src", "action", "poster", "data", "data-site", "data-to")
STANDARDS = build(REAL).suite.standards
ITEMS = [(standard, item) for standard in STANDARDS for item in (*standard.criteria, *standard.knowledge_items)]
OFFICIAL = {standard.official.read_at for standard in STANDARDS if standard.official}


@dataclass(frozen=True)
class Document:
    """One page of the site."""

    address: str
    text: str

    @property
    def elements(self) -> list[Element]:
        return [element for element in _parsed(self.text)[0].iter() if type(element.tag) is str]

    @property
    def parse_errors(self) -> list[str]:
        return _parsed(self.text)[1]

    @property
    def ids(self) -> list[str]:
        return [element.attrib["id"] for element in self.elements if "id" in element.attrib]


@cache
def _parsed(text: str) -> tuple[Element, list[str]]:
    parser = HTMLParser(tree=html5lib.getTreeBuilder("etree"), namespaceHTMLElements=False)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        tree = parser.parse(text)
    return tree, [f"line {place[0]}: {HTML_ERRORS[code] % values}" for place, code, values in parser.errors]


@pytest.fixture(scope="module")
def documents(site: Path) -> dict[str, Document]:
    found = {}
    for path in sorted(site.rglob("*.html")):
        address = path.relative_to(site).as_posix().removesuffix("index.html")
        found[address] = Document(address, path.read_text("utf-8"))
    return found


# --- the markup ---


def faults_of_markup(document: Document) -> list[str]:
    """Parse errors, ids that are not unique, and whatever the policy would refuse."""
    faults = [*document.parse_errors]
    faults += [f"id {name} twice" for name, times in Counter(document.ids).items() if times > 1]
    for element in document.elements:
        faults += [f"<{element.tag} {name}>" for name in element.attrib if name == "style" or name.startswith("on")]
        if element.tag == "style":
            faults.append("<style> element")
        if element.tag == "script" and "src" not in element.attrib and element.get("type") != "application/json":
            faults.append("<script> inline")
    return [*faults, *faults_of_policy(document)]


def faults_of_policy(document: Document) -> Iterator[str]:
    """The policy holds only for what comes after it, and only if it names no unsafe source."""
    loads = {"script", "link", "img", "style", "iframe", "object", "base"}
    # Firefox fetches ahead what these name, and no directive but the last resort, which is none, is for that.
    ahead = {"next", "prefetch", "prerender", "preload"}
    for element in document.elements:
        if element.tag == "link" and ahead & set(element.get("rel", "").split()):
            yield f"<link {element.get('rel')}> fetches ahead"
    for element in document.elements:
        if element.get("http-equiv") == "Content-Security-Policy":
            policy = element.attrib["content"]
            if not policy.startswith("default-src 'none'; ") or re.search(r"unsafe|\*|https?:", policy):
                yield f"weak policy {policy}"
            return
        if element.tag in loads:
            yield f"<{element.tag}> before the policy"
    yield "no policy"


def test_a_page_is_sound_html_which_the_policy_allows(documents: dict[str, Document], address: str) -> None:
    assert faults_of_markup(documents[address]) == []


@pytest.mark.parametrize(
    ("before", "put", "said"),
    [
        ("</article>", "<p>one<div>two</p></div>", "Unexpected end tag (p)"),
        ("</article>", '<p id="P1"></p>', "id P1 twice"),
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


def nu(pages: list[Path]) -> list[str]:
    """What the W3C's checker calls an error, as one line each."""
    command: list[str | Path] = [
        "java",
        "-Xss2m",
        "-XX:TieredStopAtLevel=1",
        "-jar",
        NU,
        "--errors-only",
        "--format",
        "json",
        *pages,
    ]
    ran = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    found: list[dict[str, Any]] = json.loads(ran.stderr)["messages"]
    return [f"{message.get('url', '')}:{message.get('lastLine', 0)}: {message['message']}" for message in found]


@pytest.mark.skipif(not shutil.which("java"), reason="Nu needs Java; html5lib reads the same pages")
def test_nu_finds_no_error_but_a_planted_one(site: Path, documents: dict[str, Document], tmp_path: Path) -> None:
    planted = tmp_path / "planted.html"
    planted.write_text(documents["about/"].text.replace("</article>", "<table><p>lost</table></article>"), "utf-8")

    errors = nu([*(path for path in sorted(site.rglob("*.html"))), planted])

    assert [error for error in errors if "planted.html" not in error] == []
    assert errors


# --- the links ---


def links(document: Document) -> Iterator[str]:
    for element in document.elements:
        yield from (element.attrib[name] for name in LINKS if name in element.attrib)


def may_leave(address: str, link: str) -> bool:
    """A standard links to its official page; a page written by hand to whatever its writer chose."""
    written = ROOT / "docs" / f"{address.rstrip('/')}.md"
    return link in OFFICIAL or (
        link.startswith("https://") and written.is_file() and f"({link})" in written.read_text()
    )


def dead_links(documents: dict[str, Document], files: set[str]) -> list[str]:
    """Links to a file or an anchor that is not there, to the top of a host, or out of the site without a reason."""
    anchors = {address: set(document.ids) for address, document in documents.items()}
    dead = []
    for document in documents.values():
        for link in links(document):
            if may_leave(document.address, link):
                continue
            # The page that stands in for any missing one alone cannot link relatively.
            relative = link.removeprefix(BELOW) if document.address == "404.html" else link
            target, anchor = urldefrag(urljoin(SITE + document.address, relative))
            address = unquote(target.removeprefix(SITE))
            outside = relative.startswith("/") or not target.startswith(SITE)
            missing = address not in anchors and address not in files
            if outside or missing or (anchor and anchor not in anchors[address]):
                dead.append(f"{document.address}: {link}")
    return dead


def files_of(site: Path) -> set[str]:
    return {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}


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
        words, *withdrawal = element.findall("div[@class='item__words']/p")
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
