"""Turn the files of forms, and of the words that are put into them, into the model.

As for standards, a value that the schema refused is taken as not given.
"""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256
from typing import TYPE_CHECKING, Literal, cast

from competence_standards.forms.blocks import BLOCKS
from competence_standards.forms.form import Font, Form, Forms, Group, RoleNames, Rule, place
from competence_standards.forms.part_words import as_usual, part_words
from competence_standards.forms.parts import needed_for
from competence_standards.forms.places import ids
from competence_standards.model import part_kinds, values
from competence_standards.read import DECISION_WORDS, ROLE_WORDS
from competence_standards.translation import in_language

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from competence_standards.forms.blocks import AnyBlock, Per
    from competence_standards.model import Suite
    from competence_standards.model.values import Fields
    from competence_standards.read import Folder, Source


def forms_of(folder: Folder, suite: Suite) -> Forms:
    """Return the forms in the folder of a suite in which the check found no error."""
    decisions = {values.text(entry, "id"): entry for entry in _vocabulary(folder, DECISION_WORDS)}
    with in_language(suite.lang):
        words = part_words(suite.parts)
    names = (
        _role_names(entry, decisions[values.text(entry, "id")], words) for entry in _vocabulary(folder, ROLE_WORDS)
    )
    forms = sorted(map(form, folder.forms), key=lambda one: place(one.code))
    fonts = (Font(font.absolute(), sha256(font.read_bytes()).hexdigest()) for font in folder.fonts if forms)
    return Forms(suite, tuple(forms), tuple(names), tuple(fonts))


def fitting(folder: Folder) -> Folder:
    """Return a folder without the forms that only list items that the standards of its suite do not have."""
    groups = {kind.words for kind in part_kinds(folder.suite) if kind.rated}
    return replace(folder, forms=tuple(one for one in folder.forms if _fits(form(one), groups)))


def _fits(form: Form, groups: Collection[str]) -> bool:
    needs = [needed_for(block.rows_for) for block in form.blocks]
    wanted = [one for one in needs if one]
    return not wanted or any(one <= set(groups) for one in wanted)


def form(source: Source) -> Form:
    """Build a form from its file. A block whose kind the schema refused is left out."""
    top = values.top(source)
    return Form(
        id=values.text(top, "id"),
        code=values.text(top, "code"),
        title=values.text(top, "title"),
        purpose=values.text(top, "purpose"),
        group=cast("Group", values.text(top, "group")),
        per=cast("Per", values.text(top, "per")),
        by=values.text(top, "by"),
        orientation=cast('Literal["portrait", "landscape"]', values.text(top, "orientation")),
        number=values.text(top, "number"),
        workbook="workbook" in top,
        at_start="at_start" in top,
        blocks=tuple(_blocks(top)),
        file=source.file if source.built_in else f"standards/forms/{source.name}.yml",
        built_in=source.built_in,
    )


def _blocks(top: Fields) -> Iterator[AnyBlock]:
    placed = [(position, entry) for position, entry in values.placed(top, "blocks") if values.text(entry, "block")]
    labels = (as_usual(values.text(entry, "heading")) or values.text(entry, "block") for _, entry in placed)
    # The head of each page has the id of a block too.
    _, *identities = ids(["head", *labels])
    for (position, entry), identity in zip(placed, identities, strict=True):
        kind = BLOCKS[values.text(entry, "block")]
        yield kind.read(entry, identity, ("blocks", position))


def _role_names(roles: Fields, decisions: Fields, words: Mapping[str, str]) -> RoleNames:
    terms = {**roles, **words, "met": decisions["met"], "not_met": decisions["not_met"]}
    return RoleNames(
        id=values.text(roles, "id"),
        name=values.text(roles, "name"),
        terms={name: str(term) for name, term in terms.items() if name not in ("id", "name")},
        rules=tuple(
            Rule(values.text(rule, "letter"), values.text(rule, "name"), values.text(rule, "question"))
            for rule in values.entries(decisions, "rules")
        ),
    )


def _vocabulary(folder: Folder, name: str) -> list[Fields]:
    return list(values.entries(values.top(folder.vocabulary.get(name)), name))
