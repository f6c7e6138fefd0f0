"""What the standards share: themes, the glossary, and the items of different standards that resemble each other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, get_args

if TYPE_CHECKING:
    from generator.model.standard import Reference

CorrespondenceKind = Literal["identical", "equivalent", "broader", "related"]
KINDS: tuple[CorrespondenceKind, ...] = get_args(CorrespondenceKind)
"""From the closest to the loosest."""


@dataclass(frozen=True)
class Theme:
    """A subject that items of several standards speak of."""

    id: str
    name: str
    description: str


@dataclass(frozen=True)
class Term:
    """A word of the standards with our explanation of it, which is no part of them."""

    term: str
    definition: str
    match: tuple[str, ...]
    """The forms in which the standards use it."""
    see_also: tuple[str, ...]
    """Other terms."""


@dataclass(frozen=True)
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

    def seen_from(self, own: Reference, other: Reference) -> str | None:
        """What the other item is to one's own, in words; None where the group says nothing of the two."""
        if self.kind != "broader":
            return self.kind.capitalize()
        if (own in self.broader) == (other in self.broader):
            return None
        return "Covers" if own in self.broader else "Covered by"
