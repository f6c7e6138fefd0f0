"""Find where a file was cut off, to report one problem instead of all its consequences."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from competence_standards.model import Kinds
from competence_standards.problem import Guesses, Problem, shown
from competence_standards.prose import joined_with_and
from competence_standards.read import Source
from competence_standards.schema import schema_for
from competence_standards.translation import gettext as _
from competence_standards.translation import ngettext


@dataclass(frozen=True)
class Cut:
    """The end of an incomplete file."""

    line: int
    """The line of the last entry, which may be incomplete."""
    problem: Problem

    def before(self, problems: Iterable[Problem]) -> Iterator[Problem]:
        """Yield the problems before the last entry. They have other causes."""
        yield from (problem for problem in problems if problem.line < self.line and problem.where)


def cut_off(source: Source, kinds: Kinds) -> Cut | None:
    """Return where a standard's file was cut off, or None if it seems complete.

    A file counts as cut off if the last required field is missing and the file ends within a line, or if several are
    missing.
    """
    top = source.value
    required: list[str] = schema_for("standard", kinds)["required"]
    if not isinstance(top, dict) or not top:
        return None
    present = [name for name in required if name in top]
    missing = required[len(present) :]
    guesses = Guesses()
    fields = schema_for("standard", kinds)["properties"]
    misspelt = any(name not in fields and guesses.nearest(name.lower(), missing) for name in top)
    whole_lines = source.text.endswith("\n")
    if not missing or required[: len(present)] != present or misspelt or (len(missing) == 1 and whole_lines):
        return None
    last = next(reversed(top))
    value = top[last]
    entries = value if isinstance(value, list) else []
    at = len(entries) - 1
    # A sub-heading has no items if the file ends before the first.
    while at > 0 and isinstance(before := entries[at - 1], dict) and "heading" in before:
        at -= 1
    cut = source.line((last, at) if entries else (last,))
    lines = source.text.rstrip("\n").split("\n")
    message = ngettext(
        "The file ends too early: {fields} is missing.",
        "The file ends too early: {fields} are missing.",
        len(missing),
        fields=joined_with_and(map(shown, missing)),
    )
    hint = _("If only part of the file was saved, restore it from git. If not, add the missing fields.")
    end = Problem(source.file, len(lines), 1, "", message, hint)
    return Cut(cut, end)
