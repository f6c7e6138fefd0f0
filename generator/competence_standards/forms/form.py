"""What an evidence form is, as its author wrote it: blocks in order, with the words of roles still to be put in."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from string import Template
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping

FieldKind = Literal["line", "lines", "date", "time", "tick", "options"]
Printed = Literal["id", "words", "version", "also"]
Written = Literal["line", "date", "tick", "options", "boxes", "count", "levels", "level", "method"]
Holds: TypeAlias = Printed | Written
Each = Literal["item", "criterion", "knowledge", "standard", "form", "rule"]
Group = Literal["plan", "record-evidence", "decide-and-check", "more-room"]
"""What a form is for, in the order in which they are listed."""
Header = Literal[
    "candidate", "registration", "workplace", "job", "programme", "centre", "started", "target", "assessor", "iqa"
]
"""What stays the same from form to form."""
WHOLE = 6
"""The page's width, in the unit of a field's share."""


@dataclass(frozen=True)
class Field:
    """One labelled field to fill in."""

    label: str
    kind: FieldKind
    share: int
    """Of the page's width, in sixths."""
    lines: int
    """How many ruled lines it has, where it is for more than a few words."""
    options: tuple[str, ...]
    """The answers to tick, where it offers some."""
    header: Header | None = None
    """What it asks for, where that is the same on every form."""


@dataclass(frozen=True)
class Prompt:
    """One question of an account, with ruled lines to answer on."""

    text: str
    lines: int


@dataclass(frozen=True)
class Column:
    """One column of a table."""

    label: str
    holds: Holds
    width: int
    """In millimetres, before all are fitted to the page; of one box, where there are several."""
    options: tuple[str, ...]


@dataclass(frozen=True)
class Person:
    """One who signs, and what is declared by it."""

    role: str
    declares: str


@dataclass(frozen=True)
class Block:
    """What every block may have: a heading, help for whoever fills it in, and who that is."""

    heading: str
    help: str
    by: str
    """A role; empty where it is that of the whole form."""


@dataclass(frozen=True)
class Details(Block):
    """Labelled fields."""

    fields: tuple[Field, ...]


@dataclass(frozen=True)
class Notice(Block):
    """What is to be read before writing."""

    points: tuple[str, ...]


@dataclass(frozen=True)
class Narrative(Block):
    """Ruled lines for an account."""

    margin: str
    """The head of the column beside the lines; empty where there is none."""
    prompts: tuple[Prompt, ...]


@dataclass(frozen=True)
class Table(Block):
    """Rows and columns."""

    each: Each | None
    """What there is a row for; None for rows that are empty."""
    rows: int
    """How many empty rows there are."""
    height: int
    """How many lines of handwriting a row has room for."""
    total: str
    """What is counted below the rows of each sub-heading; empty where nothing is."""
    columns: tuple[Column, ...]


@dataclass(frozen=True)
class Criteria(Block):
    """A box to tick for the id of each item."""


@dataclass(frozen=True)
class Key(Block):
    """What codes mean."""

    of: Literal["methods", "ratings"]


@dataclass(frozen=True)
class Signatures(Block):
    """Who signs."""

    people: tuple[Person, ...]


AnyBlock: TypeAlias = Details | Notice | Narrative | Table | Criteria | Key | Signatures


@dataclass(frozen=True)
class Form:
    """One evidence form."""

    id: str
    code: str
    title: str
    purpose: str
    group: Group
    per: Literal["standard", "candidate"]
    """Whether there is one for each standard, with its items, or one whatever the standard."""
    by: str
    """The role that fills it in."""
    orientation: Literal["portrait", "landscape"]
    number: str
    """The label of the number by which a copy is found again."""
    workbook: bool
    """Whether it is offered as a workbook, too."""
    at_start: bool
    """Whether a new candidate needs it on the first day."""
    blocks: tuple[AnyBlock, ...]
    file: str
    """The source, as a path from the project's top."""


@dataclass(frozen=True)
class Rule:
    """One thing that evidence must be."""

    letter: str
    name: str
    question: str


@dataclass(frozen=True)
class Words:
    """What roles and decisions are called in one country, and the rules of evidence there."""

    id: str
    name: str
    terms: Mapping[str, str]
    """By the name that forms use: ``candidate``, ``not_met``."""
    rules: tuple[Rule, ...]

    def put(self, text: str) -> str:
        """The text with the words in their places: ``$assessor`` in lower case, ``$Assessor`` with a capital letter."""
        return Template(text).substitute(self._capitals)

    @cached_property
    def _capitals(self) -> Mapping[str, str]:
        return {**self.terms, **{_capital(name): _capital(term) for name, term in self.terms.items()}}


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def place(code: str) -> tuple[str, int]:
    """What to sort forms by: T9 comes before T10, and a code without a number last."""
    letters = code.rstrip("0123456789")
    return letters[:1] + ("~" if letters == code else letters[1:]), int(code[len(letters) :] or 0)
