"""A source file: its value, and on demand the line and column of each part."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any, NamedTuple, TypeAlias

import yaml

from competence_standards.problem import Problem

LOADER = yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader

Value: TypeAlias = "str | list[Value] | dict[str, Value] | None"
"""The value of a source. ``None`` is a key without a value."""
Path: TypeAlias = "tuple[str | int, ...]"
"""The path from the top of a source to one value: keys, and list positions from 0."""

_LONGEST_NAME = 40


class Span(NamedTuple):
    """Where a value is in the text of its file, in characters from 0."""

    start: int
    end: int
    """Where the next value may start. After a value on several lines, this is below it."""
    in_brackets: bool
    """Whether it is a list in brackets or a group of fields in braces."""


@dataclass(frozen=True)
class Source:
    """One file."""

    file: str
    """The path, as messages show it."""
    value: Value
    text: str = field(repr=False)
    """The file's text, for finding the place of a problem."""
    words: str = field(repr=False)
    """All its texts, each after a line break, so that one search covers them."""
    built_in: bool = False
    """Whether the file is built in. Authors can replace it but not edit it."""

    @property
    def name(self) -> str:
        """The file's name without its ending, which must be the standard's id."""
        return self.file.rpartition("/")[2].removesuffix(".yml")

    def problem(self, path: Path, message: str, hint: str = "", *, at_key: bool = False, cause: str = "") -> Problem:
        """Return an error at the value at ``path``, at its key, or at the nearest existing place above.

        Args:
            path: The place.
            message: What is wrong.
            hint: The fix.
            at_key: Whether the place is the key of the value.
            cause: What the problems with one cause in this file share, if their words differ.
        """
        mark = _tree(self.text).node(path, at_key=at_key).start_mark
        return Problem(self.file, mark.line + 1, mark.column + 1, self.where(path), message, hint, cause=cause)

    def note(self, path: Path, message: str, hint: str = "", *, at_key: bool = False, cause: str = "") -> Problem:
        """Return a note, at the same place as ``problem``."""
        return replace(self.problem(path, message, hint, at_key=at_key, cause=cause), severity="note")

    def line(self, path: Path) -> int:
        """Return the line of the value at ``path``, counted from 1."""
        return self.problem(path, "").line

    def written(self, path: Path) -> str:
        """Return the value at ``path`` as written in the file, with line breaks and quotation marks."""
        start, end, _in_brackets = self.span(path)
        return self.text[start:end]

    def span(self, path: Path, *, at_key: bool = False) -> Span:
        """Return where the value at ``path`` is in the text, or its key, or the nearest existing value above."""
        node = _tree(self.text).node(path, at_key=at_key)
        return Span(node.start_mark.index, node.end_mark.index, bool(getattr(node, "flow_style", False)))

    def where(self, path: Path) -> str:
        """Return the path for a message. List entries show their id, or else their position from 1."""
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


class _Composer(LOADER):  # type: ignore[misc, valid-type]
    """Composes a text without resolving tags, which would take a third of the time."""

    def descend_resolver(self, *_: object) -> None: ...

    def ascend_resolver(self) -> None: ...

    def resolve(self, *_: object) -> str:
        return ""


class _Tree:
    """The YAML nodes of a text, with places."""

    def __init__(self, text: str) -> None:
        self._root: Any = _Composer(text).get_single_node()
        self._fields: dict[Any, dict[str | int, tuple[Any, Any]]] = {}

    def node(self, path: Path, *, at_key: bool) -> Any:
        """Return the node of the value at a path, or of its key, or of the nearest existing value above."""
        node = self._root
        for depth, step in enumerate(path, start=1):
            if isinstance(node, yaml.MappingNode):
                found = self._fields_of(node).get(step)
                if not found:
                    break
                node = found[0] if at_key and depth == len(path) else found[1]
            elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
                node = node.value[step]
            else:
                break
        return node

    def _fields_of(self, node: Any) -> dict[str | int, tuple[Any, Any]]:
        """Return the key and the value of each field of a mapping. Cached, because a file may have many problems."""
        if node not in self._fields:
            self._fields[node] = {key.value: (key, value) for key, value in reversed(node.value)}
        return self._fields[node]


# Built only for files with problems. Only the last trees are cached, because a tree takes thirty times the memory of
# its text and rules go through one file after another.
@lru_cache(maxsize=8)
def _tree(text: str) -> _Tree:
    return _Tree(text)


def leaves(value: Value, path: Path = ()) -> Iterator[tuple[Path, str]]:
    """Yield each text in a value with its path. The value itself is at ``path``."""
    match value:
        case str():
            yield path, value
        case dict():
            for name, part in value.items():
                yield from leaves(part, (*path, name))
        case list():
            for position, part in enumerate(value):
                yield from leaves(part, (*path, position))


def _cut(name: str) -> str:
    return name if len(name) <= _LONGEST_NAME else f"{name[: _LONGEST_NAME - 1]}…"
