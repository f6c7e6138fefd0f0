"""Render the list of standards."""

from collections.abc import Iterator

from competence_standards import routes
from competence_standards.model import Suite
from competence_standards.model.part import named
from competence_standards.prose import joined_with_and
from competence_standards.render.page import Entry, Page
from competence_standards.render.sheets import numbered, sheets
from competence_standards.render.standard import STRIP_SCRIPT
from competence_standards.translation import gettext, ngettext

STANDARDS_ON_A_SHEET = 100


def _description(suite: Suite, count: int) -> str:
    if suite.has_usual_parts:
        return ngettext(
            "{suite}: {number} standard, with performance criteria and knowledge items.",
            "{suite}: {number} standards, with performance criteria and knowledge items.",
            count,
            suite=suite.title,
        )
    return ngettext(
        "{suite}: {number} standard, with {parts}.",
        "{suite}: {number} standards, with {parts}.",
        count,
        suite=suite.title,
        parts=joined_with_and(named(kind) for kind in suite.parts),
    )


def pages(suite: Suite) -> Iterator[Page]:
    """Render the list of all standards, in the order of the suite."""
    count = len(suite.standards)
    for sheet in sheets(routes.STANDARDS, suite.standards, STANDARDS_ON_A_SHEET):
        title = numbered(gettext("Standards"), sheet)
        yield Page(
            address=sheet.address,
            title=title,
            description=_description(suite, count),
            template="standards.html",
            context={"suite": suite, "sheet": sheet},
            section=routes.STANDARDS,
            entries=(Entry(sheet.address, title, suite.summary),),
            source="standards/suite.yml",
            script=STRIP_SCRIPT if suite.scale else "",
        )
