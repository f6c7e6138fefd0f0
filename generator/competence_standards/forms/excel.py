"""A sheet in; an Excel workbook out, as bytes: fields and counts on its first page, each table on its own."""

import re
from collections.abc import Iterable, Sequence

from competence_standards.documents.workbook_book import LINE, LISTS, TICK, Book, Page, set_height
from competence_standards.documents.workbook_table import Count, write_table
from competence_standards.forms import (
    AnyPart,
    Field,
    Fields,
    Key,
    Narrative,
    Notice,
    Sheet,
    Signatures,
    Signer,
    Table,
    Ticks,
    sign,
)
from competence_standards.translation import gettext

_LABEL, _ANSWER = 34, 66
"""The width of the two columns of the first page, in letters."""
_ROOM = 22
"""The least height of a row to write in, in points."""
_LONGEST_NAME = 28
"""Excel allows 31 letters for the name of a page, and counts an emoji as two."""
_RESERVED = "history"
"""The name that Excel keeps for itself."""


def workbook(sheet: Sheet) -> bytes:
    """The sheet as a workbook."""
    book = Book(sheet)
    own = _cut(gettext("Form"))
    first = _FirstPage(book, book.page(own, wide=sheet.orientation == "landscape"))
    tables = [part for part in sheet.parts if isinstance(part, Table)]
    counts: list[Count] = []
    for name, table in zip(_names(tables, {own.lower(), LISTS.lower(), _RESERVED}), tables, strict=True):
        counts += write_table(book, table, name)
    first.write(sheet, counts)
    return book.finish()


def _names(tables: Sequence[Table], taken: set[str]) -> list[str]:
    """Return the headings, as far as Excel allows. Each has a number if two names would be the same, or one is taken.

    Excel does not tell capital letters from small ones.
    """
    names = [_cut(table.head.heading) or _cut(gettext("Table")) for table in tables]
    if len({name.lower() for name in names} - taken) == len(names):
        return names
    return [f"{name} {number}" for number, name in enumerate(names, start=1)]


def _cut(heading: str) -> str:
    name = re.sub(r"[\[\]:*?/\\']", "", heading).encode("utf-16-le")[: 2 * _LONGEST_NAME]
    return name.decode("utf-16-le", errors="ignore").strip()


class _FirstPage:
    """Labels on the left, answers on the right, row by row."""

    def __init__(self, book: Book, page: Page) -> None:
        self._book, self._page, self._row = book, page, 0

    def write(self, sheet: Sheet, counts: Sequence[Count]) -> None:
        self._page.set_column(0, 0, _LABEL)
        self._page.set_column(1, 1, _ANSWER)
        self._across(sheet.title, "title")
        self._across(sheet.about, "label")
        self._across(f"{sheet.purpose} {sheet.by}.", "plain")
        if sheet.note:
            self._across(sheet.note, "plain")
        for label in (sheet.candidate, sheet.number):
            self._answer(label)
        for part in sheet.parts:
            if not isinstance(part, Table):
                self._row += 1
                if part.head.heading:
                    self._across(part.head.heading, "heading")
                self._each(filter(None, (part.head.by, part.head.help)))
                self._part(part)
        if counts:
            self._row += 1
            self._across(gettext("Counts"), "heading")
        for label, formula in counts:
            self._label(label)
            self._page.write_formula(self._row, 1, formula, self._book.looks["count"], 0)
            self._row += 1
        self._page.print_area(0, 0, self._row - 1, 1)

    def _each(self, texts: Iterable[str]) -> None:
        for text in texts:
            self._across(text, "plain")

    def _part(self, part: AnyPart) -> None:
        match part:
            case Fields():
                for field in part.fields:
                    self._field(field)
            case Notice():
                self._each(part.points)
            case Narrative():
                for prompt in part.prompts:
                    self._answer(prompt.text, "long", prompt.lines)
            case Ticks():
                for group in part.groups:
                    self._answer(group[0])
            case Key():
                for entry in part.entries:
                    self._pair(*entry)
            case Signatures():
                for person in part.people:
                    self._signer(person)

    def _signer(self, person: Signer) -> None:
        self._across(f"{person.role}. {person.declares}" if person.declares else person.role, "label")
        *names, day = sign()
        for label in names:
            self._answer(label)
        self._date(day)

    def _field(self, field: Field) -> None:
        if field.kind == "date":
            self._date(field.label)
            return
        if field.kind in ("options", "tick"):
            self._book.allow(self._page, (self._row, 1, self._row, 1), field.options or (TICK,))
        self._answer(field.label, "long" if field.kind == "lines" else "write", field.lines)

    def _date(self, label: str) -> None:
        self._book.allow_dates(self._page, (self._row, 1, self._row, 1))
        self._answer(label, "date")

    def _across(self, text: str, look: str) -> None:
        self._page.merge_range(self._row, 0, self._row, 1, "", self._book.looks[look])
        self._page.write_string(self._row, 0, text, self._book.looks[look])
        set_height(self._page, self._row, [(text, _LABEL + _ANSWER)], _ROOM if look in ("title", "heading") else LINE)
        self._row += 1

    def _pair(self, label: str, name: str, meaning: str) -> None:
        text = f"{name}. {meaning}" if meaning else name
        self._page.write_string(self._row, 0, label, self._book.looks["id"])
        self._page.write_string(self._row, 1, text, self._book.looks["printed"])
        set_height(self._page, self._row, [(label, _LABEL), (text, _ANSWER)])
        self._row += 1

    def _answer(self, label: str, look: str = "write", lines: int = 1) -> None:
        self._label(label, max(_ROOM, lines * LINE))
        self._page.write_blank(self._row, 1, None, self._book.looks[look])
        self._row += 1

    def _label(self, label: str, least: float = LINE) -> None:
        self._page.write_string(self._row, 0, label, self._book.looks["printed"])
        set_height(self._page, self._row, [(label, _LABEL)], least)
