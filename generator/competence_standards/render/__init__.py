"""Render every page and file of the site from the model.

There is one module for each kind of page. Bodies are made when they are asked for. Independent of who publishes them.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import partial

from competence_standards import routes
from competence_standards.forms import Download
from competence_standards.model import Suite
from competence_standards.render import (
    contact,
    correspondences,
    errata,
    file_format,
    forms,
    glossary,
    home,
    matrix,
    moved,
    offline,
    running_head,
    script_words,
    standard,
    standards,
    themes,
)
from competence_standards.render.file import File
from competence_standards.render.form_parts import column_widths
from competence_standards.render.glossary_marks import Marks
from competence_standards.render.page import Entry, Heading, Page
from competence_standards.translation import in_language

__all__ = ["Entry", "File", "Heading", "Page", "column_widths", "files", "render"]


def render(suite: Suite, downloads: Sequence[Download] = (), pages_of_features: Iterable[Page] = ()) -> list[Page]:
    """Return every generated page, in the order of the site's navigation; with links to what there is to download.

    Last come the pages at former addresses, which lead to the others.

    Args:
        suite: The suite.
        downloads: The documents to download.
        pages_of_features: The pages that features add.
    """
    with in_language(suite.lang):
        pages = list(_pages(suite, downloads, pages_of_features))
        return [*pages, *moved.pages(suite, pages)]


def _pages(suite: Suite, downloads: Sequence[Download], pages_of_features: Iterable[Page]) -> Iterator[Page]:
    yield home.page(suite)
    marks = Marks(suite.glossary)
    yield from standards.pages(suite)
    for one in suite.standards:
        yield standard.page(one, suite, marks)
        if one.needs:
            yield matrix.page(one, suite)
    if suite.themes:
        yield from themes.pages(suite)
    if suite.correspondences:
        yield from correspondences.pages(suite)
    if suite.glossary:
        yield glossary.page(suite, marks)
    if suite.forms:
        yield from forms.pages(suite, downloads)
    yield from pages_of_features
    yield errata.page(suite)
    yield contact.page(suite)
    yield file_format.page()
    yield offline.page()


def files(suite: Suite, downloads: Sequence[Download] = ()) -> list[File]:
    """Return every generated file that is no page."""
    with in_language(suite.lang):
        return list(_files(suite, downloads))


def _files(suite: Suite, downloads: Sequence[Download]) -> Iterator[File]:
    for made in downloads:
        yield File(routes.download(made.file, made.standard), made.kept.read_bytes)
    if suite.glossary:
        yield File(routes.TERMS, partial(glossary.terms, suite))
    yield from script_words.files(suite)
    yield from map(running_head.file, suite.standards)
