"""Read values from a source that the schema accepted, with the types that the schema guarantees.

Missing values are empty, because the check removes refused values: a text is ``""``, and a list has no entries. A
refused entry of a list is ``None``, so that later entries keep their positions.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import TypeAlias

    from competence_standards.read import Source, Value

    Fields: TypeAlias = Mapping[str, Value]


def top(source: Source | None) -> Fields:
    """Return the fields of a file, or an empty mapping without a file."""
    return cast("Fields", source.value or {}) if source else {}


def fields(value: Value) -> Fields:
    """Return a value as a group of fields."""
    return cast("Fields", value)


def group(within: Fields, name: str) -> Fields | None:
    """Return a group of fields, or None if it is missing."""
    return cast("Fields | None", within.get(name))


def placed(within: Fields, name: str) -> Iterator[tuple[int, Fields]]:
    """Yield each group of fields in a list, with its position from 0."""
    for position, entry in enumerate(cast("list[Fields | None]", within.get(name) or ())):
        if entry is not None:
            yield position, entry


def entries(within: Fields, name: str) -> list[Fields]:
    """Return the groups of fields in a list."""
    return [entry for _position, entry in placed(within, name)]


def text(within: Fields, name: str) -> str:
    """Return a text."""
    return cast("str", within.get(name) or "")


def texts(within: Fields, name: str) -> tuple[str, ...]:
    """Return a list of texts. A refused text is empty."""
    found = cast("list[str | None] | None", within.get(name))
    return tuple(one or "" for one in found) if found else ()


def text_of(source: Source, name: str) -> str:
    """Return the text of a field at the top of a file."""
    return text(top(source), name)


def texts_of(source: Source, name: str) -> tuple[str, ...]:
    """Return the texts of a field at the top of a file."""
    return texts(top(source), name)


def ids_of(source: Source | None, name: str) -> tuple[str, ...]:
    """Return the ids of the entries of a field at the top of a file."""
    return tuple(text(entry, "id") for entry in entries(top(source), name))


def optional(within: Fields, name: str) -> str | None:
    """Return a text, or None if it is missing."""
    return cast("str | None", within.get(name))
