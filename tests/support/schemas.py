"""The parts of a JSON Schema."""

from collections.abc import Iterator
from typing import Any


def subschemas(schema: dict[str, Any], path: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Every schema within a schema that says what a value is; an `if` only asks."""
    yield path, schema
    for keyword in ("properties", "$defs"):
        for name, child in schema.get(keyword, {}).items():
            yield from subschemas(child, f"{path}/{keyword}/{name}")
    for keyword in ("items", "then", "else"):
        if keyword in schema:
            yield from subschemas(schema[keyword], f"{path}/{keyword}")
    for number, child in enumerate(schema.get("allOf", ())):
        yield from subschemas(child, f"{path}/allOf/{number}")
