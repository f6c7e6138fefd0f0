"""Collect what the page frame in ``web/theme/`` shows besides the text of a page.

The frame is written once for two template engines: Jinja, which MkDocs has, and MiniJinja, which Zensical has.
MiniJinja calls no Python. So the frame gets plain values under a few names, and uses only what both engines have.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from competence_standards.render import Page
from competence_standards.render.words import without_tags, words_in
from competence_standards.translation import gettext, in_language

if TYPE_CHECKING:
    from mkdocs.structure.nav import Navigation
    from mkdocs.structure.pages import Page as MkDocsPage


@dataclass(frozen=True)
class Entry:
    """An entry of the site's menu: a page, a section with entries, or a link to another site."""

    title: str
    """As HTML."""
    short: str
    """The title in the row of the menu, as HTML."""
    page: str = ""
    """The address of a page, from the top of the site."""
    link: str = ""
    """The address of a page of another site."""
    pages: tuple[str, ...] = ()
    """The addresses of the pages in this entry, and of the page itself."""
    children: tuple[Entry, ...] = ()
    """The entries of a section."""


@dataclass(frozen=True)
class Neighbour:
    """The page before or after a page of the same kind."""

    title: str
    """As HTML."""
    url: str
    """The address, from the top of the site."""


@dataclass(frozen=True)
class Edit:
    """One of several source files of a page."""

    file: str
    url: str
    """Where to edit it. "" if that is unknown."""


@dataclass(frozen=True)
class Frame:
    """What the frame says about a page. Addresses start at the top of the site."""

    address: str
    title: str
    """The title in the window's tab, as plain text."""
    description: str
    section: str
    """The address of the page in the menu that this page belongs to."""
    section_number: int
    """The number of the menu's section whose pages are listed next to the text. It starts at 0, and -1 means none."""
    is_home: bool
    canonical: str
    """The address for search engines."""
    generated: bool
    """Whether the page is made from the standards. A help page is not."""
    of_standard: bool = False
    """Whether the page is that of a standard."""
    edit_url: str = ""
    edit_file: str = ""
    """The file to edit, as a path from the project's top."""
    edits: tuple[Edit, ...] = ()
    """The source files of a page that has several."""
    previous: Neighbour | None = None
    next: Neighbour | None = None
    moved_to: str = ""
    running_head: str = ""
    kept: tuple[str, ...] = ()
    """The files that the page needs offline."""
    styles: tuple[str, ...] = ()
    """The style sheets besides the site's, among our own assets."""
    script: str = ""
    """The module besides the site's, among our own assets."""


@dataclass(frozen=True)
class Html:
    """The HTML of a page in the parts that the frame places."""

    head: str = ""
    """What is as wide as the window: the header of a generated page, or the title of a help page."""
    aside: str = ""
    """The part that is next to the text on a wide window."""
    text: str = field(default="", repr=False)


def frame_of(page: MkDocsPage, generated: Page | None, menu: Sequence[Entry]) -> Frame:
    """Return what the frame says about a page.

    Args:
        page: The page.
        generated: The generated page that it publishes. None for a help page.
        menu: The menu of the site.
    """
    about: Mapping[str, Any] = {}
    if generated:
        about = {
            "of_standard": generated.one_of_many,
            "edits": tuple(_edits(page, generated.sources)),
            "moved_to": generated.moved_to,
            "running_head": generated.running_head,
            "kept": tuple(filter(None, (generated.running_head, generated.data))),
            "styles": generated.styles,
            "script": generated.script,
        }
    listed = [number for number, entry in enumerate(menu) if entry.children and page.url in entry.pages]
    section = listed[0] if listed and len(menu[listed[0]].pages) > 1 else -1
    return Frame(
        address=page.url,
        title=str(page.meta.get("title") or without_tags(page.title or "")),
        description=str(page.meta.get("description") or ""),
        section=page.meta.get("section") or page.url,
        section_number=section,
        is_home=page.is_homepage,
        canonical=(generated.moved_to if generated else "") or page.url,
        generated=generated is not None,
        edit_url=page.edit_url or "",
        edit_file=page.file.edit_uri or "",
        previous=_neighbour(page.previous_page),
        next=_neighbour(page.next_page),
        **about,
    )


def _edits(page: MkDocsPage, files: Sequence[str]) -> Iterator[Edit]:
    own = str(page.file.edit_uri)
    address = page.edit_url or ""
    before = address.removesuffix(own) if address.endswith(own) else ""
    for file in files:
        yield Edit(file, before and f"{before}{quote(file)}")


def _neighbour(page: MkDocsPage | None) -> Neighbour | None:
    return Neighbour(str(page.title), page.url) if page else None


def menu_of(nav: Navigation, lang: str) -> tuple[Entry, ...]:
    """Return the site's menu, once each page has its title.

    Args:
        nav: The navigation of MkDocs.
        lang: The language of the site.
    """
    to_html = words_in(lang)["marked"]
    return tuple(_entries(nav.items, to_html))


def _entries(items: Sequence[Any], to_html: Any) -> Iterator[Entry]:
    for item in items:
        title = str(item.title)
        if item.is_link:
            yield Entry(title, title, link=item.url)
        elif item.is_page:
            generated = getattr(item, "generated", None)
            short = str(to_html(generated.menu)) if generated and generated.menu else title
            yield Entry(title, short, page=item.url, pages=(item.url,))
        else:
            children = tuple(_entries(item.children, to_html))
            pages = tuple(page for child in children for page in child.pages)
            if children:
                yield Entry(title, title, pages=pages, children=children)


def parts_of(html: str, *, generated: bool) -> Html:
    """Return the parts of a page's HTML."""
    head, end, rest = html.partition("</header>" if generated else "</h1>")
    if not end:
        return Html(text=html)
    aside, has_aside, text = rest.partition("</aside>") if rest.lstrip().startswith("<aside") else ("", "", rest)
    return Html(head + end, aside + has_aside, text)


def search_words(lang: str) -> Mapping[str, str]:
    """Return the words of Material's script that pages can show, in the language of the site."""
    with in_language(lang):
        return {
            "clipboard.copy": gettext("Copy"),
            "clipboard.copied": gettext("Copied"),
            "search.result.placeholder": gettext("Type to search"),
            "search.result.none": gettext("No results found"),
            "search.result.one": gettext("1 page found"),
            "search.result.other": gettext("# pages found"),
            "search.result.more.one": gettext("1 more on this page"),
            "search.result.more.other": gettext("# more on this page"),
            "search.result.term.missing": gettext("Missing"),
            "select.version": gettext("Version"),
        }
