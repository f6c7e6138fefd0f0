"""Write a form as an Excel workbook: fields and counts on the first sheet, and each table on another sheet."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from xlsxwriter.utility import xl_col_to_name, xl_range, xl_range_abs

from competence_standards.forms.blocks import (
    AnyBlock,
    Column,
    Criteria,
    Details,
    Field,
    Key,
    Narrative,
    Notice,
    Person,
    Row,
    Signatures,
    Table,
    Total,
)
from competence_standards.forms.excel_book import LINE, LISTS, TICK, Area, Book, Page, literal, set_height
from competence_standards.forms.form import FilledForm
from competence_standards.translation import gettext

_LABEL, _ANSWER = 34, 66
"""The width of the two columns of the first page, in letters."""
_ROOM = 22
"""The least height of a row to write in, in points."""
_LONGEST_NAME = 28
"""Excel allows 31 letters for the name of a page, and counts an emoji as two."""
_TAKEN = frozenset({"history", LISTS.lower()})
"""The name that Excel keeps for itself, and that of the page with the options."""
_PER_LETTER = 2.1
"""Millimetres of paper for each letter of a column's width."""
_ACROSS = 125
"""The letters that a table is wide, so that it fills a page that lies on its side."""
_NARROWEST = 5.0


class Count(NamedTuple):
    """Something to be counted on the first page."""

    label: str
    formula: str


class _Place(NamedTuple):
    """One column of the page: a column of the table, or one of its boxes."""

    column: Column
    head: str
    cell: int
    """The position of its printed words in a row."""


def excel(form: FilledForm) -> bytes:
    """Return a form as a workbook."""
    book = Book(form)
    own = _cut(gettext("Form"))
    own = f"{own} 0".strip() if own.lower() in {"", *_TAKEN} else own
    first = _FirstPage(book, book.page(own, wide=form.orientation == "landscape"))
    tables = [block for block in form.blocks if isinstance(block, Table)]
    counts: list[Count] = []
    for name, table in zip(_names(tables, {own.lower(), *_TAKEN}), tables, strict=True):
        counts += _write_table(book, table, name)
    first.write(form, counts)
    return book.finish()


def _names(tables: Sequence[Table], taken: set[str]) -> list[str]:
    """Return the headings, as far as Excel allows. Each has a number if two names would be the same, or one is taken.

    Excel does not tell capital letters from small ones.
    """
    names = [_cut(table.heading) or _cut(gettext("Table")) for table in tables]
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

    def write(self, form: FilledForm, counts: Sequence[Count]) -> None:
        self._page.set_column(0, 0, _LABEL)
        self._page.set_column(1, 1, _ANSWER)
        self._across(form.title, "title")
        self._across(form.about, "label")
        self._across(f"{form.purpose} {form.by}.", "plain")
        if form.note:
            self._across(form.note, "plain")
        for label in (form.candidate, form.number):
            self._answer(label)
        for block in form.blocks:
            if not isinstance(block, Table):
                self._row += 1
                if block.heading:
                    self._across(block.heading, "heading")
                self._each(filter(None, (block.by, block.help)))
                self._block(block)
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

    def _block(self, block: AnyBlock) -> None:
        match block:
            case Details():
                for field in block.fields:
                    self._field(field)
            case Notice():
                self._each(block.points)
            case Narrative():
                for prompt in block.prompts:
                    self._answer(prompt.text, "long", prompt.lines)
            case Criteria():
                for title, _ in block.groups:
                    self._answer(title)
            case Key():
                for entry in block.entries:
                    self._pair(*entry)
            case Signatures():
                for person in block.people:
                    self._person(person, block.labels)

    def _person(self, person: Person, labels: Sequence[str]) -> None:
        self._across(f"{person.role}. {person.declares}" if person.declares else person.role, "label")
        *names, day = labels
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


def _write_table(book: Book, table: Table, name: str) -> list[Count]:
    """Write a table on a new page, and return what the first page counts in it."""
    page = book.page(name, wide=True)
    places = list(_places(table.columns))
    widths = _widths([place.column for place in places])
    # A table without items has room for twice as many rows as on paper.
    rows = table.rows if any(row.group or any(row.cells) for row in table.rows) else table.rows * 2
    for position, (place, width) in enumerate(zip(places, widths, strict=True)):
        page.set_column(position, position, width)
        page.write_string(0, position, place.head, book.looks["head"])
    set_height(page, 0, [(place.head, width) for place, width in zip(places, widths, strict=True)])
    first = 1
    for at, row in enumerate(rows, start=1):
        if row.total:
            _write_total(book, page, row.total, places, range(first, at))
        if row.group or row.total:
            first = at + 1
        if row.group:
            page.merge_range(at, 0, at, len(places) - 1, "", book.looks["group"])
            page.write_string(at, 0, row.group, book.looks["group"])
        elif not row.total:
            _write_row(book, page, at, row, places)
            set_height(
                page, at, [(row.cells[place.cell], width) for place, width in zip(places, widths, strict=True)], _ROOM
            )
    printed = next((at for at, place in enumerate(places) if place.column.holds not in ("id", "words")), 0)
    page.freeze_panes(1, printed if printed <= 2 else 0)
    page.repeat_rows(0)
    page.print_area(0, 0, len(rows), len(places) - 1)
    counts: list[Count] = []
    for position, place in enumerate(places):
        area = (1, position, len(rows), position)
        _set_rules(book, page, place.column, area)
        counts += [
            Count(f"{table.heading}: {label}", f"=COUNTIF('{name}'!{xl_range_abs(*area)},{criterion})")
            for label, criterion in _counted(place.column)
        ]
    return counts


def _places(columns: Sequence[Column]) -> Iterator[_Place]:
    """Yield the columns. Each box has a column if people can tick several. If they tick one, one column is enough."""
    for cell, column in enumerate(columns):
        for head in column.options if column.holds == "boxes" else (column.label,):
            yield _Place(column, head, cell)


def _write_row(book: Book, page: Page, at: int, row: Row, places: Sequence[_Place]) -> None:
    boxes = [position for position, place in enumerate(places) if place.column.holds == "boxes"]
    for position, place in enumerate(places):
        holds = place.column.holds
        if holds in ("id", "words"):
            page.write_string(at, position, row.cells[place.cell], book.looks["id" if holds == "id" else "printed"])
        elif holds == "count" and boxes:
            counted = xl_range(at, boxes[0], at, boxes[-1])
            page.write_formula(at, position, f'=COUNTIF({counted},"{TICK}")', book.looks["count"], 0)
        else:
            look = "tick" if holds in ("tick", "boxes") else "date" if holds == "date" else "write"
            page.write_blank(at, position, None, book.looks[look])


def _write_total(book: Book, page: Page, total: Total, places: Sequence[_Place], above: range) -> None:
    """Count the rows above that have a choice or a tick. If there is no such column, leave room for the number."""
    at, label, last = above.stop, f"{total.label}, {total.after}", len(places) - 1
    ticked = next((column for column, place in enumerate(places) if place.column.holds in ("choice", "tick")), None)
    number = last if ticked is None else ticked
    for left, right, text in ((0, number - 1, label), (number + 1, last, "" if number else label)):
        if left < right:
            page.merge_range(at, left, at, right, text, book.looks["group"])
        elif left == right:
            page.write_string(at, left, text, book.looks["group"])
    page.set_row(at, _ROOM)
    if ticked is None:
        page.write_blank(at, number, None, book.looks["write"])
    else:
        page.write_formula(
            at, ticked, f'=COUNTIF({xl_range(above.start, ticked, at - 1, ticked)},"?*")', book.looks["count"], 0
        )


def _set_rules(book: Book, page: Page, column: Column, area: Area) -> None:
    """Set what a column can hold, and mark what is missing in it."""
    marked: dict[str, object] = {}
    match column.holds:
        case "tick" | "boxes":
            book.allow(page, area, (TICK,))
        case "date":
            book.allow_dates(page, area)
        case "code":
            book.allow(page, area, column.options)
        case "choice":
            book.allow(page, area, column.options)
            # Only rows of items are marked, not sub-headings.
            marked = {"type": "formula", "criteria": f'=AND(${xl_col_to_name(area[1])}2="",$B2<>"")'}
        case "count":
            marked = {"type": "cell", "criteria": "==", "value": 0}
    if marked:
        page.conditional_format(*area, {**marked, "format": book.looks["empty"]})


def _counted(column: Column) -> Iterator[tuple[str, str]]:
    """Yield what is counted in a column: a label, and the criterion of the cells that count."""
    if column.holds == "tick":
        yield column.label, literal(TICK)
    elif column.holds == "choice":
        yield from ((f"{column.label}: {answer}", literal(answer)) for answer in column.options)
    elif column.holds == "count":
        yield f"{column.label}: 0", "0"


def _widths(columns: Sequence[Column]) -> list[float]:
    """Return the width of each column in letters. Lists have room for their options, and text has the rest."""
    widths = [max(_NARROWEST, column.width / _PER_LETTER) for column in columns]
    for position, column in enumerate(columns):
        if column.holds == "choice":
            widths[position] = max(widths[position], *(len(option) + 3 for option in column.options))
    elastic = [position for position, column in enumerate(columns) if column.holds in ("words", "line")]
    rest = _ACROSS - sum(widths)
    if elastic and rest > 0:
        share = 1 + rest / sum(widths[position] for position in elastic)
        widths = [width * share if position in elastic else width for position, width in enumerate(widths)]
    return widths
