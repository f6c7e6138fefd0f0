"""A sheet in; a PDF out, as bytes: A4, tagged to PDF/UA-1, the same bytes whenever and wherever it is made.

The layout is ``form.typ``; the words reach it as data, so that nothing in them can be taken for markup.
"""

import json
import shutil
from dataclasses import asdict
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import cast

import font_source_sans_pro
import typst

from generator.forms import NOTE, SIGN, AnyPart, Fields, Sheet, Table

_LAYOUT = Path(__file__).with_name("form.typ")
_FACES = ("Regular", "Bold", "It", "BoldIt")


def pdf(sheet: Sheet) -> bytes:
    """The sheet as a PDF."""
    made = _compiler().compile(
        sys_inputs={"sheet": json.dumps(_as_data(sheet), ensure_ascii=False)},
        format="pdf",
        pdf_standards=["ua-1"],
        timestamp=int(datetime.fromisoformat(sheet.date).replace(tzinfo=UTC).timestamp()),
    )
    # One PDF is one file; a list of them comes only of formats that have a file for each page.
    return cast("bytes", made)


@cache
def _compiler() -> typst.Compiler:
    return typst.Compiler(
        input=str(_LAYOUT), root=str(_LAYOUT.parent), font_paths=[_fonts().name], ignore_system_fonts=True
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
    data = {**asdict(sheet), "about": sheet.about, "name": sheet.name, "note": NOTE, "sign": SIGN}
    return {**data, "parts": [_part(part) for part in sheet.parts]}


def _part(part: AnyPart) -> dict[str, object]:
    data = {**asdict(part), "kind": type(part).__name__}
    if isinstance(part, Fields):
        data["rows"] = [list(map(asdict, row)) for row in part.rows]
    if isinstance(part, Table):
        data["columns"] = [{**asdict(column), "boxes": column.boxes} for column in part.columns]
    return data
