"""Sheets in; the files out that can be made of them, each with its name. Nothing is made here."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from competence_standards.forms import Sheet, Subject, place

Format = Literal["pdf", "word", "excel"]
FORMATS: tuple[Format, ...] = get_args(Format)
_ENDINGS: dict[Format, str] = {"pdf": "pdf", "word": "docx", "excel": "xlsx"}


@dataclass(frozen=True)
class Document:
    """A file of one sheet, or a PDF of all that are in a pack."""

    file: str
    """``contact-centre-T5-observation-record.pdf``."""
    standard: str | None
    """The id of the standard that it is about; None for what is the same for every standard."""
    format: Format
    sheets: tuple[Sheet, ...]
    pack: bool = False


@dataclass(frozen=True)
class Archive:
    """A file that holds others."""

    file: str
    standard: str | None
    documents: tuple[Document, ...]


def documents(sheets: Iterable[Sheet], formats: Sequence[Format] = FORMATS) -> Iterator[Document]:
    """Each sheet in each format; as a workbook only what is offered as one."""
    for sheet in sheets:
        for form in formats if sheet.workbook else [form for form in formats if form != "excel"]:
            file = f"{sheet.code}-{sheet.id}.{_ENDINGS[form]}"
            standard = sheet.subject.id if sheet.subject else None
            yield Document(f"{standard}-{file}" if standard else file, standard, form, (sheet,))


def packs(sheets: Iterable[Sheet], formats: Sequence[Format] = FORMATS) -> Iterator[Document | Archive]:
    """All forms for each standard, and all those for each candidate: as one PDF, and their files as one archive.

    No form is in two packs: whoever takes those of several standards gets none twice.
    """
    by_subject: dict[Subject | None, list[Sheet]] = {}
    for sheet in sheets:
        by_subject.setdefault(sheet.subject, []).append(sheet)
    for subject, found in by_subject.items():
        own = sorted(found, key=lambda sheet: place(sheet.code))
        standard, name = (subject.id, f"{subject.id}-forms") if subject else (None, "candidate-forms")
        if "pdf" in formats:
            yield Document(f"{name}.pdf", standard, "pdf", tuple(own), pack=True)
        yield Archive(f"{name}.zip", standard, tuple(documents(own, formats)))
