"""What the standards share: themes, the glossary, and the items of different standards that resemble each other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, get_args

from competence_standards.translation import gettext

if TYPE_CHECKING:
    from competence_standards.model.item import Reference
    from competence_standards.read import Path

CorrespondenceKind = Literal["identical", "equivalent", "broader", "related"]
Relation = Literal["identical", "equivalent", "covers", "covered by", "related"]
"""What an item is to another in its group."""
KINDS: tuple[CorrespondenceKind, ...] = get_args(CorrespondenceKind)
"""From the closest to the loosest."""


@dataclass(frozen=True)
class Theme:
    """A subject that items of several standards speak of."""

    id: str
    name: str
    description: str
    place: Path = ()
    """Where it is in its file."""


@dataclass(frozen=True)
class Term:
    """A word of the standards with our explanation of it, which is no part of them."""

    term: str
    definition: str
    match: tuple[str, ...]
    """The forms in which the standards use it."""
    see_also: tuple[str, ...]
    """Other terms."""
    place: Path = ()
    """Where it is in its file."""


@dataclass(frozen=True, slots=True)
class Correspondence:
    """Items of at least two standards of which one piece of evidence may speak."""

    number: int
    """Its place among all groups, from 1."""
    id: str
    name: str
    kind: CorrespondenceKind
    items: tuple[Reference, ...]
    broader: tuple[Reference, ...]
    """Those of the items that ask for more than the others, where the kind is ``broader``."""
    note: str | None
    place: Path = ()
    """Where it is in its file."""

    def seen_from(self, own: Reference, other: Reference) -> Relation | None:
        """Return what an item is to another one; None where the group says nothing of the two."""
        if self.kind != "broader":
            return self.kind
        if (own in self.broader) == (other in self.broader):
            return None
        return "covers" if own in self.broader else "covered by"


def kind_label(kind: CorrespondenceKind) -> str:
    """Return what readers call a kind of group, in the language in use."""
    match kind:
        case "identical":
            return gettext("Identical")
        case "equivalent":
            return gettext("Equivalent")
        case "broader":
            return gettext("Broader")
        case "related":
            return gettext("Related")


def relation_label(relation: Relation) -> str:
    """Return what readers call what an item is to another, in the language in use."""
    match relation:
        case "covers":
            return gettext("Covers")
        case "covered by":
            return gettext("Covered by")
        case kind:
            return kind_label(kind)
