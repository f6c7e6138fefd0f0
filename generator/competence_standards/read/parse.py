"""Turn the bytes of a file into a source, or return every problem with them.

Each YAML event is checked before a value is built from it, so an alias bomb has no effect.
"""

import codecs
import re
from collections.abc import Callable
from typing import Any, NamedTuple, TypeAlias

import yaml
from yaml import AliasEvent, MappingEndEvent, MappingStartEvent, ScalarEvent, SequenceEndEvent

from competence_standards.problem import Problem, shown
from competence_standards.prose import figures
from competence_standards.read.characters import unseen_characters
from competence_standards.read.source import LOADER, Source, Value
from competence_standards.read.syntax import directive, syntax_problem
from competence_standards.translation import gettext as _

# PyYAML's types do not describe events precisely. YAML's grammar determines which event comes where.
Event: TypeAlias = Any

MAX_DEPTH = 16

_YAML_TAG = "tag:yaml.org,2002:"

_COMMENT = re.compile(" *(#.*)")
_HARMLESS = bytes([0x0A, *range(0x20, 0x7F)])


class Limit(NamedTuple):
    """The maximum size of a file. Enough for every real one, and readable in less than a second."""

    bytes: int
    values: int


STANDARD_LIMIT = Limit(bytes=512 * 1024, values=20_000)
"""About seventy times the size of a real standard."""


def parse(data: bytes, shown_as: str, limit: Limit = STANDARD_LIMIT) -> Source | list[Problem]:
    """Turn the bytes of a file into a source, or return every problem with them."""
    text = decode(data, shown_as)
    if not isinstance(text, str):
        return [text]
    if data.translate(None, _HARMLESS) and (problems := unseen_characters(text, shown_as)):
        return problems
    builder = _Builder(text, shown_as, limit.values)
    try:
        value = builder.document()
    except _Refused as refused:
        return [*builder.problems, refused.problem]
    except yaml.MarkedYAMLError as error:
        return [*builder.problems, syntax_problem(error, text, shown_as, builder.last)]
    except (yaml.YAMLError, UnicodeError, RecursionError):
        return [*builder.problems, Problem(shown_as, 1, 1, "", _("This file cannot be read as YAML."))]
    return builder.problems or Source(shown_as, value, text, "\n".join(builder.words))


class _Refused(Exception):
    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


class _Builder:
    """Builds plain values from YAML's events. Notes errors and continues, but stops at unsafe input."""

    def __init__(self, text: str, shown_as: str, most_values: int) -> None:
        self.problems: list[Problem] = []
        self.last: yaml.ScalarEvent | None = None
        """The last text read."""
        self.words: list[str] = [""]
        """Each text read, without field names."""
        self._file = shown_as
        self._lines = text.split("\n")
        self._may_lose_text = " #" in text
        self._next: Callable[[], Event] = LOADER(text).get_event
        self._values = 0
        self._most_values = most_values

    def document(self) -> Value:
        """Return the only document of the stream.

        Raises:
            _Refused: for unsafe input.
            yaml.YAMLError: for invalid YAML.
        """
        self._next()
        event = self._next()
        if isinstance(event, yaml.StreamEndEvent):
            hint = _("Copy another file of the same kind to start.")
            raise _Refused(Problem(self._file, 1, 1, "", _("The file is empty."), hint))
        if event.version or event.tags:
            raise self._refused(event, directive(), _("Delete the line."))
        result = self._node(self._next(), 0)
        self._next()
        event = self._next()
        if not isinstance(event, yaml.StreamEndEvent):
            hint = _("Delete the line ---, or move what follows to a new file.")
            raise self._refused(event, _("A second document starts here."), hint)
        return result

    def _node(self, event: Event, depth: int) -> Value:
        kind = type(event)
        if kind is ScalarEvent:
            return self._text(event)
        if kind is AliasEvent:
            message = _("{code} is a YAML alias.", code=shown(f"*{event.anchor}"))
            raise self._refused(event, message, _not_here())
        self._admit(event)
        if depth == MAX_DEPTH:
            message = _("Values are nested more than {limit} levels deep.", limit=MAX_DEPTH)
            raise self._refused(event, message, _("Use fewer levels."))
        return self._mapping(depth + 1) if kind is MappingStartEvent else self._list(depth + 1)

    def _list(self, depth: int) -> list[Value]:
        values: list[Value] = []
        following = self._next
        while type(event := following()) is not SequenceEndEvent:
            values.append(self._node(event, depth))
        return values

    def _mapping(self, depth: int) -> dict[str, Value]:
        values: dict[str, Value] = {}
        begun: dict[str, Any] = {}
        twice: set[str] = set()
        before = ""
        following = self._next
        while type(event := following()) is not MappingEndEvent:
            if type(event) is not ScalarEvent:
                hint = _("Write only the name, with a colon after it.")
                raise self._refused(event, _("A field name must be plain text."), hint)
            key = self._text(event) or ""
            self.words.pop()
            if key == "<<":
                raise self._refused(event, _("<< is a YAML merge key."), _("List the fields in full."))
            if key in begun:
                # If the next entry's hyphen is missing, all its fields are repeated.
                if before not in twice or before == key:
                    self._note(event, *_given_twice(key, begun, depth, is_list=isinstance(values[key], list)))
                twice.add(key)
            else:
                begun[key] = event.start_mark
            before = key
            event = following()
            values[key] = self._text(event) if type(event) is ScalarEvent else self._node(event, depth)
        return values

    def _text(self, event: Event) -> str | None:
        self.last = event
        if event.anchor is None and event.tag is None and self._values < self._most_values:
            self._values += 1  # the same as `_admit`, inlined for the most frequent case
        else:
            self._admit(event)
        value: str = event.value
        self.words.append(value)
        if not event.style:
            if self._may_lose_text:
                self._lost_text(event)
            return value or None
        if event.style == '"' and not value.isprintable():
            # An escape sequence can produce characters that a file cannot contain.
            for problem in unseen_characters(value, self._file, line_breaks=False):
                hint = _("Delete the code that starts with a backslash. If it is part of the text, use single quotes.")
                self._note(event, problem.message, hint)
        return value

    def _admit(self, event: Event) -> None:
        """Count a value, and note an anchor or a tag on it."""
        self._values += 1
        if self._values > self._most_values:
            message = _("The file has more than {limit} values.", limit=figures(self._most_values))
            raise self._refused(event, message, _("Split it into several files."))
        if event.anchor is not None:
            self._note(event, _("{code} is a YAML anchor.", code=shown(f"&{event.anchor}")), _not_here())
        if event.tag is not None:
            tag = event.tag.replace(_YAML_TAG, "!!")
            self._note(event, _("{code} is a YAML tag.", code=shown(tag)), _not_here())

    def _lost_text(self, event: Event) -> None:
        """Note a comment after a text without quotation marks, because it may be the rest of the text."""
        line, column = event.end_mark.line, event.end_mark.column
        # Do not copy the rest of the line, because a long line may have many texts.
        if line < len(self._lines) and (lost := _COMMENT.match(self._lines[line], column)):
            message = _("YAML treats {words} as a comment and ignores it.", words=shown(lost[1]))
            hint = _("Put quotation marks around the whole text, or move the comment to its own line.")
            self.problems.append(Problem(self._file, line + 1, lost.start(1) + 1, "", message, hint))

    def _note(self, event: Event, message: str, hint: str) -> None:
        self.problems.append(self._problem(event, message, hint))

    def _refused(self, event: Event, message: str, hint: str) -> _Refused:
        return _Refused(self._problem(event, message, hint))

    def _problem(self, event: Event, message: str, hint: str) -> Problem:
        return Problem(self._file, event.start_mark.line + 1, event.start_mark.column + 1, "", message, hint)


def _not_here() -> str:
    return _("If it is part of the text, put quotation marks around the whole text. If not, delete it.")


def _given_twice(key: str, begun: dict[str, Any], depth: int, *, is_list: bool) -> tuple[str, str]:
    """Return the message and the hint for a repeated field of a mapping."""
    line = begun[key].line + 1
    message = _("{word} is used more than once. It is first used on line {line}.", word=shown(key), line=line)
    if depth > 1 and key == next(iter(begun)):
        return message, _('Start a new entry: write "- " before it.')
    if is_list:
        return message, _("Move its entries to the first one, then delete this line.")
    return message, _("Delete one of them.")


def decode(data: bytes, shown_as: str) -> str | Problem:
    """Decode a file from UTF-8, with line feeds as line ends, or return the problem."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in data[:2]:
        return Problem(shown_as, 1, 1, "", _("The file is in UTF-16 or UTF-32."), _("Save it as UTF-8."))
    try:
        text = data.removeprefix(codecs.BOM_UTF8).decode()
    except UnicodeDecodeError as error:
        before = error.object[: error.start].decode().replace("\r\n", "\n").replace("\r", "\n")
        line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
        message = _("The byte {byte} is not UTF-8.", byte=f"0x{error.object[error.start]:02X}")
        return Problem(shown_as, line, column, "", message, _("Save the file as UTF-8."))
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text
