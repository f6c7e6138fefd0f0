"""Messages that several rules share: repeated words, and list entries that an author wrote as one."""

import re
from collections.abc import Iterator, Sequence

from competence_standards.problem import Problem, shown
from competence_standards.read import Path, Source
from competence_standards.translation import gettext as _
from competence_standards.words import slug

LINKS = ("underpins", "supports")
"""The fields that link an item to items of another part, such as knowledge to criteria."""
_SEVERAL = re.compile(r"[\w/-]{1,99}(?:\s{0,9}[;|]\s{0,9}[\w/-]{1,99}){0,99}[;|]?")


def written_as_one(text: str) -> list[str]:
    """Return the entries of a list that an author wrote as one text, separated by semicolons or bars."""
    return re.split(r"\s*[;|]\s*", text.rstrip(";|")) if _SEVERAL.fullmatch(text) else [text]


def given_twice(source: Source, given: Sequence[tuple[Path, str]]) -> Iterator[Problem]:
    """Yield a problem for each text that repeats one above it, ignoring case and spaces.

    Args:
        source: The file.
        given: The texts of one field, each with its place. A refused text is empty.
    """
    first: dict[str, Path] = {}
    for place, text in given:
        if text and first.setdefault(slug(text), place) != place:
            message = used_twice(text, source.line(first[slug(text)]))
            hint = _("Give this entry a different {field}, or delete it.", field=place[-1])
            yield source.problem(place, message, hint, cause="used-twice")


def used_twice(word: str, line: int, file: str = "") -> str:
    """Return the message for a repeated word, with the line of its first use, and its file if that is another one."""
    if file:
        return _(
            "{word} is used more than once. It is first used on line {line} of {file}.",
            word=shown(word),
            line=line,
            file=file,
        )
    return _("{word} is used more than once. It is first used on line {line}.", word=shown(word), line=line)
