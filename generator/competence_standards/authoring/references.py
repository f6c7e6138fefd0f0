"""Change what other files of a suite say about one standard."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from competence_standards.authoring.edit import with_text, without
from competence_standards.check import accepted
from competence_standards.model import (
    Correspondence,
    Reference,
    Standard,
    correspondences,
    part_kinds,
    standard,
    texts_of,
)
from competence_standards.translation import gettext as _

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from competence_standards.authoring.revision import Revision
    from competence_standards.read import Folder, Path, Source


def standards_of(folder: Folder) -> list[tuple[Source, Standard]]:
    """Return each standard with its source, both without the values that the schema refuses."""
    found = accepted(folder)
    kinds = part_kinds(found.suite)
    return [(source, standard(source, {}, kinds)) for source in found.standards]


def successors_replaced(revision: Revision, name: str, successors: Sequence[str]) -> Revision:
    """Return the suite in which no withdrawn standard is replaced by this one.

    Args:
        revision: The suite.
        name: The id of the standard.
        successors: The standards that take its place. Empty to delete its id.
    """
    for source, one in standards_of(revision.folder):
        withdrawn = one.withdrawn
        named = [successor.id for successor in withdrawn.replaced_by] if withdrawn else []
        if name not in named or source.name == name:
            continue
        path: Path = ("withdrawn", "replaced_by")
        new = next((other for other in successors if other not in named and other != source.name), None)
        original = _original(revision, source)
        if new is not None:
            edited = with_text(original, (*path, named.index(name)), new)
            place = source.where(path)
            said = _("Wrote {new} for {old} in {place} of {file}.", new=new, old=name, place=place, file=source.file)
        else:
            edited = without(original, path if len(named) == 1 else (*path, named.index(name)))
            said = _deleted(name, path, source)
        revision = revision.with_source(edited, said)
    return revision


def replacing_items_deleted(revision: Revision, name: str) -> Revision:
    """Return the suite in which no withdrawn item is replaced by an item of this standard."""
    for source, one in standards_of(revision.folder):
        if source.name == name:
            continue
        for item in one.items:
            found = item.withdrawn.replaced_by if item.withdrawn else ()
            gone = [position for position, reference in enumerate(found) if reference.standard == name]
            if not gone:
                continue
            path: Path = (*item.place, "withdrawn", "replaced_by")
            edited = _original(revision, source)
            if len(gone) == len(found):
                edited = without(edited, path)
            else:
                for position in reversed(gone):
                    edited = without(edited, (*path, position))
            said = _deleted(", ".join(str(found[position]) for position in gone), path, edited)
            revision = revision.with_source(edited, said)
    return revision


def groups_without(revision: Revision, name: str) -> Revision:
    """Return the suite in which no group of similar items has an item of this standard.

    A group needs items of two standards, and some that are not broader. Otherwise it is deleted.
    """
    for shared in accepted(revision.folder).groups:
        groups = correspondences([shared])
        named = [_Named(group, name) for group in groups if any(one.standard == name for one in group.items)]
        lost = [one for one in named if one.is_lost]
        said = [_("Deleted the group {id}: {name}.", id=one.group.id, name=one.group.name) for one in lost]
        if lost and len(lost) == len(groups):
            said.append(_("Deleted {file}, because none of its groups is left.", file=shared.file))
            revision = revision.without(shared.file, "\n".join(said))
        elif named:
            edited = _original(revision, shared)
            for path in (path for one in reversed(named) for path in one.places()):
                edited = without(edited, path)
            said += [
                _("Deleted the items of {standard} from the group {id}.", standard=name, id=one.group.id)
                for one in named
                if not one.is_lost
            ]
            revision = revision.with_source(edited, "\n".join(said))
    return revision


def order_without(revision: Revision, name: str) -> Revision:
    """Return the suite whose ``suite.yml`` does not list a standard."""
    suite, names = revision.folder.suite, listed_standards(revision.folder)
    if suite is None or name not in names:
        return revision
    edited = without(suite, ("standards", names.index(name)))
    return revision.with_source(edited, _("Deleted {name} from standards in {file}.", name=name, file=suite.file))


def listed_standards(folder: Folder) -> list[str]:
    """Return the ids that ``suite.yml`` lists. A wrong entry is empty."""
    suite = accepted(folder).suite
    return list(texts_of(suite, "standards")) if suite else []


@dataclass(frozen=True)
class _Named:
    """A group that names a standard."""

    group: Correspondence
    standard: str

    @property
    def is_lost(self) -> bool:
        """Whether what is left of it is not a group."""
        items = self._left(self.group.items)
        broader = self._left(self.group.broader)
        needs_broader = self.group.kind == "broader"
        return len({one.standard for one in items}) < 2 or (needs_broader and not 0 < len(broader) < len(items))

    def places(self) -> Iterator[Path]:
        """Yield each place to delete, the last first."""
        if self.is_lost:
            yield self.group.place
            return
        for name, items in (("broader", self.group.broader), ("items", self.group.items)):
            for position, one in reversed([*enumerate(items)]):
                if one.standard == self.standard:
                    yield (*self.group.place, name, position)

    def _left(self, items: Sequence[Reference]) -> list[Reference]:
        return [one for one in items if one.standard != self.standard]


def _original(revision: Revision, source: Source) -> Source:
    """Return a source as it is in the file, with the values that the schema refuses."""
    folder = revision.folder
    return next(one for one in folder.sources if one.file == source.file)


def _deleted(name: str, path: Path, source: Source) -> str:
    return _("Deleted {name} from {place} of {file}.", name=name, place=source.where(path), file=source.file)
