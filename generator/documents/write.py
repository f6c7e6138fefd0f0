"""Sheets in; their files in a folder out, each written whole or not at all."""

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Literal, get_args

from generator.documents.pdf import pdf
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
    path = into / file_name(sheet, form)
    path.parent.mkdir(parents=True, exist_ok=True)
    # Whoever stops the command half-way finds no half of a file.
    unfinished = path.with_name(f".{path.name}.unfinished")
    unfinished.write_bytes(_MAKERS[form][1](sheet))
    os.replace(unfinished, path)  # noqa: PTH105 - says that another file may stand there
    return path
