"""Render the reference of the file format from the JSON Schemas."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from competence_standards import routes
from competence_standards.model import Kinds, Suite
from competence_standards.render.page import Entry, Heading, Page
from competence_standards.schema import in_words, resolve, schema_for
from competence_standards.translation import gettext

SCHEMAS = {
    "standard": "standards/<id>.yml",
    "suite": "standards/suite.yml",
    "themes": "standards/vocabulary/themes.yml",
    "correspondences": "standards/vocabulary/correspondences.yml",
    "glossary": "standards/vocabulary/glossary.yml",
    "rating-scale": "standards/vocabulary/rating-scale.yml",
    "assessment-methods": "standards/vocabulary/assessment-methods.yml",
    "form": "standards/forms/<id>.yml",
    "role-words": "standards/vocabulary/role-words.yml",
    "decision-words": "standards/vocabulary/decision-words.yml",
}


@dataclass(frozen=True)
class Field:
    """One field that an author may write."""

    name: str
    """With the fields it stands in: ``performance_criteria[].errata[].from``."""
    title: str
    description: str
    kind: str
    """What is written there: text, a list, a group of fields, or the values to choose from."""
    required: bool
    examples: tuple[str, ...]
    anchor: str


@dataclass(frozen=True)
class Format:
    """One kind of source file."""

    file: str
    title: str
    description: str
    anchor: str
    fields: tuple[Field, ...]


def page(suite: Suite) -> Page:
    """Render the reference of every field of every source file, for the parts of a suite."""
    formats = tuple(_format(name, file, suite.parts) for name, file in SCHEMAS.items())
    fields = [field for one in formats for field in one.fields]
    title = gettext("File format")
    description = gettext("Every field of the YAML files: what it means, whether it is required, and an example.")
    return Page(
        address=routes.FILE_FORMAT,
        title=title,
        description=description,
        template="file-format.html",
        context={"formats": formats},
        section=routes.AUTHORS,
        headings=tuple(Heading(one.title, one.anchor) for one in formats),
        entries=(
            Entry(routes.FILE_FORMAT, title, description),
            *(Entry(f"{routes.FILE_FORMAT}#{field.anchor}", field.name, field.description) for field in fields),
        ),
        source="schema/standard.schema.json",
    )


def _format(name: str, file: str, kinds: Kinds) -> Format:
    schema = schema_for(name, kinds)
    seen: dict[str, Field] = {}
    for field in _fields(schema, schema, "", name):
        seen.setdefault(field.name, field)
    return Format(file, in_words(schema["title"]), in_words(schema["description"]), name, tuple(seen.values()))


def _fields(schema: dict[str, Any], node: dict[str, Any], prefix: str, anchor: str) -> Iterator[Field]:
    """Yield the fields of an object, each followed by its own fields."""
    for name, own in node.get("properties", {}).items():
        if "const" in own:
            # Explain the field that decides the kind of an entry once, for all kinds.
            continue
        target = {**resolve(schema, own), **{key: value for key, value in own.items() if key != "$ref"}}
        field_anchor = f"{anchor}-{name}"
        yield Field(
            name=f"{prefix}{name}",
            title=in_words(target["title"]),
            description=in_words(target["description"]),
            kind=_kind(target),
            required=name in node.get("required", []),
            examples=tuple(example for example in target["examples"] if isinstance(example, str)),
            anchor=field_anchor,
        )
        entries = resolve(schema, target["items"]) if "items" in target else None
        yield from _fields(schema, target, f"{prefix}{name}.", field_anchor)
        for part in _alternatives(schema, entries) if entries else ():
            yield from _fields(schema, part, f"{prefix}{name}[].", field_anchor)


def _alternatives(schema: dict[str, Any], node: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield each possible shape of a list entry."""
    yield node
    branches = [node[keyword] for keyword in ("then", "else") if keyword in node]
    for branch in (*branches, *node.get("allOf", ())):
        yield from _alternatives(schema, resolve(schema, branch))


def _kind(node: dict[str, Any]) -> str:
    if "enum" in node:
        return gettext("one of {values}", values=", ".join(node["enum"]))
    kinds = {"string": gettext("text"), "array": gettext("list"), "object": gettext("group of fields")}
    return kinds[node["type"]]
