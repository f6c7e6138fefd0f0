"""The suite in; the page out that says who runs the site, how to reach them, and what the host of the site can see."""

from generator import routes
from generator.model import Suite
from generator.render.page import Entry, Heading, Page

TITLE = "Who runs this site"
HEADINGS = (Heading("Contact", "contact"), Heading("Host", "host"), Heading("Your answers", "your-answers"))


def page(suite: Suite) -> Page:
    """Return the page about the operator of the site; it says so if the suite does not name anyone."""
    description = "Who runs this site, how to reach them, where the site is hosted, and what its host can log."
    contact = suite.operator.contact if suite.operator else ""
    return Page(
        address=routes.CONTACT,
        title=TITLE,
        description=description,
        template="contact.html",
        context={"operator": suite.operator, "href": contact if "://" in contact else f"mailto:{contact}"},
        section=routes.ABOUT,
        headings=HEADINGS,
        entries=(Entry(routes.CONTACT, TITLE, description),),
        source="standards/suite.yml",
    )
