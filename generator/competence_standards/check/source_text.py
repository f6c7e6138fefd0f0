"""Compare the words of one standard with the source text that its YAML names."""

from collections import Counter
from collections.abc import Hashable, Iterator, Mapping
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import NamedTuple

from competence_standards.check.draft import Draft
from competence_standards.check.source_lines import LIST_MARK, Line, lines_of, one_space, starts
from competence_standards.model import Part, Standard
from competence_standards.problem import Problem, did_you_mean, shown
from competence_standards.prose import listed
from competence_standards.read import SOURCE_TEXTS, Path
from competence_standards.translation import gettext as _

_STRAIGHT = str.maketrans("‘’“”", "''\"\"")
_MOST_PAIRS = 100
"""Maximum pairs of lines to compare for similarity. Larger changes are paired in order."""
_LEAST_LIKE = 0.5
"""Below this share of common three-letter sequences, two lines are different lines, not a rewording."""
_LONGEST = 120


class _Entry(NamedTuple):
    """One text of the standard."""

    path: Path
    words: str
    withdrawn: bool = False


def source_text_problems(draft: Draft, texts: Mapping[str, str | None] | None) -> Iterator[Problem]:
    """Yield each place where a standard differs from its source text, if the suite has source texts."""
    name = draft.standard.source_text
    if texts is None or not name:
        return
    place: Path = ("provenance", "source_text")
    if name not in texts:
        message = _("There is no file {file}.", file=shown(f"{SOURCE_TEXTS}/{name}"))
        hint = did_you_mean(name, list(texts)) or _("Save the source text there, without changes.")
        yield draft.problem(place, message, hint)
        return
    text = texts[name]
    if text is None:
        return
    file = f"{draft.source.file.rpartition('/')[0]}/{SOURCE_TEXTS}/{name}"
    printed = _printed(draft.standard)
    source = {
        field: [line._replace(words=printed.get(line.words, line.words)) for line in lines]
        for field, lines in lines_of(text, draft.kinds).items()
    }
    entries = _entries(draft.standard)
    lines = {field: line for line, field in reversed(starts(draft.kinds).items()) if field in entries}
    if not draft.standard.overview:
        # The source text need not have an overview either.
        source.setdefault("overview", [])
    missing = [lines[field] for field in entries if field not in source]
    if missing:
        message = _("{file} has no line {line}.", file=file, line=shown(missing[0]))
        known_lines = listed(lines[field] for field in entries)
        hint = _("Each part of a source text starts with one of the lines {lines}.", lines=known_lines)
        yield draft.problem(place, message, hint)
        return
    known = {line.words for field in entries for line in source[field]}
    if known.isdisjoint(entry.words for words in entries.values() for entry in words):
        message = _("None of the words of this standard are in {file}.", file=file)
        yield draft.problem(place, message, _("Write the name of the file that the words come from."))
        return
    yield from _title(draft, source["title"], file)
    area = draft.standard.competence_area
    if area and one_space(area) not in " ".join(line.words for line in source["overview"]):
        message = _("{words} is not in the overview of {file}.", words=shown(area), file=file)
        hint = _("Copy it exactly from the overview, or delete the field.")
        yield draft.problem(("competence_area",), message, hint)
    for field in (kind.field for kind in draft.kinds):
        if source.get(field) and field not in entries:
            message = _(
                "{file} has words for {field}, but this standard does not have that field.",
                file=file,
                field=shown(field),
            )
            hint = _("Add {field}, with the words of the source text.", field=shown(field))
            yield draft.problem(place, message, hint)
    for field, words in entries.items():
        yield from _differences(draft, field, words, source[field], file)


def _printed(standard: Standard) -> dict[str, str]:
    """Return the words of each numbered text, by the line that has its printed number without a dot before them."""
    sections = [section for part in standard.parts for section in part.sections]
    texts = [(section.number, section.heading or "") for section in sections]
    texts += [(item.number or "", item.wording.source) for section in sections for item in section.items]
    return {one_space(f"{number} {words}"): one_space(words) for number, words in texts if number}


def _entries(standard: Standard) -> dict[str, list[_Entry]]:
    """Return the texts of a standard in order, by field."""
    overview = [_Entry((*one.place, "text"), one_space(one.source)) for one in standard.overview]
    return {"overview": overview, **{part.kind.field: list(_entries_of(part)) for part in standard.parts}}


def _entries_of(part: Part) -> Iterator[_Entry]:
    for section in part.sections:
        if section.heading is not None:
            yield _Entry(section.place, one_space(section.heading))
        for item in section.items:
            yield _Entry((*item.place, "text"), one_space(item.wording.source), withdrawn=not item.in_force)
            for point in item.points:
                yield _Entry(point.place, one_space(point.source), withdrawn=not item.in_force)


def _title(draft: Draft, lines: list[Line], file: str) -> Iterator[Problem]:
    title = draft.standard.title
    if draft.standard.title_origin != "source-text":
        return
    if not lines:
        message = _("{file} has no title. Its first line is Overview.", file=file)
        hint = _("Write official-page if the title is from there, or inferred if you based it on the overview.")
        yield draft.problem(("title_origin",), message, hint)
    elif one_space(title) != lines[0].words:
        message = _(
            "The title is {here} here and {there} on line {line} of {file}.",
            here=shown(title),
            there=shown(lines[0].words),
            line=lines[0].number,
            file=file,
        )
        yield draft.problem(("title",), message, _("Copy the title from the source text."))


def _differences(draft: Draft, field: str, entries: list[_Entry], lines: list[Line], file: str) -> Iterator[Problem]:
    known = {line.words: line for line in lines}
    # Withdrawn items may be in the source text or not, because the source text may be older or newer.
    entries = [entry for entry in entries if not entry.withdrawn or entry.words in known]
    ours, theirs = [entry.words for entry in entries], [line.words for line in lines]
    if ours == theirs:
        return
    common = set(ours) & set(theirs)
    for tag, start, end, first, last in SequenceMatcher(None, *_comparable(ours, theirs), autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        moved = [entry for entry in entries[start:end] if entry.words in common]
        for entry in moved:
            line_there = known[entry.words].number
            message = _("These words are in a different place in {file}, on line {line}.", file=file, line=line_there)
            yield draft.problem(entry.path, message, _("Use the order of the source text."), cause="moved")
        changed = [entry for entry in entries[start:end] if entry.words not in common]
        rest = [line for line in lines[first:last] if line.words not in common]
        paired = _paired(changed, rest)
        for entry, line in paired:
            yield _reworded(draft, entry, line, file) if line else _added(draft, entry, file)
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
            yield draft.problem(above, message, hint, at_key=not start, cause="not-copied")


def _comparable(ours: list[str], theirs: list[str]) -> tuple[list[Hashable], list[Hashable]]:
    """Return two lists of texts to compare. If very many texts are equal, number them.

    Comparing many equal texts with each other is slow. Only a file that is not a standard has so many.
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
    """Pair each entry with its former line, or None if it is new."""
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
    """Count the three-letter sequences of a text."""
    return Counter(map("".join, zip(words, words[1:], words[2:], strict=False)))


def _shared(ours: Counter[str], theirs: Counter[str]) -> float:
    """Return the share of common sequences of two texts, from 0 to 1. Takes time in proportion to the shorter."""
    few, many = sorted((ours, theirs), key=len)
    shared = sum(min(times, many[letters]) for letters, times in few.items())
    return 2 * shared / max(ours.total() + theirs.total(), 1)


def _reworded(draft: Draft, entry: _Entry, line: Line, file: str) -> Problem:
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
    cause = "reworded"
    if (mark := LIST_MARK.match(entry.words)) and entry.words[mark.end() :] == line.words:
        cause = "list-marks"
        hint = _("Delete {mark} here. A list mark or number is not part of the text.", mark=shown(mark[0].strip()))
    elif entry.words.translate(_STRAIGHT) == line.words.translate(_STRAIGHT):
        typed, right = next((a, b) for a, b in zip(entry.words, line.words, strict=True) if a != b)
        hint = _("Type {right} instead of {wrong}, as in the source text.", right=right, wrong=typed)
        cause = f"{typed}:{right}"
    return draft.problem(entry.path, message, hint, cause=cause)


def _added(draft: Draft, entry: _Entry, file: str) -> Problem:
    hint = _("If the standards setting organisation added them, add them to the source text, in the same place.")
    return draft.problem(entry.path, _("These words are not in {file}.", file=file), hint)


def _around(ours: str, theirs: str) -> tuple[str, str]:
    """Return both texts around their first difference, in whole words."""
    one, other = ours.split(" "), theirs.split(" ")
    at = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    start = max(0, at - 3) if at > 4 else 0

    def cut(words: list[str]) -> str:
        return ("… " if start else "") + " ".join(words[start : at + 4]) + (" …" if len(words) > at + 4 else "")

    return cut(one), cut(other)
