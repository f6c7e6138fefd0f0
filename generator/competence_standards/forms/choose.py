"""Select filled forms by standard, form code and country."""

from collections.abc import Sequence

from competence_standards.forms.fill import sheets
from competence_standards.forms.sheet import Sheet
from competence_standards.model import Suite
from competence_standards.problem import did_you_mean, shown

_MOST_NAMED = 40


class Unknown(Exception):
    """Raised when a name means nothing in the suite."""


def chosen(suite: Suite, standards: Sequence[str], forms: Sequence[str], words: str | None) -> list[Sheet]:
    """The sheets of these forms for these standards.

    Args:
        suite: The suite.
        standards: The ids of standards; none for all of them.
        forms: The codes or ids of forms; none for all. Those for each candidate are left out where standards are named
            and no forms are.
        words: The id of a set of words; None for the first.

    Raises:
        Unknown: if a name means nothing, or nothing is left.
    """
    _all_known(standards, list(suite.by_id), "standard")
    codes = {name: form.code for form in suite.forms for name in (form.code.lower(), form.id)}
    _all_known([codes.get(name.lower(), name) for name in forms], [form.code for form in suite.forms], "form")
    wanted = {codes[name.lower()] for name in forms} or set(codes.values())
    sets = {one.id: one for one in suite.word_sets}
    _all_known([words] if words else [], list(sets), "set of words")
    found = [
        sheet
        for sheet in (sheets(suite, sets[words] if words else None) if suite.forms else ())
        if sheet.code in wanted
        if not standards or (sheet.subject.id in standards if sheet.subject else forms)
    ]
    if not found:
        raise Unknown("No forms match.")
    return found


def _all_known(names: Sequence[str], known: list[str], kind: str) -> None:
    for name in names:
        if name not in known:
            hint = did_you_mean(name, known) or f"Choose from: {', '.join(known[:_MOST_NAMED])}."
            raise Unknown(f"{shown(name)} is not a {kind} in this suite. {hint}")
