"""The outline of one standard in; a problem out for each thing that no schema can see in its ids, words and errata."""

from collections.abc import Collection, Iterator
from itertools import count, pairwise

from competence_standards.check.entries import used_twice
from competence_standards.check.names import is_file_name, new_name, renaming
from competence_standards.check.outline import LISTS, Item, Outline, Wording, meant_id, span
from competence_standards.problem import Problem, shown
from competence_standards.prose import sentences
from competence_standards.read import Path, Value, mappings
from competence_standards.translation import gettext as _
from competence_standards.translation import ngettext


def wording_problems(standard: Outline, order: Collection[str], others: Collection[str]) -> Iterator[Problem]:
    """Every breach of the rules on the ids, the headings, the words and the errata of one standard.

    Args:
        standard: The outline of the standard.
        order: The ids in the order that suite.yml gives.
        others: The names of all standards' files, without ending.
    """
    yield from _identity(standard, order, others)
    if standard.doubtful:
        yield from _unusual_ids(standard)
        yield from _repeated_ids(standard)
        yield from _missing_ids(standard)
    yield from _headings(standard)
    yield from _same_words(standard)
    for wording in standard.wordings:
        if wording.errata:
            yield from _errata(standard, wording)


def _identity(standard: Outline, order: Collection[str], others: Collection[str]) -> Iterator[Problem]:
    identity = standard.identity
    if identity is None or (identity == standard.name and is_file_name(identity)):
        return
    message = _("{id} does not match the file name.", id=shown(identity))
    file = shown(f"{identity}.yml")
    free = "" if is_file_name(standard.name) else new_name(standard.name, others)
    if identity in others and identity != standard.name and free:
        message = _("This file has the same id as {file}.", file=file)
        hint = _("Delete this file, or give it a different name and id, such as {name}.", name=free)
    elif identity in order and identity not in others and standard.name not in order:
        hint = _(
            "Rename the file to {file}. If the standard has a new id, write that id here and list {id} under formerly.",
            file=file,
            id=shown(identity),
        )
    elif free:
        hint = renaming(free, identity)
    else:
        hint = _("A standard's id is its file name. Write {word} here.", word=shown(standard.name))
    yield standard.source.problem(("id",), message, hint)


def _unusual_ids(standard: Outline) -> Iterator[Problem]:
    """Yield a problem for each id that is not quite one, with the id that is meant, or else with a free one."""
    free = {letter: _all_free(standard, letter) for letter in LISTS.values()}
    for item in standard.items:
        letter = LISTS[str(item.path[0])]
        if meant := meant_id(item.id, letter):
            is_free = meant not in standard.by_id
            hint = _("Write {word} here.", word=shown(meant)) if is_free else _write_free(next(free[letter]))
            yield standard.source.problem((*item.path, "id"), _("{id} is not an id.", id=shown(item.id)), hint)
        elif item.number and item.id[0] != letter:
            message = _("{id} is in the wrong list: ids start with {letter} here.", id=shown(item.id), letter=letter)
            yield standard.source.problem((*item.path, "id"), message, _write_free(next(free[letter])))
        elif not item.number:
            message = _("{id} is not an id.", id=shown(item.id))
            yield standard.source.problem((*item.path, "id"), message, _write_free(next(free[letter])))


def _repeated_ids(standard: Outline) -> Iterator[Problem]:
    free = {letter: _free(standard, letter) for letter in LISTS.values()}
    for item in standard.items:
        if (first := standard.by_id[item.id]) is not item and item.id[:1] == LISTS[str(item.path[0])]:
            letter = item.id[0]
            message = used_twice(item.id, standard.source.line((*first.path, "id")))
            if not item.number:
                hint = ""
            elif int(free[letter][1:]) <= standard.last_number(letter):
                # An id that is missing below the others was mistyped here. Otherwise, either of the two may be new.
                hint = _(
                    "Write {id} here. No item has that id. If both are the same item, delete one.",
                    id=shown(free[letter]),
                )
            else:
                hint = _(
                    "Write {id} for the newer item. No item has that id. If both are the same item, delete one.",
                    id=shown(free[letter]),
                )
            yield standard.source.problem((*item.path, "id"), message, hint)


def _write_free(identity: str) -> str:
    return _("Write {id} here. No item has that id.", id=shown(identity))


def _free(standard: Outline, letter: str) -> str:
    """Return the lowest id that no item has: one that was mistyped, or else a new one."""
    return next(_all_free(standard, letter))


def _all_free(standard: Outline, letter: str) -> Iterator[str]:
    return (identity for number in count(1) if (identity := f"{letter}{number}") not in standard.by_id)


def _missing_ids(standard: Outline) -> Iterator[Problem]:
    top = standard.source.value
    for name, letter in LISTS.items():
        items = [item for item in standard.items if item.path[0] == name]
        numbers = {item.number or 0: item for item in items if item.id[:1] == letter}
        entries = top.get(name) if isinstance(top, dict) else None
        whole = sum("id" in entry or "heading" in entry for __, entry in mappings(entries))
        if 0 in numbers or len(numbers) < len(items) or not isinstance(entries, list) or whole < len(entries):
            # An id that the schema refuses, or that is there twice, may well be the one that is missing.
            continue
        jumps = [(before, number) for before, number in pairwise([0, *sorted(numbers)]) if number > before + 1]
        # Beyond all others stands the one item whose number is wrong: it may be the one that is missing below.
        alone = jumps[-1:] if jumps and jumps[-1][1] == max(numbers) else jumps
        for before, number in alone:
            lost = number - before - 1
            gap = span(letter, before + 1, number - 1)
            hints = [
                ngettext(
                    "If {items} was deleted, put it back and add withdrawn.",
                    "If {items} were deleted, put them back and add withdrawn.",
                    lost,
                    items=gap,
                )
            ]
            if number == max(numbers):
                # One missing item was rather deleted; of many that are missing, this one is rather misnumbered.
                new = _("If this item is new, write {id} here.", id=shown(_free(standard, letter)))
                hints.insert(0 if lost > 1 else 1, new)
            message = _missing(lost, gap, f"{letter}{before}" if before else "", f"{letter}{number}")
            yield standard.source.problem((*numbers[number].path, "id"), message, sentences(*hints))


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


def _headings(standard: Outline) -> Iterator[Problem]:
    top = standard.source.value if isinstance(standard.source.value, dict) else {}
    for name in LISTS:
        entries = list(mappings(top.get(name)))
        lonely = [
            entry for entry, (__, following) in pairwise(entries) if "heading" in entry[1] and "heading" in following
        ]
        for position, entry in [*lonely, *entries[-1:]]:
            if "heading" in entry:
                path: Path = (name, position, "heading")
                message = _("There are no items under this heading.")
                yield standard.source.problem(path, message, _("Add items under it, or delete it."))


def _same_words(standard: Outline) -> Iterator[Problem]:
    seen: dict[str, Item] = {}
    for item in standard.items:
        if item.wording is None or not item.wording.text or item.withdrawn is not None:
            continue
        other = seen.setdefault(item.wording.text.casefold(), item)
        if other is not item and other.id != item.id:
            hint = _("Compare both with the source text. If both are right, withdraw one of them.")
            message = _("{item} has the same wording as {other}.", item=shown(item.id), other=shown(other.id))
            yield standard.source.problem((*item.path, "text"), message, hint)


def _errata(standard: Outline, wording: Wording) -> Iterator[Problem]:
    spans: list[tuple[int, int, Path]] = []
    for path, erratum in wording.errata:
        wrong, right = erratum.get("from"), erratum.get("to")
        if not isinstance(wrong, str) or not wrong:
            continue
        times = wording.text.count(wrong)
        if times != 1:
            yield standard.source.problem((*path, "from"), *_not_once(wrong, right, times, wording.text))
            continue
        if erratum.get("kind") == "unclear" and erratum.get("status") == "applied":
            message = _("The mistake is unclear, so its correction cannot be applied.")
            hint = _('Write "noted" here. If there is one obvious reading, set kind to spelling or grammar instead.')
            yield standard.source.problem((*path, "status"), message, hint)
        if right == wrong:
            message = _("The correction is the same as the mistake.")
            yield standard.source.problem((*path, "to"), message, _("Write the corrected words."))
        start = wording.text.index(wrong)
        spans.append((start, start + len(wrong), path))
    for before, (start, __, path) in pairwise(sorted(spans)):
        if start < before[1]:
            message = _("These words overlap with another erratum for this text.")
            yield standard.source.problem((*path, "from"), message, _("Combine the two errata."))


def _not_once(wrong: str, right: Value, times: int, text: str) -> tuple[str, str]:
    """Return the message and the hint for the words of an erratum that the text does not have once."""
    if times:
        message = ngettext(
            "{words} appears {number} time in the text.",
            "{words} appears {number} times in the text.",
            times,
            words=shown(wrong),
        )
        return message, _("Add a word before or after it.")
    message = _("{words} is not in the text.", words=shown(wrong))
    if isinstance(right, str) and right and right in text:
        return message, _('Put the mistake back in the text. Write the correction only in "to".')
    return message, _("Copy the words exactly as they are in the text.")
