"""Render the page of a standard, with a search entry for each of its items."""

from collections.abc import Iterator

from competence_standards import routes
from competence_standards.model import Item, Part, Standard, Suite
from competence_standards.prose import joined_with_and
from competence_standards.render.correspondences import group_address
from competence_standards.render.glossary_marks import Marks
from competence_standards.render.page import Entry, Heading, Page
from competence_standards.render.standard_nav import standard_nav
from competence_standards.translation import gettext

STRIP_SCRIPT = "self_assessment/scripts/pages/rating-strip.js"
"""The script of a page that has a strip for a standard, and no other script."""
NEEDED_SCRIPT = "self_assessment/scripts/pages/still-needed.js"
"""The script that selects the items that a learner still needs, for a page on which items can be selected."""


def page(standard: Standard, suite: Suite, marks: Marks) -> Page:
    """Render the page of one standard."""
    address = routes.standard(standard.id)
    return Page(
        address=address,
        title=standard.title,
        description=_description(standard),
        template="standard.html",
        context={
            "standard": standard,
            "nav": standard_nav(standard, suite),
            # The page says once what the printed numbers are.
            "numbered": next((item for item in standard.items if item.number), None),
            "has_details": has_details(standard),
            "has_provenance": has_provenance(standard),
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


def has_details(standard: Standard) -> bool:
    """Check whether the source says more about the standard, such as its level or its keywords."""
    lists = (standard.occupations, standard.soc_codes, standard.keywords, standard.other_standards)
    return bool(standard.level or any(lists))


def has_provenance(standard: Standard) -> bool:
    """Check whether the standard says where its text comes from. An organisation's own standard may not."""
    return bool(standard.official or standard.title_origin or standard.source_text or standard.notes)


def _description(standard: Standard) -> str:
    return gettext(
        "{standard}: {items}, with corrections, sources and history.",
        standard=standard.title,
        items=joined_with_and(part.counted for part in standard.rated),
    )


def _headings(standard: Standard) -> Iterator[Heading]:
    if standard.overview:
        yield Heading(gettext("Overview"), "overview")
    for part in standard.parts:
        below = tuple(_section_headings(part))
        yield Heading(part.title, part.anchor, below, "" if below else _range(part.items))
    if has_details(standard):
        yield Heading(gettext("Details"), "details")
    if standard.errata:
        yield Heading(gettext("Corrections"), "errata")
    if has_provenance(standard):
        yield Heading(gettext("Where this text comes from"), "provenance")
    yield Heading(gettext("History"), "history")


def _section_headings(part: Part) -> Iterator[Heading]:
    for position, section in enumerate(part.sections, start=1):
        if section.title is not None:
            anchor = routes.section_anchor(part.anchor, position)
            yield Heading(section.title, anchor, items=_range(section.items))


def _range(items: tuple[Item, ...]) -> str:
    return f"{items[0].id}–{items[-1].id}" if len(items) > 1 else "".join(item.id for item in items)


def _entry(standard: Standard) -> Entry:
    known = [
        gettext("Withdrawn") if standard.withdrawn else "",
        standard.reference or "",
        standard.level or "",
        standard.overview[0].published if standard.overview else "",
        ", ".join((*standard.keywords, *standard.occupations)),
    ]
    return Entry(routes.standard(standard.id), standard.title, ". ".join(filter(None, known)))


def _item_entries(standard: Standard) -> Iterator[Entry]:
    for section in (section for part in standard.parts for section in part.sections):
        for position, item in enumerate(section.items):
            known = [
                "" if item.in_force else gettext("Withdrawn"),
                # The search finds a sub-heading once, at its first item.
                section.title or "" if position == 0 else "",
            ]
            yield Entry(routes.item(standard.id, item.id), f"{item.id} {item.line}", ". ".join(filter(None, known)))
