"""Our own evidence forms made as documents: what each format costs, and what a build in which none has changed."""

import time
from collections.abc import Callable
from pathlib import Path

from competence_standards.build import downloads, load_forms
from competence_standards.forms.documents import FORMATS, documents
from competence_standards.forms.fill import filled_forms
from competence_standards.forms.make import make
from competence_standards.forms.pages import pages as pages_of
from competence_standards.publish.assets import PACKAGE
from competence_standards.publish.styles import joined
from tests.bench.figure import Figure
from tests.conftest import REAL

MOST = {"pdf": 80, "word": 40, "excel": 60}
"""Milliseconds of CPU for one document of each format, some of five sheets."""
COMPARED = ("observation-record", "questioning-record", "judgement-and-declaration")


def document_figures(folder: Path) -> list[Figure]:
    """What each format costs, and a build in which no document has changed."""
    forms = load_forms(REAL)
    filled = list(filled_forms(forms))
    figures: list[Figure] = []
    for form in FORMATS:
        wanted = list(documents(filled, [form]))
        make(wanted[0])
        each = seconds(lambda wanted=wanted: [make(one) for one in wanted]) / len(wanted)  # type: ignore[misc]
        figures.append(Figure(f"CPU of one {form} document, of {len(wanted)} made", each * 1000, MOST[form], "ms"))
    keep = folder / "documents"
    downloads(forms, keep)
    again = min(seconds(lambda: [one.pages for one in downloads(forms, keep)]) for _ in range(5))
    figures.append(Figure("CPU of a build's documents when none has changed", again, 0.3, "s"))
    return [*figures, *_against_weasyprint()]


def _against_weasyprint() -> list[Figure]:
    try:
        from weasyprint import CSS, HTML  # noqa: PLC0415 - loads libraries that a machine may not have
    except OSError as error:
        print(f"WeasyPrint cannot run here, and is left out of the comparison: {error}")
        return []
    forms = load_forms(REAL)
    pages = {page.address: page for page in pages_of(forms)}
    sheets = joined(PACKAGE)
    styles = [CSS(string=sheets[name]) for name in ("site.css", "forms.css")]
    ours = theirs = 0.0
    for document in documents(filled_forms(forms), ["pdf"]):
        (form,) = document.forms
        if form.subject and form.id in COMPARED:
            html = pages[f"{form.subject.id}/forms/{form.id}/"].body()
            ours += seconds(lambda document=document: make(document))  # type: ignore[misc]
            theirs += seconds(lambda html=html: HTML(string=html).write_pdf(stylesheets=styles, pdf_variant="pdf/ua-1"))  # type: ignore[misc]
    return [Figure("CPU of a PDF, against WeasyPrint with the same form's page", ours / theirs, 1 / 8, "x")]


def seconds(work: Callable[[], object]) -> float:
    """Of CPU, for the work."""
    start = time.process_time()
    work()
    return time.process_time() - start
