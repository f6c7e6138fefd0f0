"""A sheet in; a Word file out, as bytes: real headings, tables and content controls, the same bytes every time.

Every look is a style, so that a trainer can restyle the file in one place; every kind of part has one method.
"""

import io
import zipfile
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml.ns import qn
from docx.oxml.table import CT_Tbl
from docx.shared import Mm
from docx.table import Table as WordTable
from docx.table import _Cell as Cell
from docx.text.paragraph import Paragraph

from generator.documents.word_cells import (
    at_least,
    border,
    cells,
    edges,
    join,
    keep_whole,
    narrow_margins,
    repeat_head,
    rows,
    span,
    unsplit,
)
from generator.documents.word_controls import choice_control, date_control, field, text_control, tick_control
from generator.documents.word_styles import restyle
from generator.forms import (
    NOTE,
    SIGN,
    AnyPart,
    Column,
    Field,
    Fields,
    Head,
    Key,
    Narrative,
    Notice,
    Sheet,
    Signatures,
    Table,
    Ticks,
)

_RULE = 7.5
"""Millimetres between two lines of handwriting. Less than on paper forms: most of these are filled in on a screen."""
_MARGIN = 14
_PORTRAIT, _LANDSCAPE = 173, 269
"""The millimetres between the margins."""


def word(sheet: Sheet) -> bytes:
    """The sheet as a Word file."""
    document = _Writer(sheet).write()
    written = io.BytesIO()
    document.save(written)
    return _undated(written.getvalue())


def _undated(written: bytes) -> bytes:
    """The same archive, whose entries bear no time of writing."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(written)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(zipfile.ZipInfo(name), old.read(name), zipfile.ZIP_DEFLATED)
    return out.getvalue()


class _Writer:
    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet
        self._document = docx.Document()
        self._wide = sheet.orientation == "landscape"
        self._width = _LANDSCAPE if self._wide else _PORTRAIT

    def write(self) -> Document:
        restyle(self._document)
        self._style_ids = {style.name: style.style_id for style in self._document.styles}
        self._properties()
        self._paper()
        self._document.add_heading(self._sheet.title, 1)
        self._document.add_paragraph(self._sheet.purpose, "Purpose")
        self._document.add_paragraph(self._sheet.by, "Filled in by")
        for part in self._sheet.parts:
            if part is self._sheet.parts[-1] and isinstance(part, Signatures):
                self._keep_last()
            self._part(part)
        return self._document

    def _keep_last(self) -> None:
        """Keep the end of what is written with what follows: nobody signs a sheet with nothing else on it."""
        body: Any = self._document.element.body
        for element in reversed(body.inner_content_elements):
            is_table = isinstance(element, CT_Tbl)
            paragraphs: list[Any] = list(element.tr_lst[-1].iter(qn("w:p"))) if is_table else [element]
            for paragraph in paragraphs:
                paragraph.get_or_add_pPr().get_or_add_keepNext()
            # An empty line between two tables is not the end of anything.
            if is_table or element.text:
                return

    def _properties(self) -> None:
        sheet, known = self._sheet, self._document.core_properties
        known.title, known.author, known.language = f"{sheet.name}: {sheet.about}", sheet.suite, "en-GB"
        known.subject, known.comments = sheet.purpose, ""
        known.keywords = ", ".join([sheet.code, *([sheet.subject.id] if sheet.subject else [])])
        known.version = sheet.subject.version if sheet.subject else ""
        known.created = known.modified = datetime.fromisoformat(sheet.date)
        known.last_modified_by, known.revision = "", 1

    def _paper(self) -> None:
        section = self._document.sections[0]
        section.page_width, section.page_height = (Mm(297), Mm(210)) if self._wide else (Mm(210), Mm(297))
        section.orientation = WD_ORIENT.LANDSCAPE if self._wide else WD_ORIENT.PORTRAIT
        # The wider margin is for the holes of a ring binder.
        section.left_margin = Mm(14) if self._wide else Mm(23)
        section.right_margin, section.bottom_margin = Mm(14), Mm(_MARGIN)
        section.top_margin, section.header_distance = (Mm(34), Mm(20)) if self._wide else (Mm(27), Mm(13))
        section.footer_distance = Mm(8)
        above = section.header.paragraphs[0]
        self._line(above, "Header", self._width)
        above.add_run(self._sheet.name).bold = True
        above.add_run(f"\t{self._sheet.about}")
        below = section.header.add_paragraph(style="Header")
        below.paragraph_format.tab_stops.add_tab_stop(Mm(self._width * 0.6))
        for label in (self._sheet.candidate, self._sheet.number):
            below.add_run("\t" if label == self._sheet.number else "").add_text(f"{label} ")
            below._p.append(text_control(label))
        border(below, ["bottom"])
        foot = section.footer.paragraphs[0]
        self._line(foot, "Footer", self._width)
        foot.add_run(f"{NOTE}\tPage ")
        foot._p.append(field("PAGE"))
        foot.add_run(" of ")
        foot._p.append(field("NUMPAGES"))

    def _line(self, paragraph: Paragraph, style: str, width: float) -> None:
        self._style(paragraph, style)
        paragraph.paragraph_format.tab_stops.add_tab_stop(Mm(width), WD_TAB_ALIGNMENT.RIGHT)

    def _part(self, part: AnyPart) -> None:
        self._head(part.head, "Notice heading" if isinstance(part, Notice) else "Heading 2")
        match part:
            case Fields():
                self._fields(part)
            case Notice():
                for point in part.points:
                    self._document.add_paragraph(point, "Notice")
            case Narrative():
                self._narrative(part)
            case Table():
                self._table(part)
            case Ticks():
                self._ticks(part)
            case Key():
                self._key(part)
            case Signatures():
                self._signatures(part)

    def _head(self, head: Head, style: str) -> None:
        if head.heading:
            self._document.add_paragraph(head.heading, style)
        if head.by:
            self._document.add_paragraph(head.by, "Filled in by").paragraph_format.keep_with_next = True
        if head.help:
            self._document.add_paragraph(head.help, "Help")

    def _fields(self, part: Fields) -> None:
        for row in part.rows:
            table = self._grid(1, [one.share for one in row])
            keep_whole(table)
            for one, cell in zip(row, cells(table, 0), strict=True):
                self._field(one, cell)

    def _field(self, one: Field, cell: Cell) -> None:
        (first,) = cell.paragraphs
        if one.kind == "tick":
            self._style(first, "Tick")
            first._p.append(tick_control(one.label))
            first.add_run(f" {one.label}")
            return
        self._style(first, "Label")
        first.add_run(one.label)
        second = cell.add_paragraph(style="Answer")
        if one.kind == "options":
            for number, option in enumerate(one.options):
                second.add_run("   " if number else "")
                second._p.append(tick_control(f"{one.label}: {option}"))
                second.add_run(f" {option}")
            return
        second._p.append(
            date_control(one.label) if one.kind == "date" else text_control(one.label, lines=one.kind == "lines")
        )
        if one.kind == "lines":
            at_least(cell, one.lines * _RULE + 5)
        edges(cell, ["bottom"])

    def _narrative(self, part: Narrative) -> None:
        for prompt in part.prompts:
            # Where each passage has its ids beside it, each has a row; an account without a margin is one passage.
            lengths = _passages(prompt.lines) if part.margin else [prompt.lines]
            table = self._grid(1 + len(lengths), [self._width - 20, 20] if part.margin else [1])
            repeat_head(table, 1)
            heads = cells(table, 0)
            self._write(heads[0], prompt.text, "Prompt")
            if part.margin:
                self._write(heads[1], part.margin, "Table head")
                edges(heads[1], ["left"])
            for number, lines in enumerate(lengths, start=1):
                own = cells(table, number)
                at_least(own[0], lines * _RULE)
                for cell, label in zip(own, (prompt.text, part.margin), strict=False):
                    cell.paragraphs[0]._p.append(text_control(label, lines=True))
                    edges(cell, ["top", "bottom", *(["left"] if cell is own[-1] and part.margin else [])])
            self._document.add_paragraph(style="Gap")

    def _table(self, part: Table) -> None:
        shares = [column.width for column in part.columns for _ in column.boxes or [""]]
        heads = 2 if any(column.boxes for column in part.columns) else 1
        table = self._grid(heads + len(part.rows), shares, "Table Grid")
        repeat_head(table, heads)
        self._table_head(table, part.columns, heads)
        for row, written in zip(rows(table)[heads:], part.rows, strict=True):
            own = [Cell(tc, table) for tc in row.tc_lst]
            unsplit(row)
            if written.group:
                span(own[0], own[1:])
                self._write(own[0], written.group, "Table group")
                continue
            name = next((words for words in written.cells if words), "")
            left = iter(own)
            for column, words in zip(part.columns, written.cells, strict=True):
                self._cell(column, words, name, left)
            if not any(column.kind == "tick" for column in part.columns) or part.height > 1:
                at_least(own[0], part.height * _RULE)

    def _table_head(self, table: WordTable, columns: Sequence[Column], heads: int) -> None:
        first = iter(cells(table, 0))
        second = iter(cells(table, 1) if heads > 1 else ())
        for column in columns:
            cell = next(first)
            self._write(cell, column.label, "Table head")
            if column.boxes:
                span(cell, [next(first) for _ in column.boxes[1:]])
                for option in column.boxes:
                    self._write(next(second), option, "Table option")
            elif heads > 1:
                join(cell, next(second))

    def _cell(self, column: Column, words: str, row: str, left: Iterator[Cell]) -> None:
        label = f"{row}: {column.label}" if row else column.label
        cell = next(left)
        paragraph = cell.paragraphs[0]
        self._style(paragraph, "Table text")
        match column.kind:
            case "id":
                paragraph.add_run(words).bold = True
            case "words":
                paragraph.add_run(words)
            case "tick":
                paragraph._p.append(tick_control(label))
            case "choice" | "boxes":
                for option in column.options:
                    paragraph = cell.paragraphs[0]
                    self._style(paragraph, "Table tick")
                    paragraph._p.append(tick_control(f"{label}: {option}"))
                    cell = next(left) if option != column.options[-1] else cell
            case "code":
                paragraph._p.append(choice_control(label, column.options))
            case "date":
                paragraph._p.append(date_control(label))
            case "line" | "count":
                paragraph._p.append(text_control(label, lines=True))

    def _ticks(self, part: Ticks) -> None:
        across = 20 if self._wide else 13
        for label, ids in part.groups:
            self._document.add_paragraph(label, "Label").paragraph_format.keep_with_next = True
            for start in range(0, len(ids), across):
                line = self._document.add_paragraph(style="Ticks")
                for number, identity in enumerate(ids[start : start + across]):
                    line.paragraph_format.tab_stops.add_tab_stop(Mm((number + 1) * self._width / across))
                    line.add_run("\t" if number else "")
                    line._p.append(tick_control(identity))
                    line.add_run(identity)

    def _key(self, part: Key) -> None:
        # Codes with nothing but a name stand side by side.
        across = 1 if any(meaning for _, _, meaning in part.entries) else 4 if self._wide else 2
        for start in range(0, len(part.entries), across):
            line = self._document.add_paragraph(style="Key")
            for number, (code, name, meaning) in enumerate(part.entries[start : start + across]):
                for stop in (0, 12) if number else ():
                    line.paragraph_format.tab_stops.add_tab_stop(Mm(number * self._width / across + stop))
                line.add_run("\t" if number else "")
                line.add_run(f"{code}\t").bold = True
                line.add_run(f"{name}. " if meaning else name).bold = bool(meaning)
                line.add_run(meaning)

    def _signatures(self, part: Signatures) -> None:
        for person in part.people:
            line = self._document.add_paragraph(style="Signer")
            line.add_run(person.role).bold = True
            line.add_run(f"  {person.declares}" if person.declares else "")
            table = self._grid(2, [2, 2, 1])
            keep_whole(table)
            for label, above, below in zip(SIGN, cells(table, 0), cells(table, 1), strict=True):
                paragraph = above.paragraphs[0]
                paragraph.paragraph_format.keep_with_next = True
                control = date_control if label == SIGN[-1] else text_control
                paragraph._p.append(control(f"{person.role}: {label}"))
                at_least(above, 9.5)
                edges(above, ["bottom"])
                self._write(below, label, "Label")
                below.paragraphs[0].paragraph_format.keep_with_next = person is not part.people[-1]

    def _write(self, cell: Cell, words: str, style: str) -> None:
        paragraph = cell.paragraphs[0]
        self._style(paragraph, style)
        paragraph.add_run(words)

    def _style(self, paragraph: Paragraph, name: str) -> None:
        # The library's own way looks through all styles each time, which takes longer than all else.
        paragraph._p.style = self._style_ids[name]

    def _grid(self, count: int, shares: Sequence[int], style: str = "Normal Table") -> WordTable:
        """A table as wide as the page, whose columns have these shares of it."""
        table: WordTable = self._document.add_table(count, len(shares), self._document.styles[style])
        table.autofit = False
        narrow_margins(table)
        total = sum(shares)
        for share, column in zip(shares, table._tbl.tblGrid.gridCol_lst, strict=True):
            column.w = Mm(self._width * share / total)
        for row in rows(table):
            for share, tc in zip(shares, row.tc_lst, strict=True):
                tc.width = Mm(self._width * share / total)
        return table


def _passages(lines: int) -> list[int]:
    """Some four lines each, as a page can be turned only between two rows."""
    count = max(1, round(lines / 4))
    return [lines // count + (number < lines % count) for number in range(count)]
