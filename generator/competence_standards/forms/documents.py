"""Name the files that can be made of filled forms, without making them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from competence_standards.forms.form import FilledForm, Subject, place

Format = Literal["pdf", "word", "excel"]
FORMATS: tuple[Format, ...] = get_args(Format)
_ENDINGS: dict[Format, str] = {"pdf": "pdf", "word": "docx", "excel": "xlsx"}


@dataclass(frozen=True)
class Document:
    """A file of one form, or a PDF of all forms in a pack."""

    file: str
    """``contact-centre-T5-observation-record.pdf``."""
    standard: str | None
    """The id of its standard. None for a form that is the same for every standard."""
    format: Format
    forms: tuple[FilledForm, ...]
    pack: bool = False


@dataclass(frozen=True)
class Archive:
    """A file that holds other files."""

    file: str
    standard: str | None
    documents: tuple[Document, ...]


def documents(forms: Iterable[FilledForm], formats: Sequence[Format] = FORMATS) -> Iterator[Document]:
    """Yield each form in each format. Only some forms are workbooks too."""
    for form in forms:
        for file_format in formats if form.workbook else [one for one in formats if one != "excel"]:
            file = f"{form.code}-{form.id}{_part(form)}.{_ENDINGS[file_format]}"
            standard = form.subject.id if form.subject else None
            yield Document(f"{standard}-{file}" if standard else file, standard, file_format, (form,))


def packs(forms: Iterable[FilledForm], formats: Sequence[Format] = FORMATS) -> Iterator[Document | Archive]:
    """Yield the packs for each standard, and those for each candidate: a PDF of all forms, and an archive of all files.

    No form is in two packs, so that people who take the packs of several standards get no form twice.
    """
    by_subject: dict[Subject | None, list[FilledForm]] = {}
    for form in forms:
        by_subject.setdefault(form.subject, []).append(form)
    for subject, found in by_subject.items():
        in_order = sorted(found, key=lambda form: place(form.code))
        standard, name = (subject.id, f"{subject.id}-forms") if subject else (None, "candidate-forms")
        name += _part(max(in_order, key=lambda form: len(form.items)))
        if "pdf" in formats:
            yield Document(f"{name}.pdf", standard, "pdf", tuple(in_order), pack=True)
        yield Archive(f"{name}.zip", standard, tuple(documents(in_order, formats)))


def _part(form: FilledForm) -> str:
    """Return what tells the file of a limited form from that of the whole form."""
    return f"-{form.limit.file}" if form.limit else ""
