"""Write a form as a Word file, with real headings, tables and content controls.

``templates/form.docx.xml`` is the body of the file. The other parts of the file are in ``templates/word``.
"""

import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache, partial
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from competence_standards.forms.form import FilledForm
from competence_standards.translation import gettext
from competence_standards.translation.locale import with_country

_PARTS = {
    "[Content_Types].xml": "word/content-types.xml",
    "_rels/.rels": "word/package-links.xml",
    "customXml/_rels/item1.xml.rels": "word/details-links.xml",
    "customXml/item1.xml": "word/details.xml",
    "customXml/itemProps1.xml": "word/details-properties.xml",
    "docProps/core.xml": "word/properties.xml",
    "word/_rels/document.xml.rels": "word/document-links.xml",
    "word/document.xml": "form.docx.xml",
    "word/footer.xml": "word/footer.xml",
    "word/header.xml": "word/header.xml",
    "word/settings.xml": "word/settings.xml",
    "word/styles.xml": "word/styles.xml",
    # The last part has what the controls of the other parts show as long as they are empty.
    "word/glossary/document.xml": "word/glossary.xml",
}
"""The template of each part of a Word file, by the name of the part."""
_LOGO_PARTS = {"word/_rels/footer.xml.rels": "word/footer-links.xml"}
"""The same for a form with a logo."""
_WIDTHS = {"portrait": 173, "landscape": 269}
"""The millimetres between the margins."""
_TWIPS = 1440 / 25.4
"""So many twips, the unit of Word, are a millimetre."""
DETAILS = "urn:competence-standards:details"
"""The namespace of the part of a Word file in which each detail is written once."""
_DETAILS_ID = "{6E1D5C0A-3B7F-4F0E-9C55-7A2D4B8E91F3}"
_LONGEST_TITLE = 64
"""Word accepts no longer title for a control."""
_NUMBERS = re.compile("\x1f(PAGE|NUMPAGES)\x1f")


def word(form: FilledForm) -> bytes:
    """Return a form as a Word file. The bytes are the same each time."""
    blanks: list[str] = []
    data = {
        "form": form,
        "lang": with_country(form.lang),
        "width": _WIDTHS[form.orientation],
        "page_numbers": list(_page_numbers()),
        "titles": _titles(form),
        "bound": _bound(form),
        "shared": {"namespace": DETAILS, "guid": _DETAILS_ID},
        "blanks": blanks,
        "blank": partial(_name_of_blank, blanks),
        "no_answer": gettext("No answer"),
    }
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as file:
        for part, template in (_PARTS | (_LOGO_PARTS if form.logo else {})).items():
            # ZipInfo has a fixed time, so that two files of the same form are the same.
            file.writestr(
                zipfile.ZipInfo(part), _environment().get_template(template).render(data), zipfile.ZIP_DEFLATED
            )
        if form.logo:
            file.writestr(zipfile.ZipInfo("word/media/logo.png"), form.logo.png)
    return written.getvalue()


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).with_name("templates")),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(twips=_twips, times=_times)
    return environment


def _twips(millimetres: float) -> int:
    return round(millimetres * _TWIPS)


def _times(numbers: Sequence[float], factor: float) -> list[float]:
    return [number * factor for number in numbers]


def _page_numbers() -> Iterator[str]:
    """Yield the pieces of "Page 1 of 2". Word puts its numbers in the place of ``PAGE`` and ``NUMPAGES``."""
    text = gettext("Page {page} of {pages}", page="\x1fPAGE\x1f", pages="\x1fNUMPAGES\x1f")
    yield from filter(None, _NUMBERS.split(text))


def _titles(form: FilledForm) -> dict[str, str]:
    """Return the title of the control at each place, by the name of the place. No two are alike.

    The heading of its block is in a title only if the title would be that of another place too.
    """
    headings = {place.name: block.heading for block in form.blocks for place in block.places}
    counted = Counter(place.title for place in form.places)
    titles: dict[str, str] = {}
    taken: set[str] = set()
    for place in form.places:
        heading = headings.get(place.name)
        about = [heading] if heading and counted[place.title] > 1 else []
        title = free = _joined([*about, *filter(None, [place.row])], place.label)
        number = 1
        while free in taken:
            number += 1
            free = _joined([title], f"({number})", " ")
        taken.add(free)
        titles[place.name] = free
    return titles


def _joined(about: Sequence[str], label: str, between: str = ": ") -> str:
    """Return what a label is about and the label. If this is too long, leave out words of what it is about first."""
    label = _shortened(label, _LONGEST_TITLE)
    room = _LONGEST_TITLE - len(label) - len(between)
    before = _shortened(": ".join(about), room) if about and room > 1 else ""
    return f"{before}{between}{label}" if before else label


def _shortened(text: str, length: int) -> str:
    """Return a text of at most this length, without its last words if it is longer."""
    if len(text) <= length:
        return text
    start = text[: length - 1]
    return (start[: start.rfind(" ")] if " " in start else start).rstrip(" :,") + "…"


def _name_of_blank(blanks: list[str], content: str) -> str:
    """Return the name by which a control refers to what it shows as long as it is empty."""
    if content not in blanks:
        blanks.append(content)
    return f"Blank {blanks.index(content) + 1}"


def _bound(form: FilledForm) -> dict[str, str]:
    """Return the detail at each place, by the name of the place, if it is typed at one of them and shown at others."""
    found = [(place.name, place.header) for place in form.places if place.header and place.kind == "line"]
    counted = Counter(header for _, header in found)
    return {name: header for name, header in found if counted[header] > 1}
