"""Read the lines of a source text.

A source text is plain text: the title, if it has one; then the lines ``Overview``, ``Performance criteria`` and
``Knowledge and understanding``, and below each of them one paragraph, sub-heading or item a line. List marks, numbers
with a full stop, empty lines and the lead-ins of the lists are not words, and spaces are compared as one space.
"""

import re
from typing import NamedTuple

from competence_standards.model import PARTS as KINDS

PARTS = {
    "Overview": "overview",
    "Performance criteria": "performance_criteria",
    "Knowledge and understanding": "knowledge",
}
"""The lines that start the parts of a source text, and the fields for the words below them."""
_FIELDS = {line.casefold(): field for line, field in PARTS.items()}
_LISTS = {kind.field for kind in KINDS}
_LEAD_INS = ("you must be able to", "you need to know and understand")
LIST_MARK = re.compile(r"^(?:[-*•–]|[0-9]+[.)])\s+")


class Line(NamedTuple):
    """One line of a source text, with words."""

    number: int
    """Counted from 1."""
    words: str


def lines_of(text: str) -> dict[str, list[Line]]:
    """Return the lines of a source text, by the field for their words. Lines above the first part are ``title``."""
    found: dict[str, list[Line]] = {"title": []}
    part = "title"
    for number, line in enumerate(text.split("\n"), start=1):
        words = one_space(line)
        heading = words.rstrip(":").casefold()
        if heading in _FIELDS:
            part = _FIELDS[heading]
            found.setdefault(part, [])
        elif words and heading not in _LEAD_INS:
            has_marks = part in _LISTS
            found[part].append(Line(number, LIST_MARK.sub("", words) if has_marks else words))
    return found


def one_space(text: str) -> str:
    """Return a text with single spaces between words."""
    return " ".join(text.split())
