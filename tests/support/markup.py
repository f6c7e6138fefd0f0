"""The pages of a built site as files: their elements, their links, and what is wrong with them."""

import json
import re
import subprocess
import warnings
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urldefrag, urljoin
from xml.etree.ElementTree import Element

import html5lib
from html5lib.constants import E as HTML_ERRORS
from html5lib.html5parser import HTMLParser

from tests.conftest import BELOW, ROOT
from tests.support import help_pages
from tests.support.real import suite

NU = ROOT / "tests/node_modules/vnu-jar/build/dist/vnu.jar"
SITE = "https://site.invalid/some/where/"
"""Stands for the site while links are followed on the disk."""
LINKS = ("href", "src", "action", "poster", "data", "data-site", "data-to")


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


def documents_of(site: Path) -> dict[str, Document]:
    """Return every page of a built site, by its address."""
    found = {}
    for path in sorted(site.rglob("*.html")):
        address = path.relative_to(site).as_posix().removesuffix("index.html")
        found[address] = Document(address, path.read_text("utf-8"))
    return found


def faults_of_markup(document: Document) -> list[str]:
    """Parse errors, ids that are not unique, sections without a heading, and whatever the policy would refuse."""
    faults = [*document.parse_errors]
    faults += [f"id {name} twice" for name, times in Counter(document.ids).items() if times > 1]
    for element in document.elements:
        faults += [f"<{element.tag} {name}>" for name in element.attrib if name == "style" or name.startswith("on")]
        if element.tag == "section" and not any(re.fullmatch("h[1-6]", one.tag) for one in element.iter()):
            faults.append(f"<section {dict(element.attrib)}> without a heading")
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


def links(document: Document) -> Iterator[str]:
    for element in document.elements:
        yield from (element.attrib[name] for name in LINKS if name in element.attrib)


def may_leave(address: str, link: str) -> bool:
    """A standard links to its official page; a page written by hand to whatever its writer chose."""
    name = address.rstrip("/")
    official = {standard.official.read_at for standard in suite().standards if standard.official}
    return link in official or (
        link.startswith("https://") and name in help_pages.names() and f"({link})" in help_pages.text(name)
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
