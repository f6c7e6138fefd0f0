"""Make the bytes of a document, which are the same each time."""

import io
import zipfile
from collections.abc import Callable

from competence_standards.forms.documents import Archive, Document
from competence_standards.forms.excel import excel
from competence_standards.forms.pdf import pack, pdf
from competence_standards.forms.word import word
from competence_standards.translation import in_language


def make(document: Document) -> bytes:
    """Return the bytes of a document, in the language of its first form."""
    first = document.forms[0]
    with in_language(first.lang):
        if document.pack:
            return pack(document.forms, first.about)
        return {"pdf": pdf, "word": word, "excel": excel}[document.format](first)


def archive(wanted: Archive, content: Callable[[Document], bytes]) -> bytes:
    """Return the bytes of an archive.

    Args:
        wanted: The archive.
        content: Returns the bytes of one of its documents.
    """
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as files:
        for document in wanted.documents:
            # ZipInfo has a fixed time, so that two archives of the same files are the same.
            files.writestr(zipfile.ZipInfo(document.file), content(document), zipfile.ZIP_DEFLATED)
    return packed.getvalue()
