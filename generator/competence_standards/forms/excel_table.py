"""A table of a sheet in; a page of a workbook out, with what may be written where, and what is to be counted of it."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from xlsxwriter.utility import xl_col_to_name, xl_range, xl_range_abs

from competence_standards.documents.workbook_book import TICK, Area, Book, Page, literal, set_height
from competence_standards.forms import Column, Row, Table, Total

_PER_LETTER = 2.1
"""Millimetres of paper for each letter of a column's width."""
_ACROSS = 125
"""The letters that a table is wide, so that it fills a page that lies on its side."""
_NARROWEST = 5.0
_ROOM = 22
"""The least height of a row to write in, in points."""


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


def write_table(book: Book, table: Table, name: str) -> list[Count]:
    """Write a table on a new page called ``name``, and say what is to be counted of it."""
    page = book.page(name, wide=True)
    places = list(_places(table.columns))
    widths = _widths([place.column for place in places])
    # A form with items gets no more rows; one of empty rows has room for as many again.
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
    printed = next((at for at, place in enumerate(places) if place.column.kind not in ("id", "words")), 0)
    page.freeze_panes(1, printed if printed <= 2 else 0)
    page.repeat_rows(0)
    page.print_area(0, 0, len(rows), len(places) - 1)
    counts: list[Count] = []
    for position, place in enumerate(places):
        area = (1, position, len(rows), position)
        _set_rules(book, page, place.column, area)
        counts += [
            Count(f"{table.head.heading}: {label}", f"=COUNTIF('{name}'!{xl_range_abs(*area)},{criterion})")
            for label, criterion in _counted(place.column)
        ]
    return counts


def _places(columns: Sequence[Column]) -> Iterator[_Place]:
    """Boxes of which any number is ticked have a column each; where one of several is chosen, one column is enough."""
    for cell, column in enumerate(columns):
        for head in column.options if column.kind == "boxes" else (column.label,):
            yield _Place(column, head, cell)


def _write_row(book: Book, page: Page, at: int, row: Row, places: Sequence[_Place]) -> None:
    boxes = [position for position, place in enumerate(places) if place.column.kind == "boxes"]
    for position, place in enumerate(places):
        kind = place.column.kind
        if kind in ("id", "words"):
            page.write_string(at, position, row.cells[place.cell], book.looks["id" if kind == "id" else "printed"])
        elif kind == "count" and boxes:
            counted = xl_range(at, boxes[0], at, boxes[-1])
            page.write_formula(at, position, f'=COUNTIF({counted},"{TICK}")', book.looks["count"], 0)
        else:
            look = "tick" if kind in ("tick", "boxes") else "date" if kind == "date" else "write"
            page.write_blank(at, position, None, book.looks[look])


def _write_total(book: Book, page: Page, total: Total, places: Sequence[_Place], above: range) -> None:
    """Count in how many of the rows above something is chosen or ticked; or leave room for the number."""
    at, label, last = above.stop, f"{total.label}, {total.texts[1]}", len(places) - 1
    ticked = next((column for column, place in enumerate(places) if place.column.kind in ("choice", "tick")), None)
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
    """Say what may be written in a column, and mark what is missing in it."""
    marked: dict[str, object] = {}
    match column.kind:
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
    """What is counted of a column: a label, and the criterion of the cells that count."""
    if column.kind == "tick":
        yield column.label, literal(TICK)
    elif column.kind == "choice":
        yield from ((f"{column.label}: {answer}", literal(answer)) for answer in column.options)
    elif column.kind == "count":
        yield f"{column.label}: 0", "0"


def _widths(columns: Sequence[Column]) -> list[float]:
    """The width of each column in letters: room for a list's options; words and writing have the rest."""
    widths = [max(_NARROWEST, column.width / _PER_LETTER) for column in columns]
    for position, column in enumerate(columns):
        if column.kind == "choice":
            widths[position] = max(widths[position], *(len(option) + 3 for option in column.options))
    elastic = [position for position, column in enumerate(columns) if column.kind in ("words", "line")]
    rest = _ACROSS - sum(widths)
    if elastic and rest > 0:
        share = 1 + rest / sum(widths[position] for position in elastic)
        widths = [width * share if position in elastic else width for position, width in enumerate(widths)]
    return widths
