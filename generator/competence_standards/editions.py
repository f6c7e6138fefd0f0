"""Read two editions of a suite as far as that is possible, and find the documents that differ.

``standards compare`` uses this. A build is stricter: it stops at the first edition with an error.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from competence_standards import check as rules
from competence_standards.authoring.compare import Edition
from competence_standards.forms.fill import filled_forms
from competence_standards.forms.form import FilledForm
from competence_standards.forms.from_source import fitting, forms_of
from competence_standards.model import suite
from competence_standards.problem import Invalid
from competence_standards.read import Folder, Value, in_its_language
from competence_standards.render import making
from competence_standards.translation import gettext as _


@dataclass(frozen=True)
class ReadEdition:
    """An edition of a suite to compare, read as far as that is possible."""

    edition: Edition
    folder: Folder
    damaged: tuple[str, ...]
    """The files that could not be read completely."""


def edition(folder: Folder) -> ReadEdition:
    """Return the edition of a suite in a folder, whatever errors the folder has. Refused values are left out."""
    accepted = rules.accepted(folder)
    pairs = zip(folder.sources, accepted.sources, strict=True)
    damaged = [read.file for read, kept in pairs if read.value != kept.value] + sorted(folder.unread)
    top = accepted.suite.value if accepted.suite and isinstance(accepted.suite.value, dict) else {}
    names = [source.name for source in accepted.standards]
    listed = top.get("standards")
    known = set(names)
    order = [name for name in listed if name in known] if isinstance(listed, list) else []
    standards: list[Value] = list(dict.fromkeys([*order, *names]))
    if accepted.suite:
        accepted = replace(accepted, suite=replace(accepted.suite, value={**top, "standards": standards}))
    accepted = fitting(in_its_language(accepted))
    return ReadEdition(Edition(suite(accepted), accepted.forms), accepted, tuple(dict.fromkeys(damaged)))


def changed_documents(old: ReadEdition, new: ReadEdition) -> Mapping[str, Sequence[str]] | None:
    """Return the names of the forms that are filled in differently, by the id of their standard, or "" for the others.

    Returns:
        None if the forms of an edition cannot be filled in, because its sources have errors.
    """
    if old.damaged or new.damaged:
        return None
    try:
        with making(_("The forms"), new.folder.suite_file):
            before, now = _documents_of(old), _documents_of(new)
    except Invalid:
        return None
    found: dict[str, list[str]] = {}
    for (standard_id, form_id), filled in now.items():
        if before.get((standard_id, form_id)) != filled:
            found.setdefault(standard_id, []).append(filled.code)
    for (standard_id, form_id), filled in before.items():
        if (standard_id, form_id) not in now:
            found.setdefault(standard_id, []).append(filled.code)
    return found


def _documents_of(read: ReadEdition) -> dict[tuple[str, str], FilledForm]:
    # The fonts of an older edition are not read, so they are not compared.
    forms = forms_of(replace(read.folder, fonts=()), read.edition.suite)
    return {(one.subject.id if one.subject else "", one.id): one for one in filled_forms(forms)}
