"""What a standard is, as its readers know it: frozen, in order, every text as supplied and as corrected."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True)
class Erratum:
    """A slip in the source text, recorded beside it."""

    number: int
    """Its place among the errata of its standard, from 1."""
    wrong: str
    """The words of the source text."""
    right: str | None
    """The words that stand for them, or None where there is no one obvious reading."""
    kind: Literal["spelling", "grammar", "unclear"]
    applied: bool
    """Whether the corrected words are published; otherwise the source's words stand, with a note."""
    note: str
    about: str
    """Whose words they are: ``P28``, or ``Overview, paragraph 1``."""
    anchor: str
    """The anchor of the item or of the overview, without ``#``."""


@dataclass(frozen=True)
class Piece:
    """A run of published words; with an erratum where they are not, or may not be, what their author meant."""

    text: str
    erratum: Erratum | None = None


@dataclass(frozen=True)
class Wording:
    """A text in its two forms: as the source has it, and as it is published with its errata applied."""

    source: str
    errata: tuple[Erratum, ...] = ()

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """The published words in order, cut where an erratum begins and ends."""
        if not self.errata:
            return (Piece(self.source),)
        pieces: list[Piece] = []
        rest = self.source
        for erratum in sorted(self.errata, key=lambda erratum: self.source.index(erratum.wrong)):
            before, _, rest = rest.partition(erratum.wrong)
            pieces.append(Piece(before))
            pieces.append(Piece(erratum.right if erratum.applied and erratum.right else erratum.wrong, erratum))
        return tuple(piece for piece in [*pieces, Piece(rest)] if piece.text)

    @property
    def published(self) -> str:
        """The words that readers see."""
        return self.source if not self.errata else "".join(piece.text for piece in self.pieces)


@dataclass(frozen=True)
class Withdrawal:
    """Why an item no longer counts, and what takes its place. The item itself stays, for ever."""

    since: str
    """The version of the standard that withdrew it."""
    reason: str
    replaced_by: tuple[Reference, ...]


class Reference(NamedTuple):
    """An item by name: the id of its standard and its own."""

    standard: str
    item: str

    def __str__(self) -> str:
        """The item's name outside its own standard: ``contact-centre/P16``."""
        return f"{self.standard}/{self.item}"


class Successor(NamedTuple):
    """A standard that takes the place of a withdrawn one."""

    id: str
    title: str


@dataclass(frozen=True)
class StandardWithdrawal:
    """Why a whole standard is no longer in force."""

    since: str
    """The version of the standard that withdrew it."""
    reason: str
    replaced_by: tuple[Successor, ...]


@dataclass(frozen=True)
class Item:
    """A performance criterion or a knowledge item. Its id is for ever: anchors, answers and forms hang on it."""

    id: str
    wording: Wording
    withdrawn: Withdrawal | None
    themes: tuple[str, ...] = ()
    """The ids of the themes it belongs to."""
    no_knowledge: str | None = None
    """Why no knowledge item underpins this criterion, where none does."""

    @cached_property
    def words(self) -> str:
        """The words that readers see."""
        return self.wording.published

    @property
    def mark(self) -> str:
        """What tells this wording from any other: an answer keeps it, so that a later rewording shows."""
        return hashlib.sha256(self.words.encode()).hexdigest()[:8]


@dataclass(frozen=True)
class Link:
    """That a knowledge item serves a performance criterion, seen from either end."""

    item: Item
    """The item at the other end."""
    direct: bool
    """Whether the knowledge names what the criterion does; otherwise it helps."""


@dataclass(frozen=True)
class Section:
    """Items in printed order, under the sub-heading that the source text gives them, if any."""

    heading: str | None
    items: tuple[Item, ...]


@dataclass(frozen=True)
class Official:
    """What the standard's official page says of it, and where that was read. Only what was read is here."""

    reference: str
    read_at: str
    suite: str | None
    developed_by: str | None
    approved: str | None


@dataclass(frozen=True)
class Version:
    """One version of this publication of a standard; never the official one's."""

    number: str
    date: str
    """Year, month and day: ``2026-11-22``."""
    summary: str
    items: tuple[str, ...]
    """The items that the change touched."""


@dataclass(frozen=True)
class Standard:
    """One occupational standard, as published here."""

    id: str
    formerly: tuple[str, ...]
    """The ids that it had before, newest first: their addresses lead to its own."""
    title: str
    title_origin: Literal["source-text", "official-page", "inferred"]
    competence_area: str | None
    official: Official | None
    source_text: str
    """The file name of the text as supplied."""
    notes: tuple[str, ...]
    """What there is to know of that text's form."""
    overview: tuple[Wording, ...]
    performance_criteria: tuple[Section, ...]
    knowledge: tuple[Section, ...]
    withdrawn: StandardWithdrawal | None
    """Why the whole standard is no longer in force, where it is not."""
    history: tuple[Version, ...]
    """Newest first."""
    needs: Mapping[str, tuple[Link, ...]]
    """By the id of a criterion: the knowledge it needs, direct links first."""
    used_for: Mapping[str, tuple[Link, ...]]
    """By the id of a knowledge item: the criteria it is used for, direct links first."""
    file: str
    """The source, as a path from the project's top."""

    @property
    def version(self) -> str:
        """The version of this publication of the standard."""
        return self.history[0].number

    @cached_property
    def criteria(self) -> tuple[Item, ...]:
        """The performance criteria of all sections."""
        return tuple(item for section in self.performance_criteria for item in section.items)

    @cached_property
    def knowledge_items(self) -> tuple[Item, ...]:
        """The knowledge items of all sections."""
        return tuple(item for section in self.knowledge for item in section.items)

    @cached_property
    def current_criteria(self) -> tuple[Item, ...]:
        """The performance criteria that are not withdrawn: those that pages count."""
        return tuple(item for item in self.criteria if item.withdrawn is None)

    @cached_property
    def current_knowledge(self) -> tuple[Item, ...]:
        """The knowledge items that are not withdrawn: those that pages count."""
        return tuple(item for item in self.knowledge_items if item.withdrawn is None)

    @cached_property
    def items(self) -> tuple[Item, ...]:
        """The performance criteria, then the knowledge items."""
        return (*self.criteria, *self.knowledge_items)

    @cached_property
    def errata(self) -> tuple[Erratum, ...]:
        """Every erratum of the standard, by number."""
        wordings = [*self.overview, *(item.wording for item in self.items)]
        found = [erratum for wording in wordings for erratum in wording.errata]
        return tuple(sorted(found, key=lambda erratum: erratum.number))
