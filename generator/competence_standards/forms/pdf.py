"""A sheet, or several, in; a PDF out, as bytes: A4, tagged to PDF/UA-1, always the same bytes.

The layout is ``form.typ``; the words reach it as data, so that nothing in them can be taken for markup.
"""

import json
import shutil
from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import cast

import font_source_sans_pro
import typst

from competence_standards.forms import AnyPart, Fields, Sheet, Signatures, Table, sign
from competence_standards.translation import gettext
from competence_standards.translation.locale import with_country

_LAYOUT = Path(__file__).with_name("form.typ")
_LETTERS = Path(__file__).with_name("letters.typ")
_FACES = ("Regular", "Bold", "It", "BoldIt")


def pdf(sheet: Sheet) -> bytes:
    """The sheet as a PDF."""
    subject = sheet.subject
    about = [subject.id, gettext("version {version}", version=subject.version)] if subject else []
    words = [sheet.code, *about]
    return _compiled([sheet], f"{sheet.name}: {sheet.about}", sheet.purpose, words)


def pack(sheets: Sequence[Sheet], about: str) -> bytes:
    """Several sheets as one PDF, each with pages numbered from 1, and with a bookmark to each."""
    codes = [sheet.code for sheet in sheets]
    description = gettext("The forms {codes} in one file.", codes=", ".join(codes))
    return _compiled(sheets, gettext("Forms: {title}", title=about), description, codes)


def unprintable(letters: Sequence[str], most: int) -> list[str]:
    """Return the letters that none of the fonts has. Of a great many, return the first."""
    if not letters or most <= 0 or _has_all(letters):
        return []
    if len(letters) == 1:
        return list(letters)
    half = len(letters) // 2
    found = unprintable(letters[:half], most)
    return found + unprintable(letters[half:], most - len(found))


def _has_all(letters: Sequence[str]) -> bool:
    """Tell whether the fonts have each of the letters. Only Typst knows the fonts that it brings along."""
    try:
        _compiler(_LETTERS).compile(sys_inputs={"letters": json.dumps(letters)}, format="pdf", pdf_standards=["ua-1"])
    except typst.TypstError:
        return False
    return True


def _compiled(sheets: Sequence[Sheet], title: str, description: str, keywords: Sequence[str]) -> bytes:
    first = sheets[0]
    data: dict[str, object] = {"title": title, "description": description, "author": first.suite, "keywords": keywords}
    language, _, country = with_country(first.lang).partition("-")
    data |= {"sheets": list(map(_as_data, sheets)), "sign": sign(), "lang": language, "country": country or None}
    # The numbers are known when the pages are laid out.
    data["page"] = gettext("Page {page} of {pages}", page="{page}", pages="{pages}")
    newest = max(sheet.date for sheet in sheets)
    made = _compiler(_LAYOUT).compile(
        sys_inputs={"pack": json.dumps(data, ensure_ascii=False)},
        format="pdf",
        pdf_standards=["ua-1"],
        timestamp=int(datetime.fromisoformat(newest).replace(tzinfo=UTC).timestamp()),
    )
    # One PDF is one file; a list of them comes only of formats that have a file for each page.
    return cast("bytes", made)


@cache
def _compiler(layout: Path) -> typst.Compiler:
    return typst.Compiler(
        input=str(layout), root=str(layout.parent), font_paths=[_fonts().name], ignore_system_fonts=True
    )


@cache
def _fonts() -> TemporaryDirectory[str]:
    """A folder with just the faces that are used. The package has each twice over, and chance would choose."""
    folder = TemporaryDirectory(prefix="fonts-")
    for face in _FACES:
        name = f"SourceSansPro-{face}.ttf"
        shutil.copy(Path(font_source_sans_pro.font_directory, name), Path(folder.name, name))
    return folder


def _as_data(sheet: Sheet) -> dict[str, object]:
    parts = [_part(part) for part in sheet.parts]
    for before in parts[-2:-1] if isinstance(sheet.parts[-1], Signatures) else ():
        before["signed"] = True
    return {**asdict(sheet), "about": sheet.about, "name": sheet.name, "parts": parts}


def _part(part: AnyPart) -> dict[str, object]:
    data = {**asdict(part), "kind": type(part).__name__, "signed": False}
    if isinstance(part, Fields):
        data["rows"] = [list(map(asdict, row)) for row in part.rows]
    if isinstance(part, Table):
        data["columns"] = [{**asdict(column), "boxes": column.boxes} for column in part.columns]
        data["rows"] = [{**asdict(row), "total": row.total and row.total.texts} for row in part.rows]
    return data
