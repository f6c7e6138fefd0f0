"""What the blocks of a form are made of: fields, questions, columns, rows and people."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal, NamedTuple, cast

from competence_standards.forms.part_words import needed
from competence_standards.model import values
from competence_standards.problem import shown
from competence_standards.translation import gettext
from competence_standards.words import capital

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from competence_standards.forms.fill import Filling
    from competence_standards.model.part import Words
    from competence_standards.model.values import Fields
    from competence_standards.read import Path

FieldKind = Literal["line", "lines", "date", "time", "tick", "options"]
Holds = Literal["id", "words", "line", "date", "tick", "boxes", "count"]
"""What a column holds, both in a source and in a filled form. ``boxes`` has a box for each option, and people tick any
number of them. ``count`` is the space for how many they tick."""
Written = Literal["version", "criterion", "knowledge", "also", "options", "levels", "level", "method"]
"""What a column can hold only in a source. ``criterion`` and ``knowledge`` are how many items a standard has for doing,
and how many for knowing."""
Drawn = Literal["choice", "code"]
"""What a column can hold only in a filled form. ``choice`` has a box for each option, and people tick one. ``code`` is
the space for one of the options."""
Each = Literal["item", "criterion", "knowledge", "standard", "form", "rule"]
Header = Literal[
    "candidate", "registration", "workplace", "job", "programme", "centre", "started", "target", "assessor", "iqa"
]
"""What is the same on every form of a candidate."""
WIDTH = 6
"""The width of a page, in the unit of a field's share."""
OF_A_STANDARD = ("item", "criterion", "knowledge")
"""What a table can only list for one standard."""
MOST_BOXES = 12
"""How many boxes a column can have side by side."""

_SHARES = {"full": WIDTH, "two-thirds": 4, "half": 3, "third": 2}
_LEAST_SHARE = 4
"""A limited form has at least a quarter of the lines to write on."""
_SIGNED_ALIKE: Mapping[str, Header] = {"candidate": "candidate", "assessor": "assessor", "iqa": "iqa"}
"""The roles in which the same person signs every form of a candidate."""
_DAYS = ("started", "target")
"""The details that are dates."""
_MOST_LEVELS = 6


class Fault(NamedTuple):
    """What is wrong with a part of a block, where it is in the file of the form, and what to do."""

    path: Path
    message: str
    hint: str


@dataclass(frozen=True)
class Field:
    """One labelled field to fill in."""

    label: str
    kind: FieldKind
    share: int
    """The part of the page's width that it takes, in sixths."""
    lines: int
    """How many ruled lines it has."""
    options: tuple[str, ...]
    """The answers to tick, if it offers some."""
    header: Header | None = None
    """What it asks for, if that is the same on every form."""
    id: str = ""
    """No other field of the block has this id. It stays the same as long as the label does."""
    path: Path = ()
    """Where it is in the file of the form."""
    source: str = ""
    """What of the answers on a device it can be filled in from. Empty if from nothing."""

    @classmethod
    def read(cls, entry: Fields, identity: str, path: Path) -> Field:
        """Return a field as its author wrote it."""
        return cls(
            id=identity,
            path=path,
            label=values.text(entry, "label"),
            kind=cast("FieldKind", values.text(entry, "kind")),
            share=_SHARES[values.text(entry, "width") or "full"],
            lines=number_of(entry, "lines", 1),
            options=values.texts(entry, "options"),
            header=cast("Header | None", values.optional(entry, "header")),
            source=values.text(entry, "from"),
        )

    def filled(self, put: Callable[[str], str]) -> Field:
        """Return the field with the words of a country, which ``put`` puts into a text."""
        return replace(self, label=put(self.label), options=tuple(map(put, self.options)))

    def faults(self) -> Iterator[Fault]:
        """Yield a fault if its kind does not fit what it asks for."""
        fitting = "date" if self.header in _DAYS else "line"
        if self.header and self.kind not in ("", fitting):
            message = gettext(
                "A field with the header {header} cannot have the kind {kind}.",
                header=shown(self.header),
                kind=shown(self.kind),
            )
            hint = gettext("Write kind: {kind}, or remove header.", kind=fitting)
            yield Fault((*self.path, "kind"), message, hint)

    @property
    def least(self) -> int:
        """How many of the lines a limited form has at least."""
        return least_of(self.lines)


@dataclass(frozen=True)
class Prompt:
    """One question of an account, with ruled lines for the answer."""

    text: str
    lines: int
    id: str
    """No other question of the block has this id."""

    @classmethod
    def read(cls, entry: Fields, identity: str) -> Prompt:
        """Return a question as its author wrote it."""
        return cls(values.text(entry, "text"), number_of(entry, "lines", 1), identity)

    @property
    def least(self) -> int:
        """How many of the lines a limited form has at least."""
        return least_of(self.lines)

    @property
    def passages(self) -> tuple[int, ...]:
        """The lines of each passage of an account with a margin: some four. A page can break only between two."""
        count = max(1, round(self.lines / 4))
        return tuple(self.lines // count + (number < self.lines % count) for number in range(count))


@dataclass(frozen=True)
class Column:
    """One column of a table."""

    label: str
    holds: Holds | Written | Drawn
    width: int
    """In millimetres, before all columns are fitted to the page. If there are several boxes, the width of one."""
    options: tuple[str, ...]
    id: str
    """No other column of the table has this id."""
    boxes: tuple[str, ...] = ()
    """Filled: the options that have a box each. They are next to each other."""
    rows_of: str = ""
    """The heading of the table that has a row for each box. Empty if the options are no rows."""
    needed: str = ""
    """The label of the field that says how many boxes must be ticked. Empty if one is enough."""
    path: Path = ()
    """Where it is in the file of the form."""
    source: str = ""
    """What of the answers on a device its cells can be filled in from. Empty if from nothing."""

    @classmethod
    def read(cls, entry: Fields, identity: str, path: Path) -> Column:
        """Return a column as its author wrote it."""
        return cls(
            id=identity,
            path=path,
            label=values.text(entry, "label"),
            holds=cast("Holds | Written", values.text(entry, "holds")),
            width=number_of(entry, "width", 0),
            options=values.texts(entry, "options"),
            rows_of=values.text(entry, "rows_of"),
            needed=values.text(entry, "needed"),
            source=values.text(entry, "from"),
        )

    @property
    def needs(self) -> frozenset[Words]:
        """The items without which it is left out: those for doing, those for knowing, or none."""
        return needed(self.label) | needed_for(self.holds) | needed_for(self.source.removesuffix("-progress"))

    def filled(self, each: Each | None, filling: Filling) -> Column:
        """Return the column with the words of a country, and with the options that it is filled with.

        Args:
            each: What the table has a row for.
            filling: What it is filled with.
        """
        put = filling.put
        options = tuple(map(put, self.options)) or filling.row_numbers(self.rows_of)
        column = replace(self, label=put(self.label), rows_of=put(self.rows_of), needed=put(self.needed))
        match column.holds:
            case "levels":
                options = tuple(name for _, name, _ in filling.levels(each))
                return replace(column, holds="choice", options=options, boxes=options)
            case "options":
                return replace(column, holds="choice", options=options, boxes=options)
            case "boxes":
                return replace(column, options=options, boxes=options)
            case "level":
                return replace(column, holds="code", options=tuple(code for code, _, _ in filling.levels(each)))
            case "method":
                return replace(column, holds="code", options=tuple(code for code, _, _ in filling.methods()))
            case "version" | "criterion" | "knowledge" | "also":
                return replace(column, holds="words")
            case _:
                return column

    @property
    def room(self) -> int:
        """How many boxes it has in each row, at most."""
        if self.holds == "levels":
            return _MOST_LEVELS
        return MOST_BOXES if self.rows_of else max(1, len(self.options))

    def faults(self, each: Each | None) -> Iterator[Fault]:
        """Yield a fault if the rows of its table do not have what it holds.

        Args:
            each: What the table has a row for.
        """
        path = (*self.path, "holds")
        if self.holds == "words" and each is None:
            message = gettext("This column holds {what}, but blank rows have no {what}.", what=self.holds)
            yield Fault(path, message, gettext("Add each to the table, or set holds to line."))
        elif self.holds in ("version", "criterion", "knowledge") and each != "standard":
            message = gettext("Only rows for standards can hold {what}.", what=self.holds)
            yield Fault(path, message, gettext("Set each to standard, or remove the column."))
        elif self.holds in ("also", "levels") and each not in OF_A_STANDARD:
            message = gettext("A column that holds {what} needs the items of a standard.", what=self.holds)
            hint = gettext("Set each to item, criterion or knowledge, or remove the column.")
            yield Fault(path, message, hint)


@dataclass(frozen=True)
class Total:
    """The space below some rows for how many of them are ticked, or have an entry."""

    label: str
    of: int
    """How many rows there are."""
    before: str
    """The words before the space: ``Rated:``."""
    after: str
    """The words after it: ``of 9``."""

    @classmethod
    def of_rows(cls, label: str, rows: int) -> Total:
        """Return the space for how many of some rows are counted."""
        words = gettext("{label}: {space} of {number}", label=label, space="\0", number=rows)
        before, _, after = words.partition("\0")
        return cls(label, rows, before.strip(), after.strip())


@dataclass(frozen=True)
class Row:
    """A sub-heading or a total across the table, or a cell for each column. A cell to fill in is empty."""

    group: str
    cells: tuple[str, ...] = ()
    total: Total | None = None
    id: str = ""
    """What the row is about, such as the id of an item, or the number of a blank row. No other row has this id."""


@dataclass(frozen=True)
class Person:
    """A person who signs the form, and what the signature declares."""

    role: str
    declares: str
    header: Header | None
    """The detail that is their name, if that is the same on every form."""
    id: str
    """The role, in the word that forms use."""

    @classmethod
    def read(cls, entry: Fields) -> Person:
        """Return a person as the author of the form wrote it."""
        role = values.text(entry, "role")
        return cls(f"${capital(role)}", values.text(entry, "declares"), _SIGNED_ALIKE.get(role), role)


class Left(NamedTuple):
    """What is left of the items that a form lists, if the form is limited."""

    items: Sequence[str]
    """The ids of those that are left."""
    of: int
    """How many the whole form lists."""

    def share(self, room: int, least: int) -> int:
        """Return as much of some room as there are items left, but at least so much."""
        return max(least, -(-room * len(self.items) // self.of))


def needed_for(what: str) -> frozenset[Words]:
    """Return which items a table or a column lists or counts, by what it is for."""
    return frozenset([cast("Words", what)]) if what in ("criterion", "knowledge") else frozenset()


def least_of(room: int) -> int:
    """Return how much of some room a limited form has at least."""
    return -(-room // _LEAST_SHARE)


def number_of(entry: Fields, name: str, otherwise: int) -> int:
    """Return a number that an author wrote, or another one if there is none."""
    return int(values.text(entry, name) or otherwise)
