"""The kinds of block that a form is made of.

Each kind is one class: it says what its author writes, how that is read, what can be wrong with it, and what filling
adds. A filled block has the same class, with the words of a country and with what it lists, such as the items of a
standard.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal, Self, TypeAlias, TypedDict, cast

from competence_standards.forms.part_words import as_usual
from competence_standards.forms.parts import (
    OF_A_STANDARD,
    WIDTH,
    Column,
    Fault,
    Field,
    Left,
    Person,
    Prompt,
    Row,
    Total,
    least_of,
    number_of,
)
from competence_standards.forms.places import Place, PlaceKind, ids, named, numbered, short
from competence_standards.model import values
from competence_standards.prose import sentences
from competence_standards.read import DECISION_WORDS, METHODS, SCALE
from competence_standards.translation import gettext, ngettext
from competence_standards.words import slug

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from competence_standards.forms.fill import Filling
    from competence_standards.forms.parts import Each, Header
    from competence_standards.model.values import Fields
    from competence_standards.read import Path

Per = Literal["standard", "candidate"]
"""What there is one form for: each standard, with its items, or each candidate, with all standards."""
Sources: TypeAlias = "Mapping[str, object]"
"""Places that can be filled in, and from what, for a script."""

_OF_STANDARDS = ("id", "words", "version", "criterion", "knowledge")
"""What a column holds of a standard, and people write where the standards are not listed."""
_ROOM = 2
"""How many lines of handwriting a row has room for if its author does not say."""
_FEW_ROWS = 8
"""A table with more blank rows is a list of its own, such as one of evidence: it stays whole on a limited form."""
ROWS_OF_EACH = 50
"""The rows that a table counts for if it has one for each of something: as many as a standard of the usual size has."""
LINES_OF_WORDS = 8
"""As many lines as the words of an item, or a list of similar items, may take."""
_MOST_ENTRIES = 40
"""As many entries as a key may have."""
_MOST_LISTED = 20
"""Rows of a table for each standard or each rule. A table of more standards has blank rows."""
_CODES_OF = {"levels": SCALE, "level": SCALE, "ratings": SCALE, "method": METHODS, "methods": METHODS}
"""The vocabulary whose codes are printed, by what a column holds or what a key is of."""


@dataclass(frozen=True)
class Block:
    """What every block may have: a heading, help for the people who fill it in, and who they are."""

    heading: str
    help: str
    by: str
    """A role, or in a filled form a few words. Empty if the block is filled in by those who fill in the whole form."""
    id: str
    """No other block of the form has this id. It stays the same as long as the heading does."""
    path: Path
    """Where it is in the file of the form."""

    @property
    def room(self) -> int:
        """How many boxes and lines of handwriting it has, or more."""
        return 0

    @property
    def room_for_each(self) -> int:
        """How many boxes and lines it has for each item of a standard."""
        return 0

    def other_room(self, forms: int) -> int:  # noqa: ARG002 - only a table needs it
        """Return how many boxes and lines it has that are not for an item, or more.

        Args:
            forms: How many forms the suite has.
        """
        return self.room

    @property
    def parts(self) -> tuple[Field, ...] | tuple[Column, ...]:
        """Its fields or its columns."""
        return ()

    @property
    def rows_for(self) -> str:
        """What its rows are for, such as ``item`` or ``evidence-log``. Empty if it has none, or if they are blank."""
        return ""

    @property
    def codes(self) -> Iterator[tuple[str, Path]]:
        """Each vocabulary whose codes are printed in it, with the place where it is asked for."""
        yield from ()

    def faults(self) -> Iterator[Fault]:
        """Yield what is wrong with the block, although the schema accepts it."""
        yield from ()

    def faults_for_candidates(self) -> Iterator[Fault]:
        """Yield what is wrong with the block in a form for each candidate."""
        yield from ()

    @property
    def headers(self) -> tuple[Header, ...]:
        """The details in it that are the same on every form."""
        return ()

    @property
    def shares(self) -> frozenset[int]:
        """The widths of its columns, in thousandths of the block."""
        return frozenset()

    @property
    def blank_row_numbers(self) -> tuple[str, ...]:
        """The number of each blank row, if it has such rows."""
        return ()

    @property
    def places(self) -> Iterator[Place]:
        """Every place to write in a filled block, in order."""
        yield from ()

    @property
    def items(self) -> tuple[str, ...]:
        """The ids of the items that a filled block lists, in order."""
        return ()

    def limited(self, _: Left, /) -> Self | None:
        """Return a filled block of a form that is limited to some items. Return None if nothing of it is left.

        The places that are left have the names that they have on the whole form.
        """
        return self

    @property
    def sources(self) -> Iterator[Sources]:
        """What a script needs to fill in a filled block from the answers on a device."""
        yield from ()


@dataclass(frozen=True)
class Details(Block):
    """Labelled fields."""

    kind: Literal["details"] = field(default="details", init=False)
    rows: tuple[tuple[Field, ...], ...]
    """The fields that are next to each other: as many as the page has room for."""

    @classmethod
    def read(cls, entry: Fields, identity: str, path: Path) -> Details:
        """Return a block as its author wrote it."""
        fields = (Field.read(*one) for one in _listed(entry, path, "fields"))
        return cls(**_head(entry, identity, path), rows=tuple(_side_by_side(fields)))

    def filled(self, filling: Filling) -> Details:
        """Return the block with the words of a country."""
        put = filling.put
        return replace(self, rows=tuple(tuple(one.filled(put) for one in row) for row in self.rows))

    def limited(self, left: Left, /) -> Self:
        """Return the block with lines in proportion to the items that are left."""
        rows = (tuple(replace(one, lines=left.share(one.lines, one.least)) for one in row) for row in self.rows)
        return replace(self, rows=tuple(rows))

    @property
    def fields(self) -> tuple[Field, ...]:
        """All fields in their order."""
        return tuple(one for row in self.rows for one in row)

    @property
    def headers(self) -> tuple[Header, ...]:
        """The fields that are the same on every form."""
        return tuple(one.header for one in self.fields if one.header)

    @property
    def room(self) -> int:
        """The lines of all fields."""
        return sum(one.lines for one in self.fields)

    @property
    def parts(self) -> tuple[Field, ...]:
        """The fields."""
        return self.fields

    def faults(self) -> Iterator[Fault]:
        """Yield the faults of the fields."""
        for one in self.fields:
            yield from one.faults()

    def place(self, one: Field) -> Place:
        """Return where a field is filled in."""
        kind: PlaceKind = "choice" if one.kind == "options" else one.kind
        return Place(named(self.id, one.id), one.label, kind, options=one.options, header=one.header)

    @property
    def places(self) -> Iterator[Place]:
        """A place for each field."""
        yield from map(self.place, self.fields)

    @property
    def sources(self) -> Iterator[Sources]:
        """The places of the fields that can be filled in."""
        for one in self.fields:
            if one.source:
                yield {"from": one.source, "place": self.place(one).name, "options": one.options}


@dataclass(frozen=True)
class Notice(Block):
    """What people read before they write."""

    kind: Literal["notice"] = field(default="notice", init=False)
    points: tuple[str, ...]

    @classmethod
    def read(cls, entry: Fields, identity: str, path: Path) -> Notice:
        """Return a block as its author wrote it."""
        return cls(**_head(entry, identity, path), points=values.texts(entry, "points"))

    def filled(self, filling: Filling) -> Notice:
        """Return the block with the words of a country."""
        return replace(self, points=tuple(map(filling.put, self.points)))


@dataclass(frozen=True)
class Narrative(Block):
    """Ruled lines for an account."""

    kind: Literal["narrative"] = field(default="narrative", init=False)
    margin: str
    """The head of the column next to the lines. Empty if there is none."""
    margin_id: str
    """What the places of the column are called. It does not depend on the parts of the suite."""
    prompts: tuple[Prompt, ...]

    @classmethod
    def read(cls, entry: Fields, identity: str, path: Path) -> Narrative:
        """Return a block as its author wrote it."""
        prompts = (Prompt.read(prompt, identity) for prompt, identity, _ in _listed(entry, path, "prompts", "text"))
        margin = values.text(entry, "margin")
        return cls(
            **_head(entry, identity, path), margin=margin, margin_id=slug(as_usual(margin)), prompts=tuple(prompts)
        )

    def filled(self, filling: Filling) -> Narrative:
        """Return the block with the words of a country."""
        prompts = tuple(replace(prompt, text=filling.put(prompt.text)) for prompt in self.prompts)
        return replace(self, margin=filling.put(self.margin), prompts=prompts)

    def limited(self, left: Left, /) -> Self:
        """Return the block with lines in proportion to the items that are left."""
        prompts = (replace(prompt, lines=left.share(prompt.lines, prompt.least)) for prompt in self.prompts)
        return replace(self, prompts=tuple(prompts))

    @property
    def room(self) -> int:
        """The lines for all answers."""
        return sum(prompt.lines for prompt in self.prompts)

    def place(self, prompt: Prompt, number: int = 1) -> Place:
        """Return where a passage of the answer to a question is written. The first passage has the number 1."""
        return Place(named(self.id, prompt.id, *self._number(number)), prompt.text, "lines")

    def margin_place(self, prompt: Prompt, number: int) -> Place:
        """Return where the ids next to a passage are written."""
        name = named(self.id, prompt.id, *self._number(number), self.margin_id)
        return Place(name, self.margin, "lines", row=prompt.text)

    @property
    def places(self) -> Iterator[Place]:
        """A place for the answer to each question; with a margin, two for each passage of it."""
        for prompt in self.prompts:
            if not self.margin:
                yield self.place(prompt)
                continue
            for number, _ in enumerate(prompt.passages, start=1):
                yield self.place(prompt, number)
                yield self.margin_place(prompt, number)

    def _number(self, number: int) -> tuple[str, ...]:
        """Return the part of a name that tells passages apart. An account without a margin is one passage."""
        return (str(number),) if self.margin else ()


@dataclass(frozen=True)
class Table(Block):
    """Rows and columns."""

    kind: Literal["table"] = field(default="table", init=False)
    each: Each | None
    """What there is a row for. None if all rows are blank."""
    blank_rows: int
    height: int
    """How many lines of handwriting a row has room for."""
    total: str
    """What is counted below the rows of each sub-heading. Empty if nothing is."""
    columns: tuple[Column, ...]
    rows: tuple[Row, ...] = ()
    """Filled: the rows."""
    lists: str = ""
    """What of the answers on a device fills the blank rows. Empty if nothing does."""

    @classmethod
    def read(cls, entry: Fields, identity: str, path: Path) -> Table:
        """Return a block as its author wrote it."""
        return cls(
            **_head(entry, identity, path),
            each=cast("Each | None", values.optional(entry, "each")),
            blank_rows=number_of(entry, "rows", 0),
            height=number_of(entry, "height", _ROOM),
            total=values.text(entry, "total"),
            columns=tuple(Column.read(*one) for one in _listed(entry, path, "columns")),
            lists=values.text(entry, "lists"),
        )

    def filled(self, filling: Filling) -> Table:
        """Return the block with a row for each thing that it lists, and with the options of its columns."""
        if filling.are_too_many(self.each):
            return self._to_write_on(filling.rows_for_too_many).filled(filling)
        columns = [column for column in self.columns if column.needs <= filling.groups_of_items]
        return replace(
            self,
            total=filling.put(self.total),
            columns=tuple(column.filled(self.each, filling) for column in columns),
            rows=tuple(self._filled_rows(filling, columns)),
        )

    @property
    def blank_row_numbers(self) -> tuple[str, ...]:
        """The number of each blank row, if nothing else is listed."""
        return numbered(self.blank_rows)

    @property
    def items(self) -> tuple[str, ...]:
        """The ids of the items that have a row each."""
        return tuple(row.id for row in self.rows if row.cells) if self.each in OF_A_STANDARD else ()

    def limited(self, left: Left, /) -> Self | None:
        """Return the table with the rows for some items, and with the sub-headings and totals that still have rows.

        A table with a few blank rows has fewer.
        """
        if not self.items:
            return replace(self, rows=self.rows[: left.share(len(self.rows), self.least)])
        rows = tuple(_limited_rows(self.rows, left.items))
        return replace(self, rows=rows) if rows else None

    @property
    def least(self) -> int:
        """How many of the rows a limited form has at least, if they are not for items."""
        # Numbered rows are referred to elsewhere on the form.
        is_whole = self.each or len(self.rows) > _FEW_ROWS or any(column.holds == "id" for column in self.columns)
        return len(self.rows) if is_whole else least_of(len(self.rows))

    @property
    def widths(self) -> tuple[int, ...]:
        """The width of each column on paper: of each box, if a column has several."""
        return tuple(column.width for column in self.columns for _ in column.boxes or [""])

    @property
    def shares(self) -> frozenset[int]:
        """The widths of its columns, in thousandths of the table."""
        return frozenset(map(self.share, self.columns))

    def share(self, column: Column) -> int:
        """Return the width of a column, or of one of its boxes, in thousandths of the table."""
        return max(20, round(column.width / sum(self.widths) * 200) * 5)

    @property
    def room(self) -> int:
        """The boxes and lines of all rows."""
        return (ROWS_OF_EACH if self.each else self.blank_rows) * self._room_of_row

    @property
    def room_for_each(self) -> int:
        """The boxes and lines of a row for an item, with the lines for its words."""
        if self.each not in OF_A_STANDARD:
            return 0
        words = sum(column.holds in ("words", "also") for column in self.columns)
        return self._room_of_row + words * (LINES_OF_WORDS - 1)

    def other_room(self, forms: int) -> int:
        """Return the boxes and lines of the rows that are not for items."""
        if self.each in OF_A_STANDARD:
            return 0
        rows = self.blank_rows if self.each is None else forms if self.each == "form" else _MOST_LISTED
        return rows * self._room_of_row

    @property
    def _room_of_row(self) -> int:
        return sum(column.room for column in self.columns) + self.height

    @property
    def parts(self) -> tuple[Column, ...]:
        """The columns."""
        return self.columns

    @property
    def rows_for(self) -> str:
        """What it has a row for, or what fills its blank rows."""
        return self.each or self.lists

    @property
    def codes(self) -> Iterator[tuple[str, Path]]:
        """The vocabularies whose codes are in its rows and columns."""
        if self.each == "rule":
            yield DECISION_WORDS, (*self.path, "each")
        for column in self.columns:
            if name := _CODES_OF.get(column.holds):
                yield name, (*column.path, "holds")

    def faults(self) -> Iterator[Fault]:
        """Yield the faults of the columns."""
        for column in self.columns:
            yield from column.faults(self.each)

    def faults_for_candidates(self) -> Iterator[Fault]:
        """Yield a fault if the rows are items."""
        if self.each in OF_A_STANDARD:
            message = gettext("This form is for each candidate, so it has no items.")
            hint = gettext("Set per to standard, or use rows instead of each.")
            yield Fault((*self.path, "each"), message, hint)

    def place(self, row: Row, column: Column, option: str = "") -> Place | None:
        """Return where a cell of a row is filled in, or None if its words are printed.

        Args:
            row: The row. It has cells.
            column: The column.
            option: The option of a box, in a column whose boxes are ticked one by one.
        """
        first = next(filter(None, row.cells), "").replace("\n", " • ")
        about = first or gettext("Row {number}", number=row.id)
        name = (self.id, row.id, column.id)
        match column.holds:
            case "id" | "words":
                return None
            case "boxes":
                return Place(named(*name, slug(option)), f"{column.label}: {option}", "tick", about)
            case "choice" | "code":
                return Place(named(*name), column.label, "choice", about, column.options)
            case "tick" | "date" as kind:
                return Place(named(*name), column.label, kind, about)
            case "count":
                return Place(named(*name), column.label, "line", about)
            case _:
                return Place(named(*name), column.label, "lines", about)

    def total_place(self, row: Row) -> Place:
        """Return where a total is written."""
        total = cast("Total", row.total)
        return Place(named(self.id, row.id), f"{total.before} {total.after}".strip(), "line")

    @property
    def places(self) -> Iterator[Place]:
        """A place for each cell that is filled in, row by row, and for each total."""
        for row in self.rows:
            if row.total:
                yield self.total_place(row)
            for column in self.columns if row.cells else ():
                for option in column.boxes if column.holds == "boxes" else [""]:
                    if place := self.place(row, column, option):
                        yield place

    @property
    def sources(self) -> Iterator[Sources]:
        """The columns that can be filled in. If rows are listed, they are named, and their totals name them."""
        columns = [one for one in self.columns if one.source]
        if not columns or not self.rows_for:
            return
        listed: dict[str, str] = {}
        totals: dict[str, list[str]] = {}
        counted: list[str] = []
        for row in self.rows if self.each else ():
            if row.total:
                totals[self.total_place(row).name] = counted
            if row.cells:
                listed[row.id] = short(row.id)
                counted.append(row.id)
            else:
                counted = []
        yield {
            "of": self.rows_for,
            "block": short(self.id),
            "heading": self.heading,
            "rows": listed,
            "totals": totals,
            "columns": [
                {
                    "from": one.source,
                    "column": short(one.id),
                    "holds": one.holds,
                    "options": one.options,
                    "rows_of": one.rows_of,
                }
                for one in columns
            ],
        }

    def _filled_rows(self, filling: Filling, columns: Sequence[Column]) -> Iterator[Row]:
        for heading, group in filling.groups(self.each, self.blank_rows):
            if heading:
                yield Row(heading)
            for printed in group:
                yield Row("", tuple(printed.get(column.holds, "") for column in columns), id=printed["row"])
            if self.total and group:
                yield Row("", total=Total.of_rows(filling.put(self.total), len(group)), id=f"total-{group[0]['row']}")

    def _to_write_on(self, rows: int) -> Table:
        columns = (
            replace(column, holds="line") if column.holds in _OF_STANDARDS else column for column in self.columns
        )
        return replace(self, each=None, blank_rows=rows, total="", columns=tuple(columns))


@dataclass(frozen=True)
class Criteria(Block):
    """A box to tick for the id of each item of the standard, or of all standards on a form for each candidate."""

    kind: Literal["criteria"] = field(default="criteria", init=False)
    groups: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """Filled: the ids of each part of the standard, or of each standard, with its title."""
    standards: tuple[str, ...] = ()
    """Filled: the id of the standard of each group, on a form for each candidate."""

    @classmethod
    def read(cls, entry: Fields, identity: str, path: Path) -> Criteria:
        """Return a block as its author wrote it."""
        return cls(**_head(entry, identity, path))

    @property
    def room_for_each(self) -> int:
        """The box of an item."""
        return 1

    def filled(self, filling: Filling) -> Criteria | Table:
        """Return the block with the ids of the items. If there are too many, return a table to write them in."""
        if not filling.has_too_many_items:
            return replace(self, groups=tuple(filling.ids()), standards=filling.standards)
        columns = (
            Column(gettext("No."), "line", 10, (), "number"),
            Column(gettext("Standard"), "line", 70, (), "standard"),
            Column(gettext("Items"), "line", 90, (), "items"),
        )
        return Table(
            heading=self.heading,
            help=self.help,
            by=self.by,
            id=self.id,
            path=self.path,
            each=None,
            blank_rows=filling.rows_for_too_many,
            height=1,
            total="",
            columns=columns,
        ).filled(filling)

    @property
    def items(self) -> tuple[str, ...]:
        """The ids of the items that have a box each."""
        return tuple(item for _, items in self.groups for item in items)

    def limited(self, left: Left, /) -> Self | None:
        """Return the block with the boxes of some items. Its help says how many are left out."""
        limited = ((title, tuple(item for item in items if item in left.items)) for title, items in self.groups)
        groups = tuple((title, items) for title, items in limited if items)
        words = sentences(self.help, _left_out(left.of - len(left.items)))
        return replace(self, groups=groups, help=words) if groups else None

    def place(self, item: str, group: int = 0) -> Place:
        """Return where the box of an item is ticked.

        Args:
            item: The id of the item.
            group: The position of its group. It matters only on a form for each candidate.
        """
        if not self.standards:
            return Place(named(self.id, item), item, "tick")
        return Place(named(self.id, self.standards[group], item), item, "tick", row=self.groups[group][0])

    @property
    def places(self) -> Iterator[Place]:
        """A place for each item."""
        for group, (_, items) in enumerate(self.groups):
            yield from (self.place(item, group) for item in items)


@dataclass(frozen=True)
class Key(Block):
    """What codes mean."""

    kind: Literal["key"] = field(default="key", init=False)
    of: Literal["methods", "ratings"]
    entries: tuple[tuple[str, str, str], ...] = ()
    """Filled: each code with its name and its meaning."""

    @classmethod
    def read(cls, entry: Fields, identity: str, path: Path) -> Key:
        """Return a block as its author wrote it."""
        return cls(**_head(entry, identity, path), of=cast('Literal["methods", "ratings"]', values.text(entry, "of")))

    def other_room(self, forms: int) -> int:  # noqa: ARG002 - only a table needs it
        """Return the lines of the entries."""
        return _MOST_ENTRIES

    def filled(self, filling: Filling) -> Key:
        """Return the block with the codes."""
        return replace(self, entries=tuple(filling.methods() if self.of == "methods" else filling.levels("item")))

    @property
    def codes(self) -> Iterator[tuple[str, Path]]:
        """The vocabulary that has the codes."""
        if name := _CODES_OF.get(self.of):
            yield name, (*self.path, "of")


@dataclass(frozen=True)
class Signatures(Block):
    """The people who sign."""

    kind: Literal["signatures"] = field(default="signatures", init=False)
    people: tuple[Person, ...]
    labels: tuple[str, ...] = ()
    """Filled: the labels of the spaces that each person has. The last space is for a date."""

    @classmethod
    def read(cls, entry: Fields, identity: str, path: Path) -> Signatures:
        """Return a block as its author wrote it."""
        people = map(Person.read, values.entries(entry, "people"))
        return cls(**_head(entry, identity, path), people=tuple(people))

    def filled(self, filling: Filling) -> Signatures:
        """Return the block with the words of a country."""
        put = filling.put
        people = (replace(person, role=put(person.role), declares=put(person.declares)) for person in self.people)
        return replace(
            self, people=tuple(people), labels=(gettext("Print name"), gettext("Signature"), gettext("Date"))
        )

    @property
    def headers(self) -> tuple[Header, ...]:
        """The people whose name is the same on every form."""
        return tuple(person.header for person in self.people if person.header)

    def place(self, person: Person, number: int) -> Place:
        """Return where a person writes: the name is number 0, the signature 1 and the date 2."""
        kind: PlaceKind = "date" if number == 2 else "line"
        name = named(self.id, person.id, ("name", "signature", "date")[number])
        return Place(name, self.labels[number], kind, person.role, header=None if number else person.header)

    @property
    def places(self) -> Iterator[Place]:
        """Three places for each person."""
        yield from (self.place(person, number) for person in self.people for number in range(3))


AnyBlock: TypeAlias = Details | Notice | Narrative | Table | Criteria | Key | Signatures
BLOCKS: Mapping[str, type[AnyBlock]] = {
    one.kind: one for one in (Details, Notice, Narrative, Table, Criteria, Key, Signatures)
}
"""The class of each kind of block, by the name that authors write."""


def not_the_whole(only: str) -> AnyBlock:
    """Return what is at the top of a decision that is limited to some items.

    Args:
        only: A sentence that says which items they are.
    """
    points = (only, gettext("It is not a decision about the whole standard."))
    return Notice(heading="", help="", by="", id="limit", path=(), points=points)


class _Head(TypedDict):
    heading: str
    help: str
    by: str
    id: str
    path: Path


def _head(entry: Fields, identity: str, path: Path) -> _Head:
    heading, text, by = (values.text(entry, name) for name in ("heading", "help", "by"))
    return {"heading": heading, "help": text, "by": by, "id": identity, "path": path}


def _listed(entry: Fields, path: Path, name: str, label: str = "label") -> Iterator[tuple[Fields, str, Path]]:
    """Yield each entry of a list, with an id made from its label and with its place."""
    placed = list(values.placed(entry, name))
    identities = ids(as_usual(values.text(one, label)) for _, one in placed)
    for (position, one), identity in zip(placed, identities, strict=True):
        yield one, identity, (*path, name, position)


def _side_by_side(fields: Iterable[Field]) -> list[tuple[Field, ...]]:
    rows: list[tuple[Field, ...]] = []
    for one in fields:
        if rows and sum(other.share for other in rows[-1]) + one.share <= WIDTH:
            rows[-1] += (one,)
        else:
            rows.append((one,))
    return rows


def _left_out(number: int) -> str:
    """Return the words for how many items are not on a limited form."""
    return ngettext("{number} other item is not on this form.", "{number} other items are not on this form.", number)


def _limited_rows(rows: Iterable[Row], listed: Collection[str]) -> Iterator[Row]:
    heading: Row | None = None
    number = 0
    for row in rows:
        if row.group:
            heading, number = row, 0
        elif row.cells and row.id in listed:
            if heading:
                yield heading
            heading, number = None, number + 1
            yield row
        elif row.total and number:
            yield replace(row, total=Total.of_rows(row.total.label, number))
            number = 0
