"""Write the pages and files to a folder of Markdown files with a navigation, for other site builders.

Each page has front matter and finished HTML, in one block without empty lines, so that Markdown parsers do not change
it.
"""

import json
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path

from competence_standards.build import Built
from competence_standards.read import Docs, DocsPage
from competence_standards.render import Page
from competence_standards.translation import gettext as _


class Occupied(Exception):
    """Raised if the folder to write to is not empty."""


def publish(built: Built, into: Path) -> int:
    """Write a site's sources to a new folder: ``mkdocs.yml``, and ``docs/`` with generated and help pages.

    Args:
        built: The site.
        into: The folder to make.

    Returns: The number of pages written.

    Raises:
        Invalid: if a page or file cannot be made, or if the site is too large.
        Occupied: if ``into`` is not an empty folder or a new one.
        OSError: if it cannot be written.
    """
    if into.exists() and (not into.is_dir() or any(into.iterdir())):
        raise Occupied(_("{folder} is not empty. Give the name of a new folder.", folder=into))
    docs = into / "docs"
    by_hand = _copy(built.docs, docs) if built.docs else []
    for one in built.help:
        file = docs / one.path
        file.parent.mkdir(parents=True, exist_ok=True)
        built.size.add(one.file, len(one.text))
        file.write_text(one.text, encoding="utf-8")
    by_hand = sorted([*by_hand, *(page.path for page in built.help)])
    for page in built.pages:
        file = docs / page.address / "index.md"
        file.parent.mkdir(parents=True, exist_ok=True)
        text = _markdown(page)
        built.size.add(page.made_from, len(text))
        file.write_bytes(text.encode())
    for made in built.files:
        path = docs / made.address
        path.parent.mkdir(parents=True, exist_ok=True)
        content = made.content()
        built.size.add(made.made_from, len(content))
        path.write_bytes(content)
    (into / "mkdocs.yml").write_bytes("\n".join(_configuration(built.suite.title, built.pages, by_hand)).encode())
    return len(built.pages) + len(by_hand)


def _copy(written: Docs, into: Path) -> list[str]:
    """Copy only checked files of the folder, and return the paths of the pages."""
    for within in written.files:
        path = into / within
        path.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(written.settings.path / within, path)
    for page in written.pages:
        (into / page.path).write_bytes(_help_page(page).encode())
    return sorted(page.path for page in written.pages)


def _help_page(page: DocsPage) -> str:
    """Return a help page with front matter that every builder can read. Some publish it as text otherwise."""
    if page.front_matter is None or not isinstance(page.front_matter.value, dict):
        return page.text
    matter = [f"{name}: {json.dumps(value)}" for name, value in page.front_matter.value.items()]
    return "\n".join(["---", *matter, "---", "", page.body])


def _markdown(page: Page) -> str:
    # JSON is valid YAML, and quotes any title safely.
    matter = [f"title: {json.dumps(page.title)}", f"description: {json.dumps(page.description)}"]
    body = "\n".join(line for line in page.body().splitlines() if line.strip())
    return "\n".join(["---", *matter, "---", "", f"<div>\n{body}\n</div>", ""])


def _configuration(name: str, pages: Sequence[Page], by_hand: Sequence[str]) -> Iterator[str]:
    yield f"site_name: {json.dumps(name)}"
    # It gives the headings of help pages their ids.
    yield 'markdown_extensions: ["attr_list"]'
    yield "nav:"
    for page in (page for page in pages if not page.moved_to):
        yield f"  - {json.dumps(page.title)}: {json.dumps(f'{page.address}index.md')}"
    for path in by_hand:
        yield f"  - {json.dumps(path)}"
    yield ""
