"""The suite in; the home page out: what this is, the standards, and a way in for each of its three readers."""

from competence_standards import routes
from competence_standards.model import Suite
from competence_standards.render.page import Entry, Page
from competence_standards.render.standard import STRIP_SCRIPT


def page(suite: Suite) -> Page:
    """The site's first page."""
    return Page(
        address=routes.HOME,
        title=suite.title,
        description=suite.summary,
        template="home.html",
        context={
            "suite": suite,
            "longest": max(
                (len(one.current_criteria) + len(one.current_knowledge) for one in suite.standards), default=0
            ),
        },
        entries=(Entry(routes.HOME, suite.title, suite.summary),),
        source="standards/suite.yml",
        script=STRIP_SCRIPT if suite.scale else "",
    )
