"""Withdraw a standard, in its own file and wherever another withdrawn standard names it as a replacement."""

from __future__ import annotations

from typing import TYPE_CHECKING

from competence_standards.authoring.edit import with_entry, with_field
from competence_standards.authoring.references import standards_of, successors_replaced
from competence_standards.authoring.revision import Refused, Revision
from competence_standards.model import Standard
from competence_standards.problem import did_you_mean, shown
from competence_standards.translation import gettext as _

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import date

    from competence_standards.read import Folder, Value


def withdraw(
    folder: Folder, name: str, *, reason: str, replaced_by: Sequence[str], since: str | None, today: date
) -> Revision:
    """Return the suite with a standard withdrawn.

    Args:
        folder: The suite.
        name: The id of the standard.
        reason: Why it is withdrawn, as a sentence for readers.
        replaced_by: The ids of the standards to use instead.
        since: The version that withdraws it. None for the next version.
        today: The date of a new version.

    Raises:
        Refused: if this is not possible.
        CannotEdit: if the layout of a file is unusual.
    """
    if not reason.isprintable():
        raise Refused(_("The reason has a line break or an invisible character."), _("Write it on one line."))
    known = {source.name: one for source, one in standards_of(folder)}
    if name not in known:
        raise Refused(*_unknown(name, known))
    if known[name].withdrawn:
        raise Refused(_("{name} is already withdrawn.", name=shown(name)))
    for other in replaced_by:
        if other == name:
            raise Refused(_("A standard cannot replace itself."))
        if other not in known:
            raise Refused(*_unknown(other, known))
        if known[other].withdrawn:
            raise Refused(_("{name} is also withdrawn.", name=shown(other)), _("Use a standard that is not withdrawn."))
    if not known[name].history:
        raise Refused(_("{name} has no history. Run standards check first.", name=shown(name)))
    version, is_new = _version(known[name], since)
    source = next(one for one in folder.standards if one.name == name)
    about: dict[str, Value] = {"since": version, "reason": reason}
    if replaced_by:
        about["replaced_by"] = [*replaced_by]
    source = with_field(source, "withdrawn", about, before="history")
    said = _("Withdrew {file} since version {version}.", file=source.file, version=version)
    if is_new:
        # The newest version can have a date in the future.
        day = max(today.isoformat(), known[name].history[0].date)
        entry: Value = {"version": version, "date": day, "summary": _("This standard was withdrawn.")}
        source = with_entry(source, ("history",), entry, 0)
        said = _("Withdrew {file} with the new version {version}.", file=source.file, version=version)
    return successors_replaced(Revision(folder).with_source(source, said), name, replaced_by)


def _unknown(name: str, known: Collection[str]) -> tuple[str, str]:
    return _("{name} is not a standard in this suite.", name=shown(name)), did_you_mean(name, known)


def _version(one: Standard, since: str | None) -> tuple[str, bool]:
    """Return the version that withdraws a standard, and whether it is a new version."""
    newest = one.version
    if since is None:
        first, __, second = newest.partition(".")
        return f"{first}.{int(second or 0) + 1}", True
    if since in (version.number for version in one.history):
        return since, False
    numbers = since.split(".")
    if len(numbers) != 2 or not all(number.isascii() and number.isdigit() for number in numbers):
        hint = _('Write two numbers with a dot, such as "1.1".')
        raise Refused(_("{version} is not a version.", version=shown(since)), hint)
    if tuple(map(int, numbers)) < tuple(map(int, newest.split("."))):
        raise Refused(
            _("Version {version} is lower than the newest version, {newest}.", version=since, newest=newest),
            _("Give a higher version, or one that is listed under history."),
        )
    return since, True
