"""Say what a file or an item can be called, and how to rename a file."""

import re
from collections.abc import Collection
from itertools import count
from typing import Any

from competence_standards.model import PARTS, PartKind
from competence_standards.problem import shown
from competence_standards.schema import load_schema, resolve
from competence_standards.translation import gettext as _
from competence_standards.words import slug


def is_file_name(name: str) -> bool:
    """Tell whether a file can have this name, without its ending."""
    schema = load_schema("standard")
    return _is_id(name, schema, schema)


def is_item_id(text: str, kinds: Collection[PartKind] = PARTS) -> bool:
    """Tell whether an item in one of these kinds of part can have this id."""
    schema = load_schema("standard")
    return any(_is_id(text, schema, schema["properties"][kind.field]["items"]["else"]) for kind in kinds)


def _is_id(text: str, schema: dict[str, Any], thing: dict[str, Any]) -> bool:
    """Tell whether a text can be the id of a thing, of which a part of the schema says what it is."""
    identity = resolve(schema, resolve(schema, thing)["properties"]["id"])
    return re.search(identity["pattern"], text) is not None


def new_name(name: str, taken: Collection[str]) -> str:
    """Return the name that a file should have, which no other file has; nothing where its letters make none."""
    stem = slug(name).lstrip("0123456789-")
    return next(
        other for number in count(1) if (other := stem if number < 2 else f"{stem}-{number}") not in taken or not stem
    )


def renaming(name: str, identity: str) -> str:
    """Return the hint that gives a file another name, and its id too where that is different."""
    file = shown(f"{name}.yml")
    if identity == name:
        return _("Rename the file to {file}.", file=file)
    return _("Rename the file to {file}, and write {word} here.", file=file, word=shown(name))
