"""The outline of one standard in; a problem out for each thing that no schema can see: ids, references, errata, history."""

from collections.abc import Iterator, Mapping
from datetime import date
from itertools import pairwise

from generator.check.outline import Item, Outline, Wording
from generator.problem import Problem, did_you_mean, shown
from generator.read import Path, Value, mappings


def standard_problems(standard: Outline, standards: Mapping[str, Outline]) -> Iterator[Problem]:
    """Every breach of the rules that one standard makes; ``standards`` are all of them, by file name."""
    yield from _identity(standard)
    yield from _item_ids(standard)
    yield from _headings(standard)
    yield from _same_words(standard)
    for wording in standard.wordings:
        if wording.errata:
            yield from _errata(standard, wording)
    yield from _history(standard)
    for item in standard.items:
        if item.withdrawn is not None:
            yield from _withdrawn(standard, item, item.withdrawn, standards)


def _identity(standard: Outline) -> Iterator[Problem]:
    value = standard.source.value
    identity = value.get("id") if isinstance(value, dict) else None
    if isinstance(identity, str) and identity != standard.name:
        hint = f"A standard's id is its file name: write {standard.name}, or rename the file."
        yield standard.source.problem(("id",), f"{shown(identity)} is not the name of the file.", hint)


def _item_ids(standard: Outline) -> Iterator[Problem]:
    first: dict[str, Item] = {}
    numbers: dict[str, list[int]] = {"P": [], "K": []}
    for item in standard.items:
        letter, digits = item.id[:1], item.id[1:]
        if letter in numbers and digits.isascii() and digits.isdigit() and len(digits) < 5:
            numbers[letter].append(int(digits))
        first.setdefault(item.id, item)
    for item in standard.items:
        if first[item.id] is not item:
            line = standard.source.line((*first[item.id].path, "id"))
            hint = "An id is for ever."
            if item.id[:1] in numbers:
                hint += f" Give the new item the next free one, {item.id[0]}{max(numbers[item.id[0]], default=0) + 1}."
            yield standard.source.problem(
                (*item.path, "id"), f"{item.id} is given twice; the first is on line {line}.", hint
            )
    for letter, taken in numbers.items():
        missing = sorted(set(range(1, max(taken, default=0))).difference(taken))
        # A thousand gaps are one mistake, not a thousand.
        for number in missing[:3]:
            path: Path = ("performance_criteria" if letter == "P" else "knowledge",)
            hint = "An id is never re-used or renumbered: an item that is gone stays, marked withdrawn."
            yield standard.source.problem(path, f"{letter}{number} is missing from the numbering.", hint, at_key=True)


def _headings(standard: Outline) -> Iterator[Problem]:
    top = standard.source.value if isinstance(standard.source.value, dict) else {}
    for name in ("performance_criteria", "knowledge"):
        entries = list(mappings(top.get(name)))
        for (position, entry), following in zip(entries, [*entries[1:], None], strict=True):
            if "heading" in entry and (following is None or "heading" in following[1]):
                path: Path = (name, position, "heading")
                hint = "Put items below it, or delete it."
                yield standard.source.problem(path, "The heading has no item below it.", hint)


def _same_words(standard: Outline) -> Iterator[Problem]:
    seen: dict[str, Item] = {}
    for item in standard.items:
        if item.wording is None or item.withdrawn is not None:
            continue
        other = seen.setdefault(item.wording.text.casefold(), item)
        if other is not item and other.id != item.id:
            hint = "Reword one of them, or withdraw it."
            yield standard.source.problem((*item.path, "text"), f"{item.id} says the same as {other.id}.", hint)


def _errata(standard: Outline, wording: Wording) -> Iterator[Problem]:
    spans: list[tuple[int, int, int]] = []
    for position, erratum in enumerate(wording.errata):
        path: Path = (*wording.path, "errata", position, "from")
        wrong, right = erratum.get("from"), erratum.get("to")
        if not isinstance(wrong, str) or not wrong:
            continue
        times = wording.text.count(wrong)
        if times != 1:
            message = f"{shown(wrong)} stands {'nowhere' if times == 0 else f'{times} times'} in the text."
            hint = "Copy the words as the text has them." if times == 0 else "Take in a word before or after it."
            yield standard.source.problem(path, message, hint)
            continue
        if right == wrong:
            yield standard.source.problem(path, "The correction changes nothing.", "Write the corrected words in to.")
        start = wording.text.index(wrong)
        spans.append((start, start + len(wrong), position))
    for (_, end, _), (start, _, position) in pairwise(sorted(spans)):
        if start < end:
            path = (*wording.path, "errata", position, "from")
            message = "The words overlap with those of another erratum of this text."
            yield standard.source.problem(path, message, "Make one erratum of the two.")


def _history(standard: Outline) -> Iterator[Problem]:
    ids = [item.id for item in standard.items]
    for path, entry in standard.history:
        day = entry.get("date")
        if isinstance(day, str) and len(day) == len("2026-11-22") and not _is_date(day):
            hint = "Write the year, month and day of a real date."
            yield standard.source.problem((*path, "date"), f"{shown(day)} is not in the calendar.", hint)
        touched = entry.get("items")
        for position, item in enumerate(touched if isinstance(touched, list) else []):
            if isinstance(item, str) and item not in ids:
                message = f"{shown(item)} is not an item of this standard."
                yield standard.source.problem((*path, "items", position), message, did_you_mean(item, ids))
    for (_, newer), (path, older) in pairwise(standard.history):
        if _version(newer) <= _version(older) and _version(older):
            message = f"Version {older.get('version')} stands below version {newer.get('version')}."
            yield standard.source.problem((*path, "version"), message, "The newest version comes first, each once.")
        elif str(newer.get("date")) < str(older.get("date")):
            message = "The date is later than that of the version above."
            yield standard.source.problem((*path, "date"), message, "The newest version comes first.")


def _withdrawn(
    standard: Outline, item: Item, withdrawn: dict[str, Value], standards: Mapping[str, Outline]
) -> Iterator[Problem]:
    versions = [str(entry.get("version")) for _, entry in standard.history]
    since = withdrawn.get("since")
    if isinstance(since, str) and since not in versions:
        hint = did_you_mean(since, versions) or "Add the version to the history first."
        message = f"{shown(since)} is not a version of the history."
        yield standard.source.problem((*item.path, "withdrawn", "since"), message, hint)
    replacements = withdrawn.get("replaced_by")
    for position, reference in enumerate(replacements if isinstance(replacements, list) else []):
        if isinstance(reference, str):
            path: Path = (*item.path, "withdrawn", "replaced_by", position)
            message, hint = _reference_fault(reference, standard, item, standards)
            if message:
                yield standard.source.problem(path, message, hint)


def _reference_fault(
    reference: str, standard: Outline, item: Item, standards: Mapping[str, Outline]
) -> tuple[str, str]:
    """What is wrong with a reference to an item (``P14``, ``contact-centre/P14``) and its mend; empty when it is right."""
    name, _, identity = reference.rpartition("/")
    if name and name not in standards:
        return f"{shown(name)} is not a standard.", did_you_mean(name, list(standards))
    target = standards[name] if name else standard
    found = [other for other in target.items if other.id == identity]
    if not found:
        ids = [other.id for other in target.items]
        return f"{shown(identity)} is not an item of {target.name}.", did_you_mean(identity, ids)
    if found[0] is item:
        return "An item cannot replace itself.", "Name the item that takes its place, or delete the line."
    if found[0].withdrawn is not None:
        return f"{identity} is withdrawn itself.", "Name the item that stands today."
    return "", ""


def _is_date(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _version(entry: dict[str, Value]) -> tuple[int, ...]:
    parts = str(entry.get("version")).split(".")
    return tuple(int(part) for part in parts) if all(p.isascii() and p.isdigit() and len(p) < 9 for p in parts) else ()
