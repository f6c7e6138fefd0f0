"""The page out on which a browser puts together what was answered on all checklists. The answers never come here."""

from generator import routes
from generator.render.checklist import STYLES
from generator.render.page import Entry, Page

SCRIPT = "self-assessment/my-progress.js"
TITLE = "My progress"


def page() -> Page:
    """The frame of the page; scripts fill it from the browser's own memory."""
    description = "Where you stand in all the standards by your own rating, kept on your device alone."
    return Page(
        address=routes.MY_PROGRESS,
        title=TITLE,
        description=description,
        template="my-progress.html",
        context={},
        entries=(
            Entry(routes.MY_PROGRESS, TITLE, description),
            Entry(
                routes.REMOVE_EVERYTHING,
                "Remove everything from this device",
                "Remove everyone’s answers, the details typed above forms and the pages saved for reading offline.",
            ),
        ),
        styles=STYLES,
        script=SCRIPT,
    )
