"""Find the problems of forms that the schema cannot find.

A form names what is printed on it. These rules make sure that the suite has it.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from itertools import count

from competence_standards.check.entries import entries_of, lacks, used_twice
from competence_standards.check.names import is_file_name, new_name, renaming
from competence_standards.check.self_assessment import DECISION_WORDS, METHODS, SCALE
from competence_standards.forms.codes import codes_with_two_meanings
from competence_standards.problem import Guesses, Problem, did_you_mean, quoted, shown
from competence_standards.prose import figures, listed, sentences
from competence_standards.read import Folder, Path, Source, Value, mappings
from competence_standards.translation import gettext as _
from competence_standards.translation import ngettext

ROLE_WORDS = "role-words"
ROLES = ("candidate", "assessor", "witness", "manager", "countersigner", "iqa", "centre", "awarder")
"""The words that forms take from the role words."""
DECISIONS = ("met", "not_met")
"""Those that they take from the decision words."""

MOST_FORMS = 200
"""Ten times as many as here. A form can list all the others."""
MOST_PLACES = 5_000
"""Boxes and lines of a form: three times those of the largest here."""
ROWS_OF_EACH = 50
"""As many rows as a standard of the usual size has items."""
MOST_FOR_EACH = 300
"""Boxes and lines for each item, in all forms together: three times as many as here."""
MOST_OTHERS = 20_000
"""Boxes and lines that are not for an item, in all forms together: seven times as many as here."""

_MOST_LEVELS = 6
_BOXES = range(2, 13)
"""How many boxes a column can have side by side."""
_TEXT = 8
"""As many lines as the words of an item, or a list of similar items, may take."""
_KEY = 40
"""As many entries as a key may have."""
_MOST_LISTED = 20
"""Rows of a table for each standard or each rule. A table of more standards has blank rows."""
_NUMBER = re.compile("[1-9][0-9]?")
_TERM = re.compile(r"\$(\w*)")
_OF_A_STANDARD = ("item", "criterion", "knowledge")
_DAYS = ("started", "target")
_NEEDS = {"levels": SCALE, "level": SCALE, "ratings": SCALE, "method": METHODS, "methods": METHODS}
"""The vocabulary that a kind of column or key is made from."""


def form_problems(folder: Folder) -> Iterator[Problem]:
    """Every mistake in the forms and in the words that are put into them."""
    yield from _matching_words(folder)
    yield from codes_with_two_meanings(folder)
    lacking: dict[str, list[tuple[Source, Path]]] = {}
    names = {source.name for source in folder.forms}
    first: dict[str, Source] = {}
    for source in folder.forms:
        if isinstance(source.value, dict) and isinstance(code := source.value.get("code"), str):
            first.setdefault(code, source)
    if folder.suite and isinstance(folder.suite.value, dict):
        yield from _terms(folder.suite, ("forms_note",), folder.suite.value.get("forms_note"), Guesses())
    for source in folder.forms[MOST_FORMS:][:1]:
        message = _("The suite has more than {limit} forms.", limit=MOST_FORMS)
        yield source.problem((), message, _("Delete the forms that nobody uses."))
    for source in folder.forms:
        top = source.value if isinstance(source.value, dict) else {}
        yield from _identity(source, top, names)
        yield from _code(source, top, first)
        yield from _terms(source, (), source.value, Guesses())
        yield from _blocks(source, top, folder, lacking)
        yield from _size(source, top)
    yield from _together(folder.forms)
    for name, places in lacking.items():
        source, path = places[0]
        file = f"vocabulary/{name}.yml"
        message = _("{file} is missing.", file=file)
        if len(places) > 1:
            often = ngettext(
                "{number} block or column needs it. This is the first.",
                "{number} blocks and columns need it. This is the first.",
                len(places),
            )
            message = sentences(message, often)
        hint = _("Add {file}, or remove the blocks and columns that need it.", file=file)
        yield source.problem(path, message, hint)
    if folder.forms:
        for name in (ROLE_WORDS, DECISION_WORDS):
            if lacks(folder, name):
                file = f"vocabulary/{name}.yml"
                message = _("The suite has forms, but {file} is missing.", file=file)
                hint = _("Add {file}. Forms use the words in it.", file=file)
                yield folder.forms[0].problem((), message, hint)


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
                message = used_twice(identity, source.line(first[identity]))
                yield source.problem(path, message, _("Give this set a different id in both files."))
            elif identity not in ids[other] and identity not in meant:
                near = guesses.nearest(identity, ids[other])
                meant.add(near)
                file = f"{other}.yml"
                hint = _("Add it to {file}.", file=file)
                if near:
                    hint = _(
                        "Write {word} here, or {other} in {file}.", word=shown(near), other=shown(identity), file=file
                    )
                yield source.problem(path, _("{id} is not in {file}.", id=shown(identity), file=file), hint)


def _sets(folder: Folder, name: str) -> list[tuple[Path, str]]:
    found = [(path, entry.get("id")) for path, entry in entries_of(folder, name)]
    return [((*path, "id"), identity) for path, identity in found if isinstance(identity, str)]


def _identity(source: Source, top: dict[str, Value], names: Collection[str]) -> Iterator[Problem]:
    identity = top.get("id")
    if isinstance(identity, str) and identity != source.name:
        message = _("{id} does not match the file name.", id=shown(identity))
        hint = _("A form's id is its file name. Write {word} here, or rename the file.", word=shown(source.name))
        if not is_file_name(source.name) and (name := new_name(source.name, names)):
            hint = renaming(name, identity)
        yield source.problem(("id",), message, hint)


def _code(source: Source, top: dict[str, Value], first: dict[str, Source]) -> Iterator[Problem]:
    code = top.get("code")
    if isinstance(code, str) and first[code] is not source:
        message = _("{code} is also the code of {file}.", code=code, file=f"{first[code].name}.yml")
        letters = code.rstrip("0123456789")
        free = next(other for number in count(1) if (other := f"{letters}{number}") not in first)
        hint = _("Give the newer form another code, such as {code}.", code=free)
        yield source.problem(("code",), message, hint)


def _terms(source: Source, path: Path, value: Value, guesses: Guesses) -> Iterator[Problem]:
    """A problem for each word that begins with a dollar sign and that no vocabulary has."""
    if isinstance(value, str):
        known = [*ROLES, *DECISIONS]
        for term in _TERM.findall(value):
            if term[:1].lower() + term[1:] not in known:
                # The dollar sign, which all of them share, makes no two words alike.
                near = guesses.nearest(term, known)
                hint = _("Did you mean {word}?", word=quoted(f"${near}")) if near else ""
                choice = _("The words are {words}.", words=listed(f"${name}" for name in known))
                message = _("{word} is not a word for a role or a decision.", word=shown(f"${term}"))
                yield source.problem(path, message, hint or choice)
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
        each = block.get("each")
        if each in _OF_A_STANDARD and top.get("per") == "candidate":
            message = _("This form is for each candidate, so it has no items.")
            yield source.problem((*path, "each"), message, _("Set per to standard, or use rows instead of each."))
        needed((*path, "of"), block.get("of"))
        for number, field in mappings(block.get("fields")):
            yield from _header(source, (*path, "fields", number, "kind"), field)
        for number, column in mappings(block.get("columns")):
            where = (*path, "columns", number, "holds")
            yield from _holds(source, where, column.get("holds"), each)
            needed(where, column.get("holds"))
            yield from _rows_of(source, (*path, "columns", number, "rows_of"), column, top)
            yield from _needed(source, (*path, "columns", number, "needed"), column, top)


def _size(source: Source, top: dict[str, Value]) -> Iterator[Problem]:
    """Yield a problem for a form that would need very many pages, and be very slow in a browser."""
    size = sum(_places(block) for __, block in mappings(top.get("blocks")))
    if size > MOST_PLACES:
        message = _(
            "The form has {size} boxes and lines to fill in. The limit is {limit}.",
            size=figures(size),
            limit=figures(MOST_PLACES),
        )
        hint = _("Use fewer or smaller blocks. A table that has each counts as {number} rows.", number=ROWS_OF_EACH)
        yield source.problem(("blocks",), message, hint, at_key=True)


def _together(forms: Sequence[Source]) -> Iterator[Problem]:
    """Yield a problem for the form with which all forms together become much longer than the standards they are for.

    There are such forms for each standard, in each format.
    """
    for_each = others = 0
    hint = _(
        "Delete forms, or use fewer or smaller blocks. A column with the words of items or with similar items counts "
        "as {number} lines.",
        number=_TEXT,
    )
    for source in forms:
        blocks = mappings(source.value.get("blocks")) if isinstance(source.value, dict) else ()
        for __, block in blocks:
            for_each += _places_of_item(block)
            others += _other_places(block, len(forms))
        if for_each > MOST_FOR_EACH:
            message = _(
                "With this form, the forms have {size} boxes and lines for each item. The limit is {limit}.",
                size=figures(for_each),
                limit=figures(MOST_FOR_EACH),
            )
            yield source.problem(("blocks",), message, hint, at_key=True)
            return
        if others > MOST_OTHERS:
            message = _(
                "With this form, the forms have {size} boxes and lines that are not for an item. The limit is {limit}.",
                size=figures(others),
                limit=figures(MOST_OTHERS),
            )
            yield source.problem(("blocks",), message, hint, at_key=True)
            return


def _places_of_item(block: dict[str, Value]) -> int:
    """Count the boxes and lines that a block has for each item of a standard."""
    if block.get("each") not in _OF_A_STANDARD:
        return 1 if block.get("block") == "criteria" else 0
    texts = sum(column.get("holds") in ("words", "also") for __, column in mappings(block.get("columns")))
    return _of_row(block) + texts * (_TEXT - 1)


def _other_places(block: dict[str, Value], forms: int) -> int:
    """Count the boxes and lines of a block, but not those for each item of a standard."""
    each = block.get("each")
    listed = {"form": forms, "standard": _MOST_LISTED, "rule": _MOST_LISTED}
    rows = listed.get(each, 0) if isinstance(each, str) else _count(block.get("rows"))
    return rows * _of_row(block) + _lines(block) + (_KEY if block.get("block") == "key" else 0)


def _places(block: dict[str, Value]) -> int:
    """Count the boxes, and the lines of handwriting, of one block."""
    rows = ROWS_OF_EACH if "each" in block else _count(block.get("rows"))
    return rows * _of_row(block) + _lines(block)


def _of_row(block: dict[str, Value]) -> int:
    return sum(_boxes(column) for __, column in mappings(block.get("columns"))) + _count(block.get("height"))


def _lines(block: dict[str, Value]) -> int:
    listed = [*mappings(block.get("fields")), *mappings(block.get("prompts"))]
    return sum(_count(entry.get("lines")) for __, entry in listed)


def _boxes(column: dict[str, Value]) -> int:
    if column.get("holds") == "levels":
        return _MOST_LEVELS
    options = column.get("options")
    return _BOXES[-1] if "rows_of" in column else max(1, len(options) if isinstance(options, list) else 0)


def _rows_of(source: Source, path: Path, column: dict[str, Value], top: dict[str, Value]) -> Iterator[Problem]:
    """Yield a problem if the boxes of a column are for the rows of no table, or of one that has too few or too many."""
    heading = column.get("rows_of")
    if not isinstance(heading, str) or column.get("holds") != "boxes" or "options" in column:
        return
    tables = [block for __, block in mappings(top.get("blocks")) if "rows" in block]
    rows = [_count(block["rows"]) for block in tables if block.get("heading") == heading]
    if len(rows) != 1:
        message = _("{heading} is not the heading of one table with blank rows.", heading=shown(heading))
        headings = [one for one in (block.get("heading") for block in tables) if isinstance(one, str)]
        hint = did_you_mean(heading, headings) or _("Copy the heading of the table whose rows the boxes are for.")
        yield source.problem(path, message, hint)
    elif rows[0] not in _BOXES:
        message = _("The table {heading} must have 2 to 12 rows.", heading=shown(heading))
        yield source.problem(path, message, _("Change the rows of that table, or list options here instead."))


def _needed(source: Source, path: Path, column: dict[str, Value], top: dict[str, Value]) -> Iterator[Problem]:
    """Yield a problem if no field of the form says how many boxes of a column must be ticked."""
    label = column.get("needed")
    if not isinstance(label, str) or column.get("holds") != "count":
        return
    fields = [field for __, block in mappings(top.get("blocks")) for __, field in mappings(block.get("fields"))]
    labels = [field.get("label") for field in fields if field.get("kind") == "line"]
    if labels.count(label) != 1:
        message = _("{label} is not the label of one field of this form with the kind line.", label=shown(label))
        near = did_you_mean(label, [one for one in labels if isinstance(one, str)])
        yield source.problem(path, message, near or _("Copy the label of the field where people write the number."))


def _count(value: Value) -> int:
    return int(value) if isinstance(value, str) and _NUMBER.fullmatch(value) else 0


def _header(source: Source, path: Path, field: dict[str, Value]) -> Iterator[Problem]:
    header, kind = field.get("header"), field.get("kind")
    fitting = "date" if header in _DAYS else "line"
    if isinstance(header, str) and isinstance(kind, str) and kind != fitting:
        message = _(
            "A field with the header {header} cannot have the kind {kind}.", header=shown(header), kind=shown(kind)
        )
        yield source.problem(path, message, _("Write kind: {kind}, or remove header.", kind=fitting))


def _holds(source: Source, path: Path, holds: Value, each: Value) -> Iterator[Problem]:
    if holds == "words" and each is None:
        message = _("This column holds {what}, but blank rows have no {what}.", what=holds)
        yield source.problem(path, message, _("Add each to the table, or set holds to line."))
    elif holds in ("version", "criterion", "knowledge") and each != "standard":
        message = _("Only rows for standards can hold {what}.", what=holds)
        yield source.problem(path, message, _("Set each to standard, or remove the column."))
    elif holds in ("also", "levels") and each not in _OF_A_STANDARD:
        message = _("A column that holds {what} needs the items of a standard.", what=holds)
        yield source.problem(path, message, _("Set each to item, criterion or knowledge, or remove the column."))
