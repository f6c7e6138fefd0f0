"""Find the problems of forms that the schema cannot find.

A form names what is printed on it. These rules make sure that the suite has it.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import count
from typing import NamedTuple

from competence_standards.check.lists import used_twice
from competence_standards.check.names import is_file_name, new_name, renaming
from competence_standards.check.schema import Examined, ExaminedFolder
from competence_standards.forms.blocks import LINES_OF_WORDS, ROWS_OF_EACH, AnyBlock
from competence_standards.forms.codes import codes_with_two_meanings
from competence_standards.forms.form import Form
from competence_standards.forms.from_source import form
from competence_standards.forms.part_words import NAMES
from competence_standards.forms.parts import MOST_BOXES, Column, Fault, Field
from competence_standards.forms.sources import source_faults
from competence_standards.model import values
from competence_standards.problem import Guesses, Problem, did_you_mean, quoted, shown
from competence_standards.prose import figures, listed
from competence_standards.read import DECISION_WORDS, ROLE_WORDS, Path, Source, leaves
from competence_standards.translation import gettext as _

ROLES = ("candidate", "assessor", "witness", "manager", "countersigner", "iqa", "centre", "awarder")
"""The words that forms take from the role words."""
DECISIONS = ("met", "not_met")
"""Those that they take from the decision words."""

MOST_FORMS = 200
"""Ten times as many as here. A form can list all the others."""
MOST_PLACES = 5_000
"""Boxes and lines of a form: four times those of the largest here."""
MOST_FOR_EACH = 300
"""Boxes and lines for each item, in all forms together: three times as many as here."""
MOST_OTHERS = 25_000
"""Boxes and lines that are not for an item, in all forms together: eight times as many as here."""

_TERM = re.compile(r"\$(\w*)")


class _Draft(NamedTuple):
    """One form with its file, whatever errors the file has."""

    examined: Examined
    form: Form

    @property
    def source(self) -> Source:
        return self.examined.source


def form_problems(examined: ExaminedFolder) -> Iterator[Problem]:
    """Yield every problem of the forms and of the words that are put into them."""
    drafts = [_Draft(one, form(one.accepted)) for one in examined.forms]
    yield from _matching_words(examined)
    printed = [(draft.source, draft.form) for draft in drafts]
    yield from codes_with_two_meanings(examined.vocabulary, printed, examined.kinds)
    if examined.suite:
        note = values.text_of(examined.suite.accepted, "forms_note")
        yield from _terms(examined.suite.source, [(("forms_note",), note)])
    for draft in drafts[MOST_FORMS:][:1]:
        message = _("The suite has more than {limit} forms.", limit=MOST_FORMS)
        yield draft.source.problem((), message, _("Delete the forms that nobody uses."))
    names = {draft.source.name for draft in drafts}
    first = {draft.form.code: draft.source for draft in reversed(drafts)}
    for draft in drafts:
        yield from _identity(draft, names)
        yield from _code(draft, first)
        yield from _terms(draft.source, leaves(draft.examined.accepted.value))
        yield from (draft.source.problem(*fault) for fault in _faults(draft))
        yield from _size(draft)
    yield from _together(drafts)
    yield from _lacking(examined, drafts)


def _faults(draft: _Draft) -> Iterator[Fault]:
    """Yield what is wrong with the blocks of a form, each by itself and together."""
    form = draft.form
    for block in form.blocks:
        yield from block.faults()
        yield from block.faults_for_candidates() if form.per == "candidate" else ()
        for column in (part for part in block.parts if isinstance(part, Column)):
            # If a column has options too, the author may not mean the rows of a table.
            if (*column.path, "options") not in draft.examined.refused:
                yield from _boxes_for_rows(column, form.blocks)
            yield from _boxes_needed(column, form.blocks)
    yield from source_faults(form)


def _lacking(examined: ExaminedFolder, drafts: Sequence[_Draft]) -> Iterator[Problem]:
    """Yield a problem for each place that needs a shared file that the suite does not have."""
    lacking: dict[str, list[tuple[Source, Path]]] = {}
    for draft in drafts:
        for name, path in (code for block in draft.form.blocks for code in block.codes):
            if examined.folder.lacks(name):
                lacking.setdefault(name, []).append((draft.source, path))
    for name, places in lacking.items():
        if places[0][0].built_in:
            yield from _cannot_do_without(examined, name, [form.name for form, _path in places])
            continue
        file = f"vocabulary/{name}.yml"
        message = _("{file} is missing.", file=file)
        hint = _("Add {file}, or remove the blocks and columns that need it.", file=file)
        for source, path in places:
            yield replace(source.problem(path, message, hint), everywhere=True)


def _cannot_do_without(examined: ExaminedFolder, name: str, forms: list[str]) -> Iterator[Problem]:
    """Yield a problem for a vocabulary that a suite leaves out, and built-in forms that need it."""
    needing = listed(dict.fromkeys(f"forms/{form}" for form in forms))
    message = _("Built-in forms need {name}: {forms}.", name=name, forms=needing)
    if examined.suite:
        yield examined.suite.source.problem(
            ("leave_out",), message, _("Add them to leave_out, or delete {name} there.", name=name)
        )


def _matching_words(examined: ExaminedFolder) -> Iterator[Problem]:
    vocabulary = examined.vocabulary
    if not {ROLE_WORDS, DECISION_WORDS} <= vocabulary.keys():
        return
    known = {name: _ids_of_sets(vocabulary[name], name) for name in (ROLE_WORDS, DECISION_WORDS)}
    ids = {name: dict.fromkeys(identity for _, identity in sets) for name, sets in known.items()}
    guesses = Guesses()
    meant: set[str | None] = set()
    for name, other in ((ROLE_WORDS, DECISION_WORDS), (DECISION_WORDS, ROLE_WORDS)):
        source = vocabulary[name].source
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


def _ids_of_sets(examined: Examined, name: str) -> list[tuple[Path, str]]:
    """Return the id of each country's set of words, with its place."""
    sets = values.placed(values.top(examined.accepted), name)
    return [((name, at, "id"), identity) for at, words in sets if (identity := values.text(words, "id"))]


def _boxes_for_rows(column: Column, blocks: Sequence[AnyBlock]) -> Iterator[Fault]:
    """Yield a fault if the boxes of a column are for the rows of no table, or of one that has too few or too many."""
    if not column.rows_of or column.holds != "boxes":
        return
    path = (*column.path, "rows_of")
    tables = [block for block in blocks if block.blank_row_numbers]
    rows = [len(table.blank_row_numbers) for table in tables if table.heading == column.rows_of]
    if len(rows) != 1:
        message = _("{heading} is not the heading of one table with blank rows.", heading=shown(column.rows_of))
        near = did_you_mean(column.rows_of, [table.heading for table in tables if table.heading])
        yield Fault(path, message, near or _("Copy the heading of the table whose rows the boxes are for."))
    elif not 2 <= rows[0] <= MOST_BOXES:
        message = _("The table {heading} must have 2 to 12 rows.", heading=shown(column.rows_of))
        yield Fault(path, message, _("Change the rows of that table, or list options here instead."))


def _boxes_needed(column: Column, blocks: Sequence[AnyBlock]) -> Iterator[Fault]:
    """Yield a fault if no field of the form says how many boxes of a column must be ticked."""
    if not column.needed or column.holds != "count":
        return
    fields = [part for block in blocks for part in block.parts if isinstance(part, Field) and part.kind == "line"]
    labels = [field.label for field in fields if field.label]
    if labels.count(column.needed) != 1:
        message = _(
            "{label} is not the label of one field of this form with the kind line.", label=shown(column.needed)
        )
        near = did_you_mean(column.needed, labels)
        hint = near or _("Copy the label of the field where people write the number.")
        yield Fault((*column.path, "needed"), message, hint)


def _identity(draft: _Draft, names: Collection[str]) -> Iterator[Problem]:
    identity, name = draft.examined.text("id"), draft.source.name
    if identity and identity != name:
        message = _("{id} does not match the file name.", id=shown(identity))
        hint = _("A form's id is its file name. Write {word} here, or rename the file.", word=shown(name))
        if not is_file_name(name) and (new := new_name(name, names)):
            hint = renaming(new, identity)
        yield draft.source.problem(("id",), message, hint)


def _code(draft: _Draft, first: Mapping[str, Source]) -> Iterator[Problem]:
    code = draft.form.code
    if code and first[code] is not draft.source:
        message = _("{code} is also the code of {file}.", code=code, file=f"{first[code].name}.yml")
        letters = code.rstrip("0123456789")
        free = next(other for number in count(1) if (other := f"{letters}{number}") not in first)
        hint = _("Give the newer form another code, such as {code}.", code=free)
        yield draft.source.problem(("code",), message, hint)


def _terms(source: Source, texts: Iterable[tuple[Path, str]]) -> Iterator[Problem]:
    """Yield a problem for each word that begins with a dollar sign and that no vocabulary has."""
    known = [*ROLES, *DECISIONS, *NAMES]
    guesses = Guesses()
    for path, text in texts:
        for term in _TERM.findall(text):
            if term[:1].lower() + term[1:] not in known:
                # The dollar sign, which all of them share, makes no two words alike.
                near = guesses.nearest(term, known)
                hint = _("Did you mean {word}?", word=quoted(f"${near}")) if near else ""
                choice = _("The words are {words}.", words=listed(f"${name}" for name in known))
                message = _("{word} is not a word that forms can use.", word=shown(f"${term}"))
                yield source.problem(path, message, hint or choice)


def _size(draft: _Draft) -> Iterator[Problem]:
    """Yield a problem for a form that would need very many pages, and be very slow in a browser."""
    size = sum(block.room for block in draft.form.blocks)
    if size > MOST_PLACES:
        message = _(
            "The form has {size} boxes and lines to fill in. The limit is {limit}.",
            size=figures(size),
            limit=figures(MOST_PLACES),
        )
        hint = _("Use fewer or smaller blocks. A table that has each counts as {number} rows.", number=ROWS_OF_EACH)
        yield draft.source.problem(("blocks",), message, hint, at_key=True)


def _together(drafts: Sequence[_Draft]) -> Iterator[Problem]:
    """Yield a problem for the form with which all forms together become much longer than the standards they are for.

    There are such forms for each standard, in each format.
    """
    for_each = others = 0
    hint = _(
        "Delete forms, or use fewer or smaller blocks. A column with the words of items or with similar items counts "
        "as {number} lines.",
        number=LINES_OF_WORDS,
    )
    for draft in drafts:
        for_each += sum(block.room_for_each for block in draft.form.blocks)
        others += sum(block.other_room(len(drafts)) for block in draft.form.blocks)
        message = ""
        if for_each > MOST_FOR_EACH:
            message = _(
                "With this form, the forms have {size} boxes and lines for each item. The limit is {limit}.",
                size=figures(for_each),
                limit=figures(MOST_FOR_EACH),
            )
        elif others > MOST_OTHERS:
            message = _(
                "With this form, the forms have {size} boxes and lines that are not for an item. The limit is {limit}.",
                size=figures(others),
                limit=figures(MOST_OTHERS),
            )
        if message:
            yield draft.source.problem(("blocks",), message, hint, at_key=True)
            return
