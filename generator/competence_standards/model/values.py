"""The values of a checked source in; the same out with the types that the schema has made sure of, in one place."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import TypeAlias

    from competence_standards.read import Value

    Fields: TypeAlias = Mapping[str, Value]


def fields(value: Value) -> Fields:
    """A mapping."""
    return cast("Fields", value)


def entries(within: Fields, name: str) -> list[Fields]:
    """A list of mappings; none where the field was left out."""
    return cast("list[Fields]", within.get(name) or [])


def text(within: Fields, name: str) -> str:
    """A text that is always there."""
    return cast("str", within[name])


def texts(within: Fields, name: str) -> tuple[str, ...]:
    """A list of texts; none where the field was left out."""
    return tuple(cast("list[str]", within.get(name) or []))


def optional(within: Fields, name: str) -> str | None:
    """A text, or None where the field was left out."""
    return cast("str | None", within.get(name))
