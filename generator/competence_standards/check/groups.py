"""Check the groups of similar items: their items exist and can be in one group."""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import NamedTuple

from competence_standards.check.draft import Draft
from competence_standards.check.formerly import renamed
from competence_standards.check.history import Others
from competence_standards.check.lists import used_twice, written_as_one
from competence_standards.check.says_less import says_less
from competence_standards.check.schema import Examined
from competence_standards.model import Correspondence, Item, Reference, correspondences, kind_of
from competence_standards.problem import Guesses, Problem, quoted, shown
from competence_standards.prose import sentences
from competence_standards.translation import gettext as _
from competence_standards.words import slug

MOST_SIMILAR = 300
"""Maximum similar items of an item in all its groups, because its pages show them all."""
_NAMED = re.compile(r"(?<![\w/-])(?:(?P<standard>[a-z][a-z0-9-]{0,63})/)?(?P<item>[A-Z][1-9][0-9]{0,2})(?![\w-])")
"""An item in a note, with or without its standard."""


class _Placed(NamedTuple):
    """A group and its file."""

    examined: Examined
    group: Correspondence


def group_problems(
    files: Sequence[Examined], others: Others, order: Collection[str], *, is_sound: bool
) -> Iterator[Problem]:
    """Yield every problem with the groups of similar items.

    Args:
        files: The files of the groups.
        others: The standards that the groups can name.
        order: The ids in suite.yml. Some may have no file.
        is_sound: Whether every standard was read and has its schema's shape.
    """
    groups = [_Placed(examined, group) for examined in files for group in correspondences([examined.accepted])]
    items = {Reference(name, item.id): item for name, draft in others.drafts.items() for item in draft.items}
    guesses = Guesses()
    counted: dict[Reference, int] = {}
    yield from _ids_twice(groups)
    known = {*others.drafts, *others.unread, *others.former}
    yield from _unknown_standards(groups, known, order, guesses)
    for examined, group in groups:
        if examined.refused:
            yield from _refused_members(examined, group, others.drafts, guesses)
        yield from _members(examined, group, others)
        if group.broader:
            yield from _broader(examined, group, others.former, guesses)
        if group.note:
            yield from _note(examined, group, group.note, others.drafts)
        yield from says_less(examined.source, group, items, counted) if is_sound else ()
        yield from _identical(examined, group, items) if group.kind == "identical" else ()
    yield from _identical_twice(groups)
    yield from _many_similar(groups)


def _ids_twice(groups: Sequence[_Placed]) -> Iterator[Problem]:
    """Yield a problem for each id that another group has, in the same file or in another one."""
    first: dict[str, _Placed] = {}
    for placed in groups:
        examined, group = placed
        if not group.id:
            continue
        other = first.setdefault(slug(group.id), placed)
        if other is not placed:
            file = "" if other.examined is examined else other.examined.source.file
            line = other.examined.source.line((*other.group.place, "id"))
            hint = _("Give this entry a different {field}, or delete it.", field="id")
            path = (*group.place, "id")
            yield examined.source.problem(path, used_twice(group.id, line, file), hint, cause="used-twice")


def _many_similar(groups: Sequence[_Placed]) -> Iterator[Problem]:
    """Yield a problem for the first item with more similar items than a page can show."""
    similar: Counter[Reference] = Counter()
    for examined, group in groups:
        for position, reference in _named(group.items):
            similar[reference] += len(group.items) - 1
            if similar[reference] > MOST_SIMILAR:
                name, path = str(reference), (*group.place, "items", position)
                message = _(
                    "With this group, {item} has more than {limit} similar items.", item=name, limit=MOST_SIMILAR
                )
                yield examined.source.problem(path, message, _("Delete groups, or split this one."))
                return


def _named(references: Sequence[Reference]) -> Iterator[tuple[int, Reference]]:
    """Yield a list's accepted items, each with its position."""
    return ((position, reference) for position, reference in enumerate(references) if reference.item)


def _unknown_standards(
    groups: Sequence[_Placed],
    known: Collection[str],
    order: Collection[str],
    guesses: Guesses,
) -> Iterator[Problem]:
    """Yield a problem for each item of an unknown standard, with the same words for all items of the standard."""
    in_order = sorted(known)
    hints: dict[str, str] = {}
    for examined, group in groups:
        for position, reference in _named(group.items):
            standard = reference.standard
            if standard in known:
                continue
            if standard not in hints:
                hints[standard] = _add_or_delete(standard, order, guesses.did_you_mean(standard, in_order))
            message = _("{name} is not a standard in this suite.", name=shown(standard))
            yield examined.source.problem((*group.place, "items", position), message, hints[standard])


def _add_or_delete(standard: str, order: Collection[str], did_you_mean: str) -> str:
    """Return the hint for an unknown standard, which suite.yml may list."""
    if standard in order:
        return _(
            "Add the file {file}, or delete the items of {name} here.", file=quoted(f"{standard}.yml"), name=standard
        )
    if did_you_mean:
        return sentences(did_you_mean, _("If not, delete the items of {name} here.", name=quoted(standard)))
    return _("Delete the items of {name} here.", name=quoted(standard))


def _refused_members(
    examined: Examined, group: Correspondence, drafts: Mapping[str, Draft], guesses: Guesses
) -> Iterator[Problem]:
    """Yield a problem for each text that does not name an item, with the item that it may mean."""
    accepted = {str(reference) for reference in group.items}
    for path, text in examined.texts_refused(*group.place, "items", None):
        # The schema explains how to write several entries, and reports repeated ones.
        if len(written_as_one(text)) == 1 and text not in accepted:
            known = (f"{name}/{item}" for name, draft in drafts.items() for item in draft.by_id)
            hint = guesses.did_you_mean(text, known)
            yield examined.source.problem(path, _("{name} is not an item.", name=shown(text)), hint)


def _members(examined: Examined, group: Correspondence, others: Others) -> Iterator[Problem]:
    path = (*group.place, "items")
    for position, reference in _named(group.items):
        if fault := _fault(reference, others):
            message, hint, cause = fault
            yield examined.source.problem((*path, position), message, hint, cause=cause)
    found = [reference for _position, reference in _named(group.items)]
    if len(found) > 1 and len({reference.standard for reference in found}) == 1:
        message = _("All the items are from the same standard.")
        hint = _(
            "A group needs items from at least two standards. Add an item from another standard, or delete the group."
        )
        yield examined.source.problem(path, message, hint, at_key=True)
    if len({reference.item[0] for reference in found}) > 1:
        message = _("This group mixes items of different parts.")
        hint = _("Make a group for each part. To link items of one standard, use underpins or supports.")
        if {kind.id for kind in examined.kinds} == {"criterion", "knowledge"}:
            message = _("This group mixes criteria and knowledge items.")
            hint = _(
                "Make two groups. To link knowledge to a criterion, use underpins or supports on the knowledge item."
            )
        yield examined.source.problem(path, message, hint, at_key=True)


def _fault(reference: Reference, others: Others) -> tuple[str, str, str] | None:
    """Return the message, the hint and the cause for a wrong reference to an item."""
    standard, identity = reference
    if standard not in others.drafts:
        new = renamed(standard, others.former, f"/{identity}")
        return (*new, "") if new else None
    draft = others.drafts[standard]
    if draft.lacks(identity):
        message = _("{item} is not an item of {standard}.", item=shown(identity), standard=shown(standard))
        return message, draft.extent(identity), f"no-items:{standard}"
    if identity in draft.by_id and not draft.by_id[identity].in_force:
        hint = _("Use the item that replaces it, or delete it from this group.")
        return _("{item} is withdrawn.", item=reference), hint, "withdrawn"
    return None


def _broader(
    examined: Examined, group: Correspondence, former: Mapping[str, Draft], guesses: Guesses
) -> Iterator[Problem]:
    path = (*group.place, "broader")
    names = dict.fromkeys(reference for _position, reference in _named(group.items))
    # If an item is listed under its former and its new id, report it once, at the former id.
    names |= {Reference(former[one.standard].name, one.item): None for one in names if one.standard in former}
    for position, reference in _named(group.broader):
        if fault := renamed(reference.standard, former, f"/{reference.item}"):
            yield examined.source.problem((*path, position), *fault)
        elif reference not in names:
            message = _("{name} is not in this group.", name=shown(str(reference)))
            hint = guesses.did_you_mean(str(reference), map(str, names)) or _("List only items that are in this group.")
            yield examined.source.problem((*path, position), message, hint)
    if {*group.broader} >= names.keys():
        message = _("Every item in the group is listed under broader.")
        hint = _("List only the items that cover the others.")
        yield examined.source.problem(path, message, hint, at_key=True)


def _note(examined: Examined, group: Correspondence, note: str, drafts: Mapping[str, Draft]) -> Iterator[Problem]:
    """Yield a note for each item that a group's note names although it is not in the group."""
    known = {name for reference in group.items for name in (str(reference), reference.item)}
    reported: set[str] = set()
    for found in _NAMED.finditer(note):
        standard, identity = found["standard"], found["item"]
        if kind_of(identity, examined.kinds) is None:
            continue
        name = f"{standard}/{identity}" if standard in drafts else identity
        if name in known or name in reported:
            continue
        reported.add(name)
        item = drafts[standard].by_id.get(identity) if standard in drafts else None
        if item is not None and not item.in_force:
            message = _("This note names {item}, which is withdrawn.", item=name)
        else:
            message = _("This note names {item}, which is not in this group.", item=name)
        yield examined.source.note((*group.place, "note"), message, _("Change the note, or the items of the group."))


def _identical(examined: Examined, group: Correspondence, items: Mapping[Reference, Item]) -> Iterator[Problem]:
    found = [(position, reference) for position, reference in enumerate(group.items) if reference in items]
    for position, reference in found[1:]:
        first = found[0][1]
        if items[reference].words and items[first].words and items[reference].words != items[first].words:
            message = _("The wording of {item} is not the same as the wording of {other}.", item=reference, other=first)
            hint = _(
                "If the difference is a mistake in the source text, record an erratum. If not, use kind: broader or "
                "related."
            )
            path = (*group.place, "items", position)
            yield examined.source.problem(path, message, hint, cause=f"wording:{first}")


def _identical_twice(groups: Sequence[_Placed]) -> Iterator[Problem]:
    seen: dict[Reference, _Placed] = {}
    for placed in groups:
        examined, group = placed
        references = list(_named(group.items)) if group.kind == "identical" else []
        for position, reference in references:
            other = seen.get(reference, placed)
            if other is not placed:
                path = (*group.place, "items", position)
                message = _also_identical(reference, other, examined)
                yield examined.source.problem(path, message, _("Combine the two groups."))
                break
        for _position, reference in references:
            seen.setdefault(reference, placed)


def _also_identical(item: Reference, other: _Placed, here: Examined) -> str:
    line = other.examined.source.line(other.group.place)
    if other.examined is here:
        return _("{item} is also in another group of identical items, on line {line}.", item=item, line=line)
    return _(
        "{item} is also in another group of identical items, on line {line} of {file}.",
        item=item,
        line=line,
        file=other.examined.source.file,
    )
