"""Find the codes that stand for two things. Forms print codes without what they stand for."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from competence_standards.check.entries import entries_of
from competence_standards.check.self_assessment import DECISION_WORDS, METHODS, SCALE
from competence_standards.model import PARTS
from competence_standards.model.part import title
from competence_standards.problem import Problem, shown
from competence_standards.read import Folder, Path, Source, Value, mappings
from competence_standards.translation import gettext as _

_CODE = re.compile("[A-Z]{1,4}")
_CODES_OF = {
    "level": SCALE,
    "levels": SCALE,
    "ratings": SCALE,
    "method": METHODS,
    "methods": METHODS,
    "rule": DECISION_WORDS,
}
"""The vocabulary whose codes are printed, by what a column holds, what a key is of or what a table has a row for."""


class _Code(NamedTuple):
    code: str
    name: str
    """What it stands for."""
    vocabulary: str
    """Empty for the letters of item numbers, which are on every form."""
    path: Path


def codes_with_two_meanings(folder: Folder) -> Iterator[Problem]:
    """Yield a note for each code that also stands for something else, in another vocabulary or on the same form."""
    known = {kind.letter: _Code(kind.letter, title(kind), "", ()) for kind in PARTS}
    noted: set[tuple[str, str]] = set()
    for one in _codes(folder):
        other = known.setdefault(one.code, one)
        # Each country has the same letters, so one note is enough.
        if other.vocabulary != one.vocabulary and (one.code, one.vocabulary) not in noted:
            noted.add((one.code, one.vocabulary))
            yield _note(folder.vocabulary[one.vocabulary], one.path, other)
    for source in folder.forms:
        top = source.value if isinstance(source.value, dict) else {}
        blocks = list(mappings(top.get("blocks")))
        printed = {"", *(name for __, block in blocks for name in _printed(block))}
        for position, block in blocks:
            for path, option in _options(block):
                meaning = known.get(option)
                if meaning and meaning.vocabulary in printed:
                    yield _note(source, ("blocks", position, *path), meaning)


def _note(source: Source, path: Path, other: _Code) -> Problem:
    file = f"{other.vocabulary}.yml"
    message = (
        _("{code} is also the code of {name} in {file}.", code=other.code, name=shown(other.name), file=file)
        if other.vocabulary
        else _("{code} is also the first letter of item numbers in {part}.", code=other.code, part=shown(other.name))
    )
    hint = _("Use a different code for one of them, so that it has one meaning on every form.")
    return source.note(path, message, hint)


def _codes(folder: Folder) -> Iterator[_Code]:
    """Yield the codes of the methods, of the rating scale and of the rules of evidence."""
    for path, method in entries_of(folder, METHODS):
        yield from _code(METHODS, path, method, "code")
    for path, level in entries_of(folder, SCALE):
        yield from _code(SCALE, path, level, "code")
    scale = folder.vocabulary.get(SCALE)
    if scale and isinstance(scale.value, dict) and isinstance(not_now := scale.value.get("not_now"), dict):
        yield from _code(SCALE, ("not_now",), not_now, "code")
    for path, words in entries_of(folder, DECISION_WORDS):
        for position, rule in mappings(words.get("rules")):
            yield from _code(DECISION_WORDS, (*path, "rules", position), rule, "letter")


def _code(vocabulary: str, path: Path, entry: dict[str, Value], field: str) -> Iterator[_Code]:
    code, name = entry.get(field), entry.get("name") or entry.get("label") or entry.get("id")
    if isinstance(code, str) and isinstance(name, str):
        yield _Code(code, name, vocabulary, (*path, field))


def _printed(block: dict[str, Value]) -> Iterator[str]:
    """Yield the vocabularies whose codes are in a block."""
    holds = (column.get("holds") for __, column in mappings(block.get("columns")))
    for value in (block.get("of"), block.get("each"), *holds):
        if isinstance(value, str) and value in _CODES_OF:
            yield _CODES_OF[value]


def _options(block: dict[str, Value]) -> Iterator[tuple[Path, str]]:
    """Yield the answers in a block that are codes, each with its place."""
    for name in ("fields", "columns"):
        for position, entry in mappings(block.get(name)):
            options = entry.get("options")
            for number, option in enumerate(options if isinstance(options, list) else ()):
                if isinstance(option, str) and _CODE.fullmatch(option):
                    yield (name, position, "options", number), option
