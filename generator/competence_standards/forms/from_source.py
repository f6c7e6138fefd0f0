"""Checked sources of forms and of their words in; forms out. Nothing here is checked again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, cast

from competence_standards.model import values
from competence_standards.model.form import (
    WHOLE,
    AnyBlock,
    Column,
    Criteria,
    Details,
    Each,
    Field,
    FieldKind,
    Form,
    Group,
    Header,
    Holds,
    Key,
    Narrative,
    Notice,
    Person,
    Prompt,
    Rule,
    Signatures,
    Table,
    Words,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from competence_standards.model.values import Fields
    from competence_standards.read import Source

_SHARES = {"full": WHOLE, "two-thirds": 4, "half": 3, "third": 2}
_ROOM = 2
"""How many lines of handwriting a row has room for, where its author does not say."""


def form(source: Source) -> Form:
    """One form."""
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
        blocks=tuple(_block(entry) for entry in values.entries(top, "blocks")),
        file=f"standards/forms/{source.name}.yml",
    )


def words(roles: Iterable[Fields], decisions: Iterable[Fields]) -> tuple[Words, ...]:
    """The sets of words: what roles are called, joined by id with how decisions are worded."""
    by_id = {values.text(entry, "id"): entry for entry in decisions}
    return tuple(_words(entry, by_id[values.text(entry, "id")]) for entry in roles)


def _words(roles: Fields, decisions: Fields) -> Words:
    terms = {**roles, "met": decisions["met"], "not_met": decisions["not_met"]}
    return Words(
        id=values.text(roles, "id"),
        name=values.text(roles, "name"),
        terms={name: str(term) for name, term in terms.items() if name not in ("id", "name")},
        rules=tuple(
            Rule(values.text(rule, "letter"), values.text(rule, "name"), values.text(rule, "question"))
            for rule in values.entries(decisions, "rules")
        ),
    )


def _block(entry: Fields) -> AnyBlock:
    common = {name: values.optional(entry, name) or "" for name in ("heading", "help", "by")}
    match values.text(entry, "block"):
        case "details":
            return Details(**common, fields=tuple(_field(field) for field in values.entries(entry, "fields")))
        case "notice":
            return Notice(**common, points=values.texts(entry, "points"))
        case "narrative":
            prompts = tuple(
                Prompt(values.text(prompt, "text"), _number(prompt, "lines", 1))
                for prompt in values.entries(entry, "prompts")
            )
            return Narrative(**common, margin=values.optional(entry, "margin") or "", prompts=prompts)
        case "table":
            return Table(
                **common,
                each=cast("Each | None", values.optional(entry, "each")),
                rows=_number(entry, "rows", 0),
                height=_number(entry, "height", _ROOM),
                total=values.optional(entry, "total") or "",
                columns=tuple(_column(column) for column in values.entries(entry, "columns")),
            )
        case "criteria":
            return Criteria(**common)
        case "key":
            return Key(**common, of=cast('Literal["methods", "ratings"]', values.text(entry, "of")))
        case _:
            people = tuple(
                Person(values.text(person, "role"), values.optional(person, "declares") or "")
                for person in values.entries(entry, "people")
            )
            return Signatures(**common, people=people)


def _field(entry: Fields) -> Field:
    return Field(
        label=values.text(entry, "label"),
        kind=cast("FieldKind", values.text(entry, "kind")),
        share=_SHARES[values.optional(entry, "width") or "full"],
        lines=_number(entry, "lines", 1),
        options=values.texts(entry, "options"),
        header=cast("Header | None", values.optional(entry, "header")),
    )


def _column(entry: Fields) -> Column:
    return Column(
        label=values.text(entry, "label"),
        holds=cast("Holds", values.text(entry, "holds")),
        width=_number(entry, "width", 0),
        options=values.texts(entry, "options"),
    )


def _number(entry: Fields, name: str, otherwise: int) -> int:
    return int(values.optional(entry, name) or otherwise)
