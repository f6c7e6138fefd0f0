"""Read the forms of a suite from sources in which the check found no error."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, cast

from competence_standards.forms.blocks import BLOCKS
from competence_standards.forms.form import Form, Forms, Group, RoleNames, Rule, place
from competence_standards.forms.places import ids
from competence_standards.model import values

if TYPE_CHECKING:
    from collections.abc import Iterator

    from competence_standards.forms.blocks import AnyBlock
    from competence_standards.model import Suite
    from competence_standards.model.values import Fields
    from competence_standards.read import Folder, Source


def forms_of(folder: Folder, suite: Suite) -> Forms:
    """Return the forms in the folder of a suite."""
    decisions = {values.text(entry, "id"): entry for entry in _vocabulary(folder, "decision-words")}
    names = (_role_names(entry, decisions[values.text(entry, "id")]) for entry in _vocabulary(folder, "role-words"))
    forms = sorted(map(_form, folder.forms), key=lambda form: place(form.code))
    return Forms(suite, tuple(forms), tuple(names))


def _form(source: Source) -> Form:
    top = values.top(source)
    return Form(
        id=values.text(top, "id"),
        code=values.text(top, "code"),
        title=values.text(top, "title"),
        purpose=values.text(top, "purpose"),
        group=cast("Group", values.text(top, "group")),
        per=cast('Literal["standard", "candidate"]', values.text(top, "per")),
        by=values.text(top, "by"),
        orientation=cast('Literal["portrait", "landscape"]', values.text(top, "orientation")),
        number=values.text(top, "number"),
        workbook="workbook" in top,
        at_start="at_start" in top,
        blocks=tuple(_blocks(top)),
        file=f"standards/forms/{source.name}.yml",
    )


def _blocks(top: Fields) -> Iterator[AnyBlock]:
    entries = list(values.entries(top, "blocks"))
    labels = (values.text(entry, "heading") or values.text(entry, "block") for entry in entries)
    # The head of each page has the id of a block too.
    _, *identities = ids(["head", *labels])
    for entry, identity in zip(entries, identities, strict=True):
        yield BLOCKS[values.text(entry, "block")].read(entry, identity)


def _role_names(roles: Fields, decisions: Fields) -> RoleNames:
    terms = {**roles, "met": decisions["met"], "not_met": decisions["not_met"]}
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
