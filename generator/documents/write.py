"""Sheets in; their files in a folder out, each written whole or not at all."""

import io
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Literal, get_args

from generator.documents.pdf import pack, pdf
from generator.documents.word import word
from generator.documents.workbook import workbook
from generator.forms import Sheet

Format = Literal["pdf", "word", "excel"]
FORMATS: tuple[Format, ...] = get_args(Format)
_MAKERS: dict[Format, tuple[str, Callable[[Sheet], bytes]]] = {
    "pdf": ("pdf", pdf),
    "word": ("docx", word),
    "excel": ("xlsx", workbook),
}


def file_name(sheet: Sheet, form: Format) -> str:
    """``contact-centre/contact-centre-T5-observation-record.pdf``; a form for each candidate lies at the top."""
    name = f"{sheet.code}-{sheet.id}.{_MAKERS[form][0]}"
    return f"{sheet.subject.id}/{sheet.subject.id}-{name}" if sheet.subject else name


def documents(sheets: Iterable[Sheet], formats: Sequence[Format]) -> Iterator[tuple[Sheet, Format]]:
    """What there is to make: each sheet in each format; as a workbook only what is offered as one."""
    for sheet in sheets:
        yield from ((sheet, form) for form in formats if form != "excel" or sheet.workbook)


def write(sheet: Sheet, form: Format, into: Path) -> Path:
    """Make one file below the folder ``into``.

    Raises:
        OSError: if it cannot be written.
    """
    return _put(into / file_name(sheet, form), _MAKERS[form][1](sheet))


def write_packs(sheets: Sequence[Sheet], formats: Sequence[Format], into: Path) -> Iterator[Path]:
    """For each standard, all its forms and those for each candidate: as one PDF, and their files as one archive.

    The files themselves must have been written before.

    Raises:
        OSError: if a file cannot be read or written.
    """
    for subject in dict.fromkeys(sheet.subject for sheet in sheets if sheet.subject):
        own = sorted((sheet for sheet in sheets if sheet.subject in (subject, None)), key=_place)
        name = f"{subject.id}/{subject.id}-forms"
        if "pdf" in formats:
            yield _put(into / f"{name}.pdf", pack(own, f"{subject.title} ({subject.id}), version {subject.version}"))
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
            for sheet, form in documents(own, formats):
                path = into / file_name(sheet, form)
                # An entry of our own making bears no time, so that two archives of the same files are the same.
                archive.writestr(zipfile.ZipInfo(path.name), path.read_bytes(), zipfile.ZIP_DEFLATED)
        yield _put(into / f"{name}.zip", packed.getvalue())


def _place(sheet: Sheet) -> tuple[bool, int, str]:
    """The place of a form among others: T9 before T10, and those without a number last."""
    number = "".join(filter(str.isdigit, sheet.code))
    return not number, int(number or 0), sheet.code


def _put(path: Path, content: bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    # Whoever stops the command half-way finds no half of a file.
    unfinished = path.with_name(f".{path.name}.unfinished")
    unfinished.write_bytes(content)
    return unfinished.replace(path)
