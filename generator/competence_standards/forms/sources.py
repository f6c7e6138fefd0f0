"""Say what a form can be filled in from, of the answers on a device, and write it for the script that does so."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from competence_standards.forms.blocks import Sources
from competence_standards.forms.form import FilledForm, Form, RoleNames
from competence_standards.forms.parts import OF_A_STANDARD, Column, Fault, Field
from competence_standards.prose import listed
from competence_standards.translation import gettext as _

_LEVEL = ("levels", "level")


@dataclass(frozen=True)
class _Fitting:
    """What a column must be to be filled in from something."""

    of: tuple[str, ...]
    """What the rows are for: what the table lists, or has a row for each of."""
    holds: tuple[str, ...]


_LOG, _PLAN = ("evidence-log",), ("action-plan",)
_LINE, _DATE = ("line",), ("date",)
COLUMNS: Mapping[str, _Fitting] = {
    "rating": _Fitting(OF_A_STANDARD, _LEVEL),
    "assessor-rating": _Fitting(OF_A_STANDARD, _LEVEL),
    "evidence": _Fitting(OF_A_STANDARD, _LINE),
    "covered-by": _Fitting(OF_A_STANDARD, ("boxes",)),
    "times-shown": _Fitting(OF_A_STANDARD, ("count",)),
    "criterion-progress": _Fitting(("standard",), _LINE),
    "knowledge-progress": _Fitting(("standard",), _LINE),
    "evidence-number": _Fitting(_LOG, _LINE),
    "evidence-date": _Fitting(_LOG, _DATE),
    "evidence-title": _Fitting(_LOG, _LINE),
    "evidence-method": _Fitting(_LOG, ("method",)),
    "evidence-items": _Fitting(_LOG, _LINE),
    "evidence-place": _Fitting(_LOG, _LINE),
    "plan-items": _Fitting(_PLAN, _LINE),
    "plan-rating": _Fitting(_PLAN, ("level",)),
    "plan-action": _Fitting(_PLAN, _LINE),
    "plan-support": _Fitting(_PLAN, _LINE),
    "plan-how": _Fitting(_PLAN, _LINE),
    "plan-date": _Fitting(_PLAN, _DATE),
    "plan-done": _Fitting(_PLAN, ("tick",)),
}
"""By what an author writes under ``from``."""
FIELDS = {"today": "date", "round": "options"}
"""The kind of field that can be filled in from something."""


def source_faults(form: Form) -> Iterator[Fault]:
    """Yield a fault for each place of a form that cannot be filled in from what its author wrote."""
    logs = {block.heading for block in form.blocks if block.rows_for in _LOG}
    for block in form.blocks:
        for part in block.parts:
            if part.source:
                yield from _of_field(part) if isinstance(part, Field) else _of_column(part, block.rows_for, logs)


def _of_field(field: Field) -> Iterator[Fault]:
    path, kind = (*field.path, "from"), FIELDS[field.source]
    if field.kind not in ("", kind):
        message = _(
            "A field of the kind {kind} cannot be filled in from {source}.", kind=field.kind, source=field.source
        )
        yield Fault(path, message, _("Set kind to {kind}, or remove from.", kind=kind))
    elif field.header:
        message = _("A field with a header is filled in from the details above the form.")
        yield Fault(path, message, _("Remove from, or remove header."))


def _of_column(column: Column, of: str, logs: Collection[str]) -> Iterator[Fault]:
    path, known, holds = (*column.path, "from"), COLUMNS[column.source], str(column.holds)
    if not holds:
        return
    if of not in known.of:
        message = _("The rows of this table cannot be filled in from {source}.", source=column.source)
        fitting = [name for name, one in COLUMNS.items() if of in one.of and holds in one.holds]
        if fitting:
            hint = _("Write one of {sources}, or remove from.", sources=listed(fitting))
        elif known.of in (_LOG, _PLAN):
            hint = _("Add lists: {lists} to the table, or remove from.", lists=known.of[0])
        else:
            hint = _("Set each to {each}, or remove from.", each=known.of[0])
        yield Fault(path, message, hint)
    elif holds not in known.holds:
        message = _("A column that holds {holds} cannot be filled in from {source}.", holds=holds, source=column.source)
        yield Fault(path, message, _("Set holds to {holds}, or remove from.", holds=known.holds[0]))
    elif holds == "boxes" and column.rows_of not in logs:
        message = _("The boxes of this column are not for pieces of evidence.")
        hint = _("Set rows_of to the heading of a table that has lists: evidence-log, or remove from.")
        yield Fault(path, message, hint)


def can_be_filled_in(form: Form) -> bool:
    """Tell whether a form says something that answers can fill in. A date of today alone is nothing to fill in."""
    return any("block" in one for block in form.blocks for one in block.sources)


def sources(form: FilledForm, names: RoleNames) -> dict[str, object] | None:
    """Return the places of a form that can be filled in from answers, and whose view each kind of answer is.

    Args:
        form: The filled form.
        names: What roles are called.

    Returns:
        What the script reads, or None if nothing on the form can be filled in.
    """
    if not can_be_filled_in(form):
        return None
    found: list[Sources] = [one for block in form.blocks for one in block.sources]
    candidate, assessor = names.terms["candidate"], names.terms["assessor"]
    return {
        "places": [one for one in found if "place" in one],
        "blocks": [one for one in found if "block" in one],
        "views": {
            "rating": _("Ratings by the {candidate}", candidate=candidate),
            "assessor": _("Ratings by the {assessor}", assessor=assessor),
            "evidence": _("Evidence log of the {candidate}", candidate=candidate),
            "plan": _("Action plan of the {candidate}", candidate=candidate),
        },
    }
