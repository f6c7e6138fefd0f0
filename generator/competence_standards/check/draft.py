"""A standard during the check: the model of the accepted values, and its file."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from competence_standards.check.names import is_item_id
from competence_standards.model import kind_of, standard
from competence_standards.model.part import title
from competence_standards.prose import joined_with_and
from competence_standards.translation import gettext as _

if TYPE_CHECKING:
    from collections.abc import Mapping

    from competence_standards.check.schema import Examined
    from competence_standards.model import Item, PartKind
    from competence_standards.problem import Problem
    from competence_standards.read import Path


class Draft:
    """One standard with its file, whatever errors the file has."""

    def __init__(self, examined: Examined) -> None:
        self.examined = examined
        self.source = examined.source
        self.kinds = examined.kinds
        """The kinds of part of its suite."""
        self.standard = standard(examined.accepted, {}, self.kinds)
        self.name = self.source.name
        """The name of the file. Other files refer to the standard by it."""

    @property
    def is_whole(self) -> bool:
        """Whether the schema accepts the file."""
        return not self.examined.problems

    @property
    def identity(self) -> str:
        """The id in the file, even if the schema refuses it, or "" if it is missing."""
        return self.examined.text("id")

    @cached_property
    def items(self) -> tuple[Item, ...]:
        """The items that have an id."""
        return tuple(item for item in self.standard.items if item.id)

    @cached_property
    def by_id(self) -> Mapping[str, Item]:
        """The items by id. If two items have the same id, the first."""
        return {item.id: item for item in reversed(self.items)}

    @cached_property
    def uncertain(self) -> frozenset[str]:
        """The letters of parts that are missing, cut off or damaged.

        Such a part may have more items than were read, so rules do not report missing items in it.
        """
        return frozenset(kind.letter for kind in self.kinds if self._is_uncertain(kind))

    def problem(self, path: Path, message: str, hint: str = "", *, at_key: bool = False, cause: str = "") -> Problem:
        """Return an error at a place in the file."""
        return self.source.problem(path, message, hint, at_key=at_key, cause=cause)

    def note(self, path: Path, message: str, hint: str = "", *, at_key: bool = False, cause: str = "") -> Problem:
        """Return a note at a place in the file."""
        return self.source.note(path, message, hint, at_key=at_key, cause=cause)

    def last_number(self, letter: str) -> int:
        """Return the highest number among the ids that start with a letter, or 0."""
        return self._last_numbers.get(letter, 0)

    def extent(self, item: str) -> str:
        """Return a sentence with the ids in the part of an item: ``Its criteria are P1 to P28``, with a full stop."""
        letter = item[:1]
        last = self.last_number(letter)
        if last == 1:
            return _("It has only {item}.", item=f"{letter}1")
        items = span(letter, 1, last)
        kind = kind_of(item, self.kinds)
        if kind is None:
            return self.whole_extent()
        if kind.id == "criterion":
            return _("Its criteria are {items}.", items=items) if last else _("It has no criteria.")
        if kind.id == "knowledge":
            return _("Its knowledge items are {items}.", items=items) if last else _("It has no knowledge items.")
        part = title(kind)
        if last:
            return _("Its items under {part} are {items}.", part=part, items=items)
        return _("It has no items under {part}.", part=part)

    def whole_extent(self) -> str:
        """Return a sentence with all the ids: ``Its items are P1 to P28 and K1 to K25``, with a full stop."""
        ends = [(kind.letter, self.last_number(kind.letter)) for kind in self.kinds]
        spans = [span(letter, 1, end) for letter, end in ends if end]
        return _("Its items are {items}.", items=joined_with_and(spans)) if spans else _("It has no items.")

    def may_have(self, item: str) -> bool:
        """Check whether a text is an id with the letter of a part."""
        return kind_of(item, self.kinds) is not None and is_item_id(item)

    def lacks(self, item: str) -> bool:
        """Check whether the standard certainly has no item with this id."""
        return item not in self.by_id and item[:1] not in self.uncertain

    def hides_items(self, kind: PartKind) -> bool:
        """Check whether the schema refused a list of items, an item or an item's id in a part."""
        refused = (path for path in self.examined.refused if path[:1] == (kind.field,))
        return any(len(path) <= 2 or path[2] == "id" for path in refused)

    @cached_property
    def _last_numbers(self) -> Mapping[str, int]:
        found: dict[str, int] = {}
        for item in self.items:
            found[item.part.letter] = max(number(item), found.get(item.part.letter, 0))
        return found

    def _is_uncertain(self, kind: PartKind) -> bool:
        fields = self._fields
        refused = self.examined.refused
        # A refused sub-heading looks like an item.
        part = self.standard.by_kind.get(kind.id)
        items = [item for item in part.items if (*item.place, "heading") not in refused] if part else []
        ids = [item.id for item in items]
        known = set(ids)
        return (
            (kind.field not in fields and not kind.optional)
            or self.hides_items(kind)
            or "" in known
            or len(known) < len(ids)
            or known != {f"{kind.letter}{one}" for one in range(1, len(known) + 1)}
            or ("history" not in fields and fields[-1:] == [kind.field])
        )

    @cached_property
    def _fields(self) -> list[str]:
        """The fields of the file that the schema accepts."""
        return list(self.examined.accepted.value or ())  # type: ignore[arg-type]


def number(item: Item) -> int:
    """Return the 16 of the id ``P16``."""
    return int(item.id[1:])


def span(letter: str, first: int, last: int) -> str:
    """Return the ids from one number to another in words: ``P4 to P6``, or ``P4`` alone."""
    if last <= first:
        return f"{letter}{first}"
    # Translators: item numbers, such as P4 to P6.
    return _("{first} to {last}", first=f"{letter}{first}", last=f"{letter}{last}")
