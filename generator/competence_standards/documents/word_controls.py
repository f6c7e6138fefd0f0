"""Labels in; the content controls of a Word file out: text, date, tick box and drop-down list, each with its name.

An empty control holds a few spaces and no words, so that the blank form can be printed as it is.
"""

from collections.abc import Sequence
from xml.sax.saxutils import quoteattr

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.oxml.xmlchemy import BaseOxmlElement

_W14 = 'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
_SPACE = "\u2002" * 5
EMPTY_BOX = "\u2610"


def text_control(label: str, *, lines: bool = False) -> BaseOxmlElement:
    """A control for text; on one line, unless it may have ``lines``."""
    return _control(label, '<w:text w:multiLine="1"/>' if lines else "<w:text/>", _SPACE)


def date_control(label: str, lang: str) -> BaseOxmlElement:
    """Return a control for a date, with a calendar in a language, such as ``en-GB``."""
    kind = (
        f'<w:date><w:dateFormat w:val="d MMMM yyyy"/><w:lid w:val="{lang}"/>'
        '<w:storeMappedDataAs w:val="date"/><w:calendar w:val="gregorian"/></w:date>'
    )
    return _control(label, kind, _SPACE)


def tick_control(label: str) -> BaseOxmlElement:
    """A box to tick."""
    kind = (
        '<w14:checkbox><w14:checked w14:val="0"/><w14:checkedState w14:val="2612" w14:font="MS Gothic"/>'
        '<w14:uncheckedState w14:val="2610" w14:font="MS Gothic"/></w14:checkbox>'
    )
    fonts = (
        '<w:rFonts w:ascii="MS Gothic" w:eastAsia="MS Gothic" w:hAnsi="MS Gothic" w:hint="eastAsia"/><w:sz w:val="26"/>'
    )
    return _control(label, kind, EMPTY_BOX, fonts, placeholder=False)


def choice_control(label: str, options: Sequence[str]) -> BaseOxmlElement:
    """A list that drops down, to choose one option from."""
    entries = "".join(
        f"<w:listItem w:displayText={quoteattr(option)} w:value={quoteattr(option)}/>" for option in options
    )
    return _control(label, f"<w:dropDownList>{entries}</w:dropDownList>", _SPACE)


def field(instruction: str) -> BaseOxmlElement:
    """A number that Word works out: ``PAGE`` or ``NUMPAGES``."""
    return parse_xml(f'<w:fldSimple {nsdecls("w")} w:instr="{instruction}"><w:r><w:t>1</w:t></w:r></w:fldSimple>')


def _control(label: str, kind: str, words: str, fonts: str = "", *, placeholder: bool = True) -> BaseOxmlElement:
    # Word refuses longer names.
    name = quoteattr(label[:64])
    return parse_xml(
        f"<w:sdt {nsdecls('w')} {_W14}><w:sdtPr><w:alias w:val={name}/>"
        f"{'<w:showingPlcHdr/>' if placeholder else ''}{kind}</w:sdtPr>"
        f'<w:sdtContent><w:r><w:rPr>{fonts}</w:rPr><w:t xml:space="preserve">{words}</w:t></w:r></w:sdtContent></w:sdt>'
    )
