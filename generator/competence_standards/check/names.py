"""Check names of files and items, and explain how to rename a file."""

import re
from collections.abc import Collection
from itertools import count
from typing import Any

from competence_standards.problem import shown
from competence_standards.schema import load_schema, resolve
from competence_standards.translation import gettext as _
from competence_standards.words import slug


def is_file_name(name: str) -> bool:
    """Check whether a file can have this name, without its ending."""
    schema = load_schema("standard")
    return _is_id(name, schema, schema)


def is_item_id(text: str) -> bool:
    """Check whether an item of a standard can have this id, if a part of the suite has its letter."""
    schema = load_schema("standard")
    return _is_id(text, schema, schema["$defs"]["part_item"])


def _is_id(text: str, schema: dict[str, Any], thing: dict[str, Any]) -> bool:
    """Check a text against an id's definition in the schema."""
    identity = resolve(schema, resolve(schema, thing)["properties"]["id"])
    return re.search(identity["pattern"], text) is not None


def new_name(name: str, taken: Collection[str]) -> str:
    """Return a valid, unused name for a file, or "" if its letters do not make one."""
    stem = slug(name).lstrip("0123456789-")
    return next(
        other for number in count(1) if (other := stem if number < 2 else f"{stem}-{number}") not in taken or not stem
    )


def renaming(name: str, identity: str) -> str:
    """Return the hint to rename a file, and to change its id if that differs."""
    file = shown(f"{name}.yml")
    if identity == name:
        return _("Rename the file to {file}.", file=file)
    return _("Rename the file to {file}, and write {word} here.", file=file, word=shown(name))
