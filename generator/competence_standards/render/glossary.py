"""Render the glossary: what the words of the standards mean, and where each is used."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from competence_standards import routes
from competence_standards.model import Standard, Suite, Term
from competence_standards.render.glossary_marks import Marks
from competence_standards.render.page import Entry, Page
from competence_standards.translation import gettext
from competence_standards.translation.locale import letters
from competence_standards.words import capital

LISTED = 20
"""In how many standards the uses of a term are listed one by one; beyond that they are counted."""


class Place(NamedTuple):
    """Where a term is used."""

    name: str
    """The id of an item, or ``Overview``."""
    address: str


@dataclass(frozen=True)
class Use:
    """A term with the items and overviews that use it."""

    term: Term
    places: int
    standards: int
    listed: tuple[tuple[str, tuple[Place, ...]], ...]
    """The title of a standard and its places; empty where they are too many to list."""


def page(suite: Suite, marks: Marks) -> Page:
    """Render every term in alphabetical order."""
    used: dict[str, dict[str, list[Place]]] = {term.term: {} for term in suite.glossary}
    for standard in suite.standards:
        for place, text in _texts(standard):
            for term in marks.found(text):
                used[term].setdefault(standard.title, []).append(place)
    title = gettext("Glossary")
    description = gettext(
        "What words in the standards mean, in plain English. The explanations are not part of the standards."
    )
    found = ((term, gettext("Glossary: {term}", term=term.term)) for term in suite.glossary)
    # The first term of each letter, in the order of the terms.
    first: dict[str, str] = {}
    for one in suite.glossary:
        first.setdefault(capital(letters(one.term)[0]), one.term)
    entries = (Entry(routes.term(term.term), name, term.definition) for term, name in found)
    return Page(
        address=routes.GLOSSARY,
        title=title,
        description=description,
        template="glossary.html",
        context={"letters": first.items(), "uses": tuple(_use(term, used[term.term]) for term in suite.glossary)},
        section=routes.STANDARDS,
        entries=(Entry(routes.GLOSSARY, title, description), *entries),
        source="standards/vocabulary/glossary.yml",
    )


def terms(suite: Suite) -> bytes:
    """Return what a script shows for each term, by anchor: the term as a title, and its meaning."""
    found = {routes.term_anchor(one.term): [capital(one.term), one.definition] for one in suite.glossary}
    return json.dumps(found, ensure_ascii=False, separators=(",", ":")).encode()


def _texts(standard: Standard) -> Iterator[tuple[Place, str]]:
    overview = " ".join(paragraph.published for paragraph in standard.overview)
    yield Place(gettext("Overview"), f"{routes.standard(standard.id)}#overview"), overview
    for item in standard.in_force:
        yield Place(item.id, routes.item(standard.id, item.id)), item.words


def _use(term: Term, by_standard: dict[str, list[Place]]) -> Use:
    count = sum(len(places) for places in by_standard.values())
    listed = tuple((title, tuple(places)) for title, places in by_standard.items())
    return Use(term, count, len(listed), listed if len(listed) <= LISTED else ())
