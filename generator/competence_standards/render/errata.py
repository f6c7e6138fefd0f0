"""Render the page that lists every difference between the source texts and the published texts."""

from competence_standards import routes
from competence_standards.model import Suite
from competence_standards.render.page import Entry, Heading, Page
from competence_standards.translation import gettext


def page(suite: Suite) -> Page:
    """Render every erratum of every standard, whether it is applied or only noted."""
    concerned = [standard for standard in suite.standards if standard.errata]
    title = gettext("Corrections")
    description = gettext(
        "The mistakes we found in the source texts: the ones we corrected and the ones we only noted."
    )
    return Page(
        address=routes.ERRATA,
        title=title,
        description=description,
        template="errata.html",
        context={"suite": suite, "concerned": concerned},
        section=routes.STANDARDS,
        headings=tuple(Heading(standard.title, standard.id) for standard in concerned),
        entries=(Entry(routes.ERRATA, title, " ".join([description, gettext("Errata, mistakes, slips.")])),),
    )
