"""Render the home page: the purpose of the site, the standards, and where each kind of reader starts."""

from collections.abc import Iterator

from competence_standards import routes
from competence_standards.model import Suite
from competence_standards.model.part import counted
from competence_standards.render.page import Entry, Page
from competence_standards.render.standard import STRIP_SCRIPT


def page(suite: Suite) -> Page:
    """Render the home page."""
    return Page(
        address=routes.HOME,
        title=suite.title,
        description=suite.summary,
        template="home.html",
        context={
            "suite": suite,
            "longest": max((len(standard.to_rate) for standard in suite.standards), default=0),
            "totals": tuple(_totals(suite)),
        },
        entries=(Entry(routes.HOME, suite.title, suite.summary),),
        source="standards/suite.yml",
        script=STRIP_SCRIPT if suite.scale else "",
    )


def _totals(suite: Suite) -> Iterator[str]:
    """Yield the number of items in force in the whole suite, for each rated part."""
    for kind in suite.parts:
        if kind.rated:
            parts = (part for standard in suite.standards for part in standard.rated if part.kind == kind)
            yield counted(kind, sum(len(part.in_force) for part in parts))
