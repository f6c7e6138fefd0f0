"""The entries of what the standards share, each with its place: what the rules about them go through."""

import re
from collections.abc import Iterator

from competence_standards.problem import Problem, errors, shown
from competence_standards.read import VOCABULARY, Folder, Path, Source, Value, mappings
from competence_standards.translation import gettext as _
from competence_standards.words import slug

Entry = tuple[Path, dict[str, Value]]
LINKS = ("underpins", "supports")
"""The fields of a knowledge item that link it to criteria."""
_SEVERAL = re.compile(r"[\w/-]{1,99}(?:\s{0,9}[;|]\s{0,9}[\w/-]{1,99}){0,99}[;|]?")


def entries_of(folder: Folder, name: str) -> list[Entry]:
    """The entries of one vocabulary; none where it is missing or has no list of them."""
    source = folder.vocabulary.get(name)
    top = source.value if source and isinstance(source.value, dict) else {}
    return [((name, position), entry) for position, entry in mappings(top.get(name))]


def texts_of(entry: dict[str, Value], field: str) -> list[tuple[int, str]]:
    """Return the texts in a list of an entry, each with its position; nothing where the field is not a list."""
    values = entry.get(field)
    return [(at, text) for at, text in enumerate(values if isinstance(values, list) else []) if isinstance(text, str)]


def written_as_one(text: str) -> list[str]:
    """Return the entries of a list that an author wrote as one, with semicolons or bars between them."""
    return re.split(r"\s*[;|]\s*", text.rstrip(";|")) if _SEVERAL.fullmatch(text) else [text]


def lacks(folder: Folder, name: str) -> bool:
    """Whether the suite has no such vocabulary. A file that cannot be read, or stands under another name, may be it."""
    place = f"{folder.path}/{VOCABULARY}/"
    return name not in folder.vocabulary.keys() | folder.unread and not any(
        problem.file.startswith(place) for problem in errors(folder.problems)
    )


def given_twice(source: Source, found: list[Entry], field: str) -> Iterator[Problem]:
    """A problem for each entry whose ``field`` an entry above it has too, without regard to capitals and spaces."""
    first: dict[str, Path] = {}
    for path, entry in found:
        name = entry.get(field)
        if isinstance(name, str) and first.setdefault(slug(name), path) != path:
            line = source.line((*first[slug(name)], field))
            message = used_twice(name, line)
            hint = _("Give this entry a different {field}, or delete it.", field=field)
            yield source.problem((*path, field), message, hint)


def used_twice(word: str, line: int) -> str:
    """Return the message for a word that should be used once in a file, and was first used on a line above."""
    return _("{word} is used more than once. It is first used on line {line}.", word=shown(word), line=line)
