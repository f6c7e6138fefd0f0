"""Refuse Markdown that the library would take too long to convert."""

import re

from markdown.preprocessors import Preprocessor

from competence_standards.prose import figures
from competence_standards.translation import gettext as _

LONGEST_BLOCK = 4_000
"""Maximum characters of a paragraph, list or table, five times the longest here."""
MOST_LINES = 150
"""Maximum lines of a paragraph, list or table."""
MOST_MARKS = {"[": 40, "<": 20, "`": 200, "*": 200, "_": 200, "\\": 200, "|": 600, "{": 20, "&": 100}
"""Maximum number of each Markdown character in one paragraph, list or table."""
MOST_ANGLES = 100
"""Maximum number of < on one page, outside fenced code."""
MOST_LEVELS = 6
"""Maximum depth of nested lists and quotations."""
MOST_CONTENTS = 1
"""Maximum number of [TOC] on one page, because each lists all headings."""
_LEVEL = re.compile(r" {2,4}|>|[-*+](?= |$)|\d+\.(?= |$)")


class TooSlow(Exception):
    """Raised for text that the library would take too long to convert."""

    def __init__(self, text: str, message: str, hint: str) -> None:
        super().__init__(message)
        self.text, self.message, self.hint = text, message, hint


class Limits(Preprocessor):  # type: ignore[misc]
    """Refuses text above the limits. Sees the page as the parser does, without fenced code."""

    def run(self, lines: list[str]) -> list[str]:
        """Return the lines unchanged.

        Raises:
            TooSlow: if a paragraph, or the page, is above a limit.
        """
        text = "\n".join(lines)
        if text.count("<") > MOST_ANGLES:
            message = _("This page has the character {char} more than {limit} times.", char="<", limit=MOST_ANGLES)
            raise TooSlow("<", message, _split_or_put_in_code())
        contents = getattr(self.md.treeprocessors["toc"], "marker", "") if "toc" in self.md.treeprocessors else ""
        if contents and text.count(contents) > MOST_CONTENTS:
            message = _("This page has {code} more than once, and each is a list of all its headings.", code=contents)
            raise TooSlow(contents, message, _("Delete it: the site shows the headings on each page."))
        for block in re.split(r"\n[ ]*\n", text):
            begin = next((line for line in block.split("\n") if line), "")[:80]
            if len(block) > LONGEST_BLOCK:
                limit = figures(LONGEST_BLOCK)
                message = _("This paragraph, list or table has more than {limit} characters.", limit=limit)
                raise TooSlow(begin, message, _("Split it with a blank line."))
            if block.count("\n") >= MOST_LINES:
                message = _("This paragraph, list or table has more than {limit} lines.", limit=MOST_LINES)
                raise TooSlow(begin, message, _("Split it with a blank line."))
            for mark, most in MOST_MARKS.items():
                if block.count(mark) > most:
                    message = _(
                        "This paragraph, list or table has the character {char} more than {limit} times.",
                        char=mark,
                        limit=most,
                    )
                    raise TooSlow(begin or mark, message, _split_or_put_in_code())
            for line in block.split("\n"):
                if _levels(line) > MOST_LEVELS:
                    limit = str(MOST_LEVELS)
                    message = _("Lists and quotations are nested more than {limit} levels deep here.", limit=limit)
                    raise TooSlow(line[:80], message, _("Use fewer levels."))
        return lines


def _split_or_put_in_code() -> str:
    return _("Split it, or put code between two lines of three backticks.")


def _levels(line: str) -> int:
    """Count the list marks, quotation marks and steps of indentation at the start of a line."""
    at = levels = 0
    while found := _LEVEL.match(line, at):
        levels += 1
        at = found.end()
        while line[at : at + 1] == " " and not _LEVEL.match(line, at):
            at += 1
    return levels
