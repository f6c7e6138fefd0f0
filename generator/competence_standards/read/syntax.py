"""Explain why a text is not valid YAML: find the cause of the parser's error, and how to fix it.

The parser often fails several lines below the mistake. Authors make few kinds of mistakes. Each function below
recognises some of them, and returns None for others.
"""

import html
import re
from dataclasses import dataclass
from typing import Any, TypeAlias

import yaml

from competence_standards.problem import Problem, shown
from competence_standards.translation import gettext as _

_Explanation: TypeAlias = tuple[int, int, str, str]
"""Line and column, counted from 0, the message and the hint."""
# Adjacent parts of the pattern must not match the same characters, because trying every split is slow.
_OPENS_VALUE = re.compile(r"^[\s-]*(?:\w[\w-]*: +)?([\[{])")
_LOST_SPACE = re.compile(r"([A-Za-z_]+):\S")
_LEFT_BY_GIT = re.compile(r"(?m)^(?:<{7}|[|]{7}|={7}|>{7})(?: |$)")
_BULLETS = "•●▪◦‣·*+–—−"
# Wrong list marks, typed or made by a word processor, instead of "- " before an entry's first field.
_WRONG_HYPHEN = re.compile(rf" *((?:-|[{_BULLETS}])(?=\w)|(?:[{_BULLETS}]|o|\d+[.)])[ \t]+)([a-z_]+):(?: |$)")
_BLOCK_WITH_WORDS = re.compile(r"[>|](?:[+-]|\s+[^\W\d]|\s+[\"'“‘])")
_UNCLOSED_LIST = re.compile(r"\[[\w./-]+(?:, *[\w./-]+)* *$|\{.*:")
_COMMA_AFTER = re.compile(r"(.*[\]}]), *$")
_ROW = re.compile(r" *\w+[,;]\s*\S")
_OPENS_BLOCK = re.compile(r".*: +[>|][+-]?\s*$")


@dataclass(frozen=True)
class _Failure:
    """Where and why the parser failed, and what it had read."""

    problem: str
    context: str
    line: int
    column: int
    begun: Any
    """The start of the part in which the parser failed."""
    last: Any
    lines: list[str]

    def rest(self, line: int, column: int) -> str:
        """Return the rest of a line, or "" after the last line."""
        return self.lines[line][column:] if line < len(self.lines) else ""


def syntax_problem(error: yaml.MarkedYAMLError, text: str, shown_as: str, last: yaml.ScalarEvent | None) -> Problem:
    """Return the mistake that caused a parser error or, if it is unknown, the error itself.

    Args:
        error: The error.
        text: The text of the file.
        shown_as: The path of the file in messages. last: The last text read before the error.
    """
    if left := _LEFT_BY_GIT.search(text):
        return left_by_git(text, left.start(), shown_as)
    mark = error.problem_mark or error.context_mark or yaml.Mark("", 0, 0, 0, None, 0)
    problem, context = error.problem or "", error.context or ""
    lines = text.split("\n")
    failure = _Failure(problem, context, mark.line, mark.column, error.context_mark or mark, last, lines)
    message = _("This is not valid YAML: {reason}.", reason=problem) if problem else _("This is not valid YAML.")
    unknown = (mark.line, mark.column, message, _("Check this line and the line above it."))
    known = (
        *(_from_comparison, _wrong_hyphen, _directive, _within_quotes, _after_quotes),
        *(_beginning, _lost_colon, _colon_in_text, _indentation),
    )
    found: _Explanation = next(filter(None, (explain(failure) for explain in known)), unknown)
    line, column, message, hint = found
    if line >= len(lines):
        # If the last line has no line end, YAML counts one line more.
        line, column = len(lines) - 1, len(lines[-1])
    return Problem(shown_as, line + 1, column + 1, "", message, hint)


def left_by_git(text: str, start: int, shown_as: str) -> Problem:
    """Return the problem for a conflict marker of git at ``start`` in a text."""
    message = _("Git added this line, because two people changed the same lines.")
    hint = _("Keep the lines that are right, and delete the lines that start with <<<<<<<, ======= and >>>>>>>.")
    return Problem(shown_as, text.count("\n", 0, start) + 1, 1, "", message, hint)


def _wrong_hyphen(at: _Failure) -> _Explanation | None:
    """Recognise a list entry that does not start with a hyphen and a space."""
    for line in {at.line, at.line - 1, at.begun.line}:
        if found := _WRONG_HYPHEN.match(at.rest(line, 0) if line >= 0 else ""):
            message = _('A list entry starts with "- ", a hyphen and a space.')
            return line, found.start(1), message, _("Write {word} here.", word=shown(f"- {found[2]}"))
    return None


def _from_comparison(at: _Failure) -> _Explanation | None:
    """Recognise a line copied from a diff, with the + in front."""
    for line in {at.line, at.line - 1, at.begun.line}:
        if line >= 0 and re.match(r"\+(?=[ \w-])", at.rest(line, 0)):
            return (
                line,
                0,
                _("This line starts with a + from a comparison of two versions."),
                _("Delete the {char}.", char="+"),
            )
    return None


def directive() -> str:
    """Return the message for a line that YAML reads as a directive."""
    return _("A line that starts with {char} is a YAML directive.", char="%")


def _directive(at: _Failure) -> _Explanation | None:
    if "directive" in at.context or "incompatible" in at.problem:
        is_one = re.match("%(YAML|TAG)", at.rest(at.begun.line, 0))
        return at.begun.line, 0, directive(), _("Delete the line.") if is_one else _("Delete the {char}.", char="%")
    return None


def _within_quotes(at: _Failure) -> _Explanation | None:
    if at.context == "while scanning a quoted scalar":
        return _unclosed(at.begun)
    if at.context == "while parsing a quoted scalar":
        message = _("In double quotes, a backslash starts a code. This is not a valid code.")
        column = at.rest(at.line, 0).rfind("\\", 0, at.column + 1)
        return at.line, max(column, 0), message, _("Use single quotes instead.")
    return None


def _after_quotes(at: _Failure) -> _Explanation | None:
    if at.last is None or at.last.style not in ("'", '"') or at.last.end_mark.line != at.line:
        return None
    start, end = at.last.start_mark, at.last.end_mark
    if at.rest(end.line, end.column)[: at.column - end.column].strip():
        return None
    if start.line != end.line:
        return _unclosed(start)
    if not at.last.value:
        message = _("These quotation marks are doubled, as in a table saved as text.")
        return start.line, start.column, message, _("Delete one of each pair.")
    if at.last.style == "'" and at.rest(end.line, end.column)[:1].isalnum():
        message = _("This apostrophe ends the text in single quotes.")
        return end.line, end.column - 1, message, _("Use double quotes instead.")
    message = _("The text in quotation marks has already ended.")
    if at.last.style == "'":
        return at.line, at.column, message, _("Put double quotes around the whole text.")
    hint = _("Put single quotes around the whole text, and double every apostrophe in it.")
    return at.line, at.column, message, hint


def _unclosed(mark: Any) -> _Explanation:
    message = _("This quotation mark is not closed.")
    return mark.line, mark.column, message, _("Add the same mark at the end of the text, or delete this mark.")


def _beginning(at: _Failure) -> _Explanation | None:
    """Recognise a text that starts with a special character of YAML."""
    if at.context.startswith("while parsing a flow") and at.rest(at.begun.line, at.begun.column)[:1] in ("[", "{"):
        looks_right = re.fullmatch(
            r"\[[\w./-]+(?:, *[\w./-]+)*|\{.*:.*", at.rest(at.begun.line, at.begun.column).rstrip()
        )
        hint = _("Close it.") if looks_right else _("Put quotation marks around the whole text.")
        return at.begun.line, at.begun.column, _("This bracket is not closed."), hint
    line, column = at.line, at.column
    if re.search(r"anchor|alias|tag|block scalar|parsing a node", at.context):
        line, column = at.begun.line, at.begun.column
    elif at.problem == "did not find expected key" and (bracket := _OPENS_VALUE.match(at.rest(line, 0))):
        if comma := _COMMA_AFTER.match(at.rest(line, 0)):
            return line, comma.end(1), _("Nothing can come after this closing bracket."), _("Delete the comma.")
        column = bracket.start(1)
    elif "start any token" not in at.problem and "node content" not in at.problem and "not allowed" not in at.problem:
        return None
    char = at.rest(line, column)[:1]
    if char and (char != ":" or not at.last or at.last.end_mark.column != column):
        return (line, column, *_cannot_begin(at.rest(line, column)))
    return None


def _cannot_begin(text: str) -> tuple[str, str]:
    """Return the message and the hint for a text that starts with a special character of YAML."""
    if _BLOCK_WITH_WORDS.match(text):
        message = _("The words of a >- block go on the lines below >-.")
        return message, _("Write >- here. Put the words on the next line, indented further than the field.")
    if text[:2] in ("- ", "* "):
        message = _("Text cannot start with {mark}.", mark=shown(text[:2]))
        if re.match(r"-\s+[a-z_]+:(?:\s|$)", text):
            return message, _("If it is a list, start it on the next line.")
        return message, _("Delete the mark. If it is a list, start it on the next line.")
    message = _("Text cannot start with {mark}.", mark=text[:1])
    if code := re.match(r"&#?\w+;", text):
        hint = _(
            "Write >- here. Put the words on the next line, with {char} instead of {code}.",
            char=html.unescape(code[0]),
            code=code[0],
        )
        return message, hint
    if text.startswith("*") and text.count("*") > 1:
        return message, _("Delete the asterisks. Text is plain, without bold or italics.")
    return message, _("Put quotation marks around the whole text.")


def _lost_colon(at: _Failure) -> _Explanation | None:
    if at.context != "while scanning a simple key":
        return None
    line, column = at.begun.line, at.begun.column
    if lost := _LOST_SPACE.match(at.rest(line, column)):
        return line, column + lost.end(1), _("A space is missing after this colon."), _("Type a space after it.")
    if _ROW.match(at.rest(line, 0)):
        hint = _("Write it as an entry with fields, like the entries around it, or delete the line.")
        return line, column, _("This line looks like a row of a table, saved as text."), hint
    message = _("This line is neither a field nor part of the text above it.")
    if line and _OPENS_BLOCK.match(at.rest(line - 1, 0)):
        return line, column, message, _("Indent it, and the lines below it, further than the field above.")
    hint = _("If it is a field, write a colon after its name. If it is text, indent it further than its field.")
    return line, column, message, hint


def _colon_in_text(at: _Failure) -> _Explanation | None:
    if at.problem == "found unexpected ':'":
        message = _("YAML reads this colon between brackets as the end of a field name.")
        return at.line, at.column, message, _("Delete the colon, or put quotation marks around the whole entry.")
    if at.last is None or not at.problem.startswith("mapping values"):
        return None
    start = at.last.start_mark
    if start.line == at.line:
        message = _("YAML reads this colon as the end of a field name.")
        return at.line, at.column, message, _("Put quotation marks around the whole text.")
    if lost := _LOST_SPACE.match(at.rest(start.line, start.column)):
        message = _("A space is missing after this colon.")
        return start.line, start.column + lost.end(1), message, _("Type a space after it.")
    indent = len(at.rest(at.line, 0)) - len(at.rest(at.line, 0).lstrip(" "))
    above = len(at.rest(start.line, 0)) - len(at.rest(start.line, 0).lstrip(" -"))
    message = _("YAML reads this line as part of the text above it, so it cannot have a field name.")
    name = re.match(r"\w+:", at.rest(at.line, indent))
    # A name that is a field elsewhere in the file is probably a field here.
    field = re.compile(rf" *(?:- )?{name[0]}") if name else None
    known = field and any(field.match(line) for line in at.lines[: at.line] + at.lines[at.line + 1 :])
    hint = _("Put quotation marks around the whole text.")
    if known:
        hint = _("Start the field in column {column}.", column=above + 1)
    return at.line, indent, message, hint


def _indentation(at: _Failure) -> _Explanation | None:
    if at.rest(at.line, 0)[: at.column].strip() or not at.rest(at.line, at.column):
        return None
    if at.problem.endswith("<document start>"):
        dots = next((line for line in range(at.line, -1, -1) if at.lines[line].startswith("...")), None)
        if dots is not None:
            return dots, 0, _("A line that starts with three dots ends the document."), _("Delete the dots.")
        message = _("This line is not indented as far as the first field.")
        return at.line, at.column, message, _("Start every top-level field in column 1.")
    if at.rest(at.line, at.column).startswith("- "):
        message = _("This list entry is not indented correctly.")
        name = re.match(r"- (\w+:)", at.rest(at.line, at.column))
        begin = max(number for number in range(at.line) if not number or at.lines[number][:1].strip(" #-"))
        above = "\n".join(at.lines[begin : at.line])
        if name and not re.search(rf"(?m)^ *- {name[1]}", above):
            return at.line, at.column, message, _("Delete its hyphen, because the field is part of the entry above.")
        return at.line, at.column, message, _('Line up its "-" with the "-" of the entry above.')
    if at.problem.endswith("'-' indicator"):
        message = _('This line is in a list, but does not start with "- ".')
        return at.line, at.column, message, _("Start it in the same column as the field above.")
    if at.problem == "did not find expected key":
        message = _("This line is not in the same column as the fields around it.")
        return at.line, at.column, message, _("Start it in the same column.")
    return None
