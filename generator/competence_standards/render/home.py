"""Render the home page: the purpose of the site, the standards, and where each kind of reader starts."""

from collections.abc import Iterator

from competence_standards import routes
from competence_standards.model import Standard, Suite
from competence_standards.model.part import counted
from competence_standards.render.page import Entry, Page
from competence_standards.render.standard import STRIP_SCRIPT

_LEAST_WIDTH = 240
"""The width of the picture for a suite with few items, so that their marks are not huge."""


def page(suite: Suite) -> Page:
    """Render the home page."""
    return Page(
        address=routes.HOME,
        title=suite.title,
        description=suite.summary,
        template="home.html",
        context={
            "suite": suite,
            "width": max(_LEAST_WIDTH, *map(_width, suite.standards)) if suite.standards else _LEAST_WIDTH,
            "totals": tuple(_totals(suite)),
        },
        entries=(Entry(routes.HOME, suite.title, suite.summary),),
        source="standards/suite.yml",
        script=STRIP_SCRIPT if suite.scale else "",
    )


def _width(standard: Standard) -> int:
    """Return the width of the marks of a standard: 10 for each item, and 8 between parts."""
    return len(standard.to_rate) * 10 + (len(standard.rated) - 1) * 8


def _totals(suite: Suite) -> Iterator[str]:
    """Yield the number of items in force in the whole suite, for each rated part."""
    for kind in suite.parts:
        if kind.rated:
            parts = (part for standard in suite.standards for part in standard.rated if part.kind == kind)
            yield counted(kind, sum(len(part.in_force) for part in parts))
