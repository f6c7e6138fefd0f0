"""The suite in; the page that lists all its standards out."""

from generator import routes
from generator.model import Suite
from generator.render.page import Entry, Page

TITLE = "All standards"


def page(suite: Suite) -> Page:
    """The list of all standards, in the suite's order."""
    return Page(
        address=routes.STANDARDS,
        title=TITLE,
        description=f"The {len(suite.standards)} standards of the suite: {suite.title}.",
        template="standards.html",
        context={"suite": suite},
        entries=(Entry(routes.STANDARDS, TITLE, " ".join(one.title for one in suite.standards[:50])),),
        source="standards/suite.yml",
    )
