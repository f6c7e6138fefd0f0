"""The forms and their words in; a problem out for each thing in them that no schema can see.

A form names what is printed on it by kind alone: the rules below make sure that the suite has it.
"""

import re
from collections.abc import Iterator

from generator.check.entries import entries_of, lacks
from generator.check.self_assessment import DECISION_WORDS, METHODS, SCALE
from generator.problem import Guesses, Problem, shown
from generator.read import Folder, Path, Source, Value, mappings

ROLE_WORDS = "role-words"
ROLES = ("candidate", "assessor", "witness", "manager", "countersigner", "iqa", "centre")
"""The words that forms take from the role words."""
DECISIONS = ("met", "not_met")
"""Those that they take from the decision words."""

_TERM = re.compile(r"\$(\w*)")
_OF_A_STANDARD = ("item", "criterion", "knowledge")
_DAYS = ("started", "target")
_NEEDS = {"levels": SCALE, "level": SCALE, "ratings": SCALE, "method": METHODS, "methods": METHODS}
"""The vocabulary that a kind of column or key is made from."""


def form_problems(folder: Folder) -> Iterator[Problem]:
    """Every mistake in the forms and in the words that are put into them."""
    yield from _matching_words(folder)
    lacking: dict[str, list[tuple[Source, Path]]] = {}
    codes: dict[str, Source] = {}
    for source in folder.forms:
        top = source.value if isinstance(source.value, dict) else {}
        yield from _identity(source, top)
        yield from _code(source, top, codes)
        yield from _terms(source, (), source.value, Guesses())
        yield from _blocks(source, top, folder, lacking)
    for name, places in lacking.items():
        source, path = places[0]
        often = f" {len(places)} blocks and columns need it, this one first." if len(places) > 1 else ""
        hint = f"Write vocabulary/{name}.yml, or leave out what needs it."
        yield source.problem(path, f"The suite has no {name.replace('-', ' ')}.{often}", hint)
    if folder.forms:
        for name in (ROLE_WORDS, DECISION_WORDS):
            if lacks(folder, name):
                hint = f"Write vocabulary/{name}.yml: forms take their words from there."
                yield folder.forms[0].problem((), f"The suite has forms, but no {name.replace('-', ' ')}.", hint)


def _matching_words(folder: Folder) -> Iterator[Problem]:
    if not {ROLE_WORDS, DECISION_WORDS} <= set(folder.vocabulary):
        return
    known = {name: _sets(folder, name) for name in (ROLE_WORDS, DECISION_WORDS)}
    ids = {name: dict.fromkeys(identity for _, identity in sets) for name, sets in known.items()}
    guesses = Guesses()
    meant: set[str | None] = set()
    for name, other in ((ROLE_WORDS, DECISION_WORDS), (DECISION_WORDS, ROLE_WORDS)):
        source = folder.vocabulary[name]
        first: dict[str, Path] = {}
        for path, identity in known[name]:
            if first.setdefault(identity, path) != path:
                line = source.line(first[identity])
                message = f"{shown(identity)} is given twice; the first is on line {line}."
                yield source.problem(path, message, "Give this set a name of its own, in both files.")
            elif identity not in ids[other] and identity not in meant:
                near = guesses.nearest(identity, ids[other])
                meant.add(near)
                hint = f"Write {shown(near)} here, or {shown(identity)} in {other}.yml." if near else "Add it there."
                yield source.problem(path, f"{shown(identity)} is not in {other}.yml.", hint)


def _sets(folder: Folder, name: str) -> list[tuple[Path, str]]:
    found = [(path, entry.get("id")) for path, entry in entries_of(folder, name)]
    return [((*path, "id"), identity) for path, identity in found if isinstance(identity, str)]


def _identity(source: Source, top: dict[str, Value]) -> Iterator[Problem]:
    identity = top.get("id")
    if isinstance(identity, str) and identity != source.name:
        hint = f"A form's id is its file name: write {shown(source.name)} here, or rename the file."
        yield source.problem(("id",), f"{shown(identity)} is not the name of the file.", hint)


def _code(source: Source, top: dict[str, Value], codes: dict[str, Source]) -> Iterator[Problem]:
    code = top.get("code")
    if isinstance(code, str) and codes.setdefault(code, source) is not source:
        message = f"{code} is the code of {codes[code].name}.yml already."
        yield source.problem(("code",), message, "Give each form a code of its own.")


def _terms(source: Source, path: Path, value: Value, guesses: Guesses) -> Iterator[Problem]:
    """A problem for each word that begins with a dollar sign and that no vocabulary has."""
    if isinstance(value, str):
        known = [*ROLES, *DECISIONS]
        for term in _TERM.findall(value):
            if term[:1].lower() + term[1:] not in known:
                hint = guesses.did_you_mean(f"${term}", [f"${name}" for name in known])
                choice = f"The words are {', '.join(f'${name}' for name in known)}."
                yield source.problem(path, f"{shown(f'${term}')} is not a word that forms can use.", hint or choice)
    elif isinstance(value, list):
        for position, entry in enumerate(value):
            yield from _terms(source, (*path, position), entry, guesses)
    elif isinstance(value, dict):
        for name, entry in value.items():
            yield from _terms(source, (*path, name), entry, guesses)


def _blocks(
    source: Source, top: dict[str, Value], folder: Folder, lacking: dict[str, list[tuple[Source, Path]]]
) -> Iterator[Problem]:
    def needed(path: Path, made_from: Value) -> None:
        name = _NEEDS.get(made_from) if isinstance(made_from, str) else None
        if name and lacks(folder, name):
            lacking.setdefault(name, []).append((source, path))

    for position, block in mappings(top.get("blocks")):
        path: Path = ("blocks", position)
        kind, each = block.get("block"), block.get("each")
        if kind == "criteria" and top.get("per") == "candidate":
            message = "A form for each candidate has no standard, and so no criteria to tick."
            yield source.problem((*path, "block"), message, "Let the form be per standard, or use a table.")
        if kind == "table" and each in _OF_A_STANDARD and top.get("per") == "candidate":
            message = "A form for each candidate has no standard, and so no items."
            yield source.problem((*path, "each"), message, "Let the form be per standard, or write rows.")
        if kind == "key":
            needed((*path, "of"), block.get("of"))
        for number, field in mappings(block.get("fields")) if kind == "details" else ():
            yield from _header(source, (*path, "fields", number, "kind"), field)
        for number, column in mappings(block.get("columns")) if kind == "table" else ():
            where = (*path, "columns", number, "holds")
            yield from _holds(source, where, column.get("holds"), each)
            needed(where, column.get("holds"))


def _header(source: Source, path: Path, field: dict[str, Value]) -> Iterator[Problem]:
    header, kind = field.get("header"), field.get("kind")
    fitting = "date" if header in _DAYS else "line"
    if isinstance(header, str) and isinstance(kind, str) and kind != fitting:
        message = f"What is typed once as {shown(header)} does not go into a field of the kind {shown(kind)}."
        yield source.problem(path, message, f"Write kind: {fitting}, or leave header out.")


def _holds(source: Source, path: Path, holds: Value, each: Value) -> Iterator[Problem]:
    if holds in ("id", "words") and each is None:
        message = f"Rows that are for nothing in particular have no {holds}."
        yield source.problem(path, message, "Say under each what there is a row for, or let the column hold line.")
    elif holds == "version" and each != "standard":
        yield source.problem(path, "Only standards have a version.", "Let each be standard, or leave the column out.")
    elif holds in ("also", "levels") and each not in _OF_A_STANDARD:
        message = f"Only items of a standard have {'something like them' if holds == 'also' else 'levels'}."
        yield source.problem(path, message, f"Let each be one of {', '.join(_OF_A_STANDARD)}, or leave the column out.")
