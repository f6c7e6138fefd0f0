"""Remove a standard: its file, its source text, and every place of the suite that names it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from competence_standards.authoring.references import (
    groups_without,
    listed_standards,
    order_without,
    replacing_items_deleted,
    standards_of,
    successors_replaced,
)
from competence_standards.authoring.revision import Refused, Revision
from competence_standards.problem import did_you_mean, shown
from competence_standards.read import SOURCE_TEXTS
from competence_standards.translation import gettext as _

if TYPE_CHECKING:
    from competence_standards.read import Folder


def remove(folder: Folder, name: str) -> Revision:
    """Return the suite without a standard. Its file may be deleted already.

    Raises:
        Refused: if nothing in the suite has this name, or if it is the only standard.
        CannotEdit: if the layout of a file is unusual.
    """
    files = {source.name: source.file for source in folder.standards}
    order = listed_standards(folder)
    if order == [name]:
        raise Refused(
            _("{name} is the only standard, and a suite needs at least one.", name=shown(name)),
            _("Add another one with standards new standard first."),
        )
    revision = Revision(folder)
    if name in files:
        revision = revision.without(files[name], _("Deleted {file}.", file=files[name]))
        revision = _without_source_text(revision, folder, name)
    revision = order_without(revision, name)
    revision = groups_without(revision, name)
    revision = replacing_items_deleted(revision, name)
    revision = successors_replaced(revision, name, [])
    if not revision.texts:
        known = [*files, *order]
        raise Refused(_("{name} is not a standard in this suite.", name=shown(name)), did_you_mean(name, known))
    return revision


def _without_source_text(revision: Revision, before: Folder, name: str) -> Revision:
    """Return the suite without the source text of a standard, unless another standard has the same one."""
    texts = {source.name: one.source_text for source, one in standards_of(before)}
    text = texts.pop(name, "")
    if not text or text in texts.values() or text not in (before.source_texts or {}):
        return revision
    file = f"{before.path}/{SOURCE_TEXTS}/{text}"
    return revision.without(file, _("Deleted {file}.", file=file))
