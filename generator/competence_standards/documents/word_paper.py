"""A sheet in; the Word document that it is written on out: its paper, its styles, and what stands on each of its pages.

What is put on it comes from its neighbours. Every look is a style, so that a trainer can restyle the file in one place.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import docx
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml.ns import qn
from docx.oxml.table import CT_Tbl
from docx.shared import Mm
from docx.table import Table as WordTable
from docx.table import _Cell as Cell
from docx.text.paragraph import Paragraph

from competence_standards.documents.word_cells import border, narrow_margins, rows
from competence_standards.documents.word_controls import field, text_control
from competence_standards.documents.word_styles import restyle
from competence_standards.forms import Sheet
from competence_standards.translation import gettext
from competence_standards.translation.locale import with_country

RULE = 7.5
"""Millimetres between two lines of handwriting. Less than on paper forms: most of these are filled in on a screen."""
_LONGEST_PROPERTY = 255
_MARGIN = 14
_PORTRAIT, _LANDSCAPE = 173, 269
"""The millimetres between the margins."""


class Paper:
    """A document that is being written."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet
        self.document = docx.Document()
        self.is_wide = sheet.orientation == "landscape"
        self.width = _LANDSCAPE if self.is_wide else _PORTRAIT
        self.lang = with_country(sheet.lang)
        restyle(self.document, self.lang)
        self._style_ids = {style.name: style.style_id for style in self.document.styles}
        self._properties()
        self._pages()

    def add(self, style: str, words: str = "") -> Paragraph:
        """Write a paragraph below what there is."""
        return self.document.add_paragraph(words, style)

    def style(self, paragraph: Paragraph, name: str) -> None:
        """Give a paragraph one of our styles."""
        # The library's own way looks through all styles each time, which takes longer than all else.
        paragraph._p.style = self._style_ids[name]

    def write(self, cell: Cell, words: str, style: str) -> None:
        """Write into an empty cell."""
        paragraph = cell.paragraphs[0]
        self.style(paragraph, style)
        paragraph.add_run(words)

    def grid(self, count: int, shares: Sequence[int], style: str = "Normal Table") -> WordTable:
        """A table as wide as the page, whose columns have these shares of it."""
        table: WordTable = self.document.add_table(count, len(shares), self.document.styles[style])
        table.autofit = False
        narrow_margins(table)
        total = sum(shares)
        for share, column in zip(shares, table._tbl.tblGrid.gridCol_lst, strict=True):
            column.w = Mm(self.width * share / total)
        for row in rows(table):
            for share, tc in zip(shares, row.tc_lst, strict=True):
                tc.width = Mm(self.width * share / total)
        return table

    def keep_last(self) -> None:
        """Keep the end of what is written with what follows: nobody signs a sheet with nothing else on it."""
        body: Any = self.document.element.body
        for element in reversed(body.inner_content_elements):
            is_table = isinstance(element, CT_Tbl)
            paragraphs: list[Any] = list(element.tr_lst[-1].iter(qn("w:p"))) if is_table else [element]
            for paragraph in paragraphs:
                paragraph.get_or_add_pPr().get_or_add_keepNext()
            # An empty line between two tables is not the end of anything.
            if is_table or element.text:
                return

    def _properties(self) -> None:
        sheet, known = self._sheet, self.document.core_properties
        known.title, known.author, known.language = _property(f"{sheet.name}: {sheet.about}"), sheet.suite, self.lang
        known.subject, known.comments = _property(sheet.purpose), ""
        known.keywords = ", ".join([sheet.code, *([sheet.subject.id] if sheet.subject else [])])
        known.version = sheet.subject.version if sheet.subject else ""
        known.created = known.modified = datetime.fromisoformat(sheet.date)
        known.last_modified_by, known.revision = "", 1

    def _pages(self) -> None:
        section = self.document.sections[0]
        section.page_width, section.page_height = (Mm(297), Mm(210)) if self.is_wide else (Mm(210), Mm(297))
        section.orientation = WD_ORIENT.LANDSCAPE if self.is_wide else WD_ORIENT.PORTRAIT
        # The wider margin is for the holes of a ring binder.
        section.left_margin = Mm(14) if self.is_wide else Mm(23)
        section.right_margin, section.bottom_margin = Mm(14), Mm(_MARGIN)
        section.top_margin, section.header_distance = (Mm(34), Mm(20)) if self.is_wide else (Mm(27), Mm(13))
        section.footer_distance = Mm(8)
        above = section.header.paragraphs[0]
        self._line(above, "Header", self.width)
        above.add_run(self._sheet.name).bold = True
        above.add_run(f"\t{self._sheet.about}")
        below = section.header.add_paragraph(style="Header")
        below.paragraph_format.tab_stops.add_tab_stop(Mm(self.width * 0.6))
        for label in (self._sheet.candidate, self._sheet.number):
            below.add_run("\t" if label == self._sheet.number else "").add_text(f"{label} ")
            below._p.append(text_control(label))
        border(below, ["bottom"])
        foot = section.footer.paragraphs[0]
        self._line(foot, "Footer", self.width)
        mark = "\x1f"
        words = gettext("Page {page} of {pages}", page=f"{mark}PAGE{mark}", pages=f"{mark}NUMPAGES{mark}")
        for number, part in enumerate(f"{self._sheet.note}\t{words}".split(mark)):
            if number % 2:
                foot._p.append(field(part))
            elif part:
                foot.add_run(part)

    def _line(self, paragraph: Paragraph, style: str, width: float) -> None:
        self.style(paragraph, style)
        paragraph.paragraph_format.tab_stops.add_tab_stop(Mm(width), WD_TAB_ALIGNMENT.RIGHT)


def _property(text: str) -> str:
    """Return a text at the length that a property of a Word file can have. The form itself has the whole text."""
    return text if len(text) <= _LONGEST_PROPERTY else f"{text[: _LONGEST_PROPERTY - 1]}…"
