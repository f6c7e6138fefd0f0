"""The bytes of one file in; a source out, or every reason why they cannot be one.

Nothing is built from a YAML event before that event is known to be harmless, so an alias bomb costs nothing.
"""

from collections.abc import Callable
from typing import Any, TypeAlias, cast

import yaml

from generator.problem import Problem, shown
from generator.read.characters import unseen_characters
from generator.read.source import Place, Source, Value
from generator.read.syntax import syntax_problem

# PyYAML's types leave open what an event is, and what it holds; the grammar of YAML says which comes where.
Event: TypeAlias = Any

MAX_VALUES = 20_000
MAX_DEPTH = 16

_NOT_HERE = "If it belongs to the text, put the whole text in quotation marks; if not, delete it."

_LOADER = yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader
_HARMLESS = bytes([0x0A, *range(0x20, 0x7F)])


def parse(data: bytes, shown_as: str) -> Source | list[Problem]:
    """Turn the bytes of a file into a source, or every reason why they cannot be one."""
    text = _decode(data, shown_as)
    if not isinstance(text, str):
        return [text]
    if data.translate(None, _HARMLESS) and (problems := unseen_characters(text, shown_as)):
        return problems
    builder = _Builder(text, shown_as)
    try:
        value, place = builder.document()
    except _Refused as refused:
        return [*builder.problems, refused.problem]
    except yaml.MarkedYAMLError as error:
        return [*builder.problems, syntax_problem(error, text, shown_as, builder.last)]
    except (yaml.YAMLError, UnicodeError, RecursionError):
        return [*builder.problems, Problem(shown_as, 1, 1, "", "The file is not YAML.")]
    return builder.problems or Source(shown_as, value, place)


class _Refused(Exception):
    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


class _Builder:
    """Builds plain values from YAML's events, noting what an author must mend and stopping only at what is unsafe."""

    def __init__(self, text: str, shown_as: str) -> None:
        self.problems: list[Problem] = []
        self.last: yaml.ScalarEvent | None = None
        """The last text that was read."""
        self._file = shown_as
        self._lines = text.split("\n")
        self._may_lose_text = " #" in text
        self._next: Callable[[], Event] = _LOADER(text).get_event
        self._values = 0

    def document(self) -> tuple[Value, Place]:
        """The one document of the stream.

        Raises:
            _Refused: for what must not be built.
            yaml.YAMLError: for what is not YAML.
        """
        self._next()
        event = self._next()
        if isinstance(event, yaml.StreamEndEvent):
            raise self._refused(event, "The file holds no field.", "Begin with the lines of another standard.")
        if event.version or event.tags:
            raise self._refused(event, "A line that begins with % is a YAML directive.", "Delete the line.")
        result = self._node(self._next(), 0)
        self._next()
        event = self._next()
        if not isinstance(event, yaml.StreamEndEvent):
            hint = "Delete the line ---, or make a file of its own of what follows."
            raise self._refused(event, "A second document begins here.", hint)
        return result

    def _node(self, event: Event, depth: int) -> tuple[Value, Place]:
        self._values += 1
        if self._values > MAX_VALUES:
            raise self._refused(event, f"The file holds more than {MAX_VALUES} values.", "Split it into several.")
        kind = type(event)
        if kind is yaml.AliasEvent:
            raise self._refused(event, f"{shown(f'*{event.anchor}')} is a YAML alias.", _NOT_HERE)
        if event.anchor is not None:
            self._note(event, f"{shown(f'&{event.anchor}')} is a YAML anchor.", _NOT_HERE)
        if event.tag is not None:
            self._note(event, f"{shown(event.tag)} is a YAML tag.", _NOT_HERE)
        place = Place(event.start_mark.line, event.start_mark.column)
        if kind is yaml.ScalarEvent:
            return self._scalar(event), place
        if depth == MAX_DEPTH:
            raise self._refused(event, f"Values are nested more than {MAX_DEPTH} deep.", "No source needs that.")
        if kind is yaml.MappingStartEvent:
            return self._mapping(place, depth + 1), place
        return self._list(place, depth + 1), place

    def _list(self, place: Place, depth: int) -> list[Value]:
        values: list[Value] = []
        while not isinstance(event := self._next(), yaml.SequenceEndEvent):
            value, place.parts[len(values)] = self._node(event, depth)
            values.append(value)
        return values

    def _mapping(self, place: Place, depth: int) -> dict[str, Value]:
        values: dict[str, Value] = {}
        while not isinstance(event := self._next(), yaml.MappingEndEvent):
            if not isinstance(event, yaml.ScalarEvent):
                raise self._refused(event, "The name of a field must be plain text.", _NOT_HERE)
            key, key_place = self._node(event, depth)
            key = cast("str | None", key) or ""
            if key == "<<":
                raise self._refused(event, "<< is a YAML merge key.", "Write the fields out.")
            first = place.keys.setdefault(key, key_place)
            if first is not key_place:
                message = f"{shown(key)} is given twice; the first is on line {first.line + 1}."
                self._note(event, message, "Keep one of them.")
            values[key], place.parts[key] = self._node(self._next(), depth)
        return values

    def _scalar(self, event: Event) -> str | None:
        self.last = event
        value: str = event.value
        if event.style == '"' and not value.isprintable():
            # An escape sequence can hold what the file's own characters may not.
            for problem in unseen_characters(value, self._file, line_breaks=False):
                self._note(event, problem.message, problem.hint)
        if self._may_lose_text and not event.style:
            self._lost_text(event)
        return value if value or event.style else None

    def _lost_text(self, event: Event) -> None:
        """Note what follows a text without quotation marks as a comment: it may well be the rest of the text."""
        line, column = event.end_mark.line, event.end_mark.column
        rest = self._lines[line][column:] if line < len(self._lines) else ""
        lost = rest.lstrip(" ")
        if lost.startswith("#"):
            message = f"YAML takes {shown(lost)} for a comment and drops it."
            hint = "Put the whole text in quotation marks, or the comment on a line of its own."
            self.problems.append(Problem(self._file, line + 1, column + len(rest) - len(lost) + 1, "", message, hint))

    def _note(self, event: Event, message: str, hint: str) -> None:
        self.problems.append(self._problem(event, message, hint))

    def _refused(self, event: Event, message: str, hint: str) -> _Refused:
        return _Refused(self._problem(event, message, hint))

    def _problem(self, event: Event, message: str, hint: str) -> Problem:
        return Problem(self._file, event.start_mark.line + 1, event.start_mark.column + 1, "", message, hint)


def _decode(data: bytes, shown_as: str) -> str | Problem:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in data[:2]:
        return Problem(shown_as, 1, 1, "", "The file is in UTF-16 or UTF-32.", "Save it as UTF-8.")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
        line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
        message = f"The byte 0x{data[error.start]:02X} is not UTF-8."
        return Problem(shown_as, line, column, "", message, "Save the file as UTF-8.")
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text
