"""A sheet in; a Word file out, as bytes: real headings, tables and content controls, the same bytes every time."""

import io
import zipfile

from competence_standards.documents.word_paper import Paper
from competence_standards.documents.word_parts import write_part
from competence_standards.forms import Sheet, Signatures


def word(sheet: Sheet) -> bytes:
    """The sheet as a Word file."""
    paper = Paper(sheet)
    paper.document.add_heading(sheet.title, 1)
    paper.add("Purpose", sheet.purpose)
    paper.add("Filled in by", sheet.by)
    for part in sheet.parts:
        if part is sheet.parts[-1] and isinstance(part, Signatures):
            paper.keep_last()
        write_part(paper, part)
    written = io.BytesIO()
    paper.document.save(written)
    return _undated(written.getvalue())


def _undated(written: bytes) -> bytes:
    """The same archive, whose entries bear no time of writing."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(written)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(zipfile.ZipInfo(name), old.read(name), zipfile.ZIP_DEFLATED)
    return out.getvalue()
