"""Name the places to write on a form, alike in all formats.

A name is made from words that authors write, never from where a place is: ``what-the-account-shows.P1.shown``. So
what somebody wrote is still found after a block was moved or another one added.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import Literal

from competence_standards.words import slug

PlaceKind = Literal["line", "lines", "date", "time", "tick", "choice"]
LONGEST_NAME = 64
"""Word accepts no longer name for a control."""
_LONGEST_PART = 20
_DIGITS = 4
"""How many digits of a checksum tell two long words apart that begin alike."""


@dataclass(frozen=True)
class Place:
    """One place to write on a filled form."""

    name: str
    """No other place of the form has this name. It has at most 64 characters."""
    label: str
    """What to write there, in a few words."""
    kind: PlaceKind
    row: str = ""
    """What it is about, if the label alone does not say it: the id of an item, or the words of a question."""
    options: tuple[str, ...] = ()
    """The answers of a choice. One of them is written, in these words."""
    header: str | None = None
    """The detail to write, if it is the same on every form of a candidate."""

    @property
    def title(self) -> str:
        """What it is called away from its row: ``P1: Shown``."""
        return f"{self.row}: {self.label}" if self.row else self.label


def named(*parts: str) -> str:
    """Return the name of a place, from the ids of its block, its row and its column or field."""
    return ".".join(map(short, parts))


def numbered(rows: int) -> tuple[str, ...]:
    """Return the ids of blank rows: their numbers from 1."""
    return tuple(map(str, range(1, rows + 1)))


def short(part: str) -> str:
    """Return an id that fits into a name. Of a long one, the beginning is left, with a checksum of the whole."""
    if len(part) <= _LONGEST_PART:
        return part
    checksum = sha256(part.encode()).hexdigest()[:_DIGITS]
    return f"{part[: _LONGEST_PART - _DIGITS - 1].rstrip('-')}-{checksum}"


def ids(labels: Iterable[str]) -> Iterator[str]:
    """Yield an id for each label, in which no two are alike. The second of two equal labels ends in ``-2``."""
    taken: set[str] = set()
    for label in labels:
        first = short(slug(label)) or "-"
        free, number = first, 1
        while free in taken:
            number += 1
            free = f"{first}-{number}"
        taken.add(free)
        yield free
