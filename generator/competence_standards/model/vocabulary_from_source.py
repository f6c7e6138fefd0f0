"""Build the themes, the glossary and the groups of similar items from their files.

As for standards, values that the schema refused count as missing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from competence_standards.model import values
from competence_standards.model.standard_from_source import reference
from competence_standards.model.vocabulary import Correspondence, CorrespondenceKind, Term, Theme
from competence_standards.read import GROUPS, VOCABULARY

if TYPE_CHECKING:
    from collections.abc import Iterable

    from competence_standards.read import Source


def themes(source: Source | None) -> tuple[Theme, ...]:
    """Build the themes, in the order of their file."""
    return tuple(
        Theme(
            id=values.text(entry, "id"),
            name=values.text(entry, "name"),
            description=values.text(entry, "description"),
            place=("themes", position),
        )
        for position, entry in values.placed(values.top(source), "themes")
    )


def glossary(source: Source | None) -> tuple[Term, ...]:
    """Build the terms of the glossary, in the order of their file."""
    return tuple(
        Term(
            term=values.text(entry, "term"),
            definition=values.text(entry, "definition"),
            match=values.texts(entry, "match"),
            see_also=values.texts(entry, "see_also"),
            place=("glossary", position),
        )
        for position, entry in values.placed(values.top(source), "glossary")
    )


def correspondences(sources: Iterable[Source]) -> tuple[Correspondence, ...]:
    """Build the groups of similar items of one or more files, in their order."""
    entries = ((source, *entry) for source in sources for entry in values.placed(values.top(source), GROUPS))
    return tuple(
        Correspondence(
            number=number,
            id=values.text(entry, "id"),
            name=values.text(entry, "name"),
            kind=cast("CorrespondenceKind", values.text(entry, "kind")),
            items=tuple(map(reference, values.texts(entry, "items"))),
            broader=tuple(map(reference, values.texts(entry, "broader"))),
            note=values.optional(entry, "note"),
            place=(GROUPS, position),
            file=_file_of_groups(source),
        )
        for number, (source, position, entry) in enumerate(entries, start=1)
    )


def _file_of_groups(source: Source) -> str:
    is_one_of_many = source.file.split("/")[-2:-1] == [GROUPS]
    return f"standards/{VOCABULARY}/{GROUPS}{f'/{source.name}' if is_one_of_many else ''}.yml"
