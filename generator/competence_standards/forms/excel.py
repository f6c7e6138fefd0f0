"""Write a form as an Excel workbook: fields and counts on the first sheet, and each table on another sheet.

What is typed once is shown again by formulas: the candidate and the number of the form on each page, and the number of
each piece of evidence above its boxes.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from xlsxwriter.utility import xl_col_to_name, xl_range, xl_range_abs, xl_rowcol_to_cell

from competence_standards.forms.blocks import AnyBlock, Criteria, Details, Key, Narrative, Notice, Signatures, Table
from competence_standards.forms.excel_book import LINE, LISTS, TICK, Area, Book, literal, set_height
from competence_standards.forms.form import FilledForm
from competence_standards.forms.parts import Column, Field, Person, Row, Total
from competence_standards.translation import gettext

_LABEL, _ANSWER = 34, 66
"""The width of the two columns of the first page, in letters."""
_SIZES = {"title": 0.6, "heading": 0.8, "small": 1.3}
"""How many letters fit in the place of one, in a larger size."""
_SPARE = 0.1
"""The width of the empty column that keeps room to write. It is not printed."""
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
_FILTER = 13.0
"""The height of the button of a filter, in points."""
_NUMBER_LINES = 3
"""How many lines the number of a piece of evidence may take above its boxes."""
NEEDED = "Needed"
"""What formulas call the cell that says how many boxes must be ticked. Another such cell has a number after it."""


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


class _Sheet(NamedTuple):
    """A table, and where it is in the workbook."""

    table: Table
    name: str
    above: tuple[str, ...]
    """What is said above the table, a row each. Below that is a row that says whose page it is."""

    @property
    def has_boxes(self) -> bool:
        """Whether the heads have a row above them, for the labels of columns that have several boxes."""
        return any(column.holds == "boxes" for column in self.table.columns)

    @property
    def whose(self) -> int:
        """The row that says whose page it is, counted from 0."""
        return len(self.above)

    @property
    def head(self) -> int:
        """The row of the heads, counted from 0."""
        return self.whose + self.has_boxes + 1

    @property
    def first(self) -> int:
        """The first row below the heads."""
        return self.head + 1

    @property
    def to_write_in(self) -> bool:
        """Whether nothing is printed in its rows."""
        return not any(row.group or any(row.cells) for row in self.table.rows)

    @property
    def rows(self) -> tuple[Row, ...]:
        """Its rows. A table to write in has room for twice as many as on paper."""
        return self.table.rows * 2 if self.to_write_in else self.table.rows


def excel(form: FilledForm) -> bytes:
    """Return a form as a workbook."""
    book = Book(form)
    own = _cut(gettext("Form"))
    own = f"{own} 0".strip() if own.lower() in {"", *_TAKEN} else own
    first = _FirstPage(book, own, form)
    tables = [block for block in form.blocks if isinstance(block, Table)]
    names = _names(tables, {own.lower(), *_TAKEN})
    said = (tuple(filter(None, (one.heading, one.by, one.help))) for one in tables)
    sheets = [_Sheet(*one) for one in zip(tables, names, said, strict=True)]
    counts = [count for sheet in sheets for count in _TablePage(book, sheet, sheets, first).write()]
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


def _on(page: str, row: int, column: int) -> str:
    """Return how a formula on another page names a cell."""
    return f"'{page}'!{xl_rowcol_to_cell(row, column, row_abs=True, col_abs=True)}"


class _FirstPage:
    """Labels on the left, answers on the right, row by row.

    The rows of the candidate and of the number are repeated on each printed page.
    """

    def __init__(self, book: Book, name: str, form: FilledForm) -> None:
        self._book, self._name, self._row = book, name, 0
        self._page = book.page(name, wide=form.orientation == "landscape")
        self._page.set_column(0, 0, _LABEL)
        self._page.set_column(1, 1, _ANSWER)
        self._page.set_column(2, 2, _SPARE)
        self._brand(form)
        self._across(form.name, "title")
        self._across(form.about, "label")
        self._across(f"{form.purpose} {form.by}.", "plain")
        if form.note:
            self._across(form.note, "plain")
        self._across(form.rights, "small")
        labels = (form.candidate, form.registration, form.number)
        self._whose = range(self._row, self._row + len(labels))
        self._page.repeat_rows(self._whose[0], self._whose[-1])
        self.whose_labels = (form.candidate, form.number)
        for label in labels:
            self._answer(label)
        self._needed: dict[str, str] = {}

    def _brand(self, form: FilledForm) -> None:
        """Write the title of the suite, with its logo before it."""
        if form.logo is None:
            self._across(form.suite, "label")
            return
        self._page.write_string(self._row, 1, form.suite, self._book.looks["label"])
        self._book.show_logo(self._page, self._row, form.logo)
        set_height(self._page, self._row, [(form.suite, _ANSWER)], _ROOM)
        self._row += 1

    @property
    def whose(self) -> list[tuple[str, str]]:
        """The cells of the labels of the candidate and of the number, each with the cell of the answer."""
        return [(_on(self._name, row, 0), _on(self._name, row, 1)) for row in (self._whose[0], self._whose[-1])]

    def needed(self, label: str) -> str:
        """Return what formulas call the answer to a field that says how many boxes must be ticked."""
        number = len(self._needed) + 1
        return self._needed.setdefault(label, NEEDED if number == 1 else f"{NEEDED}_{number}")

    def write(self, form: FilledForm, counts: Sequence[Count]) -> None:
        """Write everything but the tables, and then the counts."""
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
                self._narrative(block)
            case Criteria():
                self._criteria(block)
            case Key():
                for entry in block.entries:
                    self._pair(*entry)
            case Signatures():
                for person in block.people:
                    self._person(person, block.labels)

    def _narrative(self, block: Narrative) -> None:
        for prompt in block.prompts:
            self._answer(prompt.text, "long", prompt.lines)
            if block.margin:
                self._answer(block.margin)

    def _criteria(self, block: Criteria) -> None:
        for title, ids in block.groups:
            self._across(title, "label")
            for identity in ids:
                self._choice(identity, (TICK,))

    def _person(self, person: Person, labels: Sequence[str]) -> None:
        self._across(f"{person.role}. {person.declares}" if person.declares else person.role, "label")
        *names, day = labels
        for label in names:
            self._answer(label)
        self._date(day)

    def _field(self, field: Field) -> None:
        if field.kind == "date":
            self._date(field.label)
        elif field.label in self._needed:
            self._book.name(self._needed[field.label], _on(self._name, self._row, 1))
            self._book.allow_numbers(self._page, (self._row, 1, self._row, 1))
            self._answer(field.label, "number")
        elif field.kind in ("options", "tick"):
            self._choice(field.label, field.options or (TICK,))
        else:
            self._answer(field.label, "long" if field.kind == "lines" else "write", field.lines)

    def _choice(self, label: str, options: Sequence[str]) -> None:
        self._book.allow(self._page, (self._row, 1, self._row, 1), options)
        self._answer(label)

    def _date(self, label: str) -> None:
        self._book.allow_dates(self._page, (self._row, 1, self._row, 1))
        self._answer(label, "date")

    def _across(self, text: str, look: str) -> None:
        self._page.merge_range(self._row, 0, self._row, 1, "", self._book.looks[look])
        self._page.write_string(self._row, 0, text, self._book.looks[look])
        across = (_LABEL + _ANSWER) * _SIZES.get(look, 1)
        set_height(self._page, self._row, [(text, across)], _ROOM if _SIZES.get(look, 1) < 1 else LINE)
        self._row += 1

    def _pair(self, label: str, name: str, meaning: str) -> None:
        text = f"{name}. {meaning}" if meaning else name
        self._page.write_string(self._row, 0, label, self._book.looks["id"])
        self._page.write_string(self._row, 1, text, self._book.looks["printed"])
        set_height(self._page, self._row, [(label, _LABEL), (text, _ANSWER)])
        self._row += 1

    def _answer(self, label: str, look: str = "write", lines: int = 1) -> None:
        room = max(_ROOM, lines * LINE)
        self._label(label, room)
        self._page.write_blank(self._row, 1, None, self._book.looks[look])
        self._book.keep_room(self._page, self._row, 2, room)
        self._row += 1

    def _label(self, label: str, least: float = LINE) -> None:
        self._page.write_string(self._row, 0, label, self._book.looks["printed"])
        set_height(self._page, self._row, [(label, _LABEL)], least)


class _TablePage:
    """The page of a table: what is said above it, whose it is, the heads and the rows."""

    def __init__(self, book: Book, sheet: _Sheet, sheets: Sequence[_Sheet], first: _FirstPage) -> None:
        self._book, self._sheet, self._sheets, self._first = book, sheet, sheets, first
        self._page = book.page(sheet.name, wide=True, grows=sheet.to_write_in)
        self._places = list(_places(sheet.table.columns))
        self._widths = _widths([place.column for place in self._places])
        self._last = len(self._places) - 1

    def write(self) -> Iterator[Count]:
        """Write the page, and yield what the first page counts in it."""
        page, sheet = self._page, self._sheet
        for position, width in enumerate(self._widths):
            page.set_column(position, position, width)
        page.set_column(self._last + 1, self._last + 1, _SPARE)
        for at, text in enumerate(sheet.above):
            look = "plain" if at else "heading"
            self._across(at, 0, self._last, text, look)
            set_height(page, at, [(text, sum(self._widths) * _SIZES.get(look, 1))], LINE if at else _ROOM)
        self._write_whose(sheet.whose)
        if sheet.has_boxes:
            self._write_labels(sheet.head - 1)
        self._write_heads()
        self._write_rows()
        last = sheet.head + len(sheet.rows)
        printed = next((at for at, place in enumerate(self._places) if place.column.holds not in ("id", "words")), 0)
        page.freeze_panes(sheet.first, printed if printed <= 2 else 0)
        page.repeat_rows(sheet.whose, sheet.head)
        page.print_area(0, 0, last, self._last)
        page.autofilter(sheet.head, 0, last, self._last)
        for position, place in enumerate(self._places):
            area = (sheet.first, position, last, position)
            self._set_rules(place.column, area)
            yield from self._counted(place.column, f"'{sheet.name}'!{xl_range_abs(*area)}")

    def _across(self, at: int, left: int, right: int, text: str, look: str) -> None:
        """Write a text across some columns. One cell cannot be joined."""
        if left < right:
            self._page.merge_range(at, left, at, right, "", self._book.looks[look])
        if left <= right:
            self._page.write_string(at, left, text, self._book.looks[look])

    def _write_whose(self, at: int) -> None:
        """Write whose page it is, and the number of the form, as they are on the first page. Both have two lines."""
        cells = [f'{label}&": "&{answer}' for label, answer in self._first.whose]
        texts = [f"{label}: " for label in self._first.whose_labels]
        half = min(range(1, self._last + 1), key=self._off_half, default=0)
        parts = [(0, half - 1, cells[0], texts[0]), (half, self._last, cells[1], texts[1])]
        if not half:
            parts = [(0, self._last, '&"  "&'.join(cells), "  ".join(texts))]
        for left, right, formula, text in parts:
            self._across(at, left, right, "", "label")
            self._page.write_formula(at, left, f"={formula}", self._book.looks["label"], text)
        self._page.set_row(at, 2 * LINE)

    def _off_half(self, position: int) -> float:
        """Return how far the left edge of a column is from the middle of the page, in letters."""
        return abs(sum(self._widths[:position]) - sum(self._widths) / 2)

    def _write_labels(self, at: int) -> None:
        """Write the label of each column that has several boxes above the heads of its boxes."""
        for column in self._sheet.table.columns:
            own = [position for position, place in enumerate(self._places) if place.column is column]
            if column.holds == "boxes":
                self._across(at, own[0], own[-1], column.label, "group")

    def _write_heads(self) -> None:
        at, head = self._sheet.head, self._book.looks["head"]
        least = LINE
        for position, place in enumerate(self._places):
            typed = self._typed(place)
            if typed:
                least = _NUMBER_LINES * LINE
                formula = f'=IF({typed}="","{place.head}",{typed})'
                self._page.write_formula(at, position, formula, head, place.head)
            else:
                self._page.write_string(at, position, place.head, head)
        heads = [(place.head, width) for place, width in zip(self._places, self._widths, strict=True)]
        set_height(self._page, at, heads, least, more=_FILTER)
        self._book.keep_room(self._page, at, self._last + 1, least + _FILTER)

    def _typed(self, place: _Place) -> str:
        """Return the cell whose text is the head of a box: the first to type in, in the row of the other table."""
        if not place.column.rows_of:
            return ""
        sheet = next(one for one in self._sheets if one.table.heading == place.column.rows_of)
        lines = (at for at, one in enumerate(_places(sheet.table.columns)) if one.column.holds == "line")
        row = sheet.first + place.column.options.index(place.head)
        return next((_on(sheet.name, row, column) for column in lines), "")

    def _write_rows(self) -> None:
        above = self._sheet.first
        for at, row in enumerate(self._sheet.rows, start=self._sheet.first):
            if row.total:
                self._write_total(row.total, range(above, at))
            if row.group or row.total:
                above = at + 1
            if row.group:
                self._across(at, 0, self._last, row.group, "group")
                set_height(self._page, at, [(row.group, sum(self._widths))])
            elif not row.total:
                self._write_row(at, row)

    def _write_row(self, at: int, row: Row) -> None:
        page, looks = self._page, self._book.looks
        boxes = [position for position, place in enumerate(self._places) if place.column.holds == "boxes"]
        for position, place in enumerate(self._places):
            holds = place.column.holds
            if holds in ("id", "words"):
                page.write_string(at, position, _printed(row, place), looks["id" if holds == "id" else "printed"])
            elif holds == "count" and boxes:
                counted = xl_range(at, boxes[0], at, boxes[-1])
                page.write_formula(at, position, f'=COUNTIF({counted},"{TICK}")', looks["count"], 0)
            else:
                look = "tick" if holds in ("tick", "boxes") else "date" if holds == "date" else "write"
                page.write_blank(at, position, None, looks[look])
        texts = [(_printed(row, place), width) for place, width in zip(self._places, self._widths, strict=True)]
        set_height(page, at, texts, _ROOM)
        self._book.keep_room(page, at, self._last + 1, _ROOM)

    def _write_total(self, total: Total, above: range) -> None:
        """Count the rows above that have a choice or a tick. If there is no such column, leave room for the number."""
        at, last = above.stop, self._last
        ticked = next((one for one, place in enumerate(self._places) if place.column.holds in ("choice", "tick")), None)
        number = max(0, last - 1) if ticked is None else ticked
        before, after = (total.before, total.after) if 0 < number < last else (f"{total.before} {total.after}",) * 2
        self._across(at, 0, number - 1, before, "group")
        self._across(at, number + 1, last, after, "group")
        self._page.set_row(at, _ROOM)
        if ticked is None:
            self._page.write_blank(at, number, None, self._book.looks["write"])
        else:
            area = xl_range(above.start, ticked, at - 1, ticked)
            self._page.write_formula(at, ticked, f'=COUNTIF({area},"?*")', self._book.looks["count"], 0)

    def _set_rules(self, column: Column, area: Area) -> None:
        """Set what a column can hold, and mark what is missing in it."""
        book, page, first, position = self._book, self._page, area[0], area[1]
        marked = ""
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
                marked = f'=AND({_column(first, position)}="",{_column(first, 0 if position == 1 else 1)}<>"")'
            case "count":
                cell = _column(first, position)
                marked = f"=AND(ISNUMBER({cell}),{cell}<{self._least(column)})"
        if marked:
            rule = {"type": "formula", "criteria": marked, "format": book.looks["empty"]}
            page.conditional_format(*area, rule)

    def _least(self, column: Column) -> str:
        """Return how many boxes must be ticked, for a formula. An empty field means one."""
        return f"MAX(1,{self._first.needed(column.needed)})" if column.needed else "1"

    def _counted(self, column: Column, area: str) -> Iterator[Count]:
        """Yield what is counted in a column."""
        table, label = self._sheet.table.heading, column.label
        if column.holds == "tick":
            yield Count(f"{table}: {label}", f"=COUNTIF({area},{literal(TICK)})")
        elif column.holds == "choice":
            for answer in column.options:
                yield Count(f"{table}: {label}: {answer}", f"=COUNTIF({area},{literal(answer)})")
        elif column.holds == "count":
            boxes = next((one.label for one in self._sheet.table.columns if one.holds == "boxes"), label)
            if column.needed:
                words = gettext("{table}: rows with too few ticks under {column}", table=table, column=boxes)
            else:
                words = gettext("{table}: rows with no tick under {column}", table=table, column=boxes)
            yield Count(words, f'=COUNTIF({area},"<"&{self._least(column)})')


def _column(row: int, column: int) -> str:
    """Return how a rule for a column names the cell of the same row."""
    return f"${xl_col_to_name(column)}{row + 1}"


def _places(columns: Sequence[Column]) -> Iterator[_Place]:
    """Yield the columns. Each box has a column if people can tick several. If they tick one, one column is enough."""
    for cell, column in enumerate(columns):
        for head in column.options if column.holds == "boxes" else (column.label,):
            yield _Place(column, head, cell)


def _printed(row: Row, place: _Place) -> str:
    """Return what is printed in a cell. Each line after the first is a point below the words."""
    return row.cells[place.cell].replace("\n", "\n• ")


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
