"""Render the table of the knowledge that each criterion of a standard needs."""

from functools import partial

from competence_standards import routes
from competence_standards.model import CRITERIA, KNOWLEDGE, Item, Standard, Suite
from competence_standards.render.page import Entry, Page
from competence_standards.render.standard_nav import standard_nav
from competence_standards.translation import gettext


def page(standard: Standard, suite: Suite) -> Page:
    """Render the table of the knowledge that each criterion of a standard needs."""
    address = routes.matrix(standard.id)
    title = gettext("Knowledge for each criterion: {standard}", standard=standard.title)
    return Page(
        address=address,
        title=title,
        description=gettext(
            "The knowledge needed for each performance criterion of {standard}.", standard=standard.title
        ),
        template="matrix.html",
        context={
            "standard": standard,
            "nav": standard_nav(standard, suite),
            "criteria": standard.part(CRITERIA.id).items,
            "knowledge": standard.part(KNOWLEDGE.id).items,
            "cells": partial(_cells, standard),
        },
        section=routes.STANDARDS,
        entries=(Entry(address, title, gettext("The knowledge that each performance criterion needs, in one table.")),),
        source=standard.file,
        running_head=routes.running_head(standard.id),
    )


def _cells(standard: Standard, criterion: Item) -> list[bool | None]:
    """For each knowledge item: whether the link to the criterion is direct; None where there is none."""
    direct = {link.item.id: link.direct for link in standard.needs.get(criterion.id, ())}
    return [direct.get(item.id) for item in standard.part(KNOWLEDGE.id).items]
