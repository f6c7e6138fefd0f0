"""List the details that are the same on every form, with their labels."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from competence_standards.forms.sheet import Fields, Sheet, Signatures
from competence_standards.translation import gettext

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from competence_standards.model import Words
    from competence_standards.model.form import Header

CANDIDATE: Header = "candidate"
"""The role printed at the top of every page."""
_DAYS = ("started", "target")


class Asked(NamedTuple):
    """One thing to type once."""

    name: Header
    label: str
    is_day: bool


def asked(sheets: Iterable[Sheet], words: Words) -> list[Asked]:
    """What these sheets ask for, in one order whatever theirs."""
    found = {CANDIDATE, *(header for sheet in sheets for header in _headers(sheet))}
    return [Asked(name, words.put(label), name in _DAYS) for name, label in _labels().items() if name in found]


def _labels() -> dict[Header, str]:
    return {
        CANDIDATE: gettext("$Candidate name"),
        "registration": gettext("Registration no."),
        "job": gettext("Job title"),
        "workplace": gettext("Employer or workplace"),
        "programme": gettext("Qualification or programme"),
        "centre": gettext("$Centre name and number"),
        "started": gettext("Start date"),
        "target": gettext("Target date"),
        "assessor": gettext("$Assessor name"),
        "iqa": gettext("$Iqa name"),
    }


def _headers(sheet: Sheet) -> Iterator[Header]:
    for part in sheet.parts:
        among = part.fields if isinstance(part, Fields) else part.people if isinstance(part, Signatures) else ()
        yield from (one.header for one in among if one.header)
