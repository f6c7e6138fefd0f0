"""Sheets in; out what they ask for that stays the same from form to form, each with its label, to be typed once."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from generator.forms.sheet import Fields, Sheet, Signatures

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from generator.model import Words
    from generator.model.form import Header

CANDIDATE: Header = "candidate"
"""Who stands at the head of every sheet."""
_LABELS: dict[Header, str] = {
    CANDIDATE: "Name of the $candidate",
    "registration": "Registration no.",
    "job": "Job title",
    "workplace": "Employer or workplace",
    "programme": "Award or programme",
    "centre": "Name and number of the $centre",
    "started": "Start date",
    "target": "Target date",
    "assessor": "Name of the $assessor",
    "iqa": "Name of the $iqa",
}
_DAYS = ("started", "target")


class Asked(NamedTuple):
    """One thing to type once."""

    name: Header
    label: str
    is_day: bool


def asked(sheets: Iterable[Sheet], words: Words) -> list[Asked]:
    """What these sheets ask for, in one order whatever theirs."""
    found = {CANDIDATE, *(header for sheet in sheets for header in _headers(sheet))}
    return [Asked(name, words.put(label), name in _DAYS) for name, label in _LABELS.items() if name in found]


def _headers(sheet: Sheet) -> Iterator[Header]:
    for part in sheet.parts:
        among = part.fields if isinstance(part, Fields) else part.people if isinstance(part, Signatures) else ()
        yield from (one.header for one in among if one.header)
