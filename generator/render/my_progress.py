"""The page out on which a browser puts together what was answered on all checklists. The answers never come here."""

from generator import routes
from generator.model import Suite
from generator.render.checklist import STYLES
from generator.render.page import Entry, Heading, Page

SCRIPT = "self-assessment/my-progress.js"
TITLE = "My progress"
SECTIONS = (
    Heading("Summary", "standing"),
    Heading("What to do next", "next"),
    Heading("Suggested ratings", "like"),
    Heading("Withdrawn or not on this site", "gone"),
    Heading("My action plan", "plan"),
    Heading("My evidence log", "log"),
    Heading("Compare rounds", "compare"),
    Heading("Save or print", "out"),
)
"""The sections that a script fills, and shows if there is something in them."""


def page(suite: Suite) -> Page:
    """Return the page with the ways to begin. Scripts fill it from the browser's own memory."""
    description = "Your progress in all the standards, based on your own ratings. Saved only on your device."
    return Page(
        address=routes.MY_PROGRESS,
        title=TITLE,
        description=description,
        template="my-progress.html",
        context={"suite": suite, "sections": SECTIONS},
        headings=SECTIONS,
        entries=(
            Entry(routes.MY_PROGRESS, TITLE, description),
            Entry(
                routes.REMOVE_EVERYTHING,
                "Remove everything from this device",
                "Remove everyone’s answers, the details to print on forms and the pages saved for reading offline.",
            ),
        ),
        styles=STYLES,
        script=SCRIPT,
    )
