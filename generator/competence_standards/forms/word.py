"""Write a form as a Word file, with real headings, tables and content controls.

``templates/form.docx.xml`` is the body of the file. The other parts of the file are in ``templates/word``.
"""

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from competence_standards.forms.form import FilledForm
from competence_standards.translation import gettext
from competence_standards.translation.locale import with_country

_PARTS = {
    "[Content_Types].xml": "word/content-types.xml",
    "_rels/.rels": "word/package-links.xml",
    "docProps/core.xml": "word/properties.xml",
    "word/_rels/document.xml.rels": "word/document-links.xml",
    "word/document.xml": "form.docx.xml",
    "word/footer.xml": "word/footer.xml",
    "word/header.xml": "word/header.xml",
    "word/settings.xml": "word/settings.xml",
    "word/styles.xml": "word/styles.xml",
}
"""The template of each part of a Word file, by the name of the part."""
_WIDTHS = {"portrait": 173, "landscape": 269}
"""The millimetres between the margins."""
_TWIPS = 1440 / 25.4
"""So many twips, the unit of Word, are a millimetre."""
_NUMBERS = re.compile("\x1f(PAGE|NUMPAGES)\x1f")


def word(form: FilledForm) -> bytes:
    """Return a form as a Word file. The bytes are the same each time."""
    data = {
        "form": form,
        "lang": with_country(form.lang),
        "width": _WIDTHS[form.orientation],
        "page_numbers": list(_page_numbers()),
    }
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as file:
        for part, template in _PARTS.items():
            # ZipInfo has a fixed time, so that two files of the same form are the same.
            file.writestr(
                zipfile.ZipInfo(part), _environment().get_template(template).render(data), zipfile.ZIP_DEFLATED
            )
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
