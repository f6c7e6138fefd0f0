"""The data that standards share: themes, the glossary, and groups of similar items."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, get_args

from competence_standards.translation import gettext

if TYPE_CHECKING:
    from competence_standards.model.item import Reference
    from competence_standards.read import Path

CorrespondenceKind = Literal["identical", "equivalent", "broader", "related"]
Relation = Literal["identical", "equivalent", "covers", "covered by", "related"]
"""The relation of an item to another in its group."""
KINDS: tuple[CorrespondenceKind, ...] = get_args(CorrespondenceKind)
"""From the closest to the loosest."""


@dataclass(frozen=True)
class Theme:
    """A subject of items in several standards."""

    id: str
    name: str
    description: str
    place: Path = ()
    """Its place in its file."""


@dataclass(frozen=True)
class Term:
    """A word of the standards with our explanation, which is not part of the standards."""

    term: str
    definition: str
    match: tuple[str, ...]
    """The forms of the word in the standards."""
    see_also: tuple[str, ...]
    """Other terms."""
    place: Path = ()
    """Its place in its file."""


@dataclass(frozen=True, slots=True)
class Correspondence:
    """Items of at least two standards that one piece of evidence may cover."""

    number: int
    """Its number among all groups, from 1."""
    id: str
    name: str
    kind: CorrespondenceKind
    items: tuple[Reference, ...]
    broader: tuple[Reference, ...]
    """The items that ask for more than the others, if the kind is ``broader``."""
    note: str | None
    place: Path = ()
    """Its place in its file."""
    file: str = ""
    """The source, as a path from the top of the project."""

    def seen_from(self, own: Reference, other: Reference) -> Relation | None:
        """Return the relation of one item to another, or None if the group does not define one."""
        if self.kind != "broader":
            return self.kind
        if (own in self.broader) == (other in self.broader):
            return None
        return "covers" if own in self.broader else "covered by"


def kind_label(kind: CorrespondenceKind) -> str:
    """Return the label of a kind of group, in the current language."""
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
    """Return the label of a relation, in the current language."""
    match relation:
        case "covers":
            return gettext("Covers")
        case "covered by":
            return gettext("Covered by")
        case kind:
            return kind_label(kind)
