"""A source in; a problem out for each place where it breaks its schema, with the mend in the schema's own words.

A compiled validator says first whether anything is wrong at all, some hundred times faster than the one that can explain;
only a file that fails is explained. That the two agree is proved by the tests.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

import jsonschema_rs

from generator.problem import Problem, did_you_mean, shown
from generator.schema import load_schema, resolve

if TYPE_CHECKING:
    from jsonschema import ValidationError

    from generator.read import Source


@cache
def _gate(name: str) -> jsonschema_rs.Validator:
    return jsonschema_rs.validator_for(load_schema(name))


def schema_problems(source: Source, name: str) -> list[Problem]:
    """Every breach of the schema called ``name``."""
    if _gate(name).is_valid(source.value):
        return []
    from jsonschema import Draft202012Validator  # noqa: PLC0415 - costs a tenth of a second, and is seldom needed

    schema = load_schema(name)
    problems: list[Problem] = []
    for error in Draft202012Validator(schema).iter_errors(source.value):
        problems += _explain(error, source, schema)
    return problems


def _explain(error: ValidationError, source: Source, schema: dict[str, Any]) -> list[Problem]:
    path = tuple(error.absolute_path)
    # What a keyword's rule and value are depends on the keyword, which no type can say.
    keyword = str(error.validator)
    rule: Any = error.validator_value
    value: Any = error.instance
    if keyword == "additionalProperties":
        known = list(error.schema["properties"])  # type: ignore[index]
        return [
            source.problem(
                (*path, name),
                f"{shown(name)} is not a field here.",
                did_you_mean(name, known) or f"The fields are {_listed(known)}.",
                at_key=True,
            )
            for name in value
            if name not in known
        ]
    if keyword == "required":
        missing = [name for name in rule if name not in value]
        # One error comes for each missing field; its own message begins with the field's name.
        name = next((name for name in missing if error.message.startswith(repr(name))), missing[0])
        above = [*error.absolute_schema_path][:-1]
        # A field that only a condition requires is described where the condition stands.
        above = above[:-1] if above[-1:] in (["then"], ["else"]) and "properties" not in error.schema else above
        hint = _description([*above, "properties", name], schema)
        return [source.problem(path, f"The field {shown(name)} is missing.", hint)]
    hint = _description([*error.absolute_schema_path], schema)
    return [source.problem(path, _message(keyword, rule, value), hint)]


def _message(keyword: str, rule: Any, value: Any) -> str:
    """What one keyword of a schema objects to, in an author's words."""
    if value is None:
        return "Nothing is given here."
    if keyword == "type":
        return f"This is {_KINDS[type(value).__name__]}, but {_KINDS[_PYTHON[rule]]} belongs here."
    if keyword == "enum":
        suggestion = did_you_mean(value, rule) if isinstance(value, str) else ""
        return f"{shown(value)} is not one of {_listed(rule)}. {suggestion}".strip()
    if keyword == "pattern":
        return f"{shown(value)} {_shape(value)}."
    if keyword == "not":
        return f"{shown(value)} is kept for the site's own use."
    if keyword == "maxLength":
        return f"The text has {len(value)} characters; the limit is {rule}."
    if keyword == "minLength":
        return "The text is empty."
    if keyword == "minItems":
        return "The list is empty."
    if keyword == "maxItems":
        return f"The list has {len(value)} entries; the limit is {rule}."
    if keyword == "uniqueItems":
        return "The list has an entry twice."
    return f"{shown(value)} does not satisfy the schema's {keyword}."


def _shape(value: str) -> str:
    if "\n" in value:
        return "has a line break in it (a folded text must begin with >-)"
    if value != value.strip():
        return "begins or ends with a space"
    return "does not have the form that is asked for"


def _description(schema_path: list[str | int], schema: dict[str, Any]) -> str:
    """The description nearest above a place in the schema, with the property's first example."""
    node: Any = schema
    found, example = "", ""
    for step in schema_path:
        node = resolve(schema, node) if step == "$ref" else node[step]
        if isinstance(node, dict) and isinstance(node.get("description"), str):
            examples = node.get("examples", [])
            found = node["description"]
            example = f" Example: {examples[0]}" if examples and isinstance(examples[0], str) else ""
    return f"{found}{example}"


def _listed(words: list[str]) -> str:
    return ", ".join(words)


_KINDS = {"str": "text", "list": "a list", "dict": "a group of fields", "NoneType": "nothing"}
_PYTHON = {"string": "str", "array": "list", "object": "dict"}
