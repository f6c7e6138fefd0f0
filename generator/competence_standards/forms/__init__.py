"""Fill a form with a standard's items.

Every format is rendered from the resulting ``Sheet``, so they cannot differ. Independent of all formats.
"""

from competence_standards.forms.choose import Unknown, chosen
from competence_standards.forms.download import Download
from competence_standards.forms.fill import fill, sheets
from competence_standards.forms.header import CANDIDATE, Asked, asked
from competence_standards.forms.sheet import (
    AnyPart,
    Column,
    Fields,
    Head,
    Key,
    Narrative,
    Notice,
    Row,
    Sheet,
    Signatures,
    Signer,
    Subject,
    Table,
    Ticks,
    Total,
    sign,
)
from competence_standards.model.form import Field, place

__all__ = [
    "CANDIDATE",
    "AnyPart",
    "Asked",
    "Column",
    "Download",
    "Field",
    "Fields",
    "Head",
    "Key",
    "Narrative",
    "Notice",
    "Row",
    "Sheet",
    "Signatures",
    "Signer",
    "Subject",
    "Table",
    "Ticks",
    "Total",
    "Unknown",
    "asked",
    "chosen",
    "fill",
    "place",
    "sheets",
    "sign",
]
