"""Fill a form with a standard's items.

Every format is rendered from the resulting ``Sheet``, so they cannot differ. Independent of all formats.
"""

from generator.forms.choose import Unknown, chosen
from generator.forms.download import Download
from generator.forms.fill import fill, sheets
from generator.forms.header import CANDIDATE, Asked, asked
from generator.forms.sheet import (
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
from generator.model.form import Field, place

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
