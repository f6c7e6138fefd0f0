"""The page out on which a browser puts together what was answered on all checklists. The answers never come here."""

from generator import routes
from generator.render.checklist import STYLES
from generator.render.page import Entry, Page

SCRIPT = "self-assessment/my-progress.js"
TITLE = "My progress"


def page() -> Page:
    """The frame of the page; scripts fill it from the browser's own memory."""
    description = "Your progress in all the standards, based on your own ratings. Saved only on your device."
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
                "Remove everyone’s answers, the details to print on forms and the pages saved for reading offline.",
            ),
        ),
        styles=STYLES,
        script=SCRIPT,
    )
