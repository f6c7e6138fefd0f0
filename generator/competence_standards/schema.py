"""The JSON Schemas: what a valid source is, and the words of the hints and of the file format page.

The files know every kind of part of a standard. ``schema_for`` narrows them to the kinds that a suite uses.
"""

import json
import re
from collections.abc import Iterator
from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import IO, Any

from competence_standards.model.part import EVERY_KIND, Kinds, PartKind, serving
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


@cache
def schema_for(name: str, kinds: Kinds) -> dict[str, Any]:
    """Return a schema, narrowed to the parts of a suite: to their fields, and to the letters of their items.

    An item's number is an id with a letter of the suite. A standard has only the fields of its parts, and each part has
    only ids with its letter, and links to the parts that it serves.
    """
    schema = deepcopy(load_schema(name))
    _narrow_patterns(schema, "".join(kind.letter for kind in kinds))
    if name == "standard":
        fields: dict[str, Any] = schema["properties"]
        parts = {kind.field: fields[kind.field] for kind in kinds}
        for kind in kinds:
            schema["$defs"][f"item_of_{kind.field}"] = _item(kind, kinds, schema)
            parts[kind.field]["items"]["else"] = {"$ref": f"#/$defs/item_of_{kind.field}"}
        others = {name: field for name, field in fields.items() if name not in {kind.field for kind in EVERY_KIND}}
        before, after = _around(others, "overview"), _around(others, "overview", after=True)
        schema["properties"] = {**before, **parts, **after}
        required = [kind.field for kind in kinds if not kind.optional]
        schema["required"] = [*schema["required"][:-1], *required, schema["required"][-1]]
    return schema


def _around(fields: dict[str, Any], name: str, *, after: bool = False) -> dict[str, Any]:
    """Return the fields up to one of them, or those after it."""
    names = list(fields)
    at = names.index(name) + 1
    return {one: fields[one] for one in (names[at:] if after else names[:at])}


def _narrow_patterns(node: Any, letters: str) -> None:
    """Narrow every pattern for items of any part, and for codes that are not the letter of a part."""
    if isinstance(node, list):
        for entry in node:
            _narrow_patterns(entry, letters)
    elif isinstance(node, dict):
        for key, value in node.items():
            if key == "pattern":
                node[key] = value.replace("[A-Z][1-9]", f"[{letters}][1-9]").replace("(?![PK]$)", f"(?![{letters}]$)")
            elif key == "patternProperties":
                for pattern in list(value):
                    value[pattern.replace("[A-Z][1-9]", f"[{letters}][1-9]")] = value.pop(pattern)
            _narrow_patterns(value, letters)


def _item(kind: PartKind, kinds: Kinds, schema: dict[str, Any]) -> dict[str, Any]:
    """Return the definition of an item of a part."""
    usual = next(one for one in EVERY_KIND if one.id == kind.id)
    entry = schema["properties"][kind.field]["items"]["else"]
    item: dict[str, Any] = deepcopy(resolve(schema, entry))
    fields = item["properties"]
    identity = fields["id"]
    if kind.letter != usual.letter:
        fields["id"] = identity = deepcopy(resolve(schema, {"$ref": "#/$defs/part_item"})["properties"]["id"])
    identity |= {"letter": kind.letter, "pattern": _of_letters(identity["pattern"], kind.letter)}
    if identity["examples"][0][0] != kind.letter:
        identity["examples"] = [f"{kind.letter}1", f"{kind.letter}16"]
    targets = "".join(one.letter for one in kinds if one.id in kind.serves)
    for name in ("underpins", "supports"):
        if not targets:
            fields.pop(name, None)
        elif name in fields:
            target = fields[name]["items"]
            target |= {"letter": targets[0], "pattern": _of_letters(target["pattern"], targets)}
    if not serving(kind, kinds):
        fields.pop("no_knowledge", None)
    return item


def _of_letters(pattern: str, letters: str) -> str:
    """Return the pattern of ids, for ids with one of some letters."""
    among = letters if len(letters) == 1 else f"[{letters}]"
    return re.sub(r"\^\[[A-Z-]+\]", f"^{among}", pattern)


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
