"""The JSON Schemas: what a valid source is, and the words of the hints and of the file format page."""

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import IO, Any

from competence_standards.translation import as_message, gettext

_PACKAGED = Path(__file__).parent / "schema"
FOLDER = _PACKAGED if _PACKAGED.is_dir() else Path(__file__).parents[2] / "schema"
"""In an installed package the schemas are inside it, and in a checkout at the top."""
WORDS = ("title", "description", "patternErrorMessage")
"""The keywords whose text is shown to an author."""
_DATA = frozenset({"const", "default", "enum", "examples"})
"""The keywords whose value is what a file can hold."""
_NAMED = frozenset({"$defs", "patternProperties", "properties"})
"""The keywords whose value has names of fields and definitions as its keys."""


@cache
def load_schema(name: str) -> dict[str, Any]:
    """Return the schema ``schema/<name>.schema.json`` as parsed JSON."""
    schema: dict[str, Any] = json.loads((FOLDER / f"{name}.schema.json").read_text(encoding="utf-8"))
    return schema


def resolve(schema: dict[str, Any], node: dict[str, Any]) -> dict[str, Any]:
    """Return the node, or the definition that its ``$ref`` names. A ``$ref`` never leaves its file."""
    while "$ref" in node:
        target: Any = schema
        for step in node["$ref"].removeprefix("#/").split("/"):
            target = target[step]
        node = target
    return node


def in_words(text: str) -> str:
    """Return a title, a description or the message of a pattern in the language that is in use."""
    return gettext(as_message(text))


def extract(file: IO[bytes], *_: object, **__: object) -> Iterator[tuple[int, str, str, list[str]]]:
    """Yield each text of a schema that is shown to an author, with its line: a method of extraction for Babel."""
    source = file.read().decode()
    at = 0
    for text in _words(json.loads(source)):
        at = max(at, source.find(json.dumps(text, ensure_ascii=False), at))
        yield source.count("\n", 0, at) + 1, "gettext", as_message(text), []


def _words(node: Any, *, named: bool = False) -> Iterator[str]:
    """Yield the texts in a part of a schema, in the order of the file. The keys of a part can be names of fields."""
    for key, value in node.items() if isinstance(node, dict) else ():
        if key in WORDS and isinstance(value, str):
            yield value
        elif named or key not in _DATA:
            yield from _words(value, named=not named and key in _NAMED)
    for value in node if isinstance(node, list) else ():
        yield from _words(value)
