"""Compare the standards with their published edition: published content stays, and the history lists changes.

This finds errors that the sources alone do not show: a removed or renumbered item, changed words, a rewritten
history.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from competence_standards.check.draft import Draft
from competence_standards.check.published_standard import Comparison
from competence_standards.check.schema import SUITE, examine, examine_folder, kinds_of
from competence_standards.model import USUAL, Kinds, correspondences, ids_of, themes
from competence_standards.problem import Problem, shown
from competence_standards.read import GROUPS, SCALE, SUITE_FILE, Folder, Path, Published, Source
from competence_standards.translation import gettext as _

_MOST_ERRORS = 500
"""Files with more errors are not compared."""


def published_problems(folder: Folder, published: Published) -> Iterator[Problem]:
    """Yield a problem for each change that breaks a promise of the published edition."""
    examined = examine_folder(folder, _MOST_ERRORS)
    now = {one.source.name: Draft(one) for one in examined.standards}
    old_suite = examine(published.suite, SUITE, _MOST_ERRORS) if published.suite else None
    kinds = kinds_of(old_suite)
    heirs = {former: name for name, draft in now.items() for former in draft.standard.formerly}
    if not published.standards:
        message = _("{revision} has no standards in this folder, so nothing was compared.", revision=published.revision)
        yield replace(_at_suite(folder, message, ""), severity="note")
    for path in published.unread:
        message = _(
            "{file} cannot be read in {revision}, so it was not compared.", file=path, revision=published.revision
        )
        yield replace(_at_suite(folder, message, ""), severity="note")
    for name, source in published.standards.items():
        draft = now.get(name) or now.get(heirs.get(name, ""))
        if draft is not None:
            yield from Comparison(Draft(examine(source, "standard", _MOST_ERRORS, kinds)), draft, published).problems()
        elif name not in folder.unread:
            message = _(
                "The standard {id} was published, but the file {file} is missing.",
                id=shown(name),
                file=shown(f"{name}.yml"),
            )
            hint = _(
                "Restore the file with {command}. To withdraw the standard, add withdrawn to the file. If the standard "
                "has a new id, list {id} under formerly in its new file.",
                command=f"git checkout {published.revision} -- {folder.path}/{name}.yml",
                id=shown(name),
            )
            yield _at_suite(folder, message, hint)
    yield from _levels(folder, published)
    yield from _new_ids(_groups(folder.groups, examined.kinds), _groups(published.groups, kinds))
    if shared := folder.vocabulary.get("themes"):
        old = published.vocabulary.get("themes")
        yield from _new_ids(_themes(shared), _themes(old) if old else [])


def _at_suite(folder: Folder, message: str, hint: str) -> Problem:
    if folder.suite is not None:
        return folder.suite.problem(("standards",), message, hint, at_key=True)
    return Problem(f"{folder.path}/{SUITE_FILE}", 1, 1, "", message, hint)


def _levels(folder: Folder, published: Published) -> Iterator[Problem]:
    scale, old = folder.vocabulary.get(SCALE), published.vocabulary.get(SCALE)
    known = ids_of(_accepted(SCALE, scale), SCALE)
    for identity in ids_of(_accepted(SCALE, old), SCALE):
        if scale and identity not in known:
            message = _("The level {id} was published, but is missing.", id=shown(identity))
            hint = _("Put it back, because learners' saved answers use its id. You can change its wording.")
            yield scale.problem((SCALE,), message, hint, at_key=True)


class _Entry(NamedTuple):
    """A group or a theme."""

    source: Source
    place: Path
    id: str
    name: str
    items: tuple[str, ...]

    def is_same(self, other: "_Entry") -> bool:
        """Check whether the other has the same name, or is a group of the same items."""
        return self.name == other.name or (self.items != () and self.items == other.items)


def _themes(source: Source) -> Sequence[_Entry]:
    return [_Entry(source, theme.place, theme.id, theme.name, ()) for theme in themes(_accepted("themes", source))]


def _groups(sources: Sequence[Source], kinds: Kinds) -> Sequence[_Entry]:
    return [
        _Entry(source, group.place, group.id, group.name, tuple(sorted(map(str, group.items))))
        for source in sources
        for group in correspondences([examine(source, GROUPS, _MOST_ERRORS, kinds).accepted])
    ]


def _accepted(name: str, source: Source | None, kinds: Kinds = USUAL) -> Source | None:
    return examine(source, name, _MOST_ERRORS, kinds).accepted if source else None


def _new_ids(now: Sequence[_Entry], before: Sequence[_Entry]) -> Iterator[Problem]:
    """Yield a problem for each group or theme whose id has changed since it was published."""
    known = {entry.id for entry in now}
    published_ids = {entry.id for entry in before}
    gone = [entry for entry in before if entry.id not in known]
    for entry in now:
        if not entry.id or entry.id in published_ids:
            continue
        if same := next((one for one in gone if one.is_same(entry)), None):
            gone.remove(same)
            message = _("This was published with the id {id}.", id=shown(same.id))
            hint = _("Write {word} here. The id is part of an address, so never change it.", word=shown(same.id))
            yield entry.source.problem((*entry.place, "id"), message, hint)
