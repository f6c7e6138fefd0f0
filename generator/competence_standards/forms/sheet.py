"""A filled form: a form with a standard's items and a country's wording, in reading order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal, TypeAlias

from competence_standards.model.form import WHOLE, Field, Header, Prompt
from competence_standards.translation import gettext


def sign() -> tuple[str, str, str]:
    """Return the labels of the boxes for each signature, of which the last is for a date."""
    return gettext("Print name"), gettext("Signature"), gettext("Date")


@dataclass(frozen=True)
class Head:
    """What stands above a part."""

    heading: str
    help: str
    by: str
    """Who fills it in, as a few words; empty where the part is filled in by whoever fills in the form."""


@dataclass(frozen=True)
class Fields:
    """Labelled fields."""

    kind: ClassVar = "details"
    head: Head
    fields: tuple[Field, ...]

    @property
    def rows(self) -> tuple[tuple[Field, ...], ...]:
        """The fields that stand side by side: as many as the width has room for."""
        rows: list[tuple[Field, ...]] = []
        for field in self.fields:
            if rows and sum(one.share for one in rows[-1]) + field.share <= WHOLE:
                rows[-1] += (field,)
            else:
                rows.append((field,))
        return tuple(rows)


@dataclass(frozen=True)
class Notice:
    """What is to be read before writing."""

    kind: ClassVar = "notice"
    head: Head
    points: tuple[str, ...]


@dataclass(frozen=True)
class Narrative:
    """Ruled lines below each prompt, with a margin if it has a head."""

    kind: ClassVar = "narrative"
    head: Head
    margin: str
    prompts: tuple[Prompt, ...]


@dataclass(frozen=True)
class Column:
    """One column: of printed words, of space to write in, or of a box to tick for each of its options."""

    label: str
    kind: Literal["id", "words", "line", "date", "tick", "choice", "boxes", "count", "code"]
    """``choice`` and ``boxes`` have a box for each option: one is ticked, or any number. ``count`` is the space for how
    many are; ``code`` is the space for the name of one option."""
    width: int
    """In millimetres, before all are fitted to the page; of one box, where there are several."""
    options: tuple[str, ...] = ()

    @property
    def boxes(self) -> tuple[str, ...]:
        """The options that have a box each, side by side; none for a column that is one."""
        return self.options if self.kind in ("choice", "boxes") else ()


@dataclass(frozen=True)
class Total:
    """The space for how many of the rows above there are of something."""

    label: str
    of: int

    @property
    def texts(self) -> tuple[str, str]:
        """What stands before the space and after it: ``Rated:``, ``of 9``."""
        before, _, after = gettext(
            "{label}: {space} of {number}", label=self.label, space="\0", number=self.of
        ).partition("\0")
        return before.strip(), after.strip()


@dataclass(frozen=True)
class Row:
    """One row: a sub-heading or a total across the table, or a cell for each column, empty where it is filled in."""

    group: str
    cells: tuple[str, ...] = ()
    total: Total | None = None


@dataclass(frozen=True)
class Table:
    """Rows and columns."""

    kind: ClassVar = "table"
    head: Head
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    height: int
    """How many lines of handwriting a row has room for."""

    @property
    def widths(self) -> tuple[int, ...]:
        """The width of each column on paper: of each box, where a column has several."""
        return tuple(column.width for column in self.columns for _ in column.boxes or [""])


@dataclass(frozen=True)
class Ticks:
    """A box to tick for each id, in groups with a label."""

    kind: ClassVar = "criteria"
    head: Head
    groups: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True)
class Key:
    """Codes, each with its name and its meaning."""

    kind: ClassVar = "key"
    head: Head
    entries: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True)
class Signer:
    """One who signs."""

    role: str
    declares: str
    header: Header | None
    """Whose name it is, where that is the same on every form."""


@dataclass(frozen=True)
class Signatures:
    """Who signs, each with name, signature and date."""

    kind: ClassVar = "signatures"
    head: Head
    people: tuple[Signer, ...]


AnyPart: TypeAlias = Fields | Notice | Narrative | Table | Ticks | Key | Signatures


@dataclass(frozen=True)
class Subject:
    """The standard that a sheet is about."""

    id: str
    title: str
    version: str


@dataclass(frozen=True)
class Sheet:
    """A form, filled with everything but what people write on it."""

    id: str
    code: str
    title: str
    purpose: str
    by: str
    """Who fills it in, as a few words."""
    suite: str
    lang: str
    """The tag of the language: ``en-GB``."""
    date: str
    """Of the standard's version, or else of the newest of the suite: ``2026-11-22``. A file is dated by it."""
    subject: Subject | None
    """None for a form that is the same for every standard."""
    candidate: str
    """What the candidate is called: the label of the name on every page."""
    number: str
    """The label of the number on every page."""
    orientation: Literal["portrait", "landscape"]
    workbook: bool
    note: str
    """What stands at the foot of every page; empty where the suite has no such note."""
    parts: tuple[AnyPart, ...]

    @property
    def about(self) -> str:
        """What stands on every page: the standard with id and version, or else the suite."""
        subject = self.subject
        if subject is None:
            return self.suite
        return gettext("{title} ({id}), version {version}", title=subject.title, id=subject.id, version=subject.version)

    @property
    def name(self) -> str:
        """The form's code and title."""
        return f"{self.code} {self.title}"
