"""A Word table in; the same table out with its cells joined, its rows kept whole, its lines drawn.

What the library cannot do, or does by looking at every cell of a table each time.
"""

from collections.abc import Sequence
from typing import Any

from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls
from docx.table import Table as WordTable
from docx.table import _Cell as Cell
from docx.text.paragraph import Paragraph


def rows(table: WordTable) -> list[Any]:
    """The rows of a table, as XML."""
    return list(table._tbl.tr_lst)


def cells(table: WordTable, row: int) -> list[Cell]:
    """The cells of a row, counted from 0."""
    # `row.cells` looks each one up anew, which is slow in a long table.
    return [Cell(tc, table) for tc in rows(table)[row].tc_lst]


def span(cell: Cell, others: Sequence[Cell]) -> None:
    """Stretch a cell over the empty ones to its right. The library's own way looks at every cell of the table."""
    kept: Any = cell._tc
    for other in others:
        gone: Any = other._tc
        kept.width += gone.width
        gone.getparent().remove(gone)
    if others:
        kept.grid_span = 1 + len(others)


def join(cell: Cell, below: Cell) -> None:
    """Stretch a cell over the empty one below it."""
    cell._tc.vMerge, below._tc.vMerge = "restart", "continue"


def repeat_head(table: WordTable, heads: int) -> None:
    """Repeat the first rows on each page that the table reaches."""
    for row in rows(table)[:heads]:
        row.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
        unsplit(row)


def keep_whole(table: WordTable) -> None:
    """Let no row of a table be split between two pages."""
    for row in rows(table):
        unsplit(row)


def unsplit(row: Any) -> None:
    """Let a row stand on one page."""
    row.get_or_add_trPr().insert(0, OxmlElement("w:cantSplit"))


def at_least(cell: Cell, millimetres: float) -> None:
    """Make the row of a cell so high, or higher where there is more in it."""
    row: Any = cell._tc.getparent()
    height = parse_xml(f'<w:trHeight {nsdecls("w")} w:val="{round(millimetres * 56.7)}" w:hRule="atLeast"/>')
    row.get_or_add_trPr().append(height)


def edges(cell: Cell, sides: Sequence[str]) -> None:
    """Draw a line at these sides of a cell."""
    lines = "".join(f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="595959"/>' for side in sides)
    cell._tc.get_or_add_tcPr().append(parse_xml(f"<w:tcBorders {nsdecls('w')}>{lines}</w:tcBorders>"))


def border(paragraph: Paragraph, sides: Sequence[str]) -> None:
    """Draw a line at these sides of a paragraph."""
    lines = "".join(f'<w:{side} w:val="single" w:sz="6" w:space="4" w:color="000000"/>' for side in sides)
    properties = paragraph._p.get_or_add_pPr()
    properties.insert_element_before(
        parse_xml(f"<w:pBdr {nsdecls('w')}>{lines}</w:pBdr>"), "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr"
    )


def narrow_margins(table: WordTable) -> None:
    """Leave a millimetre between the words of a cell and its sides."""
    sides = "".join(f'<w:{side} w:w="57" w:type="dxa"/>' for side in ("left", "right"))
    margins: Any = parse_xml(f"<w:tblCellMar {nsdecls('w')}>{sides}</w:tblCellMar>")
    properties: Any = table._tbl.tblPr
    properties.insert_element_before(margins, "w:tblLook", "w:tblCaption", "w:tblDescription")
