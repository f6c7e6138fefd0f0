"""Compare the words of one standard with the source text that its YAML names.

A source text is plain text: the title, if it has one; then the lines ``Overview``, ``Performance criteria`` and
``Knowledge and understanding``, and below each of them one paragraph, sub-heading or item a line. List marks, numbers
with a full stop, empty lines and the lead-ins of the lists are not words, and spaces are compared as one space.
"""

import re
from collections import Counter
from collections.abc import Hashable, Iterator, Mapping
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import NamedTuple

from competence_standards.check.outline import Outline
from competence_standards.problem import Problem, did_you_mean, shown
from competence_standards.prose import listed
from competence_standards.read import SOURCE_TEXTS, Path, Value, mappings
from competence_standards.translation import gettext as _

PARTS = {
    "Overview": "overview",
    "Performance criteria": "performance_criteria",
    "Knowledge and understanding": "knowledge",
}
"""The lines that begin the parts of a source text, and the fields that hold the words below them."""
_FIELDS = {line.casefold(): field for line, field in PARTS.items()}
_LEAD_INS = ("you must be able to", "you need to know and understand")
_MARK = re.compile(r"^(?:[-*•–]|[0-9]+[.)])\s+")
_STRAIGHT = str.maketrans("‘’“”", "''\"\"")
_MOST_PAIRS = 100
"""So many pairs of lines are compared for likeness; a larger change is paired in its order."""
_LEAST_LIKE = 0.5
"""Two lines that share less of their letters, three by three, are not one line reworded."""
_LONGEST = 120


class Line(NamedTuple):
    """One line of a source text that has words."""

    number: int
    """Counted from 1."""
    words: str


class _Entry(NamedTuple):
    """One text of the standard."""

    path: Path
    words: str
    withdrawn: bool


def lines_of(text: str) -> dict[str, list[Line]]:
    """Return the lines of a source text, by the field that holds their words; those above the first by ``title``."""
    found: dict[str, list[Line]] = {"title": []}
    part = "title"
    for number, line in enumerate(text.split("\n"), start=1):
        words = _one_space(line)
        heading = words.rstrip(":").casefold()
        if heading in _FIELDS:
            part = _FIELDS[heading]
            found.setdefault(part, [])
        elif words and heading not in _LEAD_INS:
            listed = part in ("performance_criteria", "knowledge")
            found[part].append(Line(number, _MARK.sub("", words) if listed else words))
    return found


def source_text_problems(standard: Outline, texts: Mapping[str, str | None] | None) -> Iterator[Problem]:
    """Every place where a standard's words differ from its source text; nothing for a suite without source texts."""
    top = standard.source.value if isinstance(standard.source.value, dict) else {}
    provenance = top.get("provenance")
    name = provenance.get("source_text") if isinstance(provenance, dict) else None
    if texts is None or not isinstance(name, str):
        return
    place: Path = ("provenance", "source_text")
    if name not in texts:
        message = _("There is no file {file}.", file=shown(f"{SOURCE_TEXTS}/{name}"))
        hint = did_you_mean(name, list(texts)) or _("Save the source text there, without changes.")
        yield standard.source.problem(place, message, hint)
        return
    text = texts[name]
    if text is None:
        return
    file = f"{standard.source.file.rpartition('/')[0]}/{SOURCE_TEXTS}/{name}"
    source = lines_of(text)
    missing = [line for line, field in PARTS.items() if field not in source]
    if missing:
        message = _("{file} has no line {line}.", file=file, line=shown(missing[0]))
        hint = _("Each part of a source text starts with one of the lines {lines}.", lines=listed(PARTS))
        yield standard.source.problem(place, message, hint)
        return
    entries = {field: list(_entries(field, top.get(field))) for field in PARTS.values()}
    known = {line.words for field in PARTS.values() for line in source[field]}
    if known.isdisjoint(entry.words for words in entries.values() for entry in words):
        message = _("None of the words of this standard are in {file}.", file=file)
        yield standard.source.problem(place, message, _("Write the name of the file that the words come from."))
        return
    yield from _title(standard, top, source["title"], file)
    area = top.get("competence_area")
    if isinstance(area, str) and _one_space(area) not in " ".join(line.words for line in source["overview"]):
        message = _("{words} is not in the overview of {file}.", words=shown(area), file=file)
        hint = _("Copy it exactly from the overview, or delete the field.")
        yield standard.source.problem(("competence_area",), message, hint)
    for field, words in entries.items():
        yield from _differences(standard, field, words, source[field], file)


def _entries(field: str, value: Value) -> Iterator[_Entry]:
    for position, entry in mappings(value):
        for name in ("heading", "text"):
            words = entry.get(name)
            if isinstance(words, str):
                yield _Entry((field, position, name), _one_space(words), "withdrawn" in entry)


def _title(standard: Outline, top: Mapping[str, Value], lines: list[Line], file: str) -> Iterator[Problem]:
    title = top.get("title")
    if top.get("title_origin") != "source-text" or not isinstance(title, str):
        return
    if not lines:
        message = _("{file} has no title. Its first line is Overview.", file=file)
        hint = _("Write official-page if the title is from there, or inferred if you based it on the overview.")
        yield standard.source.problem(("title_origin",), message, hint)
    elif _one_space(title) != lines[0].words:
        message = _(
            "The title is {here} here and {there} on line {line} of {file}.",
            here=shown(title),
            there=shown(lines[0].words),
            line=lines[0].number,
            file=file,
        )
        yield standard.source.problem(("title",), message, _("Copy the title from the source text."))


def _differences(
    standard: Outline, field: str, entries: list[_Entry], lines: list[Line], file: str
) -> Iterator[Problem]:
    known = {line.words: line for line in lines}
    # A later source text no longer has what was withdrawn; an earlier one still does. Both are right.
    entries = [entry for entry in entries if not entry.withdrawn or entry.words in known]
    ours, theirs = [entry.words for entry in entries], [line.words for line in lines]
    if ours == theirs:
        return
    common = set(ours) & set(theirs)
    for tag, start, end, first, last in SequenceMatcher(None, *_told_apart(ours, theirs), autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        moved = [entry for entry in entries[start:end] if entry.words in common]
        for entry in moved:
            line_there = known[entry.words].number
            message = _("These words are in a different place in {file}, on line {line}.", file=file, line=line_there)
            yield standard.source.problem(entry.path, message, _("Use the order of the source text."))
        changed = [entry for entry in entries[start:end] if entry.words not in common]
        rest = [line for line in lines[first:last] if line.words not in common]
        paired = _paired(changed, rest)
        for entry, line in paired:
            yield _reworded(standard, entry, line, file) if line else _added(standard, entry, file)
        used = {line.number for __, line in paired if line}
        for line in rest:
            if line.number in used:
                continue
            above = entries[start - 1].path if start else (field,)
            message = _(
                "{words} is missing after this. It is on line {line} of {file}.",
                words=shown(line.words),
                line=line.number,
                file=file,
            )
            hint = _(
                "Copy it from the source text. If the standards setting organisation removed it, add withdrawn to the "
                "item, or delete it from the source text too."
            )
            yield standard.source.problem(above, message, hint, at_key=not start)


def _told_apart(ours: list[str], theirs: list[str]) -> tuple[list[Hashable], list[Hashable]]:
    """Return two lists of texts to be compared, with equal texts numbered where there are a great many of them.

    To compare every text with every equal one takes long, and only a file that is no standard has so many.
    """
    here, there = Counter(ours), Counter(theirs)
    if sum(times * there[words] for words, times in here.items()) <= 2 * len(ours) + _MOST_PAIRS:
        return [*ours], [*theirs]
    return list(_numbered(ours)), list(_numbered(theirs))


def _numbered(texts: list[str]) -> Iterator[tuple[str, int]]:
    times: Counter[str] = Counter()
    for words in texts:
        times[words] += 1
        yield words, times[words]


def _paired(entries: list[_Entry], lines: list[Line]) -> list[tuple[_Entry, Line | None]]:
    """Each entry with the line that it was, or None where it is new."""
    if len(entries) == len(lines) or len(entries) * len(lines) > _MOST_PAIRS:
        return list(zip_longest(entries, lines[: len(entries)]))
    free = {line: _threes(line.words) for line in lines}
    found: list[tuple[_Entry, Line | None]] = []
    for entry in entries:
        ours = _threes(entry.words)
        likeness, near = max(((_shared(ours, theirs), line) for line, theirs in free.items()), default=(0.0, None))
        line = None
        if near is not None and likeness >= _LEAST_LIKE:
            line = near
            del free[line]
        found.append((entry, line))
    return found


def _threes(words: str) -> Counter[str]:
    """Return each three letters that follow one another in a text, with how often they do."""
    return Counter(map("".join, zip(words, words[1:], words[2:], strict=False)))


def _shared(ours: Counter[str], theirs: Counter[str]) -> float:
    """How much two texts share of their letters, from 0 to 1. Takes as long as the shorter of them."""
    few, many = sorted((ours, theirs), key=len)
    shared = sum(min(times, many[letters]) for letters, times in few.items())
    return 2 * shared / max(ours.total() + theirs.total(), 1)


def _reworded(standard: Outline, entry: _Entry, line: Line, file: str) -> Problem:
    here, there = _around(entry.words, line.words)
    message = _(
        "The words are {here} here and {there} on line {line} of {file}.",
        here=shown(here, _LONGEST),
        there=shown(there, _LONGEST),
        line=line.number,
        file=file,
    )
    hint = _(
        "Copy the words from the source text, including mistakes, and record the mistakes under errata. If the "
        "standards setting organisation changed the words, change the source text too."
    )
    if (mark := _MARK.match(entry.words)) and entry.words[mark.end() :] == line.words:
        hint = _("Delete {mark} here. A list mark or number is not part of the text.", mark=shown(mark[0].strip()))
    elif entry.words.translate(_STRAIGHT) == line.words.translate(_STRAIGHT):
        typed, right = next((a, b) for a, b in zip(entry.words, line.words, strict=True) if a != b)
        hint = _("Type {right} instead of {wrong}, as in the source text.", right=right, wrong=typed)
    return standard.source.problem(entry.path, message, hint)


def _added(standard: Outline, entry: _Entry, file: str) -> Problem:
    hint = _("If the standards setting organisation added them, add them to the source text, in the same place.")
    return standard.source.problem(entry.path, _("These words are not in {file}.", file=file), hint)


def _around(ours: str, theirs: str) -> tuple[str, str]:
    """The two texts near the first letter in which they differ, whole words only."""
    one, other = ours.split(" "), theirs.split(" ")
    at = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    start = max(0, at - 3) if at > 4 else 0

    def cut(words: list[str]) -> str:
        return ("… " if start else "") + " ".join(words[start : at + 4]) + (" …" if len(words) > at + 4 else "")

    return cut(one), cut(other)


def _one_space(text: str) -> str:
    return " ".join(text.split())
