"""Check the targets of links in help pages: help pages, generated pages and items."""

import posixpath
import re
from collections.abc import Collection, Iterator, Mapping
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from competence_standards.check.docs_markdown import Examined
from competence_standards.check.draft import Draft
from competence_standards.problem import Guesses, Problem, shown
from competence_standards.read import Docs
from competence_standards.translation import gettext as _

_PAGE = "index.md"
_SHEET = re.compile(r"[0-9]+/index\.md$")


class Site(NamedTuple):
    """The pages made from the standards."""

    standards: Mapping[str, Draft]
    former: Mapping[str, Draft]
    """The standards that were renamed, by each of their former ids."""
    unread: Collection[str]
    """The names of files that could not be read. Each may be a standard."""
    tops: Collection[str]
    """The first part of each address."""
    pages: Collection[str] | None
    """The address of each page, except the further pages of a list. None skips the check of links."""
    built_in: Mapping[str, Collection[str]]
    """The path of each built-in help page, with the ids of its headings."""


def docs_link_problems(docs: Docs, examined: Mapping[str, Examined], site: Site) -> Iterator[Problem]:
    """Yield a problem for each broken link in the help pages.

    Args:
        docs: The help pages that were read.
        examined: The converted pages, by path. site: The pages made from the standards.
    """
    if site.pages is None:
        return
    targets = _Targets(docs, examined, site, site.pages)
    for path, page in examined.items():
        for link in page.links:
            if fault := targets.fault(link, path):
                yield page.problem(link, *fault)


class _Targets:
    """The possible targets of links."""

    def __init__(self, docs: Docs, examined: Mapping[str, Examined], site: Site, pages: Collection[str]) -> None:
        self._examined = examined
        self._site = site
        self._paths = dict.fromkeys(sorted({*docs.files, *site.built_in, *(f"{address}{_PAGE}" for address in pages)}))
        self._guesses = Guesses()

    def fault(self, link: str, path: str) -> tuple[str, str] | None:
        """Return what is wrong with a link of the page at ``path``, and the fix."""
        parts = urlsplit(link)
        if link.startswith("/"):
            message = _("A link to a page of this site cannot start with a slash.")
            return message, _("Write its path from this page, such as {example}.", example="glossary/index.md")
        if not parts.path:
            return self._no_heading(parts.fragment, path)
        folder = posixpath.dirname(path)
        target = posixpath.normpath(posixpath.join(folder, unquote(parts.path)))
        back = "../" * len(folder.split("/")) if folder else ""
        end = link[len(parts.path) :]
        top, __, rest = target.partition("/")
        if top in self._site.unread and rest:
            return None
        if top in self._site.former and rest:
            now = self._site.former[top].name
            message = _("{id} is now called {name}.", id=shown(top), name=shown(now))
            return message, _("Write {word} here.", word=shown(f"{back}{now}/{rest}{end}"))
        if target in self._examined or target in self._site.built_in:
            return self._no_heading(parts.fragment, target)
        if self._is_made(top, target):
            return self._no_item(parts.fragment, top)
        if (page := posixpath.join(target, _PAGE)) in self._paths:
            message = _("{address} is not the path of a page.", address=shown(link))
            return message, _("Write {word} here.", word=shown(f"{back}{page}{end}"))
        near = self._guesses.nearest(target, self._paths)
        hint = _("Did you mean {word}?", word=shown(f"{back}{near}{end}")) if near else ""
        message = _("There is no page or file {file}.", file=shown(parts.path))
        return message, hint or _("Write its path from this page, such as {example}.", example="glossary/index.md")

    def _is_made(self, top: str, target: str) -> bool:
        """Check whether the site has a file: a source, a page, a page of a list or another generated file."""
        if target in self._paths or f"{_SHEET.sub('', target)}{_PAGE}" in self._paths:
            return True
        return top in self._site.tops and not target.endswith((".md", ".html")) and "." in posixpath.basename(target)

    def _no_item(self, anchor: str, name: str) -> tuple[str, str] | None:
        standard = self._site.standards.get(name)
        if standard is None or not standard.may_have(anchor) or not standard.lacks(anchor):
            return None
        message = _("{item} is not an item of {standard}.", item=shown(anchor), standard=shown(name))
        return message, standard.extent(anchor)

    def _no_heading(self, anchor: str, path: str) -> tuple[str, str] | None:
        page = self._examined.get(path)
        ids = page.ids if page else self._site.built_in[path]
        if not anchor or anchor in ids or (page and not page.is_converted):
            return None
        message = _("{page} has no heading with the id {id}.", page=shown(path), id=shown(anchor))
        hint = self._guesses.did_you_mean(anchor, sorted(ids)) or _("The id of a heading comes from its words.")
        return message, hint
