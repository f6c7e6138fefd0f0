"""Render every page and file of the site from the model.

There is one module for each kind of page. Bodies are generated on demand. No module depends on a publisher.
"""

from collections.abc import Iterable, Iterator
from functools import partial

from competence_standards import routes
from competence_standards.model import Suite
from competence_standards.render import (
    contact,
    correspondences,
    errata,
    file_format,
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
from competence_standards.render.glossary_marks import Marks
from competence_standards.render.making import SiteSize, making
from competence_standards.render.page import Entry, Heading, Page
from competence_standards.translation import in_language

__all__ = ["Entry", "File", "Heading", "Page", "SiteSize", "files", "making", "render"]


def render(suite: Suite, pages_of_features: Iterable[Page] = ()) -> list[Page]:
    """Return every generated page, in the order of the site's navigation.

    The last pages are at former addresses, and redirect to the others.

    Args:
        suite: The suite.
        pages_of_features: The pages that features add.
    """
    with in_language(suite.lang):
        pages = list(_pages(suite, pages_of_features))
        return [*pages, *moved.pages(suite, pages)]


def _pages(suite: Suite, pages_of_features: Iterable[Page]) -> Iterator[Page]:
    yield home.page(suite)
    marks = Marks(suite.glossary)
    yield from standards.pages(suite)
    for one in suite.standards:
        with making(routes.standard(one.id), one.file):
            of_standard = [standard.page(one, suite, marks), *([matrix.page(one, suite)] if one.needs else [])]
        yield from of_standard
    if suite.themes:
        yield from themes.pages(suite)
    if suite.correspondences:
        yield from correspondences.pages(suite)
    if suite.glossary:
        yield glossary.page(suite, marks)
    yield from pages_of_features
    yield errata.page(suite)
    yield contact.page(suite)
    yield file_format.page(suite)
    yield offline.page()


def files(suite: Suite) -> list[File]:
    """Return every generated file that is not a page."""
    with in_language(suite.lang):
        return list(_files(suite))


def _files(suite: Suite) -> Iterator[File]:
    if suite.glossary:
        yield File(routes.TERMS, partial(glossary.terms, suite), "standards/vocabulary/glossary.yml")
    yield from script_words.files(suite)
    yield from map(running_head.file, suite.standards)
