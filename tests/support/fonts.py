"""Small fonts to test with."""

import io
import struct
from collections.abc import Collection
from pathlib import Path
from string import ascii_letters

import font_source_sans_pro
from fontTools.subset import Subsetter
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables._c_m_a_p import CmapSubtable
from fontTools.ttLib.tables.DefaultTable import DefaultTable


def font_with(letters: Collection[str], family: str = "Test Sans") -> bytes:
    """Return a font in which each of some letters looks like another."""
    font = TTFont(Path(font_source_sans_pro.font_directory, "SourceSansPro-Regular.ttf"))
    subsetter = Subsetter()
    subsetter.populate(text=ascii_letters)
    subsetter.subset(font)
    letter_table = CmapSubtable.newSubtable(12)
    letter_table.platformID, letter_table.platEncID, letter_table.language = 3, 10, 0
    letter_table.cmap = {ord(letter): glyph for letter, glyph in zip(letters, ascii_letters, strict=False)}
    font["cmap"].tables = [letter_table]
    for record in font["name"].names:
        record.string = family
    written = io.BytesIO()
    font.save(written)
    return written.getvalue()


def busy_font(letters: Collection[str], times: int) -> bytes:
    """Return a font whose table has all numbers of letters some times besides: Typst takes time for each of them."""
    font = TTFont(io.BytesIO(font_with(letters)))
    groups = [(code, code, font.getGlyphID(glyph)) for code, glyph in sorted(font.getBestCmap().items())]
    groups += [(0, 0x10FFFF, 1)] * times
    head = struct.pack(">HHHHI", 0, 1, 3, 10, 12) + struct.pack(">HHIII", 12, 0, 16 + 12 * len(groups), 0, len(groups))
    font["cmap"] = DefaultTable("cmap")
    font["cmap"].data = head + b"".join(struct.pack(">III", *group) for group in groups)
    written = io.BytesIO()
    font.save(written)
    return written.getvalue()
