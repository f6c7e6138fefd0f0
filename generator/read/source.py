"""A source file once it is read: its value, and where each part of it stands.

Made by ``parse``; used to place every problem on the line and column that an author must mend.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

from generator.problem import Problem

Value: TypeAlias = "str | list[Value] | dict[str, Value] | None"
"""What a source holds. ``None`` is a key with nothing after it."""
Path: TypeAlias = "tuple[str | int, ...]"
"""The way from the top of a source to one value: keys, and list positions from 0."""

_LONGEST_NAME = 40


class Place:
    """Where one value stands and, for a list or a mapping, its parts. Counted from 0, as YAML's marks are."""

    __slots__ = ("column", "keys", "line", "parts")

    def __init__(self, line: int, column: int) -> None:
        self.line = line
        self.column = column
        self.keys: dict[str | int, Place] = {}
        """A mapping's keys."""
        self.parts: dict[str | int, Place] = {}
        """A mapping's values by key, or a list's by position."""


@dataclass(frozen=True)
class Source:
    """One file, read."""

    file: str
    """The path as it is shown to the author."""
    value: Value
    place: Place

    @property
    def name(self) -> str:
        """The file's name without its ending: the id that a standard in it must have."""
        return self.file.rpartition("/")[2].removesuffix(".yml")

    def problem(self, path: Path, message: str, hint: str = "", *, at_key: bool = False) -> Problem:
        """An error at the value that ``path`` leads to, or at its key, or at the nearest place above that exists."""
        place = self.place
        for depth, step in enumerate(path, start=1):
            if at_key and depth == len(path) and step in place.keys:
                place = place.keys[step]
            elif step in place.parts:
                place = place.parts[step]
            else:
                break
        return Problem(self.file, place.line + 1, place.column + 1, self.where(path), message, hint)

    def line(self, path: Path) -> int:
        """The line, counted from 1, of the value at ``path``."""
        return self.problem(path, "").line

    def where(self, path: Path) -> str:
        """The path in an author's words: a list's entry is called by its id, or else by its position from 1."""
        value, words = self.value, ""
        for step in path:
            if isinstance(step, str):
                words += f".{_cut(step)}" if words else _cut(step)
                value = value.get(step) if isinstance(value, dict) else None
            else:
                value = value[step] if isinstance(value, list) and step < len(value) else None
                name = value.get("id") if isinstance(value, dict) else None
                words += f".{_cut(name)}" if isinstance(name, str) and name.isalnum() else f"[{step + 1}]"
        return words


def mappings(value: Value) -> Iterator[tuple[int, dict[str, Value]]]:
    """The mappings in a list, with their positions; nothing at all where the value is not a list."""
    if isinstance(value, list):
        yield from ((position, entry) for position, entry in enumerate(value) if isinstance(entry, dict))


def _cut(name: str) -> str:
    return name if len(name) <= _LONGEST_NAME else f"{name[: _LONGEST_NAME - 1]}…"
