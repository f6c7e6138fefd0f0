"""The bytes of one file in; a source out, or every reason why they cannot be one.

Nothing is built from a YAML event before that event is known to be harmless, so an alias bomb costs nothing.
"""

from collections.abc import Callable
from typing import Any, TypeAlias

import yaml

from generator.problem import Problem, shown
from generator.read.characters import unseen_characters
from generator.read.source import Place, Source, Value
from generator.read.syntax import syntax_problem

# PyYAML's types leave open what an event is, and what it holds; the grammar of YAML says which comes where.
Event: TypeAlias = Any

MAX_VALUES = 20_000
MAX_DEPTH = 16

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
        return [*builder.problems, syntax_problem(error, text, shown_as)]
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
            raise self._refused(event, "The file is empty.", "Begin with the lines of another standard.")
        if event.version or event.tags:
            raise self._refused(event, "A line that begins with % is a YAML directive.", "Delete the line.")
        result = self._node(self._next(), 0)
        self._next()
        event = self._next()
        if not isinstance(event, yaml.StreamEndEvent):
            raise self._refused(event, "A second document begins here.", "Delete the line ---: one file, one document.")
        return result

    def _node(self, event: Event, depth: int) -> tuple[Value, Place]:
        self._values += 1
        if self._values > MAX_VALUES:
            raise self._refused(event, f"The file holds more than {MAX_VALUES} values.", "Split it into several.")
        kind = type(event)
        if kind is yaml.AliasEvent:
            hint = "Write the value out, or put the text in quotes if the * belongs to it."
            raise self._refused(event, f"*{event.anchor} is a YAML alias.", hint)
        if event.anchor is not None:
            self._note(event, f"&{event.anchor} is a YAML anchor.", "Delete it, or put the text in quotes.")
        if event.tag is not None:
            self._note(event, f"{shown(event.tag)} is a YAML tag.", "Delete it, or put the text in quotes.")
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
                raise self._refused(event, "A field's name must be plain text.", "Put text that begins so in quotes.")
            key, key_place = self._node(event, depth)
            key = key or ""
            assert isinstance(key, str)
            if key == "<<":
                raise self._refused(event, "<< is a YAML merge key.", "Write the fields out.")
            if key in values:
                first = place.keys[key].line + 1
                self._note(event, f"{shown(key)} is given twice; the first is on line {first}.", "Keep one of them.")
            place.keys[key] = key_place
            values[key], place.parts[key] = self._node(self._next(), depth)
        return values

    def _scalar(self, event: Event) -> str | None:
        value: str = event.value
        if event.style == '"' and not value.isprintable():
            # An escape sequence can hold what the file's own characters may not.
            for problem in unseen_characters(value, self._file, line_breaks=False):
                self._note(event, problem.message.replace("The file holds", "The text holds"), problem.hint)
        if self._may_lose_text and event.style not in ("|", ">"):
            end = event.end_mark
            rest = self._lines[end.line][end.column :].lstrip(" ") if end.line < len(self._lines) else ""
            if rest.startswith("#"):
                message = f"YAML takes {shown(rest)} for a comment and drops it."
                self._note(event, message, "Put the text in quotes, or the comment on a line of its own.", end=True)
        return value if value or event.style else None

    def _note(self, event: Event, message: str, hint: str, *, end: bool = False) -> None:
        self.problems.append(self._problem(event, message, hint, end=end))

    def _refused(self, event: Event, message: str, hint: str) -> _Refused:
        return _Refused(self._problem(event, message, hint))

    def _problem(self, event: Event, message: str, hint: str, *, end: bool = False) -> Problem:
        mark = event.end_mark if end else event.start_mark
        return Problem(self._file, mark.line + 1, mark.column + 1, "", message, hint)


def _decode(data: bytes, shown_as: str) -> str | Problem:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start]
        line, column = before.count(b"\n") + 1, error.start - before.rfind(b"\n")
        wide = data.startswith((b"\xff\xfe", b"\xfe\xff"))
        message = "The file is UTF-16." if wide else f"The byte 0x{data[error.start]:02X} is not UTF-8."
        return Problem(shown_as, line, column, "", message, "Save the file as UTF-8.")
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text
