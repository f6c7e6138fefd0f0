"""The details shown next to a download link: file type, size and number of pages."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import pikepdf

from competence_standards.translation import gettext
from competence_standards.translation.locale import decimal

if TYPE_CHECKING:
    from pathlib import Path

KINDS = {"pdf": "PDF", "docx": "Word", "xlsx": "Excel", "zip": "ZIP"}
"""What readers call each kind of file, by its ending."""


@dataclass(frozen=True)
class Download:
    """A document that was made, and where it is."""

    file: str
    """``contact-centre-T5-observation-record.pdf``."""
    standard: str | None
    """The id of its standard. None for a form that is the same for every standard."""
    form: str | None
    """The id of the form in it. None for a pack."""
    path: Path

    @property
    def kind(self) -> str:
        """What readers call it: ``Word``."""
        return KINDS[self.file.rpartition(".")[2]]

    @property
    def size(self) -> str:
        """``118 kB``, ``1.4 MB``."""
        kilobytes = max(1, round(self.path.stat().st_size / 1000))
        if kilobytes < 1000:
            return gettext("{number} kB", number=decimal(kilobytes))
        return gettext("{number} MB", number=decimal(kilobytes / 1000, 1))

    @cached_property
    def pages(self) -> int | None:
        """How many pages a PDF has. None for another file: the reader's program decides that."""
        if not self.file.endswith(".pdf"):
            return None
        with pikepdf.open(self.path) as file:
            return len(file.pages)
