"""List the details that are the same on every form, with their labels."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from competence_standards.translation import gettext

if TYPE_CHECKING:
    from collections.abc import Iterable

    from competence_standards.forms.form import FilledForm, RoleNames
    from competence_standards.forms.parts import Header

_DAYS = ("started", "target")


class Detail(NamedTuple):
    """A detail that people type once for all forms."""

    name: Header
    label: str
    is_day: bool


def details_of(forms: Iterable[FilledForm], names: RoleNames) -> list[Detail]:
    """Return the details that some filled forms ask for, always in the same order."""
    found = {
        "candidate",
        "registration",
        *(header for form in forms for block in form.blocks for header in block.headers),
    }
    return [Detail(name, names.put(label), name in _DAYS) for name, label in _labels().items() if name in found]


def _labels() -> dict[Header, str]:
    return {
        "candidate": gettext("$Candidate name"),
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
