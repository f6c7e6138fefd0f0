"""Sheets in; the files out that can be made of them, each with its name. Nothing is made here."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from generator.forms import Sheet, place

Format = Literal["pdf", "word", "excel"]
FORMATS: tuple[Format, ...] = get_args(Format)
_ENDINGS: dict[Format, str] = {"pdf": "pdf", "word": "docx", "excel": "xlsx"}


@dataclass(frozen=True)
class Document:
    """A file of one sheet, or a PDF of several."""

    file: str
    """``contact-centre-T5-observation-record.pdf``."""
    standard: str | None
    """The id of the standard that it is about; None for what is the same for every standard."""
    format: Format
    sheets: tuple[Sheet, ...]


@dataclass(frozen=True)
class Archive:
    """A file that holds others."""

    file: str
    standard: str
    documents: tuple[Document, ...]


def documents(sheets: Iterable[Sheet], formats: Sequence[Format] = FORMATS) -> Iterator[Document]:
    """Each sheet in each format; as a workbook only what is offered as one."""
    for sheet in sheets:
        for form in formats if sheet.workbook else [form for form in formats if form != "excel"]:
            file = f"{sheet.code}-{sheet.id}.{_ENDINGS[form]}"
            standard = sheet.subject.id if sheet.subject else None
            yield Document(f"{standard}-{file}" if standard else file, standard, form, (sheet,))


def packs(sheets: Sequence[Sheet], formats: Sequence[Format] = FORMATS) -> Iterator[Document | Archive]:
    """For each standard, all its forms and those for each candidate: as one PDF, and their files as one archive."""
    for subject in dict.fromkeys(sheet.subject for sheet in sheets if sheet.subject):
        own = sorted(
            (sheet for sheet in sheets if sheet.subject in (subject, None)), key=lambda sheet: place(sheet.code)
        )
        name = f"{subject.id}-forms"
        if "pdf" in formats:
            yield Document(f"{name}.pdf", subject.id, "pdf", tuple(own))
        yield Archive(f"{name}.zip", subject.id, tuple(documents(own, formats)))
