"""Build the row of links that each page of a standard has."""

from typing import NamedTuple

from competence_standards import routes
from competence_standards.model import Standard, Suite
from competence_standards.translation import gettext


class NavLink(NamedTuple):
    """One link of the row."""

    label: str
    address: str


def table_label(suite: Suite) -> str:
    """Return the name of the table of links: it is about knowledge if only knowledge is linked."""
    linked = [kind.id for kind in suite.parts if kind.serves]
    return gettext("Knowledge table") if linked == ["knowledge"] else gettext("Table of links")


def standard_nav(standard: Standard, suite: Suite) -> tuple[NavLink, ...]:
    """Return the links to the pages of a standard. Their order is the same on each page.

    Args:
        standard: The standard that the pages belong to.
        suite: Its suite. Without a rating scale there is no checklist, and without forms no page of forms.
    """
    links = [
        (True, gettext("Read"), routes.standard(standard.id)),
        (suite.scale is not None, gettext("Rate yourself"), routes.checklist(standard.id)),
        ("standard" in suite.forms_per, gettext("Forms"), routes.standard_forms(standard.id)),
        (bool(standard.needs), table_label(suite), routes.matrix(standard.id)),
    ]
    return tuple(NavLink(label, address) for there, label, address in links if there)
