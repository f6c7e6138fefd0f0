"""The parts that a standard can have, such as the performance criteria.

The list is fixed. All differences between parts are defined here. Other code uses ``PARTS`` or the parts of a
standard.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from competence_standards.translation import gettext, ngettext

PartId = Literal["criterion", "knowledge"]


@dataclass(frozen=True)
class PartKind:
    """One kind of part."""

    id: PartId
    """The id of the part in forms and data."""
    field: str
    """The field with the items in a standard's file."""
    letter: str
    """The first letter of the items' ids."""
    anchor: str
    """The anchor of the part on the pages of a standard."""


CRITERIA = PartKind("criterion", "performance_criteria", "P", "performance-criteria")
KNOWLEDGE = PartKind("knowledge", "knowledge", "K", "knowledge")
PARTS = (CRITERIA, KNOWLEDGE)
"""Every kind of part, in the order in which a standard has them."""


def kind_of(item_id: str) -> PartKind | None:
    """Return the kind of part for an item's id, or None if the letter is unknown."""
    return next((kind for kind in PARTS if kind.letter == item_id[:1]), None)


def title(kind: PartKind) -> str:
    """Return the heading of a part, in the current language."""
    match kind.id:
        case "criterion":
            return gettext("Performance criteria")
        case "knowledge":
            return gettext("Knowledge and understanding")


def lead_in(kind: PartKind) -> str:
    """Return the words that each item of a part continues, in the current language."""
    match kind.id:
        case "criterion":
            return gettext("You must be able to:")
        case "knowledge":
            return gettext("You need to know and understand:")


def counted(kind: PartKind, number: int) -> str:
    """Return a number of items of a part as text, in the current language."""
    match kind.id:
        case "criterion":
            return ngettext("{number} performance criterion", "{number} performance criteria", number)
        case "knowledge":
            return ngettext("{number} knowledge item", "{number} knowledge items", number)
