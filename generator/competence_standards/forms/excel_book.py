"""Create a workbook with shared formats, page setup and validation rules.

Text never becomes a formula or a link, and only cells to fill in are unlocked. What people type stays as they type it,
except in cells for dates and numbers.
"""

import io
import math
import re
import textwrap
import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any, TypeAlias

import xlsxwriter
from xlsxwriter.utility import xl_range_abs
from xlsxwriter.worksheet import Worksheet

from competence_standards.forms.form import FilledForm
from competence_standards.forms.logo import DOTS, FormLogo
from competence_standards.prose import sentences
from competence_standards.translation import gettext

Page: TypeAlias = Any
"""A worksheet; the library has no types."""
Area: TypeAlias = tuple[int, int, int, int]
"""The first row and column and the last row and column, counted from 0."""
TICK = "✓"
LINE = 15.5
"""The height of a line of text, in points."""
HIGHEST = 409
"""The height of the highest row that Excel allows, in points."""
LISTS = "Lists"
"""The name of the page that has the options of each list."""
_LONGEST_TITLE, _LONGEST_MESSAGE = 32, 255
"""The letters that Excel shows of a message about a cell."""
_LONGEST_PROPERTY = 255
_LONGEST_NOTE = 220
"""Excel allows 255 letters in the foot of a page. The rest are for its page numbers."""
_ACROSS_PAGE = 110
"""The letters that fit in one line of the head of a page. Two such lines are as many as Excel allows."""
_PAGE_NUMBERS = 16
"""The letters that the page numbers take of a line."""
_MARGIN, _NOTE_LINE = 0.7, 0.15
"""The lower margin of a page, and what each more line of the note adds, in inches."""
_MOST = 99
"""The largest number that a cell for a number takes."""
_A4 = 9
_SCREEN = 96
"""The dots of each inch of a screen."""
_OF_ROWS = ("insert_rows", "sort")
"""What people can do with rows that have nothing printed. Excel deletes no row that has a locked cell in any column."""
_LETTERS_HIGH = 1.15
"""The height of a row, in that of its letters."""
_DAYS = (date(2000, 1, 1), date(2099, 12, 31))
_BASE: dict[str, object] = {"font_name": "Arial", "font_size": 10.5, "text_wrap": True, "valign": "vcenter"}
_CELL: dict[str, object] = {**_BASE, "border": 1}
# The format is text, so that 9/12 does not become a date, and 007 does not become 7.
_WRITE: dict[str, object] = {**_CELL, "locked": False, "num_format": "@", "align": "left"}
_LOOKS: dict[str, dict[str, object]] = {
    "plain": _BASE,
    "title": {**_BASE, "bold": True, "font_size": 16},
    "heading": {**_BASE, "bold": True, "font_size": 12},
    "label": {**_BASE, "bold": True},
    "small": {**_BASE, "font_size": 8},
    # The words are at the top, because the buttons of the filter cover the bottom.
    "head": {**_CELL, "bold": True, "bottom": 2, "valign": "top"},
    "group": {**_CELL, "bold": True},
    "printed": _CELL,
    "id": {**_CELL, "bold": True},
    "count": {**_CELL, "align": "center"},
    "write": _WRITE,
    "date": {**_WRITE, "num_format": "d mmm yyyy"},
    "number": {**_WRITE, "num_format": "0"},
    "tick": {**_WRITE, "align": "center", "bold": True},
    "long": {**_WRITE, "valign": "top"},
    # Grey dots, not a colour: they are seen on paper too.
    "empty": {"pattern": 18, "fg_color": "#808080"},
}


class _Sheet(Worksheet):  # type: ignore[misc]
    """A worksheet whose rows grow with what people type.

    The library marks the height of each row as chosen by hand. Excel then never changes it, and long answers are cut.
    Only rows of joined cells keep the mark, because Excel cannot measure them.
    """

    def _xml_start_tag_unencoded(self, tag: str, attributes: Sequence[tuple[str, object]] = ()) -> None:
        if tag == "row" and int(str(dict(attributes)["r"])) - 1 not in self.joined:
            attributes = [one for one in attributes if one[0] != "customHeight"]
        super()._xml_start_tag_unencoded(tag, attributes)

    @property
    def joined(self) -> frozenset[int]:
        """The rows that have joined cells, counted from 0."""
        return frozenset(top for top, _, _, _ in self.merge)


class Book:
    """A workbook that is being written."""

    def __init__(self, form: FilledForm) -> None:
        self._form = form
        self._written = io.BytesIO()
        options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        self._book: Any = xlsxwriter.Workbook(self._written, options)
        known = {
            "title": shortened(f"{form.name}: {form.about}", _LONGEST_PROPERTY),
            "subject": shortened(form.purpose, _LONGEST_PROPERTY),
            "author": shortened(form.suite, _LONGEST_PROPERTY),
            "keywords": form.code,
            "comments": shortened(sentences(_version(form), form.wording_owner), _LONGEST_PROPERTY),
            "created": datetime.fromisoformat(form.date),
        }
        self._book.set_properties(known)
        self.looks = {name: self._book.add_format(look) for name, look in _LOOKS.items()}
        self._rooms: dict[float, Any] = {}
        self._list_page: Any = None
        self._lists: dict[tuple[str, ...], int] = {}

    def page(self, name: str, *, wide: bool, grows: bool = False) -> Page:
        """Add a page, with the head and the foot of each of its printed pages.

        Args:
            name: Its name.
            wide: Whether it lies on its side.
            grows: Whether people can add and sort rows.
        """
        page = self._book.add_worksheet(name, _Sheet)
        rights = ("format_columns", "format_rows", "autofilter", *(_OF_ROWS if grows else ()))
        page.protect("", dict.fromkeys(rights, True))
        page.set_paper(_A4)
        numbers = gettext("Page {page} of {pages}", page="\x1fP", pages="\x1fN")
        note = _lines(self._form.note, _ACROSS_PAGE - _PAGE_NUMBERS)
        page.set_margins(left=0.6, right=0.5, top=0.9, bottom=_MARGIN + _NOTE_LINE * note.count("\n"))
        if wide:
            page.set_landscape()
        page.fit_to_pages(1, 0)
        page.hide_gridlines(2)
        # Escape &, which starts a command in headers.
        head, about, note, numbers = (
            text.replace("&", "&&") for text in (shortened(self._form.name, _ACROSS_PAGE), self._about(), note, numbers)
        )
        as_they_are = {"scale_with_doc": False}
        page.set_header(f'&L&9&"Arial,Bold"{head}\n&"Arial,Regular"{about}', as_they_are)
        page.set_footer(f"&L&9{note}&R&9{numbers.replace(chr(31), '&')}", as_they_are)
        return page

    def _about(self) -> str:
        """Return what the form is about, in one line. Only the title is shortened, not the version."""
        form, subject = self._form, self._form.subject
        if subject is None:
            return shortened(form.about, _ACROSS_PAGE)
        rest = width(replace(form, subject=replace(subject, title="")).about)
        return replace(form, subject=replace(subject, title=shortened(subject.title, _ACROSS_PAGE - rest))).about

    def keep_room(self, page: Page, row: int, column: int, height: float) -> None:
        """Keep room to write in a row, in points.

        A row is as high as its largest letters need. So an empty cell beside the table has letters of that size.
        """
        if height not in self._rooms:
            look = {"font_name": "Arial", "font_size": round(height / _LETTERS_HIGH)}
            self._rooms[height] = self._book.add_format(look)
        page.write_blank(row, column, None, self._rooms[height])

    def show_logo(self, page: Page, row: int, logo: FormLogo) -> None:
        """Show the logo in the first cell of a row."""
        # The library takes each pixel of a picture for one of a screen.
        scale = _SCREEN / DOTS
        page.insert_image(
            row,
            0,
            "logo.png",
            {
                "image_data": io.BytesIO(logo.png),
                "x_scale": scale,
                "y_scale": scale,
                "x_offset": 3,
                "y_offset": 3,
                "object_position": 1,
                "description": self._form.suite,
            },
        )

    def name(self, name: str, cell: str) -> None:
        """Give a cell a name for use in formulas."""
        self._book.define_name(name, f"={cell}")

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
        title, message = gettext("Not a date"), gettext("Enter a date, such as 22 Nov 2026.")
        _allow_between(page, area, "date", _DAYS, (title, message))

    def allow_numbers(self, page: Page, area: Area) -> None:
        """Let cells hold only a whole number from 1."""
        title, message = gettext("Not a number"), gettext("Enter a whole number from 1 to {most}.", most=_MOST)
        _allow_between(page, area, "integer", (1, _MOST), (title, message))

    def finish(self) -> bytes:
        """Return the file. Nothing can be added to the workbook after that."""
        self._book.close()
        return self._written.getvalue()


def _version(form: FilledForm) -> str:
    return gettext("Version {version}.", version=form.subject.version) if form.subject else ""


def _allow_between(page: Page, area: Area, kind: str, limits: tuple[object, object], said: tuple[str, str]) -> None:
    least, most = limits
    title, message = said
    between = {"criteria": "between", "minimum": least, "maximum": most}
    error = {"error_title": title[:_LONGEST_TITLE], "error_message": message[:_LONGEST_MESSAGE]}
    page.data_validation(*area, {"validate": kind, **between, **error})


def set_height(
    page: Page, row: int, texts: Sequence[tuple[str, float]], least: float = LINE, *, more: float = 0
) -> None:
    """Make a row as high as its longest text needs, and a little more. Some programs do not do that themselves.

    Excel does not show the end of a text that needs a higher row than it allows, but the cell has the whole text.
    """
    lines = max(sum(math.ceil(width(line) * 1.15 / across) for line in text.split("\n")) for text, across in texts)
    page.set_row(row, min(max(least, lines * LINE + 3) + more, HIGHEST))


def width(text: str) -> int:
    """Return how many letters wide a text is. Chinese letters, emoji and & count as two."""
    return sum(2 if letter == "&" or unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)


def shortened(text: str, most: int) -> str:
    """Return a text, or as much of it as fits in so many letters, with an ellipsis."""
    if width(text) <= most:
        return text
    while text and width(text) >= most:
        text = text[:-1]
    return f"{text.rstrip()}…"


def _lines(text: str, across: int) -> str:
    """Return a note in lines that are so many letters wide."""
    text = shortened(text, _LONGEST_NOTE)
    return "\n".join(textwrap.wrap(text, max(1, across * len(text) // width(text)))) if text else ""


def literal(text: str) -> str:
    """Return a text as the criterion of a formula, with the letters escaped that have a meaning there."""
    return '"{}"'.format(re.sub(r"([*?~])", r"~\1", text).replace('"', '""'))
