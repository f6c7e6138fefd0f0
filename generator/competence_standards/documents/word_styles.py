"""A new Word document in; the same document out with our styles, which a trainer can restyle in one place."""

from typing import Any

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, RGBColor

_FONT = "Arial"
"""An accessible sans-serif that every office program has, or has the measure of."""
_BLACK = RGBColor(0, 0, 0)

# Size in points, bold, italic, points before and after, and whether it stays with what follows it.
_STYLES: dict[str, tuple[float, bool, bool, float, float, bool]] = {
    "Normal": (10.5, False, False, 0, 0, False),
    "Heading 1": (18, True, False, 0, 4, True),
    "Heading 2": (12, True, False, 10, 3, True),
    "Header": (9, False, False, 0, 4, False),
    "Footer": (9, False, False, 0, 0, False),
    "Purpose": (10.5, False, False, 0, 2, False),
    "Filled in by": (9, False, True, 0, 3, False),
    "Help": (10.5, False, False, 0, 4, True),
    "Notice heading": (12, True, False, 10, 6, True),
    "Notice": (10.5, False, False, 0, 0, False),
    "Label": (9, False, False, 3, 0, False),
    "Answer": (10.5, False, False, 4, 3, False),
    "Tick": (10.5, False, False, 8, 0, False),
    "Prompt": (10.5, False, False, 3, 3, True),
    "Gap": (2, False, False, 0, 0, False),
    "Table head": (9, True, False, 2, 2, True),
    "Table tick head": (9, True, False, 2, 2, True),
    "Table option": (8, False, False, 2, 2, True),
    "Table group": (10.5, True, False, 2, 2, True),
    "Table total": (10, False, False, 2, 2, False),
    "Table text": (10, False, False, 2, 2, False),
    "Table tick": (10, False, False, 2, 2, False),
    "Ticks": (9, False, False, 0, 2, False),
    "Key": (10.5, False, False, 0, 1, False),
    "Signer": (10.5, False, False, 6, 0, True),
}
_CENTRED = {"Table option", "Table tick", "Table tick head"}


def restyle(document: Document, lang: str) -> None:
    """Give a document our styles, and the language of its words, such as ``en-GB``."""
    styles = document.styles
    known = {style.name for style in styles}
    for name, (size, bold, italic, before, after, stays) in _STYLES.items():
        style: Any = styles[name] if name in known else styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.font.name, style.font.size, style.font.bold, style.font.italic = _FONT, Pt(size), bold, italic
        style.font.color.rgb = _BLACK
        _only_this_font(style.element)
        layout = style.paragraph_format
        layout.space_before, layout.space_after, layout.keep_with_next = Pt(before), Pt(after), stays
        layout.line_spacing = 1.0
        if name in _CENTRED:
            layout.alignment = WD_ALIGN_PARAGRAPH.CENTER
    styles["Table total"].paragraph_format.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    styles["Key"].paragraph_format.left_indent = Mm(12)
    styles["Key"].paragraph_format.first_line_indent = Mm(-12)
    styles["Key"].paragraph_format.tab_stops.add_tab_stop(Mm(12))
    _framed(styles["Notice"].element)
    styles["Notice"].paragraph_format.left_indent = Mm(8)
    styles["Notice"].paragraph_format.right_indent = Mm(3)
    styles["Notice"].paragraph_format.space_before = Pt(2)
    for name in ("Header", "Footer"):
        # Word's own stops would come before the one at the page's edge.
        for stops in styles[name].element.pPr.findall(qn("w:tabs")):
            styles[name].element.pPr.remove(stops)
    defaults = styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault")).find(qn("w:rPr"))
    for language in defaults.findall(qn("w:lang")):
        defaults.remove(language)
    defaults.append(parse_xml(f'<w:lang {nsdecls("w")} w:val="{lang}" w:eastAsia="{lang}" w:bidi="ar-SA"/>'))


def _only_this_font(style: Any) -> None:
    """The headings of Word's own theme name its fonts, which come before ours."""
    fonts = style.rPr.rFonts
    for name in list(fonts.attrib):
        if name.endswith("Theme"):
            del fonts.attrib[name]
    fonts.set(qn("w:cs"), _FONT)
    fonts.set(qn("w:eastAsia"), _FONT)


def _framed(style: Any) -> None:
    sides = "".join(
        f'<w:{side} w:val="single" w:sz="6" w:space="6" w:color="000000"/>'
        for side in ("top", "left", "bottom", "right")
    )
    style.get_or_add_pPr().insert_element_before(
        parse_xml(f"<w:pBdr {nsdecls('w')}>{sides}</w:pBdr>"), "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc"
    )
