"""A document in; its bytes out, the same whenever and wherever it is made."""

import io
import zipfile
from collections.abc import Callable

from competence_standards.documents.document import Archive, Document
from competence_standards.documents.pdf import pack, pdf
from competence_standards.documents.workbook import workbook
from competence_standards.forms.word import word
from competence_standards.translation import in_language


def make(document: Document) -> bytes:
    """Return the bytes of a document, in the language of its first sheet."""
    first = document.sheets[0]
    with in_language(first.lang):
        if document.pack:
            return pack(document.sheets, first.about)
        return {"pdf": pdf, "word": word, "excel": workbook}[document.format](first)


def archive(one: Archive, content: Callable[[Document], bytes]) -> bytes:
    """The file of an archive, given the bytes of each of its documents."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as files:
        for document in one.documents:
            # An entry of our own making bears no time, so that two archives of the same files are the same.
            files.writestr(zipfile.ZipInfo(document.file), content(document), zipfile.ZIP_DEFLATED)
    return packed.getvalue()
