"""Build a standard from its file.

Values that the schema refused count as missing: a text is empty, and a list has no entries. So the check can build a
standard with errors too, and run its rules on the rest.
"""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING, Literal, cast

from competence_standards.model import part as parts
from competence_standards.model import values
from competence_standards.model.item import Item, Part, Reference, Section, Withdrawal
from competence_standards.model.standard import (
    Official,
    OtherStandard,
    Standard,
    StandardWithdrawal,
    Successor,
    Version,
)
from competence_standards.model.wording import Erratum, Wording
from competence_standards.translation import gettext

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from competence_standards.model.part import Kinds, PartKind
    from competence_standards.model.values import Fields
    from competence_standards.read import Path, Source


def standard(source: Source, titles: Mapping[str, str], kinds: Kinds) -> Standard:
    """Build a standard from its file.

    Args:
        source: The file, without values that the schema refuses.
        titles: The title of each standard by its id, for the standards that replace a withdrawn one.
        kinds: The kinds of part of its suite.
    """
    top = values.top(source)
    identity = values.text(top, "id")
    numbers = count(1)
    overview = tuple(
        _wording(entry, numbers, ("overview", position), f"{position + 1}", "overview")
        for position, entry in values.placed(top, "overview")
    )
    provenance = values.group(top, "provenance") or {}
    withdrawn = values.group(top, "withdrawn")
    official = values.group(top, "official")
    return Standard(
        id=identity,
        formerly=values.texts(top, "formerly"),
        title=values.text(top, "title"),
        title_origin=cast(
            'Literal["source-text", "official-page", "inferred"] | None', values.optional(top, "title_origin")
        ),
        competence_area=values.optional(top, "competence_area"),
        level=values.optional(top, "level"),
        occupations=values.texts(top, "occupations"),
        soc_codes=values.texts(top, "soc_codes"),
        keywords=values.texts(top, "keywords"),
        other_standards=tuple(
            OtherStandard(values.text(entry, "reference"), values.optional(entry, "title"))
            for entry in values.entries(top, "other_standards")
        ),
        official=_official(official) if official is not None else None,
        source_text=values.optional(provenance, "source_text"),
        notes=values.texts(provenance, "notes"),
        overview=overview,
        parts=tuple(_part(kind, top, numbers, identity) for kind in kinds if not kind.optional or top.get(kind.field)),
        withdrawn=_withdrawn(withdrawn, titles) if withdrawn is not None else None,
        history=tuple(_version(entry, ("history", position)) for position, entry in values.placed(top, "history")),
        file=f"standards/{source.name}.yml",
    )


def reference(text: str, standard_id: str = "") -> Reference:
    """Return the item with this name: ``contact-centre/P16``, or ``P16`` within the standard ``standard_id``."""
    name, _, item = text.rpartition("/")
    return Reference(name or standard_id, item)


def _withdrawn(entry: Fields, titles: Mapping[str, str]) -> StandardWithdrawal:
    successors = tuple(Successor(name, titles.get(name, "")) for name in values.texts(entry, "replaced_by"))
    return StandardWithdrawal(values.text(entry, "since"), values.text(entry, "reason"), successors)


def _part(kind: PartKind, top: Fields, numbers: Iterator[int], identity: str) -> Part:
    return Part(kind, parts.title(kind), parts.lead_in(kind), tuple(_sections(kind, top, numbers, identity)))


def _sections(kind: PartKind, top: Fields, numbers: Iterator[int], identity: str) -> Iterator[Section]:
    """Group a list of headings and items into sections."""
    heading: str | None = None
    number = ""
    place: Path = ()
    items: list[Item] = []
    for position, entry in values.placed(top, kind.field):
        if "heading" not in entry:
            items.append(_item(entry, kind, (kind.field, position), numbers, identity))
            continue
        if items or heading is not None:
            yield Section(heading, tuple(items), place, number, kind.heading)
        heading, place, items = values.text(entry, "heading"), (kind.field, position, "heading"), []
        number = values.text(entry, "number")
    if items or heading is not None:
        yield Section(heading, tuple(items), place, number, kind.heading)


def _item(entry: Fields, kind: PartKind, place: Path, numbers: Iterator[int], standard_id: str) -> Item:
    identity = values.text(entry, "id")
    withdrawn = values.group(entry, "withdrawn")
    wording, *points = _wordings(entry, numbers, place, identity, identity)
    return Item(
        id=identity,
        part=kind,
        standard=standard_id,
        wording=wording,
        points=tuple(points),
        number=values.optional(entry, "number"),
        withdrawn=_withdrawal(withdrawn, standard_id) if withdrawn is not None else None,
        themes=values.texts(entry, "themes"),
        underpins=values.texts(entry, "underpins"),
        supports=values.texts(entry, "supports"),
        no_knowledge=values.optional(entry, "no_knowledge"),
        place=place,
    )


def _withdrawal(entry: Fields, standard_id: str) -> Withdrawal:
    references = tuple(reference(text, standard_id) for text in values.texts(entry, "replaced_by"))
    return Withdrawal(values.text(entry, "since"), values.text(entry, "reason"), references)


def _wording(entry: Fields, numbers: Iterator[int], place: Path, about: str, anchor: str) -> Wording:
    return _wordings(entry, numbers, place, about, anchor)[0]


def _wordings(entry: Fields, numbers: Iterator[int], place: Path, about: str, anchor: str) -> list[Wording]:
    """Build the sentence and the points of an entry. Each erratum is with the text that has its words."""
    texts = [values.text(entry, "text"), *values.texts(entry, "points")]
    places: list[Path] = [place, *((*place, "points", position) for position in range(len(texts) - 1))]
    if "errata" not in entry:
        return [Wording(text, (), where) for text, where in zip(texts, places, strict=True)]

    def found(record: tuple[int, Fields]) -> tuple[int, int]:
        wrong = values.text(record[1], "from")
        # An erratum whose words are nowhere stays with the sentence. The check reports it.
        at = next((at for at, text in enumerate(texts) if wrong in text), 0)
        return at, texts[at].find(wrong)

    errata: list[list[Erratum]] = [[] for _ in texts]
    for position, record in sorted(values.placed(entry, "errata"), key=found):
        errata[found((position, record))[0]].append(
            Erratum(
                number=next(numbers),
                wrong=values.text(record, "from"),
                right=values.optional(record, "to"),
                kind=cast('Literal["spelling", "grammar", "unclear"]', values.text(record, "kind")),
                applied=values.text(record, "status") == "applied",
                note=values.text(record, "note"),
                about=gettext("Overview, paragraph {number}", number=about) if anchor == "overview" else about,
                anchor=anchor,
                place=(*place, "errata", position),
            )
        )
    return [Wording(text, tuple(own), where) for text, own, where in zip(texts, errata, places, strict=True)]


def _version(entry: Fields, place: Path) -> Version:
    return Version(
        number=values.text(entry, "version"),
        date=values.text(entry, "date"),
        summary=values.text(entry, "summary"),
        items=values.texts(entry, "items"),
        place=place,
    )


def _official(entry: Fields) -> Official:
    return Official(
        reference=values.optional(entry, "reference"),
        read_at=values.optional(entry, "read_at"),
        suite=values.optional(entry, "suite"),
        developed_by=values.optional(entry, "developed_by"),
        version=values.optional(entry, "version"),
        approved=values.optional(entry, "approved"),
        review_date=values.optional(entry, "review_date"),
        validity=cast('Literal["current", "legacy"] | None', values.optional(entry, "validity")),
        status=cast('Literal["original", "tailored"] | None', values.optional(entry, "status")),
        originating_organisation=values.optional(entry, "originating_organisation"),
        original_reference=values.optional(entry, "original_reference"),
    )
