"""What a standard is, as its readers know it: frozen, in order, every text as supplied and as corrected."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Literal, NamedTuple

from competence_standards.model.part import counted

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from competence_standards.model.part import PartId, PartKind
    from competence_standards.read import Path


@dataclass(frozen=True)
class Erratum:
    """A mistake in the source text."""

    number: int
    """Its place among the errata of its standard, from 1."""
    wrong: str
    """The words of the source text."""
    right: str | None
    """The corrected words, or None if there is no one obvious reading."""
    kind: Literal["spelling", "grammar", "unclear"]
    applied: bool
    """Whether the corrected words are published. If not, the words of the source text are, with a note."""
    note: str
    about: str
    """The text that has the mistake: ``P28``, or ``Overview, paragraph 1``."""
    anchor: str
    """The anchor of the item or of the overview, without ``#``."""
    place: Path = ()
    """Where it is in the file of the standard."""


@dataclass(frozen=True)
class Piece:
    """A run of published words, with the erratum that is about them, if there is one."""

    text: str
    erratum: Erratum | None = None


@dataclass(frozen=True)
class Wording:
    """A text as the source has it, with its errata."""

    source: str
    errata: tuple[Erratum, ...] = ()
    place: Path = ()
    """Where the field ``text`` is in the file of the standard."""

    @cached_property
    def pieces(self) -> tuple[Piece, ...]:
        """The published words in order, cut where an erratum begins and ends.

        This is the only place that applies corrections. Each is applied where the source text has its words, so that
        no correction changes the words of another one. Errata that do not fit are passed over: the check reports them.
        """
        pieces: list[Piece] = []
        end = 0
        for start, erratum in sorted(((self.source.find(one.wrong), one) for one in self.errata), key=_start):
            if start < end or not erratum.wrong:
                continue
            pieces.append(Piece(self.source[end:start]))
            pieces.append(Piece(erratum.right if erratum.applied and erratum.right else erratum.wrong, erratum))
            end = start + len(erratum.wrong)
        return tuple(piece for piece in [*pieces, Piece(self.source[end:])] if piece.text)

    @cached_property
    def published(self) -> str:
        """The words that readers see."""
        return self.source if not self.errata else "".join(piece.text for piece in self.pieces)


def _start(found: tuple[int, Erratum]) -> int:
    return found[0]


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
    """A performance criterion, a knowledge item or an item of another part. Its id never changes."""

    id: str
    part: PartKind
    standard: str
    """The id of its standard."""
    wording: Wording
    withdrawn: Withdrawal | None = None
    themes: tuple[str, ...] = ()
    """The ids of the themes it belongs to."""
    underpins: tuple[str, ...] = ()
    """The ids of the criteria that need this knowledge."""
    supports: tuple[str, ...] = ()
    """The ids of the criteria that this knowledge helps with."""
    no_knowledge: str | None = None
    """Why no knowledge item is linked to this criterion, if none is."""
    place: Path = ()
    """Where it is in the file of its standard."""

    @property
    def words(self) -> str:
        """The words that readers see."""
        return self.wording.published

    @property
    def mark(self) -> str:
        """A fingerprint of the wording. Saved answers hold it, so that a later change of the words shows."""
        return hashlib.sha256(self.words.encode()).hexdigest()[:8]

    @property
    def reference(self) -> Reference:
        """Its name outside its standard."""
        return Reference(self.standard, self.id)

    @property
    def in_force(self) -> bool:
        """Whether it is not withdrawn. Only items in force are counted, rated, linked and printed on forms."""
        return self.withdrawn is None


@dataclass(frozen=True)
class Link:
    """A link between a knowledge item and a performance criterion, seen from one of them."""

    item: Item
    """The item at the other end."""
    direct: bool
    """Whether the criterion needs the knowledge; if not, the knowledge helps."""


@dataclass(frozen=True)
class Section:
    """Items in printed order, under the sub-heading that the source text gives them, if any."""

    heading: str | None
    items: tuple[Item, ...]
    place: Path = ()
    """Where the sub-heading is in the file of the standard."""

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
    """The words that each item continues."""
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
        """The number of its items in force, in words and in the language in use."""
        return counted(self.kind, len(self.in_force))


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
    place: Path = ()
    """Where it is in the file of the standard."""


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
    parts: tuple[Part, ...]
    withdrawn: StandardWithdrawal | None
    """Why the whole standard is no longer in force, where it is not."""
    history: tuple[Version, ...]
    """Newest first."""
    file: str
    """The source, as a path from the project's top."""

    @property
    def version(self) -> str:
        """The version of this publication of the standard."""
        return self.history[0].number

    def part(self, kind: PartId) -> Part:
        """Return the part of this kind."""
        return next(part for part in self.parts if part.kind.id == kind)

    @cached_property
    def items(self) -> tuple[Item, ...]:
        """The items of all parts."""
        return tuple(item for part in self.parts for item in part.items)

    @cached_property
    def in_force(self) -> tuple[Item, ...]:
        """Its items that are not withdrawn."""
        return tuple(item for item in self.items if item.in_force)

    @cached_property
    def by_id(self) -> Mapping[str, Item]:
        """Its items by their ids."""
        return {item.id: item for item in reversed(self.items)}

    @cached_property
    def used_for(self) -> Mapping[str, tuple[Link, ...]]:
        """By the id of a knowledge item: the criteria it is used for, direct links first."""
        return {item.id: links for item in self.items if (links := tuple(self._links(item)))}

    @cached_property
    def needs(self) -> Mapping[str, tuple[Link, ...]]:
        """By the id of a criterion: the knowledge it needs, direct links first."""
        found: dict[str, list[Link]] = {}
        for identity, links in self.used_for.items():
            for link in links:
                found.setdefault(link.item.id, []).append(Link(self.by_id[identity], link.direct))
        return {target: tuple(sorted(links, key=lambda link: not link.direct)) for target, links in found.items()}

    def _links(self, item: Item) -> Iterator[Link]:
        for targets, direct in ((item.underpins, True), (item.supports, False)):
            for target in targets:
                if target in self.by_id:
                    yield Link(self.by_id[target], direct)

    @cached_property
    def wordings(self) -> tuple[Wording, ...]:
        """The paragraphs of the overview and the texts of the items."""
        return (*self.overview, *(item.wording for item in self.items))

    @cached_property
    def errata(self) -> tuple[Erratum, ...]:
        """Every erratum of the standard, by number."""
        found = [erratum for wording in self.wordings for erratum in wording.errata]
        return tuple(sorted(found, key=lambda erratum: erratum.number))
