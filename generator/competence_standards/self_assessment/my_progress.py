"""Make My progress: the page that scripts fill with the answers saved in the browser."""

from competence_standards import routes
from competence_standards.model import Suite
from competence_standards.render.page import Entry, Heading, Page
from competence_standards.self_assessment.checklist import STYLES
from competence_standards.translation import gettext

SCRIPT = "self_assessment/scripts/pages/my-progress.js"


def _sections() -> tuple[Heading, ...]:
    """Return the sections that a script fills in, and shows if they are not empty."""
    return (
        Heading(gettext("Summary"), "standing"),
        Heading(gettext("What to do next"), "next"),
        Heading(gettext("Suggested ratings"), "like"),
        Heading(gettext("Withdrawn or not on this site"), "gone"),
        Heading(gettext("My action plan"), "plan"),
        Heading(gettext("My evidence log"), "log"),
        Heading(gettext("My records of forms"), "records"),
        Heading(gettext("Compare rounds"), "compare"),
        Heading(gettext("Save or print"), "out"),
    )


def page(suite: Suite) -> Page:
    """Return the page with links to begin. Scripts fill it in from the answers in the browser."""
    title = gettext("My progress")
    description = gettext("Your progress in all the standards, based on your own ratings. Saved only on your device.")
    sections = _sections()
    return Page(
        address=routes.MY_PROGRESS,
        title=title,
        description=description,
        template="my-progress.html",
        context={"suite": suite, "sections": sections},
        headings=sections,
        entries=(
            Entry(routes.MY_PROGRESS, title, description),
            Entry(
                routes.REMOVE_EVERYTHING,
                gettext("Remove everything from this device"),
                gettext(
                    "Remove everyone’s answers, the details to print on forms and the pages saved for reading offline."
                ),
            ),
        ),
        styles=STYLES,
        script=SCRIPT,
    )
