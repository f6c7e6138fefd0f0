"""Read the lines of a source text.

A source text is plain text: the title, if it has one; then the line ``Overview`` and a line with the title of each
part, such as ``Performance criteria``, and below each of them one paragraph, sub-heading or item a line. List marks,
numbers, empty lines and the lead-ins of the lists are not words, and spaces are compared as one space.
"""

import re
from typing import NamedTuple

from competence_standards.model import Kinds
from competence_standards.model.part import lead_ins_in_sources, titles_in_sources

OVERVIEW = "Overview"
LIST_MARK = re.compile(r"^(?:[-*•–]|[0-9]+[.)]|[0-9]+(?:\.[0-9]+)+[.)]?)\s+")


class Line(NamedTuple):
    """One line of a source text, with words."""

    number: int
    """Counted from 1."""
    words: str


def starts(kinds: Kinds) -> dict[str, str]:
    """Return the lines that start the parts of a source text, and the field for the words below each."""
    return {OVERVIEW: "overview"} | {line: kind.field for kind in kinds for line in titles_in_sources(kind)}


def lines_of(text: str, kinds: Kinds) -> dict[str, list[Line]]:
    """Return the lines of a source text, by the field for their words. Lines above the first part are ``title``."""
    fields = {line.casefold(): field for line, field in starts(kinds).items()}
    lead_ins = {_bare(one) for kind in kinds for one in lead_ins_in_sources(kind)}
    found: dict[str, list[Line]] = {"title": []}
    part = "title"
    for number, line in enumerate(text.split("\n"), start=1):
        words = one_space(line)
        heading = _bare(words)
        if heading in fields:
            part = fields[heading]
            found.setdefault(part, [])
        elif words and heading not in lead_ins:
            has_marks = part not in ("title", "overview")
            found[part].append(Line(number, LIST_MARK.sub("", words) if has_marks else words))
    return found


def _bare(words: str) -> str:
    return words.rstrip(":").casefold()


def one_space(text: str) -> str:
    """Return a text with single spaces between words."""
    return " ".join(text.split())
