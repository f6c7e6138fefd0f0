"""The items of a standard, with their parts and sections."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from competence_standards.model.part import counted
from competence_standards.translation import gettext

if TYPE_CHECKING:
    from competence_standards.model.part import PartKind
    from competence_standards.model.wording import Wording
    from competence_standards.read import Path


class Reference(NamedTuple):
    """The id of an item with the id of its standard."""

    standard: str
    item: str

    def __str__(self) -> str:
        """Return the item's full name: ``contact-centre/P16``."""
        return f"{self.standard}/{self.item}"


@dataclass(frozen=True)
class Withdrawal:
    """Why an item no longer counts, and what replaces it. The item itself stays in the file."""

    since: str
    """The version of the standard that withdrew it."""
    reason: str
    replaced_by: tuple[Reference, ...]


# Slots save memory, because a suite can have many thousands of items.
@dataclass(frozen=True, slots=True)
class Item:
    """A performance criterion, a knowledge item or an item of another part. Its id never changes."""

    id: str
    part: PartKind
    standard: str
    """The id of its standard."""
    wording: Wording
    """Its sentence."""
    withdrawn: Withdrawal | None = None
    themes: tuple[str, ...] = ()
    """The ids of its themes."""
    underpins: tuple[str, ...] = ()
    """The ids of the items that need it, such as the criteria that need some knowledge."""
    supports: tuple[str, ...] = ()
    """The ids of the items that it helps with."""
    no_knowledge: str | None = None
    """Why nothing is linked to it, if nothing is."""
    points: tuple[Wording, ...] = ()
    """The list below its sentence, if the source has one."""
    number: str | None = None
    """The number that the source prints before it, if that is not its id: ``1.2``."""
    place: Path = ()
    """Its place in the standard's file."""

    @property
    def wordings(self) -> tuple[Wording, ...]:
        """Its sentence and its points."""
        return (self.wording, *self.points)

    @property
    def words(self) -> str:
        """The words that readers see, in one line, without the number."""
        return " • ".join(one.published for one in self.wordings) if self.points else self.wording.published

    @property
    def line(self) -> str:
        """The words in one line, after the number that the source prints."""
        return f"{self.number} {self.words}" if self.number else self.words

    @property
    def lines(self) -> tuple[str, ...]:
        """The sentence after the number that the source prints, and the points."""
        sentence, *points = (one.published for one in self.wordings)
        return (f"{self.number} {sentence}" if self.number else sentence, *points)

    @property
    def mark(self) -> str:
        """A fingerprint of the wording. Saved answers include it, so that a later change of wording is noticed."""
        return hashlib.sha256(self.words.encode()).hexdigest()[:8]

    @property
    def reference(self) -> Reference:
        """Its full name."""
        return Reference(self.standard, self.id)

    @property
    def in_force(self) -> bool:
        """Whether it is not withdrawn. Only items in force are counted, rated, linked and printed on forms."""
        return self.withdrawn is None


@dataclass(frozen=True, slots=True)
class Link:
    """A link between two items of a standard, such as knowledge and a criterion, seen from one of them."""

    item: Item
    """The item at the other end."""
    direct: bool
    """Whether the one needs the other. Otherwise the other helps with it."""


@dataclass(frozen=True)
class Section:
    """Items in printed order, under the sub-heading that the source text gives them, if any."""

    heading: str | None
    items: tuple[Item, ...]
    place: Path = ()
    """The place of the sub-heading in the standard's file."""
    number: str = ""
    """The number that the source prints before the sub-heading, or ""."""
    word: str = ""
    """What the suite calls a numbered sub-heading, such as ``Element``, or ""."""

    @property
    def title(self) -> str | None:
        """The sub-heading with its number: ``Element 1: Prepare for work``. None without a sub-heading."""
        if not self.number or self.heading is None:
            return self.heading
        if self.word:
            return gettext("{word} {number}: {heading}", word=self.word, number=self.number, heading=self.heading)
        return f"{self.number} {self.heading}"

    @property
    def in_force(self) -> tuple[Item, ...]:
        """Its items that are not withdrawn."""
        return tuple(item for item in self.items if item.in_force)


@dataclass(frozen=True)
class Part:
    """A list of items in a standard, such as its performance criteria."""

    kind: PartKind
    title: str
    lead_in: str
    """The words that each item continues, or ""."""
    sections: tuple[Section, ...]

    @property
    def anchor(self) -> str:
        """Its anchor on the pages of the standard."""
        return self.kind.anchor

    @cached_property
    def items(self) -> tuple[Item, ...]:
        """The items of all sections."""
        return tuple(item for section in self.sections for item in section.items)

    @cached_property
    def in_force(self) -> tuple[Item, ...]:
        """Its items that are not withdrawn."""
        return tuple(item for item in self.items if item.in_force)

    @property
    def counted(self) -> str:
        """The number of its items in force, as text in the current language."""
        return counted(self.kind, len(self.in_force))
