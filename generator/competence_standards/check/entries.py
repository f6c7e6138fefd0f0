"""The entries of what the standards share, each with its place, for the rules about forms and self-assessment."""

from collections.abc import Iterator

from competence_standards.check import lists
from competence_standards.check.lists import used_twice
from competence_standards.problem import Problem
from competence_standards.read import Folder, Path, Source, Value, mappings

__all__ = ["entries_of", "given_twice", "lacks", "used_twice"]

Entry = tuple[Path, dict[str, Value]]


def entries_of(folder: Folder, name: str) -> list[Entry]:
    """The entries of one vocabulary; none where it is missing or has no list of them."""
    source = folder.vocabulary.get(name)
    top = source.value if source and isinstance(source.value, dict) else {}
    return [((name, position), entry) for position, entry in mappings(top.get(name))]


def lacks(folder: Folder, name: str) -> bool:
    """Tell whether the suite has no such vocabulary."""
    return folder.lacks(name)


def given_twice(source: Source, found: list[Entry], field: str) -> Iterator[Problem]:
    """Yield a problem for each entry whose field an entry above it has too, without regard to capitals and spaces."""
    values = [((*path, field), entry.get(field)) for path, entry in found]
    yield from lists.given_twice(source, [(place, value) for place, value in values if isinstance(value, str)])
