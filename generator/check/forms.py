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
        often = f" {len(places)} blocks and columns need it. This is the first." if len(places) > 1 else ""
        hint = f"Add vocabulary/{name}.yml, or remove the blocks and columns that need it."
        yield source.problem(path, f"vocabulary/{name}.yml is missing.{often}", hint)
    if folder.forms:
        for name in (ROLE_WORDS, DECISION_WORDS):
            if lacks(folder, name):
                hint = f"Add vocabulary/{name}.yml. Forms use the words in it."
                yield folder.forms[0].problem((), f"The suite has forms, but vocabulary/{name}.yml is missing.", hint)


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
                message = f"{shown(identity)} is used more than once. It is first used on line {line}."
                yield source.problem(path, message, "Give this set a different id in both files.")
            elif identity not in ids[other] and identity not in meant:
                near = guesses.nearest(identity, ids[other])
                meant.add(near)
                hint = (
                    f"Write {shown(near)} here, or {shown(identity)} in {other}.yml."
                    if near
                    else f"Add it to {other}.yml."
                )
                yield source.problem(path, f"{shown(identity)} is not in {other}.yml.", hint)


def _sets(folder: Folder, name: str) -> list[tuple[Path, str]]:
    found = [(path, entry.get("id")) for path, entry in entries_of(folder, name)]
    return [((*path, "id"), identity) for path, identity in found if isinstance(identity, str)]


def _identity(source: Source, top: dict[str, Value]) -> Iterator[Problem]:
    identity = top.get("id")
    if isinstance(identity, str) and identity != source.name:
        hint = f"A form's id is its file name. Write {shown(source.name)} here, or rename the file."
        yield source.problem(("id",), f"{shown(identity)} does not match the file name.", hint)


def _code(source: Source, top: dict[str, Value], codes: dict[str, Source]) -> Iterator[Problem]:
    code = top.get("code")
    if isinstance(code, str) and codes.setdefault(code, source) is not source:
        message = f"{code} is already the code of {codes[code].name}.yml."
        yield source.problem(("code",), message, "Use a different code for each form.")


def _terms(source: Source, path: Path, value: Value, guesses: Guesses) -> Iterator[Problem]:
    """A problem for each word that begins with a dollar sign and that no vocabulary has."""
    if isinstance(value, str):
        known = [*ROLES, *DECISIONS]
        for term in _TERM.findall(value):
            if term[:1].lower() + term[1:] not in known:
                hint = guesses.did_you_mean(f"${term}", [f"${name}" for name in known])
                choice = f"The words are {', '.join(f'${name}' for name in known)}."
                yield source.problem(
                    path, f"{shown(f'${term}')} is not a word for a role or a decision.", hint or choice
                )
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
            message = "This form is for each candidate, so it has no criteria to tick."
            yield source.problem((*path, "block"), message, "Set per to standard, or use a table instead.")
        if kind == "table" and each in _OF_A_STANDARD and top.get("per") == "candidate":
            message = "This form is for each candidate, so it has no items."
            yield source.problem((*path, "each"), message, "Set per to standard, or use rows instead of each.")
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
        message = f"A field with the header {shown(header)} cannot have the kind {shown(kind)}."
        yield source.problem(path, message, f"Write kind: {fitting}, or remove header.")


def _holds(source: Source, path: Path, holds: Value, each: Value) -> Iterator[Problem]:
    if holds in ("id", "words") and each is None:
        message = f"This column holds {holds}, but blank rows have no {holds}."
        yield source.problem(path, message, "Add each to the table, or set holds to line.")
    elif holds == "version" and each != "standard":
        yield source.problem(path, "Only standards have a version.", "Set each to standard, or remove the column.")
    elif holds in ("also", "levels") and each not in _OF_A_STANDARD:
        message = f"A column that holds {holds} needs the items of a standard."
        yield source.problem(path, message, "Set each to item, criterion or knowledge, or remove the column.")
