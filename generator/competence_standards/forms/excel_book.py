"""Create a workbook with shared formats, page setup and validation rules.

Text never becomes a formula or a link, and only cells to fill in are unlocked.
"""

import io
import math
import re
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, TypeAlias

import xlsxwriter
from xlsxwriter.utility import xl_range_abs

from competence_standards.forms.form import FilledForm
from competence_standards.translation import gettext

Page: TypeAlias = Any
"""A worksheet; the library has no types."""
Area: TypeAlias = tuple[int, int, int, int]
"""The first row and column and the last row and column, counted from 0."""
TICK = "✓"
LINE = 15.5
"""The height of a line of text, in points."""
LISTS = "Lists"
"""The name of the page that has the options of each list."""
_LONGEST_TITLE, _LONGEST_MESSAGE = 32, 255
"""The letters that Excel shows of a message about a cell."""
_A4 = 9
_DAYS = (date(2000, 1, 1), date(2099, 12, 31))
_BASE: dict[str, object] = {"font_name": "Arial", "font_size": 10.5, "text_wrap": True, "valign": "vcenter"}
_CELL: dict[str, object] = {**_BASE, "border": 1}
_LOOKS: dict[str, dict[str, object]] = {
    "plain": _BASE,
    "title": {**_BASE, "bold": True, "font_size": 16},
    "heading": {**_BASE, "bold": True, "font_size": 12},
    "label": {**_BASE, "bold": True},
    "head": {**_CELL, "bold": True, "bottom": 2},
    "group": {**_CELL, "bold": True},
    "printed": _CELL,
    "id": {**_CELL, "bold": True},
    "count": {**_CELL, "align": "center"},
    "write": {**_CELL, "locked": False},
    "date": {**_CELL, "locked": False, "num_format": "d mmm yyyy", "align": "left"},
    "tick": {**_CELL, "locked": False, "align": "center", "bold": True},
    "long": {**_CELL, "locked": False, "valign": "top"},
    # Grey dots, not a colour: they are seen on paper too.
    "empty": {"pattern": 18, "fg_color": "#808080"},
}


class Book:
    """A workbook that is being written."""

    def __init__(self, form: FilledForm) -> None:
        self._form = form
        self._written = io.BytesIO()
        options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        self._book: Any = xlsxwriter.Workbook(self._written, options)
        known = {
            "title": f"{form.name}: {form.about}",
            "subject": form.purpose,
            "author": form.suite,
            "keywords": form.code,
            "comments": gettext("Version {version}", version=form.subject.version) if form.subject else "",
            "created": datetime.fromisoformat(form.date),
        }
        self._book.set_properties(known)
        self.looks = {name: self._book.add_format(look) for name, look in _LOOKS.items()}
        self._list_page: Any = None
        self._lists: dict[tuple[str, ...], int] = {}

    def page(self, name: str, *, wide: bool) -> Page:
        """Add a page, with the head and the foot of each of its printed pages."""
        page = self._book.add_worksheet(name)
        page.protect("", {"format_columns": True, "format_rows": True})
        page.set_paper(_A4)
        page.set_margins(left=0.6, right=0.5, top=0.9, bottom=0.7)
        if wide:
            page.set_landscape()
        page.fit_to_pages(1, 0)
        page.hide_gridlines(2)
        # Escape &, which starts a command in headers.
        name, about, note = (text.replace("&", "&&") for text in (self._form.name, self._form.about, self._form.note))
        page.set_header(f'&L&9&"Arial,Bold"{name}&R&9&"Arial,Regular"{about}')
        numbers = gettext("Page {page} of {pages}", page="\x1fP", pages="\x1fN")
        page.set_footer(f"&L&9{note}&R&9{numbers.replace('&', '&&').replace(chr(31), '&')}")
        return page

    def allow(self, page: Page, area: Area, options: Sequence[str]) -> None:
        """Let cells hold one of the options, with a list to choose from."""
        # Put options on a separate sheet, because a list in the rule itself is split at commas.
        if self._list_page is None:
            self._list_page = self._book.add_worksheet(LISTS)
            self._list_page.protect()
            self._list_page.hide()
        column = self._lists.setdefault(tuple(options), len(self._lists))
        for row, option in enumerate(options):
            self._list_page.write_string(row, column, option)
        rule = {
            "validate": "list",
            "source": f"={LISTS}!{xl_range_abs(0, column, len(options) - 1, column)}",
            "error_title": gettext("Choose from the list")[:_LONGEST_TITLE],
            "error_message": gettext("Choose one of: {options}", options=", ".join(options))[:_LONGEST_MESSAGE],
        }
        page.data_validation(*area, rule)

    def allow_dates(self, page: Page, area: Area) -> None:
        """Let cells hold only a date."""
        rule = {
            "validate": "date",
            "criteria": "between",
            "minimum": _DAYS[0],
            "maximum": _DAYS[1],
            "error_title": gettext("Not a date")[:_LONGEST_TITLE],
            "error_message": gettext("Enter a date, such as 22 Nov 2026.")[:_LONGEST_MESSAGE],
        }
        page.data_validation(*area, rule)

    def finish(self) -> bytes:
        """Return the file. Nothing can be added to the workbook after that."""
        self._book.close()
        return self._written.getvalue()


def set_height(page: Page, row: int, texts: Sequence[tuple[str, float]], least: float = LINE) -> None:
    """Make a row as high as its longest text needs. Some programs do not do that themselves."""
    lines = max(math.ceil(len(text) * 1.15 / width) for text, width in texts)
    page.set_row(row, max(least, lines * LINE + 3))


def literal(text: str) -> str:
    """Return a text as the criterion of a formula, with the letters escaped that have a meaning there."""
    return '"{}"'.format(re.sub(r"([*?~])", r"~\1", text).replace('"', '""'))
