"""A source in; those of its parts out that the rules speak of, each with the way to its place.

Takes only what has the right shape, so that every rule can run on a file that the schema refuses.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from competence_standards.read import Path, Source, Value, mappings
from competence_standards.translation import gettext as _

LISTS = {"performance_criteria": "P", "knowledge": "K"}
"""The two lists of items, and the letter of their ids."""
_ID = re.compile("[PK][1-9][0-9]{0,2}")
_NEARLY_ID = re.compile(r"\W*(?:[A-Za-z]{0,3}[\s.-]*)0*([1-9]\d{0,2})\W*|\W*[A-Za-z]\s*(\d)\W*")
_LONGEST_ID = 40
_MOST_SEARCHED = 1_000_000


def meant_id(text: str, letter: str) -> str | None:
    """Return the id that is meant by a mistyped one, such as ``P 8``, ``p8`` or ``P8,``; None if it is unclear."""
    # A longer text is no mistyped id, and to look for one in it takes long.
    found = None if _ID.fullmatch(text) or len(text) > _LONGEST_ID else _NEARLY_ID.fullmatch(text)
    other = "K" if letter == "P" else "P"
    return f"{letter}{int(found[1] or found[2])}" if found and other not in text.upper() else None


class Wording(NamedTuple):
    """A text with its errata: an item's, or an overview paragraph's."""

    path: Path
    """The way to the mapping that holds ``text``."""
    text: str
    errata: tuple[tuple[Path, dict[str, Value]], ...]
    """Each with the way to it."""

    @property
    def published(self) -> str:
        """The text with its applied errata; the same text where one of them does not fit."""
        text = self.text
        for __, erratum in self.errata:
            wrong, right = erratum.get("from"), erratum.get("to")
            if erratum.get("status") == "applied" and isinstance(wrong, str) and isinstance(right, str) and wrong:
                text = text.replace(wrong, right, 1)
        return text


class Item(NamedTuple):
    """A performance criterion or a knowledge item."""

    id: str
    path: Path
    wording: Wording | None
    withdrawn: dict[str, Value] | None
    themes: tuple[str, ...]
    entry: dict[str, Value]
    """The whole of it, as the file has it."""

    @property
    def number(self) -> int | None:
        """The 16 of ``P16``; None where the id has not that form."""
        return int(self.id[1:]) if _ID.fullmatch(self.id) else None


@dataclass(frozen=True)
class Outline:
    """One standard, as far as it has the right shape."""

    source: Source
    items: tuple[Item, ...]
    paragraphs: tuple[Wording, ...]
    history: tuple[tuple[Path, dict[str, Value]], ...]
    doubtful: frozenset[str]
    """The letters of the lists of items that are missing, cut off or damaged. An item that is not found among them may
    well be there, so that nothing is said about references to it."""

    @property
    def name(self) -> str:
        """The name of the file, which is what other files call the standard."""
        return self.source.name

    @property
    def identity(self) -> str | None:
        """The id that the file gives; None where it gives none."""
        identity = self.source.value.get("id") if isinstance(self.source.value, dict) else None
        return identity if isinstance(identity, str) else None

    @property
    def withdrawn(self) -> dict[str, Value] | None:
        """Why the whole standard is no longer in force, where it is not."""
        found = self.source.value.get("withdrawn") if isinstance(self.source.value, dict) else None
        return found if isinstance(found, dict) else None

    @cached_property
    def by_id(self) -> dict[str, Item]:
        """Its items; of those that share an id, the first that stands in the list of its letter."""
        found = {item.id: item for item in reversed(self.items)}
        if self.doubtful:
            right = [item for item in reversed(self.items) if item.id[:1] == LISTS[str(item.path[0])]]
            found |= {item.id: item for item in right}
        return found

    def last_number(self, letter: str) -> int:
        """The highest number among the ids that begin with ``P`` or with ``K``; 0 if there is none."""
        return self._last_numbers.get(letter, 0)

    @cached_property
    def _last_numbers(self) -> dict[str, int]:
        found: dict[str, int] = {}
        for item in self.items:
            if number := item.number:
                found[item.id[0]] = max(number, found.get(item.id[0], 0))
        return found

    def extent(self, letter: str) -> str:
        """Which ids there are, as a sentence: ``Its criteria are P1 to P28``, with a full stop."""
        last = self.last_number(letter)
        if last == 1:
            return _("It has only {item}.", item=f"{letter}1")
        items = span(letter, 1, last)
        if letter == "P":
            return _("Its criteria are {items}.", items=items) if last else _("It has no criteria.")
        return _("Its knowledge items are {items}.", items=items) if last else _("It has no knowledge items.")

    @property
    def wordings(self) -> Iterator[Wording]:
        """The overview's paragraphs and the items' words, in the order of the file."""
        yield from self.paragraphs
        yield from (item.wording for item in self.items if item.wording is not None)


def span(letter: str, first: int, last: int) -> str:
    """Return the ids from one number to another in words: ``P4 to P6``, or ``P4`` alone."""
    if last <= first:
        return f"{letter}{first}"
    # Translators: item numbers, such as P4 to P6.
    return _("{first} to {last}", first=f"{letter}{first}", last=f"{letter}{last}")


def outline(source: Source) -> Outline:
    """The outline of a standard's source, whatever the source holds."""
    top = source.value if isinstance(source.value, dict) else {}
    items = []
    for name in LISTS:
        for position, entry in mappings(top.get(name)):
            if isinstance(identity := entry.get("id"), str):
                path: Path = (name, position)
                withdrawn = entry.get("withdrawn")
                gone = withdrawn if isinstance(withdrawn, dict) else None
                named = entry.get("themes")
                themes = [theme for theme in named if isinstance(theme, str)] if isinstance(named, list) else ()
                items.append(Item(identity, path, _wording(path, entry), gone, tuple(themes), entry))
    paragraphs = [_wording(("overview", position), entry) for position, entry in mappings(top.get("overview"))]
    history = _placed(("history",), top.get("history"))
    return Outline(source, tuple(items), tuple(filter(None, paragraphs)), history, _doubtful(top, items))


def _doubtful(top: dict[str, Value], items: list[Item]) -> frozenset[str]:
    found = set()
    for name, letter in LISTS.items():
        entries = top.get(name)
        ids = {item.id for item in items if item.path[0] == name}
        headings = sum("id" not in entry for _, entry in mappings(entries))
        if (
            not isinstance(entries, list)
            or len(ids) + headings < len(entries)
            or ids != {f"{letter}{number}" for number in range(1, len(ids) + 1)}
            or ("history" not in top and next(reversed(top)) == name)
        ):
            found.add(letter)
    return frozenset(found)


def _wording(path: Path, entry: dict[str, Value]) -> Wording | None:
    text = entry.get("text")
    if not isinstance(text, str):
        return None
    errata = _placed((*path, "errata"), entry.get("errata"))
    # Where the schema refuses the number of errata and the length of the text, looking for each would take long.
    return Wording(path, text, errata if len(errata) * len(text) < _MOST_SEARCHED else ())


def _placed(path: Path, entries: Value) -> tuple[tuple[Path, dict[str, Value]], ...]:
    """The mappings of a list, each with the way to it."""
    return tuple(((*path, position), entry) for position, entry in mappings(entries))
