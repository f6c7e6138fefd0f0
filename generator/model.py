"""Checked sources in; the suite as its readers know it out: frozen, in order, every text as supplied and as corrected.

Knows nothing of YAML, pages or addresses. Built only from sources without errors, so nothing here is checked again.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import count
from typing import TYPE_CHECKING, Literal, cast

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from generator.read import Folder, Source, Value

    Fields = Mapping[str, Value]


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


@dataclass(frozen=True)
class Reference:
    """An item by name: the id of its standard and its own."""

    standard: str
    item: str


@dataclass(frozen=True)
class Item:
    """A performance criterion or a knowledge item. Its id is for ever: anchors, answers and forms hang on it."""

    id: str
    wording: Wording
    withdrawn: Withdrawal | None

    @property
    def words(self) -> str:
        """The words that readers see."""
        return self.wording.published


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
    history: tuple[Version, ...]
    """Newest first."""
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
    def errata(self) -> tuple[Erratum, ...]:
        """Every erratum of the standard, by number."""
        wordings = [*self.overview, *(item.wording for item in (*self.criteria, *self.knowledge_items))]
        found = [erratum for wording in wordings for erratum in wording.errata]
        return tuple(sorted(found, key=lambda erratum: erratum.number))


@dataclass(frozen=True)
class Suite:
    """The standards that are published together, in their order."""

    title: str
    summary: str
    words: str
    """Whose words the standards are."""
    standards: tuple[Standard, ...]

    @cached_property
    def changed(self) -> str:
        """The date of the newest version of any standard: ``2026-11-22``."""
        return max(standard.history[0].date for standard in self.standards)


def suite(folder: Folder) -> Suite:
    """The suite in a folder in which the check found no error."""
    top = _fields(folder.suite.value if folder.suite else None)
    sources = {source.name: source for source in folder.standards}
    standards = tuple(_standard(sources[name]) for name in _texts(top, "standards"))
    return Suite(_text(top, "title"), _text(top, "summary"), _text(top, "words"), standards)


def _standard(source: Source) -> Standard:
    top = _fields(source.value)
    identity = _text(top, "id")
    numbers = count(1)
    overview = tuple(
        _wording(paragraph, numbers, f"Overview, paragraph {position}", "overview")
        for position, paragraph in enumerate(_list(top, "overview"), start=1)
    )
    provenance = _fields(top["provenance"])
    return Standard(
        id=identity,
        title=_text(top, "title"),
        title_origin=cast('Literal["source-text", "official-page", "inferred"]', _text(top, "title_origin")),
        competence_area=_optional(top, "competence_area"),
        official=_official(_fields(top["official"])) if "official" in top else None,
        source_text=_text(provenance, "source_text"),
        notes=_texts(provenance, "notes"),
        overview=overview,
        performance_criteria=tuple(_sections(_list(top, "performance_criteria"), numbers, identity)),
        knowledge=tuple(_sections(_list(top, "knowledge"), numbers, identity)),
        history=tuple(
            Version(_text(entry, "version"), _text(entry, "date"), _text(entry, "summary"), _texts(entry, "items"))
            for entry in _list(top, "history")
        ),
        file=f"standards/{source.name}.yml",
    )


def _sections(entries: list[Fields], numbers: Iterator[int], standard: str) -> Iterator[Section]:
    """Gather a list in which headings stand between items into sections."""
    heading: str | None = None
    items: list[Item] = []
    for entry in entries:
        if "heading" not in entry:
            items.append(_item(entry, numbers, standard))
            continue
        if items:
            yield Section(heading, tuple(items))
        heading, items = _text(entry, "heading"), []
    if items:
        yield Section(heading, tuple(items))


def _item(entry: Fields, numbers: Iterator[int], standard: str) -> Item:
    identity = _text(entry, "id")
    withdrawal: Withdrawal | None = None
    if "withdrawn" in entry:
        withdrawn = _fields(entry["withdrawn"])
        references = tuple(
            Reference(name or standard, item)
            for name, _, item in (text.rpartition("/") for text in _texts(withdrawn, "replaced_by"))
        )
        withdrawal = Withdrawal(_text(withdrawn, "since"), _text(withdrawn, "reason"), references)
    return Item(identity, _wording(entry, numbers, identity, identity), withdrawal)


def _wording(entry: Fields, numbers: Iterator[int], about: str, anchor: str) -> Wording:
    text = _text(entry, "text")
    if "errata" not in entry:
        return Wording(text)
    records = sorted(_list(entry, "errata"), key=lambda record: text.index(_text(record, "from")))
    errata = tuple(
        Erratum(
            number=next(numbers),
            wrong=_text(record, "from"),
            right=_optional(record, "to"),
            kind=cast('Literal["spelling", "grammar", "unclear"]', _text(record, "kind")),
            applied=record["status"] == "applied",
            note=_text(record, "note"),
            about=about,
            anchor=anchor,
        )
        for record in records
    )
    return Wording(text, errata)


def _official(entry: Fields) -> Official:
    return Official(
        reference=_text(entry, "reference"),
        read_at=_text(entry, "read_at"),
        suite=_optional(entry, "suite"),
        developed_by=_optional(entry, "developed_by"),
        approved=_optional(entry, "approved"),
    )


# The schema has made sure of every shape below; these say so to the type checker in one place.


def _fields(value: Value) -> Fields:
    return cast("Fields", value)


def _list(fields: Fields, name: str) -> list[Fields]:
    return cast("list[Fields]", fields.get(name) or [])


def _text(fields: Fields, name: str) -> str:
    return cast("str", fields[name])


def _texts(fields: Fields, name: str) -> tuple[str, ...]:
    return tuple(cast("list[str]", fields.get(name) or []))


def _optional(fields: Fields, name: str) -> str | None:
    return cast("str | None", fields.get(name))
