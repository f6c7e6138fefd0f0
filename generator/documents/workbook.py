"""A sheet in; an Excel workbook out, as bytes: the fields on its first sheet, each table on one of its own, and counts.

Only the cells to fill in can be changed. No text becomes a formula or a link; each row is as high as its words need.
"""

import io
import math
import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name, xl_range, xl_range_abs

from generator.forms import NOTE, SIGN, Column, Fields, Key, Narrative, Notice, Row, Sheet, Signatures, Table, Ticks

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

TICK = "✓"
_LISTS = "Lists"
_LINE = 15.5
"""The height of a line of text, in points."""
_LABEL, _ANSWER = 34, 66
"""The width of the two columns of the first sheet, in letters."""
_PER_LETTER = 2.1
"""Millimetres of paper for each letter of a column's width."""
_ACROSS = 125
"""The letters that a table is wide, so that it fills a page that lies on its side."""
_DAYS = (date(2000, 1, 1), date(2099, 12, 31))


def workbook(sheet: Sheet) -> bytes:
    """The sheet as a workbook."""
    written = io.BytesIO()
    _Writer(sheet, written).write()
    return written.getvalue()


class _Writer:
    def __init__(self, sheet: Sheet, into: io.BytesIO) -> None:
        self._sheet = sheet
        self._book = xlsxwriter.Workbook(
            into, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        )
        base = {"font_name": "Arial", "font_size": 10.5, "text_wrap": True, "valign": "vcenter"}
        cell = {**base, "border": 1}
        self._formats: dict[str, Format] = {
            name: self._book.add_format({**base, **more})
            for name, more in {
                "plain": {},
                "title": {"bold": True, "font_size": 16},
                "heading": {"bold": True, "font_size": 12},
                "label": {"bold": True},
                "head": {**cell, "bold": True, "bottom": 2},
                "group": {**cell, "bold": True},
                "printed": cell,
                "id": {**cell, "bold": True},
                "count": {**cell, "align": "center"},
                "write": {**cell, "locked": False},
                "date": {**cell, "locked": False, "num_format": "d mmm yyyy", "align": "left"},
                "tick": {**cell, "locked": False, "align": "center", "bold": True},
                "long": {**cell, "locked": False, "valign": "top"},
            }.items()
        }
        # Grey dots, not a colour: they are seen on paper too.
        self._empty = self._book.add_format({"pattern": 18, "fg_color": "#808080"})

    def write(self) -> None:
        sheet, book = self._sheet, self._book
        book.set_properties(
            {
                "title": f"{sheet.name}: {sheet.about}",
                "subject": sheet.purpose,
                "author": sheet.suite,
                "keywords": sheet.code,
                "comments": f"Version {sheet.subject.version}" if sheet.subject else "",
                "created": datetime.fromisoformat(sheet.date),
            }
        )
        first = self._page("Form")
        self._list_page = book.add_worksheet(_LISTS)
        self._lists: dict[tuple[str, ...], int] = {}
        tables = [part for part in sheet.parts if isinstance(part, Table)]
        counts = [count for number, table in enumerate(tables) for count in self._table(table, number, tables)]
        self._form(first, counts)
        self._list_page.protect()
        self._list_page.hide()
        book.close()

    def _page(self, name: str) -> "Worksheet":
        page = self._book.add_worksheet(name)
        page.protect("", {"format_columns": True, "format_rows": True})
        page.set_paper(9)
        page.set_margins(left=0.6, right=0.5, top=0.9, bottom=0.7)
        if self._sheet.orientation == "landscape" or name != "Form":
            page.set_landscape()
        page.fit_to_pages(1, 0)
        page.hide_gridlines(2)
        # An ampersand begins a command there.
        name_and_about = [text.replace("&", "&&") for text in (self._sheet.name, self._sheet.about)]
        page.set_header("&L&9&\"Arial,Bold\"{}&R&9&\"Arial,Regular\"{}".format(*name_and_about))
        page.set_footer(f"&L&9{NOTE}&R&9Page &P of &N")
        return page

    # --- the first sheet: label and answer ---

    def _form(self, page: "Worksheet", counts: Sequence[tuple[str, str]]) -> None:
        page.set_column(0, 0, _LABEL)
        page.set_column(1, 1, _ANSWER)
        row = 0
        for text, style in (
            (self._sheet.title, "title"),
            (self._sheet.about, "label"),
            (f"{self._sheet.purpose} {self._sheet.by}.", "plain"),
            (NOTE, "plain"),
        ):
            row = self._across(page, row, text, style)
        for label in (self._sheet.candidate, self._sheet.number):
            row = self._answer(page, row, label, "write")
        for part in self._sheet.parts:
            if isinstance(part, Table):
                continue
            row = self._across(page, row + 1, part.head.heading, "heading") if part.head.heading else row + 1
            for text in filter(None, (part.head.by, part.head.help)):
                row = self._across(page, row, text, "plain")
            match part:
                case Fields():
                    row = self._fields(page, row, part)
                case Notice():
                    for point in part.points:
                        row = self._across(page, row, point, "plain")
                case Narrative():
                    for prompt in part.prompts:
                        row = self._answer(page, row, prompt.text, "long", prompt.lines)
                case Ticks():
                    for label, _ in part.groups:
                        row = self._answer(page, row, label, "write")
                case Key():
                    for code, name, meaning in part.entries:
                        row = self._pair(page, row, code, f"{name}. {meaning}" if meaning else name)
                case Signatures():
                    row = self._signatures(page, row, part)
        if counts:
            row = self._across(page, row + 1, "Counts", "heading")
            for label, formula in counts:
                self._set_height(page, row, [(label, _LABEL)])
                page.write_string(row, 0, label, self._formats["printed"])
                page.write_formula(row, 1, formula, self._formats["count"], 0)
                row += 1
        page.print_area(0, 0, row, 1)

    def _fields(self, page: "Worksheet", row: int, part: Fields) -> int:
        for field in part.fields:
            if field.kind == "date":
                self._allow_dates(page, row, 1, row, 1)
                row = self._answer(page, row, field.label, "date")
            elif field.kind in ("options", "tick"):
                self._allow(page, row, 1, row, 1, field.options or (TICK,))
                row = self._answer(page, row, field.label, "write")
            else:
                row = self._answer(page, row, field.label, "long" if field.kind == "lines" else "write", field.lines)
        return row

    def _signatures(self, page: "Worksheet", row: int, part: Signatures) -> int:
        for person in part.people:
            row = self._across(page, row, f"{person.role}. {person.declares}".strip(), "label")
            for label in SIGN:
                if label == SIGN[-1]:
                    self._allow_dates(page, row, 1, row, 1)
                row = self._answer(page, row, label, "date" if label == SIGN[-1] else "write")
        return row

    def _across(self, page: "Worksheet", row: int, text: str, style: str) -> int:
        page.merge_range(row, 0, row, 1, "", self._formats[style])
        page.write_string(row, 0, text, self._formats[style])
        self._set_height(page, row, [(text, _LABEL + _ANSWER)], 22 if style in ("title", "heading") else _LINE)
        return row + 1

    def _pair(self, page: "Worksheet", row: int, label: str, text: str) -> int:
        page.write_string(row, 0, label, self._formats["id"])
        page.write_string(row, 1, text, self._formats["printed"])
        self._set_height(page, row, [(label, _LABEL), (text, _ANSWER)])
        return row + 1

    def _answer(self, page: "Worksheet", row: int, label: str, style: str, lines: int = 1) -> int:
        page.write_string(row, 0, label, self._formats["printed"])
        page.write_blank(row, 1, None, self._formats[style])
        self._set_height(page, row, [(label, _LABEL)], max(22, lines * _LINE))
        return row + 1

    # --- a sheet for each table ---

    def _table(self, table: Table, number: int, tables: Sequence[Table]) -> Iterator[tuple[str, str]]:
        name = _sheet_name(table.head.heading, number, tables)
        page = self._page(name)
        columns = list(_columns(table.columns))
        widths = _widths([column for column, _ in columns])
        for position, width in enumerate(widths):
            page.set_column(position, position, width)
        # The table of a form with items gets no more rows; one of empty rows has room for as many again.
        rows = table.rows if any(row.cells and any(row.cells) or row.group for row in table.rows) else table.rows * 2
        heads = [option or column.label for column, option in columns]
        for position, head in enumerate(heads):
            page.write_string(0, position, head, self._formats["head"])
        self._set_height(page, 0, list(zip(heads, widths, strict=True)))
        for at, row in enumerate(rows, start=1):
            self._row(page, at, row, table, columns, widths)
        fixed = next((at for at, (column, _) in enumerate(columns) if column.kind not in ("id", "words")), 0)
        page.freeze_panes(1, fixed if fixed <= 2 else 0)
        page.repeat_rows(0)
        page.print_area(0, 0, len(rows), len(columns) - 1)
        for position, (column, option) in enumerate(columns):
            yield from self._rules(page, name, position, column, option, len(rows), table)

    def _row(
        self,
        page: "Worksheet",
        at: int,
        row: Row,
        table: Table,
        columns: Sequence[tuple[Column, str]],
        widths: Sequence[float],
    ) -> None:
        if row.group:
            page.merge_range(at, 0, at, len(columns) - 1, "", self._formats["group"])
            page.write_string(at, 0, row.group, self._formats["group"])
            return
        words = dict(zip((id(column) for column in table.columns), row.cells, strict=True))
        texts = [words[id(column)] for column, _ in columns]
        boxes = [position for position, (column, _) in enumerate(columns) if column.kind == "boxes"]
        for position, ((column, _), text) in enumerate(zip(columns, texts, strict=True)):
            if column.kind in ("id", "words"):
                page.write_string(at, position, text, self._formats["id" if column.kind == "id" else "printed"])
            elif column.kind == "count" and boxes:
                counted = xl_range(at, boxes[0], at, boxes[-1])
                page.write_formula(at, position, f'=COUNTIF({counted},"{TICK}")', self._formats["count"], 0)
            else:
                style = "tick" if column.kind in ("tick", "boxes") else "date" if column.kind == "date" else "write"
                page.write_blank(at, position, None, self._formats[style])
        self._set_height(page, at, list(zip(texts, widths, strict=True)), 22)

    def _rules(
        self, page: "Worksheet", name: str, position: int, column: Column, option: str, last: int, table: Table
    ) -> Iterator[tuple[str, str]]:
        """What may be written in a column, what is marked in it, and what is counted on the first sheet."""
        whole = (1, position, last, position)
        cells = f"'{name}'!{xl_range_abs(*whole)}"
        label = f"{table.head.heading}: {column.label}"
        if column.kind in ("tick", "boxes"):
            self._allow(page, *whole, (TICK,))
            if column.kind == "tick":
                yield label, f'=COUNTIF({cells},"{TICK}")'
        elif column.kind == "date":
            self._allow_dates(page, *whole)
        elif column.kind in ("choice", "code"):
            self._allow(page, *whole, column.options)
        if column.kind == "choice":
            first = xl_col_to_name(position)
            # Only rows of items are marked, not sub-headings.
            page.conditional_format(
                *whole,
                {"type": "formula", "criteria": f'=AND(${first}2="",$B2<>"")', "format": self._empty},
            )
            for answer in column.options:
                yield f"{label}: {answer}", f"=COUNTIF({cells},{_literal(answer)})"
        if column.kind == "count":
            page.conditional_format(*whole, {"type": "cell", "criteria": "==", "value": 0, "format": self._empty})
            yield f"{label}: 0", f"=COUNTIF({cells},0)"

    def _allow(self, page: "Worksheet", top: int, left: int, bottom: int, right: int, options: Sequence[str]) -> None:
        # A list of its own sheet: what is written out in a rule would be cut at each comma.
        known = self._lists.setdefault(tuple(options), len(self._lists))
        for number, option in enumerate(options):
            self._list_page.write_string(number, known, option)
        rule = {
            "validate": "list",
            "source": f"={_LISTS}!{xl_range_abs(0, known, len(options) - 1, known)}",
            "error_title": "Choose from the list",
            "error_message": f"Choose one of: {', '.join(options)}"[:255],
        }
        page.data_validation(top, left, bottom, right, rule)

    def _allow_dates(self, page: "Worksheet", top: int, left: int, bottom: int, right: int) -> None:
        rule = {
            "validate": "date",
            "criteria": "between",
            "minimum": _DAYS[0],
            "maximum": _DAYS[1],
            "error_title": "Not a date",
            "error_message": "Write a date, such as 22 Nov 2026.",
        }
        page.data_validation(top, left, bottom, right, rule)

    def _set_height(
        self, page: "Worksheet", row: int, texts: Sequence[tuple[str, float]], least: float = _LINE
    ) -> None:
        """As high as the longest text needs: not every program does that by itself."""
        lines = max(math.ceil(len(text) * 1.15 / width) for text, width in texts)
        page.set_row(row, max(least, lines * _LINE + 3))


def _columns(columns: Sequence[Column]) -> Iterator[tuple[Column, str]]:
    """Each column of the workbook: boxes of which any number is ticked have one each, others one for all."""
    for column in columns:
        if column.kind == "boxes":
            yield from ((column, option) for option in column.options)
        else:
            yield column, ""


def _widths(columns: Sequence[Column]) -> list[float]:
    """The width of each column in letters: room for what is chosen from a list; what is read and written has the rest."""
    widths = [max(5.0, column.width / _PER_LETTER) for column in columns]
    for position, column in enumerate(columns):
        if column.kind == "choice":
            widths[position] = max(widths[position], *(len(option) + 3 for option in column.options))
    elastic = [position for position, column in enumerate(columns) if column.kind in ("words", "line")]
    rest = _ACROSS - sum(widths)
    if elastic and rest > 0:
        share = 1 + rest / sum(widths[position] for position in elastic)
        widths = [width * share if position in elastic else width for position, width in enumerate(widths)]
    return widths


def _literal(text: str) -> str:
    """A text as a formula's criterion, in which no letter has a meaning of its own."""
    return '"{}"'.format(re.sub(r"([*?~])", r"~\1", text).replace('"', '""'))


def _sheet_name(heading: str, number: int, tables: Sequence[Table]) -> str:
    """The heading, as far as Excel allows; a number where two would be the same."""
    name = re.sub(r"[\[\]:*?/\\']", "", heading)[:28]
    alike = [table.head.heading for table in tables].count(heading) > 1
    return f"{name} {number + 1}" if alike else name
