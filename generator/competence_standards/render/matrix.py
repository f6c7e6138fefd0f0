"""Render the table of the links between items of a standard, such as of the knowledge that each criterion needs."""

from functools import partial

from competence_standards import routes
from competence_standards.model import Item, Standard, Suite
from competence_standards.model.part import title
from competence_standards.prose import joined_with_and
from competence_standards.render.page import Entry, Page
from competence_standards.render.standard_nav import standard_nav
from competence_standards.translation import gettext


def page(standard: Standard, suite: Suite) -> Page:
    """Render the table of the links between items of a standard.

    It has a row for each item that others can be linked to, and a column for each of the others.
    """
    address = routes.matrix(standard.id)
    columns = tuple(part for part in standard.parts if part.kind.serves)
    served = {kind for part in columns for kind in part.kind.serves}
    rows = tuple(part for part in standard.parts if part.kind.id in served)
    items = tuple(item for part in columns for item in part.items)
    is_usual = [part.kind.id for part in (*rows, *columns)] == ["criterion", "knowledge"]
    names = {
        "columns": joined_with_and(title(part.kind) for part in columns),
        "rows": joined_with_and(title(part.kind) for part in rows),
    }
    heading = gettext("Knowledge for each criterion") if is_usual else gettext("{columns} for {rows}", **names)
    of_page = gettext("{heading}: {standard}", heading=heading, standard=standard.title)
    description = gettext(
        "The items under {columns} that items under {rows} of {standard} need.", **names, standard=standard.title
    )
    words = gettext("The items under {columns} that items under {rows} need, in one table.", **names)
    caption = gettext(
        "{standard}: the items under {columns} that each item needs (●) or is helped by (○)",
        **names,
        standard=standard.title,
    )
    if is_usual:
        description = gettext(
            "The knowledge needed for each performance criterion of {standard}.", standard=standard.title
        )
        words = gettext("The knowledge that each performance criterion needs, in one table.")
        caption = gettext(
            "{standard}: the knowledge that each criterion needs (●) or is helped by (○)", standard=standard.title
        )
    return Page(
        address=address,
        title=of_page,
        description=description,
        template="matrix.html",
        context={
            "standard": standard,
            "nav": standard_nav(standard, suite),
            "heading": heading,
            "caption": caption,
            "corner": gettext("Criterion") if is_usual else names["rows"],
            "is_usual": is_usual,
            "rows": tuple(item for part in rows for item in part.items),
            "columns": items,
            "cells": partial(_cells, standard, items),
        },
        section=routes.STANDARDS,
        entries=(Entry(address, of_page, words),),
        source=standard.file,
        running_head=routes.running_head(standard.id),
    )


def _cells(standard: Standard, columns: tuple[Item, ...], served: Item) -> list[bool | None]:
    """For each item of a column: whether its link to the item of a row is direct; None where there is none."""
    direct = {link.item.id: link.direct for link in standard.needs.get(served.id, ())}
    return [direct.get(item.id) for item in columns]
