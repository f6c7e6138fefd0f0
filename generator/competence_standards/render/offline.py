"""Nothing in; the page out that a browser shows without a network in place of a page that it has not kept."""

from competence_standards import routes
from competence_standards.render.page import Page
from competence_standards.translation import gettext


def page() -> Page:
    """The page that stands in. No search leads to it."""
    return Page(
        address=routes.OFFLINE,
        title=gettext("You are offline"),
        description=gettext("Shown when you are offline and the page is not saved on this device."),
        template="offline.html",
        context={},
    )
