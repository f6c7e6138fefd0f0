"""Small fonts to test with."""

import io
import struct
from collections.abc import Collection
from pathlib import Path
from string import ascii_letters

import font_source_sans_pro
from fontTools.feaLib.builder import addOpenTypeFeaturesFromString
from fontTools.subset import Subsetter
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables._c_m_a_p import CmapSubtable
from fontTools.ttLib.tables._g_l_y_f import Glyph, GlyphComponent
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


def heavy_pair(letters: str) -> bytes:
    """Return a font in which the first two letters, one after the other, look like billions of the second one."""
    font = TTFont(io.BytesIO(font_with(letters)), recalcBBoxes=False)
    first, second = (font.getBestCmap()[ord(letter)] for letter in letters[:2])
    used = set(font.getBestCmap().values())
    chain = [name for name in font.getGlyphOrder() if name not in used][-20:]
    addOpenTypeFeaturesFromString(font, f"feature calt {{ sub {first}' {second} by {chain[-1]}; }} calt;")
    for part, whole in zip([second, *chain], chain, strict=False):
        font["glyf"].glyphs[whole] = _eight_of(part)
    written = io.BytesIO()
    font["maxp"].recalc = lambda _: None  # it would count the billions
    font.save(written)
    return written.getvalue()


def _eight_of(part: str) -> Glyph:
    glyph = Glyph()
    glyph.numberOfContours = -1
    glyph.xMin, glyph.yMin, glyph.xMax, glyph.yMax = 0, 0, 500, 500
    glyph.components = []
    for at in range(8):
        component = GlyphComponent()
        component.glyphName, component.x, component.y, component.flags = part, at, at, 3
        glyph.components.append(component)
    return glyph
