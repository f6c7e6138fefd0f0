"""Edit one YAML file in place. All other lines, comments included, stay as they are.

An edit changes lines of the text, at the places that the parser reports. The new text is then parsed again, and its
value must be exactly the one that was wanted. So an unusual layout leads to a refusal, never to a wrong file. A library
that writes YAML anew would also change quotation marks and line breaks, and hide the edit among those changes.
"""

from __future__ import annotations

import json
import re
from copy import deepcopy
from io import StringIO
from textwrap import wrap
from typing import TYPE_CHECKING, Any

from competence_standards.problem import Problem
from competence_standards.read import VOCABULARY_LIMIT, parse
from competence_standards.translation import gettext as _

if TYPE_CHECKING:
    from competence_standards.read import Path, Source, Value

WIDTH = 100
"""The number of characters in a line, as far as words allow."""
_PLAIN = re.compile(r"[^\W\d_](?:[^#:\n\\\[\]{}]|:(?=\S))*(?<![ :])")
"""Text that needs no quotation marks, outside of brackets."""
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
"""A date, which other programs read as something other than text. So only the field ``date`` has it without quotation
marks."""
_NOT_TEXT = frozenset({"true", "false", "null", "yes", "no", "on", "off", "y", "n"})
"""Words that YAML, in one of its versions, reads as something other than text."""


class CannotEdit(Exception):
    """Raised when a file has an unusual layout at the place of an edit. Carries the problem for the author."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.as_text())
        self.problem = problem


def with_entry(source: Source, path: Path, entry: Value, at: int) -> Source:
    """Return a source with one more entry in a list.

    Args:
        source: The file.
        path: The path of the list, which has at least one entry.
        entry: The new entry: a text or a group of fields.
        at: Its position from 0. The length of the list for the end.

    Raises:
        CannotEdit: if the layout of the list is unusual.
    """
    wanted = deepcopy(source.value)
    entries = _at(wanted, path)
    number = len(entries)
    entries.insert(at, entry)
    text = source.text
    if source.span(path).in_brackets:
        start, end, _in_brackets = source.span((*path, min(at, number - 1)))
        words = _scalar(entry, in_brackets=True)
        text = _put(text, end, f", {words}") if at == number else _put(text, start, f"{words}, ")
    else:
        beside = source.span((*path, min(at, number - 1)))
        begin = _line_start(text, beside.start)
        dash = text.find("-", begin)
        lines = _entry_lines(entry, dash - begin)
        where = _end_of_block(text, begin, dash - begin) if at == number else _above_comments(text, begin)
        text = _put(text, where, lines)
    return _checked(source, path, text, wanted)


def with_field(source: Source, name: str, value: Value, before: str) -> Source:
    """Return a source with one more field at the top level.

    Args:
        source: The file.
        name: The name of the field.
        value: Its value.
        before: The name of the field above which it is written.

    Raises:
        CannotEdit: if the layout of the file is unusual.
    """
    fields = deepcopy(source.value)
    wanted: dict[str, Any] = {}
    for key, old in _at(fields, ()).items():
        wanted |= {name: value, key: old} if key == before else {key: old}
    where = _above_comments(source.text, _line_start(source.text, source.span((before,), at_key=True).start))
    gap = "\n" if source.text[:where].endswith("\n\n") else ""
    text = _put(source.text, where, "".join(field_lines(name, value, 0)) + gap)
    return _checked(source, (before,), text, wanted)


def with_text(source: Source, path: Path, words: str) -> Source:
    """Return a source with another text at a path.

    Raises:
        CannotEdit: if the layout of the file is unusual there.
    """
    wanted = deepcopy(source.value)
    _at(wanted, path[:-1])[path[-1]] = words
    start, end, _in_brackets = source.span(path)
    written = _scalar(words, in_brackets=source.span(path[:-1]).in_brackets)
    return _checked(source, path, f"{source.text[:start]}{written}{source.text[end:]}", wanted)


def without(source: Source, path: Path) -> Source:
    """Return a source without an entry of a list or a field. A list keeps at least one entry.

    Raises:
        CannotEdit: if the layout of the file is unusual there.
    """
    wanted = deepcopy(source.value)
    above, last = _at(wanted, path[:-1]), path[-1]
    number = len(above)
    text = source.text
    if isinstance(last, int) and source.span(path[:-1]).in_brackets:
        start, end, _in_brackets = source.span(path)
        if last + 1 < number:
            end = source.span((*path[:-1], last + 1)).start
        elif last:
            start = source.span((*path[:-1], last - 1)).end
        text = text[:start] + text[end:]
    else:
        start = source.span(path, at_key=isinstance(last, str)).start
        begin = _line_start(text, start)
        column = start - begin if isinstance(last, str) else text.find("-", begin) - begin
        end = _end_of_block(text, begin, column, dashes=isinstance(above[last], list))
        if last == 0:
            end += len(text[end:]) - len(text[end:].lstrip("\n"))
        elif text[:begin].endswith("\n\n") and text[end : end + 1] in {"", "\n"}:
            begin -= 1
        text = text[:begin] + text[end:]
    del above[last]
    return _checked(source, path, text, wanted)


def field_lines(name: str, value: Value, indent: int) -> list[str]:
    """Return the lines of a field, each with its line feed.

    Args:
        name: The name of the field.
        value: A text, a list of short texts, or a group of fields.
        indent: The number of spaces before the name.
    """
    space = " " * indent
    if isinstance(value, dict):
        below = [line for key, one in value.items() for line in field_lines(key, one, indent + 2)]
        return [f"{space}{name}:\n", *below]
    if isinstance(value, list):
        entries = ", ".join(_scalar(entry, in_brackets=True) for entry in value)
        return [f"{space}{name}: [{entries}]\n"]
    words = str(value)
    is_date = name == "date" and _DATE.fullmatch(words)
    short = f"{space}{name}: {words if is_date else _scalar(value)}\n"
    if len(short) <= WIDTH or "  " in words or "\n" in words or words != words.strip():
        return [short]
    lines = wrap(words, WIDTH - indent - 2, break_long_words=False, break_on_hyphens=False)
    return [f"{space}{name}: >-\n", *(f"{space}  {line}\n" for line in lines)]


def _scalar(value: Value, *, in_brackets: bool = False) -> str:
    """Return a text as YAML on one line, in quotation marks if it needs them."""
    text = str(value)
    if (
        not (in_brackets and "," in text)
        and _PLAIN.fullmatch(text)
        and text.lower() not in _NOT_TEXT
        and text.isprintable()
    ):
        return text
    return json.dumps(text, ensure_ascii=False)


def _entry_lines(entry: Value, column: int) -> str:
    space = " " * column
    if not isinstance(entry, dict):
        return f"{space}- {_scalar(entry)}\n"
    lines = [line for name, value in entry.items() for line in field_lines(name, value, column + 2)]
    return "".join([f"{space}- {lines[0][column + 2 :]}", *lines[1:]])


def _checked(source: Source, path: Path, text: str, wanted: Value) -> Source:
    """Return the source of an edited text, if it has the wanted value."""
    edited = parse(text.encode(), source.file, VOCABULARY_LIMIT)
    if isinstance(edited, list) or edited.value != wanted:
        message = _("The layout of the file is unusual here, so this command cannot edit it.")
        hint = _("Write one entry or field on each line, indented by two spaces, then run the command again.")
        raise CannotEdit(source.problem(path, message, hint))
    return edited


def _at(value: Value, path: Path) -> Any:
    found: Any = value
    for step in path:
        found = found[step]
    return found


def _put(text: str, where: int, words: str) -> str:
    if where and words.endswith("\n") and text[where - 1] != "\n":
        # The last line of the file lacks its line feed.
        return f"{text}\n{words}"
    return text[:where] + words + text[where:]


def _line_start(text: str, at: int) -> int:
    return text.rfind("\n", 0, at) + 1


def _above_comments(text: str, begin: int) -> int:
    """Return the start of the comments directly above a line, or of the line itself."""
    while begin:
        above = _line_start(text, begin - 1)
        # The first line of a file names its schema.
        if not above or not text[above:begin].lstrip(" ").startswith("#"):
            break
        begin = above
    return begin


def _end_of_block(text: str, begin: int, column: int, *, dashes: bool = False) -> int:
    """Return where the lines of an entry or a field end.

    Args:
        text: The text.
        begin: The start of its first line.
        column: The column of its name or its hyphen. The lines below it that are indented further belong to it.
        dashes: Whether list entries in the same column belong to it.
    """
    lines = StringIO(text[begin:]).readlines()
    end = at = begin + len(lines[0])
    for line in lines[1:]:
        words = line.strip(" \n")
        indent = len(line) - len(line.lstrip(" "))
        if words and indent <= column and not (dashes and indent == column and words.startswith("- ")):
            break
        at += len(line)
        end = at if words else end
    return end
