"""Check the id of a standard and the ids of its items, and suggest the right id."""

import re
from collections.abc import Collection, Iterator
from itertools import count, pairwise

from competence_standards.check.draft import Draft, number, span
from competence_standards.check.lists import used_twice
from competence_standards.check.names import is_file_name, new_name, renaming
from competence_standards.model import Kinds, PartKind
from competence_standards.problem import Problem, shown
from competence_standards.prose import sentences
from competence_standards.translation import gettext as _
from competence_standards.translation import ngettext

_NEARLY_ID = re.compile(r"\W*(?:[A-Za-z]{0,3}[\s.-]*)0*([1-9]\d{0,2})\W*|\W*[A-Za-z]\s*(\d)\W*")
_LONGEST_ID = 40


def id_problems(draft: Draft, order: Collection[str], others: Collection[str]) -> Iterator[Problem]:
    """Yield every problem with the ids of one standard.

    Args:
        draft: The standard.
        order: The ids in the order of suite.yml. others: The names of all standards' files, without ending.
    """
    yield from _identity(draft, order, others)
    if draft.uncertain:
        yield from _refused_ids(draft)
        yield from _repeated_ids(draft)
        yield from _missing_ids(draft)


def meant_id(text: str, kind: PartKind, kinds: Kinds) -> str | None:
    """Return the right id for a mistyped one, such as ``P 8``, ``p8`` or ``P8,``, or None if it is unclear.

    Args:
        text: The mistyped id.
        kind: The kind of part whose item it names.
        kinds: The kinds of part of the suite.
    """
    # A longer text is not a mistyped id, and searching it is slow.
    found = None if len(text) > _LONGEST_ID else _NEARLY_ID.fullmatch(text)
    of_another = any(other.letter in text.upper() for other in kinds if other != kind)
    return f"{kind.letter}{int(found[1] or found[2])}" if found and not of_another else None


def _identity(draft: Draft, order: Collection[str], others: Collection[str]) -> Iterator[Problem]:
    identity, name = draft.identity, draft.name
    if not identity or (identity == name and is_file_name(identity)):
        return
    message = _("{id} does not match the file name.", id=shown(identity))
    file = shown(f"{identity}.yml")
    free = "" if is_file_name(name) else new_name(name, others)
    if identity in others and identity != name and free:
        message = _("This file has the same id as {file}.", file=file)
        hint = _("Delete this file, or give it a different name and id, such as {name}.", name=free)
    elif identity in order and identity not in others and name not in order:
        hint = _(
            "Rename the file to {file}. If the standard has a new id, write that id here and list {id} under formerly.",
            file=file,
            id=shown(identity),
        )
    elif free:
        hint = renaming(free, identity)
    else:
        hint = _("A standard's id is its file name. Write {word} here.", word=shown(name))
    yield draft.problem(("id",), message, hint)


def _refused_ids(draft: Draft) -> Iterator[Problem]:
    """Yield a problem for each malformed id, with the right id or else a free one."""
    for kind in draft.kinds:
        free = _all_free(draft, kind)
        for path, text in draft.examined.texts_refused(kind.field, None, "id"):
            meant = meant_id(text, kind, draft.kinds)
            if meant == text:
                # The id is right. The schema refuses the entry for another reason, such as a sub-heading in it.
                continue
            hint = _("Write {word} here.", word=shown(meant)) if meant and meant not in draft.by_id else ""
            of_another = next((other for other in draft.kinds if other != kind and _is_id(text, other)), None)
            message = _("{id} is not an id.", id=shown(text))
            if of_another:
                message = _(
                    "{id} is in the wrong list: ids start with {letter} here.", id=shown(text), letter=kind.letter
                )
            yield draft.problem(path, message, hint or _write_free(next(free)), cause=f"ids:{kind.letter}")


def _is_id(text: str, kind: PartKind) -> bool:
    return text[:1] == kind.letter and text[1:].isdigit()


def _repeated_ids(draft: Draft) -> Iterator[Problem]:
    free = {kind: _free(draft, kind) for kind in draft.kinds}
    for item in draft.items:
        if (first := draft.by_id[item.id]) is not item:
            lowest = free[item.part]
            message = used_twice(item.id, draft.source.line((*first.place, "id")))
            if int(lowest[1:]) <= draft.last_number(item.part.letter):
                # If a lower id is missing, it was mistyped here. Otherwise either of the two may be new.
                hint = _(
                    "Write {id} here. No item has that id. If both are the same item, delete one.", id=shown(lowest)
                )
            else:
                hint = _(
                    "Write {id} for the newer item. No item has that id. If both are the same item, delete one.",
                    id=shown(lowest),
                )
            yield draft.problem((*item.place, "id"), message, hint, cause="used-twice")


def _write_free(identity: str) -> str:
    return _("Write {id} here. No item has that id.", id=shown(identity))


def _free(draft: Draft, kind: PartKind) -> str:
    """Return the lowest unused id: a mistyped one, or else a new one."""
    return next(_all_free(draft, kind))


def _all_free(draft: Draft, kind: PartKind) -> Iterator[str]:
    taken = {*draft.by_id, *(text for _path, text in draft.examined.texts_refused(None, None, "id"))}
    return (identity for one in count(1) if (identity := f"{kind.letter}{one}") not in taken)


def _missing_ids(draft: Draft) -> Iterator[Problem]:
    for part in draft.standard.parts:
        items = {number(item): item for item in part.items if item.id}
        if draft.hides_items(part.kind) or len(items) < len(part.items):
            # A refused or repeated id may be the missing one.
            continue
        letter = part.kind.letter
        jumps = [(before, one) for before, one in pairwise([0, *sorted(items)]) if one > before + 1]
        # The item with the highest number may be the missing one, with a wrong number.
        alone = jumps[-1:] if jumps and jumps[-1][1] == max(items) else jumps
        for before, one in alone:
            lost = one - before - 1
            gap = span(letter, before + 1, one - 1)
            hints = [
                ngettext(
                    "If {items} was deleted, put it back and add withdrawn.",
                    "If {items} were deleted, put them back and add withdrawn.",
                    lost,
                    items=gap,
                )
            ]
            if one == max(items):
                # If one item is missing, it was probably deleted. If many are, this number is probably wrong.
                new = _("If this item is new, write {id} here.", id=shown(_free(draft, part.kind)))
                hints.insert(0 if lost > 1 else 1, new)
            message = _missing(lost, gap, f"{letter}{before}" if before else "", f"{letter}{one}")
            yield draft.problem((*items[one].place, "id"), message, sentences(*hints))


def _missing(lost: int, gap: str, before: str, after: str) -> str:
    if before:
        return ngettext(
            "{items} is missing: the numbers go from {before} to {after}.",
            "{items} are missing: the numbers go from {before} to {after}.",
            lost,
            items=gap,
            before=before,
            after=after,
        )
    return ngettext(
        "{items} is missing: the numbers start at {after}.",
        "{items} are missing: the numbers start at {after}.",
        lost,
        items=gap,
        after=after,
    )
