"""Render the page about the operator of the site: the contact, and what the host can see."""

from competence_standards import routes
from competence_standards.model import Suite
from competence_standards.render.page import Entry, Heading, Page
from competence_standards.translation import gettext


def page(suite: Suite) -> Page:
    """Return the page about the operator of the site. If the suite does not name one, the page says so."""
    title = gettext("Who runs this site")
    description = gettext("Who runs this site, how to reach them, where the site is hosted, and what its host can log.")
    contact = suite.operator.contact if suite.operator else ""
    return Page(
        address=routes.CONTACT,
        title=title,
        description=description,
        template="contact.html",
        context={
            "suite": suite,
            "operator": suite.operator,
            "href": contact if "://" in contact else f"mailto:{contact}",
        },
        section=routes.ABOUT if "about" in suite.help else "",
        headings=(
            Heading(gettext("Contact"), "contact"),
            Heading(gettext("Host"), "host"),
            Heading(gettext("Your answers"), "your-answers"),
        ),
        entries=(Entry(routes.CONTACT, title, description),),
        source="standards/suite.yml",
    )
