"""YAML's own complaint in; a problem with the mend out, for the slips that a writer of English makes most."""

import re

import yaml

from generator.problem import Problem


def syntax_problem(error: yaml.MarkedYAMLError, text: str, shown_as: str) -> Problem:
    """YAML's own message with, where the line shows one, the reason that a writer of English meets most."""
    mark = error.problem_mark or error.context_mark
    line, column = (mark.line, mark.column) if mark else (0, 0)
    message = f"This is not YAML: {error.problem or error.context or 'it cannot be read'}."
    lines = text.split("\n")
    # Where a quoted text ends too early, YAML stumbles over what follows; the quote is on that line or just before.
    for number in (line, line - 1, (error.context_mark or mark or yaml.Mark("", 0, line, 0, None, 0)).line):
        if 0 <= number < len(lines) and (hint := _syntax_hint(lines[number])):
            return Problem(shown_as, number + 1, (column if number == line else 0) + 1, "", message, hint)
    return Problem(
        shown_as, line + 1, column + 1, "", message, "Look at the indentation of this line and the one above."
    )


def _syntax_hint(line: str) -> str:
    value = re.sub(r"^\s*(- )?([A-Za-z_]+:)?\s*", "", line)
    if value.startswith("'") and value.count("'") > 2:
        return "Text in single quotes cannot hold an apostrophe, nor go on after the closing one: use double quotes."
    if value.startswith("'") and not value.endswith("'"):
        return "Text that begins with a quotation mark must be in double quotes as a whole."
    if value.startswith('"') and value.count('"') != 2:
        return "Put single quotes round a text that has double quotes in it, and write its apostrophes twice."
    if value[:1] in tuple("@`%&*!|>[{"):
        return f"Text that begins with {value[0]} must be in quotes."
    if ": " in value or value.endswith(":"):
        return "A colon and a space begin a new field: put the text in quotes."
    if line.lstrip(" ").startswith(("#", "-")) or ":" not in line:
        return ""
    return ""
