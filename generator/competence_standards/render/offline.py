"""Render the page that a browser shows without a connection, in place of a page that is not saved."""

from competence_standards import routes
from competence_standards.render.page import Page
from competence_standards.translation import gettext


def page() -> Page:
    """Return the page. The search does not find it."""
    return Page(
        address=routes.OFFLINE,
        title=gettext("You are offline"),
        description=gettext("Shown when you are offline and the page is not saved on this device."),
        template="offline.html",
        context={},
    )
