"""The outline of one standard in; a problem out for each thing that no schema can see in its ids, words and errata."""

from collections.abc import Iterator
from itertools import pairwise

from generator.check.outline import LISTS, Item, Outline, Wording
from generator.problem import Problem, shown
from generator.read import Path, mappings


def wording_problems(standard: Outline) -> Iterator[Problem]:
    """Every breach of the rules on the ids, the headings, the words and the errata of one standard."""
    yield from _identity(standard)
    yield from _repeated_ids(standard)
    yield from _missing_ids(standard)
    yield from _headings(standard)
    yield from _same_words(standard)
    for wording in standard.wordings:
        if wording.errata:
            yield from _errata(standard, wording)


def _identity(standard: Outline) -> Iterator[Problem]:
    value = standard.source.value
    identity = value.get("id") if isinstance(value, dict) else None
    if isinstance(identity, str) and identity != standard.name:
        hint = f"A standard's id is its file name: write {shown(standard.name)} here, or rename the file."
        yield standard.source.problem(("id",), f"{shown(identity)} is not the name of the file.", hint)


def _repeated_ids(standard: Outline) -> Iterator[Problem]:
    for item in standard.items:
        if (first := standard.by_id[item.id]) is not item:
            message = (
                f"{shown(item.id)} is given twice; the first is on line {standard.source.line((*first.path, 'id'))}."
            )
            letter = item.id[:1] if item.number else ""
            hint = f"The next free id is {letter}{standard.last_number(letter) + 1}." if letter else ""
            yield standard.source.problem((*item.path, "id"), message, hint)


def _missing_ids(standard: Outline) -> Iterator[Problem]:
    for name, letter in LISTS.items():
        items = [item for item in standard.items if item.path[0] == name]
        numbers = {item.number or 0: item for item in items if item.id[:1] == letter}
        if 0 in numbers or any(item.id[:1] != letter for item in items):
            # An id that the schema refuses may well be the one that is missing.
            continue
        for before, number in pairwise([0, *sorted(numbers)]):
            if number > before + 1:
                gap = f"{letter}{before + 1}" + (f" to {letter}{number - 1}" if number > before + 2 else "")
                message = f"The numbers jump to {letter}{number}, past {gap}."
                hint = "A new item takes the next free number; an item that is gone stays in the list, as withdrawn."
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
                hint = "Put its items below it, or delete it."
                yield standard.source.problem(path, "The heading has no item below it.", hint)


def _same_words(standard: Outline) -> Iterator[Problem]:
    seen: dict[str, Item] = {}
    for item in standard.items:
        if item.wording is None or not item.wording.text or item.withdrawn is not None:
            continue
        other = seen.setdefault(item.wording.text.casefold(), item)
        if other is not item and other.id != item.id:
            hint = "Reword one of them, or withdraw it."
            message = f"{shown(item.id)} has the same words as {shown(other.id)}."
            yield standard.source.problem((*item.path, "text"), message, hint)


def _errata(standard: Outline, wording: Wording) -> Iterator[Problem]:
    spans: list[tuple[int, int, Path]] = []
    for path, erratum in wording.errata:
        wrong, right = erratum.get("from"), erratum.get("to")
        if not isinstance(wrong, str) or not wrong:
            continue
        times = wording.text.count(wrong)
        if times != 1:
            message = f"{shown(wrong)} stands {'nowhere' if times == 0 else f'{times} times'} in the text."
            hint = "Take in a word before or after it." if times else "Copy the words as the text has them."
            if times == 0 and isinstance(right, str) and right and right in wording.text:
                hint = 'The text keeps the slip, as the source text has it; only "to" holds the correction.'
            yield standard.source.problem((*path, "from"), message, hint)
            continue
        if right == wrong:
            message = "The correction is the same as the slip."
            yield standard.source.problem((*path, "to"), message, "Write the corrected words.")
        start = wording.text.index(wrong)
        spans.append((start, start + len(wrong), path))
    for (_, end, _), (start, _, path) in pairwise(sorted(spans)):
        if start < end:
            message = "These words overlap with those of another erratum of this text."
            yield standard.source.problem((*path, "from"), message, "Make one erratum of the two.")
