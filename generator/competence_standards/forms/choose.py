"""Select filled forms by standard, form code and country."""

from collections.abc import Sequence

from competence_standards.forms.fill import filled_forms
from competence_standards.forms.form import FilledForm, Forms
from competence_standards.problem import did_you_mean, shown

_MOST_NAMED = 40


class Unknown(Exception):
    """Raised when a name means nothing in the suite."""


def chosen(forms: Forms, standards: Sequence[str], wanted: Sequence[str], country: str | None) -> list[FilledForm]:
    """Return some forms for some standards, filled.

    Args:
        forms: The forms of a suite.
        standards: The ids of standards, or none for all of them.
        wanted: The codes or ids of forms, or none for all of them. Without them, and with the ids of standards, forms
            for each candidate are left out.
        country: The id of a country's words, or None for the first.

    Raises:
        Unknown: if a name means nothing, or if no form is left.
    """
    _all_known(standards, list(forms.suite.by_id), "standard")
    codes = {name: form.code for form in forms.forms for name in (form.code.lower(), form.id)}
    _all_known([codes.get(name.lower(), name) for name in wanted], [form.code for form in forms.forms], "form")
    chosen_codes = {codes[name.lower()] for name in wanted} or set(codes.values())
    countries = {one.id: one for one in forms.role_names}
    _all_known([country] if country else [], list(countries), "set of words")
    found = [
        form
        for form in (filled_forms(forms, countries[country] if country else None) if forms.forms else ())
        if form.code in chosen_codes
        if not standards or (form.subject.id in standards if form.subject else wanted)
    ]
    if not found:
        raise Unknown("No forms match.")
    return found


def _all_known(names: Sequence[str], known: list[str], kind: str) -> None:
    for name in names:
        if name not in known:
            hint = did_you_mean(name, known) or f"Choose from: {', '.join(known[:_MOST_NAMED])}."
            raise Unknown(f"{shown(name)} is not a {kind} in this suite. {hint}")
