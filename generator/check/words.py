"""The outline of one standard in; a problem out for each thing that no schema can see in its ids, words and errata."""

import re
from collections.abc import Collection, Iterator
from itertools import count, pairwise

from generator.check.outline import LISTS, Item, Outline, Wording, meant_id
from generator.problem import Problem, shown
from generator.read import Path, mappings

_FILE_NAME = re.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*")


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
    if identity is None or identity == standard.name:
        return
    message = f"{shown(identity)} does not match the file name."
    if identity in others and not _FILE_NAME.fullmatch(standard.name):
        message = f"This file has the same id as {shown(f'{identity}.yml')}."
        hint = "Delete this file, or give it a different name and id."
    elif identity in order and identity not in others and standard.name not in order:
        hint = f"Rename the file to {shown(f'{identity}.yml')}."
        hint += f" If the standard has a new id, write that id here and list {shown(identity)} under formerly."
    else:
        hint = f"A standard's id is its file name. Write {shown(standard.name)} here."
    yield standard.source.problem(("id",), message, hint)


def _unusual_ids(standard: Outline) -> Iterator[Problem]:
    """Yield a problem for each id that is not quite one and whose number says which one is meant."""
    for item in standard.items:
        letter = LISTS[str(item.path[0])]
        if meant := meant_id(item.id, letter):
            hint = f"Write {shown(meant)} here." if meant not in standard.by_id else _next_free(standard, letter)
            yield standard.source.problem((*item.path, "id"), f"{shown(item.id)} is not an id.", hint)
        elif item.number and item.id[0] != letter:
            hint = _next_free(standard, letter)
            yield standard.source.problem(
                (*item.path, "id"), f"{shown(item.id)} is in the wrong list: ids start with {letter} here.", hint
            )


def _repeated_ids(standard: Outline) -> Iterator[Problem]:
    free = {letter: _free(standard, letter) for letter in LISTS.values()}
    for item in standard.items:
        if (first := standard.by_id[item.id]) is not item and item.id[:1] == LISTS[str(item.path[0])]:
            letter = item.id[0]
            message = (
                f"{shown(item.id)} is used more than once. It is first used on line "
                f"{standard.source.line((*first.path, 'id'))}."
            )
            # An id that is missing below the others was mistyped here. Otherwise, either of the two may be new.
            where = "here" if int(free[letter][1:]) <= standard.last_number(letter) else "for the newer item"
            hint = f"Write {shown(free[letter])} {where}. No item has that id. If both are the same item, delete one."
            hint = hint if item.number else ""
            yield standard.source.problem((*item.path, "id"), message, hint)


def _next_free(standard: Outline, letter: str) -> str:
    """Return the hint that names the lowest id that no item has: one that was mistyped, or else a new one."""
    return f"Write {shown(_free(standard, letter))} here. No item has that id."


def _free(standard: Outline, letter: str) -> str:
    return next(identity for number in count(1) if (identity := f"{letter}{number}") not in standard.by_id)


def _missing_ids(standard: Outline) -> Iterator[Problem]:
    top = standard.source.value
    for name, letter in LISTS.items():
        items = [item for item in standard.items if item.path[0] == name]
        numbers = {item.number or 0: item for item in items if item.id[:1] == letter}
        entries = top.get(name) if isinstance(top, dict) else None
        whole = sum("id" in entry or "heading" in entry for _, entry in mappings(entries))
        if 0 in numbers or len(numbers) < len(items) or not isinstance(entries, list) or whole < len(entries):
            # An id that the schema refuses, or that is there twice, may well be the one that is missing.
            continue
        jumps = [(before, number) for before, number in pairwise([0, *sorted(numbers)]) if number > before + 1]
        # Beyond all others stands the one item whose number is wrong: it may be the one that is missing below.
        alone = jumps[-1:] if jumps and jumps[-1][1] == max(numbers) else jumps
        for before, number in alone:
            gap = f"{letter}{before + 1}" + (f" to {letter}{number - 1}" if number > before + 2 else "")
            several = number > before + 2
            are, were, them = ("are", "were", "them") if several else ("is", "was", "it")
            numbers_go = f"go from {letter}{before} to" if before else "start at"
            message = f"{gap} {are} missing: the numbers {numbers_go} {letter}{number}."
            hints = [f"If {gap} {were} deleted, put {them} back and add withdrawn."]
            if number == max(numbers):
                # One missing item was rather deleted; of many that are missing, this one is rather misnumbered.
                hints.insert(0 if several else 1, f"If this item is new, write {shown(_free(standard, letter))} here.")
            hint = " ".join(hints)
            yield standard.source.problem((*numbers[number].path, "id"), message, hint)


def _headings(standard: Outline) -> Iterator[Problem]:
    top = standard.source.value if isinstance(standard.source.value, dict) else {}
    for name in LISTS:
        entries = list(mappings(top.get(name)))
        lonely = [
            entry for entry, (_, following) in pairwise(entries) if "heading" in entry[1] and "heading" in following
        ]
        for position, entry in [*lonely, *entries[-1:]]:
            if "heading" in entry:
                path: Path = (name, position, "heading")
                hint = "Add items under it, or delete it."
                yield standard.source.problem(path, "There are no items under this heading.", hint)


def _same_words(standard: Outline) -> Iterator[Problem]:
    seen: dict[str, Item] = {}
    for item in standard.items:
        if item.wording is None or not item.wording.text or item.withdrawn is not None:
            continue
        other = seen.setdefault(item.wording.text.casefold(), item)
        if other is not item and other.id != item.id:
            hint = "Compare both with the source text. If both are right, withdraw one of them."
            message = f"{shown(item.id)} has the same wording as {shown(other.id)}."
            yield standard.source.problem((*item.path, "text"), message, hint)


def _errata(standard: Outline, wording: Wording) -> Iterator[Problem]:
    spans: list[tuple[int, int, Path]] = []
    for path, erratum in wording.errata:
        wrong, right = erratum.get("from"), erratum.get("to")
        if not isinstance(wrong, str) or not wrong:
            continue
        times = wording.text.count(wrong)
        if times != 1:
            message = f"{shown(wrong)} {f'appears {times} times' if times else 'is not'} in the text."
            hint = "Add a word before or after it." if times else "Copy the words exactly as they are in the text."
            if times == 0 and isinstance(right, str) and right and right in wording.text:
                hint = 'Put the mistake back in the text. Write the correction only in "to".'
            yield standard.source.problem((*path, "from"), message, hint)
            continue
        if right == wrong:
            message = "The correction is the same as the mistake."
            yield standard.source.problem((*path, "to"), message, "Write the corrected words.")
        start = wording.text.index(wrong)
        spans.append((start, start + len(wrong), path))
    for (_, end, _), (start, _, path) in pairwise(sorted(spans)):
        if start < end:
            message = "These words overlap with another erratum for this text."
            yield standard.source.problem((*path, "from"), message, "Combine the two errata.")
