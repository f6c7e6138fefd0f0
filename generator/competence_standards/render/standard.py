"""One standard in; its page out, with a search entry for each of its items."""

from collections.abc import Iterator
from dataclasses import dataclass

from competence_standards import routes
from competence_standards.model import Section, Standard, Suite
from competence_standards.render.correspondences import group_address
from competence_standards.render.glossary_marks import Marks
from competence_standards.render.page import Entry, Heading, Page
from competence_standards.render.standard_nav import standard_nav
from competence_standards.translation import gettext, ngettext

STRIP_SCRIPT = "self_assessment/scripts/pages/rating-strip.js"
"""The script of a page that has a strip for a standard, and no other script."""


@dataclass(frozen=True)
class Part:
    """The performance criteria or the knowledge items, as a standard introduces them."""

    id: str
    """Its anchor too."""
    title: str
    lead_in: str
    """What each item goes on from."""


def parts(standard: Standard) -> tuple[tuple[Part, tuple[Section, ...]], ...]:
    """Return each part of a standard with its sections."""
    criteria = Part("performance-criteria", gettext("Performance criteria"), gettext("You must be able to:"))
    knowledge = Part("knowledge", gettext("Knowledge and understanding"), gettext("You need to know and understand:"))
    return (criteria, standard.performance_criteria), (knowledge, standard.knowledge)


def page(standard: Standard, suite: Suite, marks: Marks) -> Page:
    """The page of one standard."""
    address = routes.standard(standard.id)
    return Page(
        address=address,
        title=standard.title,
        description=_description(standard),
        template="standard.html",
        context={
            "standard": standard,
            "nav": standard_nav(standard, suite),
            "parts": parts(standard),
            "suite": suite,
            "marks": marks,
            "likenesses": suite.likenesses,
            "group_address": group_address,
        },
        section=routes.STANDARDS,
        one_of_many=True,
        headings=tuple(_headings(standard)),
        entries=(_entry(standard), *_item_entries(standard)),
        source=standard.file,
        script=STRIP_SCRIPT if suite.scale else "",
        running_head=routes.running_head(standard.id),
    )


def _description(standard: Standard) -> str:
    return gettext(
        "{standard}: {criteria} and {knowledge}, with corrections, sources and history.",
        standard=standard.title,
        criteria=ngettext(
            "{number} performance criterion", "{number} performance criteria", len(standard.current_criteria)
        ),
        knowledge=ngettext("{number} knowledge item", "{number} knowledge items", len(standard.current_knowledge)),
    )


def _headings(standard: Standard) -> Iterator[Heading]:
    yield Heading(gettext("Overview"), "overview")
    for part, sections in parts(standard):
        below = tuple(_section_headings(sections, part.id))
        yield Heading(part.title, part.id, below, "" if below else _range(sections))
    if standard.errata:
        yield Heading(gettext("Corrections"), "errata")
    yield Heading(gettext("Where this text comes from"), "provenance")
    yield Heading(gettext("History"), "history")


def _section_headings(sections: tuple[Section, ...], part: str) -> Iterator[Heading]:
    for position, section in enumerate(sections, start=1):
        if section.heading is not None:
            yield Heading(section.heading, routes.section_anchor(part, position), items=_range((section,)))


def _range(sections: tuple[Section, ...]) -> str:
    items = [item.id for section in sections for item in section.items]
    return f"{items[0]}–{items[-1]}" if len(items) > 1 else "".join(items)


def _entry(standard: Standard) -> Entry:
    known = [
        gettext("Withdrawn") if standard.withdrawn else "",
        standard.official.reference if standard.official else "",
        standard.overview[0].published,
    ]
    return Entry(routes.standard(standard.id), standard.title, ". ".join(filter(None, known)))


def _item_entries(standard: Standard) -> Iterator[Entry]:
    for section in (*standard.performance_criteria, *standard.knowledge):
        for position, item in enumerate(section.items):
            # A sub-heading is found once, at the first of its items.
            text = section.heading or "" if position == 0 else ""
            yield Entry(routes.item(standard.id, item.id), f"{item.id} {item.words}", text)
