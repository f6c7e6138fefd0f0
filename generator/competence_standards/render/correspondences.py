"""Render the pages of similar items in different standards."""

from collections.abc import Iterator

from competence_standards import routes
from competence_standards.model import Correspondence, Suite, kind_label
from competence_standards.render.page import Entry, Page
from competence_standards.render.sheets import numbered, sheets
from competence_standards.render.themes import PICTURED
from competence_standards.translation import gettext

GROUPS_ON_A_SHEET = 100


def group_address(group: Correspondence) -> str:
    """Return the address of a group's row."""
    number = (group.number - 1) // GROUPS_ON_A_SHEET + 1
    return f"{routes.sheet(routes.CORRESPONDENCES, number)}#{routes.correspondence_anchor(group.id)}"


def pages(suite: Suite) -> Iterator[Page]:
    """Render the groups of similar items: a row for each group, and a column for each standard."""
    title = gettext("Similar items")
    description = gettext(
        "Items in different standards that ask for similar things. Use them to cross-reference evidence."
    )
    for sheet in sheets(routes.CORRESPONDENCES, suite.correspondences, GROUPS_ON_A_SHEET):
        first = (
            [Entry(routes.CORRESPONDENCES, title, " ".join([description, gettext("Mapping, cross-referencing.")]))]
            if sheet.number == 1
            else []
        )
        files = tuple(dict.fromkeys(group.file for group in sheet.entries))
        concerned = {reference.standard for group in sheet.entries for reference in group.items}
        columns = tuple(standard for standard in suite.standards if standard.id in concerned)
        yield Page(
            address=sheet.address,
            title=numbered(title, sheet),
            description=description,
            template="correspondences.html",
            context={
                "suite": suite,
                "sheet": sheet,
                "kind_label": kind_label,
                "columns": columns if len(columns) <= PICTURED else (),
            },
            section=routes.STANDARDS,
            entries=(*first, *map(_entry, sheet.entries)),
            source=files[0],
            sources=files if len(files) > 1 else (),
        )


def _entry(group: Correspondence) -> Entry:
    return Entry(
        group_address(group), group.name, f"{kind_label(group.kind)}: {', '.join(str(item) for item in group.items)}"
    )
