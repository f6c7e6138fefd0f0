"""A sheet in; a PDF out, as bytes: A4, tagged to PDF/UA-1, the same bytes whenever and wherever it is made.

The layout is ``form.typ``; the words reach it as data, so that nothing in them can be taken for markup.
"""

import json
from dataclasses import asdict
from functools import cache
from pathlib import Path

import font_source_sans_pro
import typst

from generator.forms import NOTE, SIGN, AnyPart, Fields, Sheet

_LAYOUT = Path(__file__).with_name("form.typ")
_FONTS = [
    Path(font_source_sans_pro.font_directory) / f"SourceSansPro-{face}.ttf"
    for face in ("Regular", "Bold", "It", "BoldIt")
]


def pdf(sheet: Sheet) -> bytes:
    """The sheet as a PDF."""
    made = _compiler().compile(
        sys_inputs={"sheet": json.dumps(_as_data(sheet), ensure_ascii=False)},
        format="pdf",
        pdf_standards=["ua-1"],
        timestamp=0,
    )
    return bytes(made)


@cache
def _compiler() -> typst.Compiler:
    return typst.Compiler(
        input=str(_LAYOUT), root=str(_LAYOUT.parent), font_paths=list(map(str, _FONTS)), ignore_system_fonts=True
    )


def _as_data(sheet: Sheet) -> dict[str, object]:
    data = {**asdict(sheet), "about": sheet.about, "name": sheet.name, "note": NOTE, "sign": SIGN}
    return {**data, "parts": [_part(part) for part in sheet.parts]}


def _part(part: AnyPart) -> dict[str, object]:
    data = {**asdict(part), "kind": type(part).__name__}
    if isinstance(part, Fields):
        data["rows"] = [[{**asdict(field), "share": field.share} for field in row] for row in part.rows]
    return data
