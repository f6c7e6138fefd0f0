"""Say what a file can be called, and how to rename it."""

import re
from collections.abc import Collection
from itertools import count

from competence_standards.problem import shown
from competence_standards.translation import gettext as _
from competence_standards.words import slug

_FILE_NAME = re.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*")


def is_file_name(name: str) -> bool:
    """Tell whether a file can have this name, without its ending."""
    return _FILE_NAME.fullmatch(name) is not None


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
