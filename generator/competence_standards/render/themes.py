"""Render the pages of the themes: the list with the picture, and the items of each theme."""

from collections.abc import Iterator

from competence_standards import routes
from competence_standards.model import Suite, Theme
from competence_standards.render.page import Entry, Page
from competence_standards.render.picture import Picture, picture
from competence_standards.render.sheets import numbered, sheets
from competence_standards.translation import gettext

STANDARDS_ON_A_SHEET = 10
PICTURED = 12
"""How many standards a picture, or a table with a column for each, can hold and still be read."""


def pages(suite: Suite) -> Iterator[Page]:
    """Render the list of themes, then the sheets of each theme."""
    yield _list(suite)
    for theme in suite.themes:
        yield from _sheets(theme, suite)


def _list(suite: Suite) -> Page:
    counts = {
        theme.id: {standard.id: len(items) for standard, items in suite.of_theme(theme)} for theme in suite.themes
    }
    drawn: Picture | None = picture(suite, counts) if len(suite.standards) <= PICTURED else None
    title = gettext("Themes")
    description = gettext("The main topics in the standards, and how many items of each standard are about each topic.")
    return Page(
        address=routes.THEMES,
        title=title,
        description=description,
        template="themes.html",
        context={"suite": suite, "counts": counts, "picture": drawn},
        section=routes.STANDARDS,
        entries=(Entry(routes.THEMES, title, description),),
        source="standards/vocabulary/themes.yml",
    )


def _sheets(theme: Theme, suite: Suite) -> Iterator[Page]:
    address = routes.theme(theme.id)
    for sheet in sheets(address, list(suite.of_theme(theme)), STANDARDS_ON_A_SHEET):
        title = numbered(theme.name, sheet)
        yield Page(
            address=sheet.address,
            title=title,
            description=" ".join([theme.description, gettext("All items about this theme.")]),
            template="theme.html",
            context={"theme": theme, "sheet": sheet},
            section=routes.STANDARDS,
            entries=(Entry(address, gettext("Theme: {theme}", theme=theme.name), theme.description),)
            if sheet.number == 1
            else (),
            source="standards/vocabulary/themes.yml",
        )
