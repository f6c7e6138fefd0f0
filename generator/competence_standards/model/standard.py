"""A standard: its parts, its links, its history and where its text comes from."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Literal, NamedTuple

from competence_standards.model.item import Link

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from competence_standards.model.item import Item, Part
    from competence_standards.model.part import PartId
    from competence_standards.model.wording import Erratum, Wording
    from competence_standards.read import Path


class Successor(NamedTuple):
    """A standard that replaces a withdrawn one."""

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
class Official:
    """Facts from the standard's official page, and its address. Only facts that were read there."""

    reference: str | None
    read_at: str | None
    """The address of the page. None if there is no such page, because the standard is the organisation's own."""
    suite: str | None
    developed_by: str | None
    version: str | None
    """The official version, not the version of this publication."""
    approved: str | None
    """``22 February 2021``, ``February 2021`` or ``2021``."""
    review_date: str | None
    """As in ``approved``."""
    validity: Literal["current", "legacy"] | None
    status: Literal["original", "tailored"] | None
    originating_organisation: str | None
    original_reference: str | None


@dataclass(frozen=True)
class OtherStandard:
    """A standard that the source names as linked to this one, published here or not."""

    reference: str
    title: str | None


@dataclass(frozen=True)
class Version:
    """A version of this publication of a standard, not of the official standard."""

    number: str
    date: str
    """Year, month and day: ``2026-11-22``."""
    summary: str
    items: tuple[str, ...]
    """The changed items."""
    place: Path = ()
    """Its place in the standard's file."""


@dataclass(frozen=True)
class Standard:
    """One occupational standard, as published here."""

    id: str
    formerly: tuple[str, ...]
    """Its former ids, newest first. Their addresses redirect to the current one."""
    title: str
    title_origin: Literal["source-text", "official-page", "inferred"] | None
    """None if the title is the organisation's own."""
    competence_area: str | None
    level: str | None
    """As the source gives it: ``Level 3``."""
    occupations: tuple[str, ...]
    soc_codes: tuple[str, ...]
    keywords: tuple[str, ...]
    other_standards: tuple[OtherStandard, ...]
    official: Official | None
    source_text: str | None
    """The file name of the source text. None if the standard was written here."""
    notes: tuple[str, ...]
    """Notes on the form of the source text."""
    overview: tuple[Wording, ...]
    parts: tuple[Part, ...]
    """In the order of the suite. Optional parts that the standard does not have are left out."""
    withdrawn: StandardWithdrawal | None
    """Why the whole standard is no longer in force, or None."""
    history: tuple[Version, ...]
    """Newest first."""
    file: str
    """The path of the source, relative to the project's folder."""

    @property
    def version(self) -> str:
        """The version of this publication of the standard."""
        return self.history[0].number

    @property
    def reference(self) -> str | None:
        """Its official reference, if that is known: ``INSCC003``."""
        return self.official.reference if self.official else None

    def part(self, kind: PartId) -> Part:
        """Return the part of this kind, which the standard must have."""
        return self.by_kind[kind]

    @cached_property
    def by_kind(self) -> Mapping[PartId, Part]:
        """Its parts by the ids of their kinds."""
        return {part.kind.id: part for part in self.parts}

    @cached_property
    def rated(self) -> tuple[Part, ...]:
        """The parts on which learners rate themselves."""
        return tuple(part for part in self.parts if part.kind.rated)

    @cached_property
    def to_rate(self) -> tuple[Item, ...]:
        """The items on which learners rate themselves: those in force of the rated parts."""
        return tuple(item for part in self.rated for item in part.in_force)

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
        """The items that each item is used for, such as the criteria for knowledge, by its id, direct links first."""
        return {item.id: links for item in self.items if (links := tuple(self._links(item)))}

    @cached_property
    def needs(self) -> Mapping[str, tuple[Link, ...]]:
        """The items that each item needs, such as the knowledge for a criterion, by its id, direct links first."""
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
        return (*self.overview, *(wording for item in self.items for wording in item.wordings))

    @cached_property
    def errata(self) -> tuple[Erratum, ...]:
        """Every erratum of the standard, by number."""
        found = [erratum for wording in self.wordings for erratum in wording.errata]
        return tuple(sorted(found, key=lambda erratum: erratum.number))
