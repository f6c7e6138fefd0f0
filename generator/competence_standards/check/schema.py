"""Check a source against its schema. Return the problems, and the source without refused values.

A compiled validator first finds out whether anything is wrong. It is about a hundred times faster than the validator
that can explain errors, which runs only on files that fail. The tests check that the two agree.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING, Any, cast

import jsonschema_rs

from competence_standards.check.explain import explain
from competence_standards.model import USUAL, any_parts, part_kinds, text_of
from competence_standards.problem import Guesses
from competence_standards.read import GROUPS
from competence_standards.schema import schema_for

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from jsonschema import ValidationError

    from competence_standards.model import Kinds
    from competence_standards.problem import Problem
    from competence_standards.read import Folder, Path, Source, Value


SUITE = "suite"
"""The name of the file suite.yml, without its ending."""


@dataclass(frozen=True)
class Examined:
    """A source after the check against its schema."""

    source: Source
    """The unchanged source, for the places of problems."""
    accepted: Source
    """The source without refused values: refused fields are removed, and refused list entries are ``None``."""
    problems: list[Problem] = field(default_factory=list)
    """The schema's problems, up to a maximum."""
    broken: frozenset[Path] = frozenset()
    """The places of the errors."""
    refused: Mapping[Path, Value] = field(default_factory=dict)
    """The refused values by place. A rule can suggest what the author meant."""
    kinds: Kinds = USUAL
    """The kinds of part of the suite."""

    def text(self, name: str) -> str:
        """Return the text of a field, even if the schema refuses it, or "" if the field is missing."""
        refused = (text for _path, text in self.texts_refused(name))
        return text_of(self.accepted, name) or next(refused, "")

    def texts_refused(self, *path: str | int | None) -> Iterator[tuple[Path, str]]:
        """Yield each refused text whose place matches a path. ``None`` in the path matches any step."""
        for place, value in self.refused.items():
            fits = len(place) == len(path) and all(one in (None, other) for one, other in zip(path, place, strict=True))
            if fits and isinstance(value, str):
                yield place, value


@dataclass(frozen=True)
class ExaminedFolder:
    """A folder after the check against the schemas."""

    folder: Folder
    suite: Examined | None
    standards: tuple[Examined, ...]
    vocabulary: Mapping[str, Examined]
    """The shared files except the groups of similar items, by name without ending."""
    groups: tuple[Examined, ...]
    """The files of groups of similar items."""
    forms: tuple[Examined, ...]
    kinds: Kinds = USUAL
    """The kinds of part of the suite."""

    @property
    def accepted(self) -> Folder:
        """The folder without values that the schemas refuse."""
        return replace(
            self.folder,
            suite=self.suite.accepted if self.suite else None,
            standards=tuple(examined.accepted for examined in self.standards),
            vocabulary={name: examined.accepted for name, examined in self.vocabulary.items()},
            groups=tuple(examined.accepted for examined in self.groups),
            forms=tuple(examined.accepted for examined in self.forms),
        )


@cache
def _gate(name: str, kinds: Kinds) -> jsonschema_rs.Validator:
    return jsonschema_rs.validator_for(schema_for(name, kinds))


@cache
def _entry_gate(name: str, kinds: Kinds, reference: str) -> jsonschema_rs.Validator:
    return jsonschema_rs.validator_for({"$ref": reference, "$defs": schema_for(name, kinds)["$defs"]})


@cache
def _explainer(name: str, kinds: Kinds) -> Any:
    # These imports take a tenth of a second and are rarely needed.
    from jsonschema import Draft202012Validator, ValidationError  # noqa: PLC0415
    from jsonschema.validators import extend  # noqa: PLC0415

    def each_repeated(_: object, wanted: object, values: object, __: object) -> Iterator[ValidationError]:
        """Check ``uniqueItems`` for texts, with the place of each repeated entry."""
        first: dict[str, int] = {}
        for position, value in enumerate(values if wanted and isinstance(values, list) else []):
            if isinstance(value, str) and first.setdefault(value, position) != position:
                yield ValidationError(str(first[value]), path=[position], instance=values)

    def each_entry(validator: Any, rule: dict[str, Any], values: object, _: object) -> Iterator[ValidationError]:
        """Check ``items``, but skip entries that the compiled validator accepts, because a long list has many."""
        accepts = _entry_gate(name, kinds, rule["$ref"]).is_valid if "$ref" in rule else None
        for position, value in enumerate(values if isinstance(values, list) else []):
            if accepts is None or not accepts(value):
                yield from validator.descend(value, rule, path=position)

    keywords = {"uniqueItems": each_repeated, "items": each_entry}
    explainer: Any = extend(Draft202012Validator, keywords)  # type: ignore[no-untyped-call]
    return explainer(schema_for(name, kinds))


def schema_problems(source: Source, name: str, most: int | None = None) -> list[Problem]:
    """Return the problems that the schema ``name`` finds in a source, up to ``most`` errors."""
    return examine(source, name, most).problems


def examine(source: Source, name: str, most: int | None = None, kinds: Kinds = USUAL) -> Examined:
    """Check a source against the schema ``name``.

    Args:
        source: The source.
        name: The name of the schema.
        most: The maximum number of errors. A source with more is refused completely.
        kinds: The kinds of part of the suite.
    """
    if _gate(name, kinds).is_valid(source.value):
        return Examined(source, source, kinds=kinds)
    schema = schema_for(name, kinds)
    errors: list[ValidationError] = list(islice(_explainer(name, kinds).iter_errors(source.value), most))
    guesses = Guesses()
    problems = list(islice((problem for error in errors for problem in explain(error, source, schema, guesses)), most))
    refused = dict(refusal for error in errors for refusal in _refused(error))
    value = {} if len(errors) == most or () in refused else _pruned(source.value, refused)
    broken = frozenset((*(tuple(error.absolute_path) for error in errors), *refused))
    return Examined(source, replace(source, value=value), problems, broken, refused, kinds)


def examine_folder(folder: Folder, most: int | None = None) -> ExaminedFolder:
    """Check every source of a folder against its schema.

    Args:
        folder: The folder that was read.
        most: The maximum number of errors in a source. A source with more is refused completely.
    """
    suite = examine(folder.suite, "suite", most) if folder.suite else None
    kinds = kinds_of(suite, is_unread=SUITE in folder.unread)
    return ExaminedFolder(
        folder=folder,
        suite=suite,
        standards=tuple(examine(source, "standard", most, kinds) for source in folder.standards),
        vocabulary={name: _of_vocabulary(name, source, most, kinds) for name, source in folder.vocabulary.items()},
        groups=tuple(_of_vocabulary(GROUPS, source, most, kinds) for source in folder.groups),
        forms=tuple(examine(source, "form", most) for source in folder.forms),
        kinds=kinds,
    )


def _of_vocabulary(name: str, source: Source, most: int | None, kinds: Kinds) -> Examined:
    # An author cannot change a built-in file, so a code in it that is the letter of a part is reported in suite.yml.
    return replace(examine(source, name, most, USUAL if source.built_in else kinds), kinds=kinds)


def kinds_of(suite: Examined | None, *, is_unread: bool = False) -> Kinds:
    """Return the kinds of part of a suite. If its list of parts is unknown, a standard can have any part.

    Args:
        suite: The file suite.yml, or None if there is none.
        is_unread: Whether there is one that could not be read.
    """
    if suite is None:
        return any_parts(None) if is_unread else part_kinds(None)
    is_damaged = any(path[:1] in ((), ("parts",)) for path in suite.refused)
    return any_parts(suite.accepted) if is_damaged else part_kinds(suite.accepted)


def _refused(error: ValidationError) -> Iterator[tuple[Path, Value]]:
    """Yield each value that an error refuses, with its place. Missing values do not count."""
    path = tuple(error.absolute_path)
    value = cast("Any", error.instance)
    match error.validator:
        case "required" | "minItems":
            return
        case "additionalProperties":
            fields = cast("Any", error.schema)["properties"]
            yield from (((*path, name), value[name]) for name in value if name not in fields)
        case "not" if "required" in cast("Any", error.validator_value):
            (name,) = cast("Any", error.validator_value)["required"]
            yield (*path, name), value[name]
        case "uniqueItems":
            yield path, value[path[-1]]
        case _:
            yield path, value


def _pruned(value: Value, refused: Mapping[Path, Value]) -> Value:
    """Return a value without its refused parts."""
    steps: dict[str | int, dict[Path, Value]] = {}
    for path, one in refused.items():
        steps.setdefault(path[0], {})[path[1:]] = one
    if isinstance(value, dict):
        rest = {name: one for name, one in value.items() if () not in steps.get(name, ())}
        return {name: _pruned(one, steps[name]) if name in steps else one for name, one in rest.items()}
    entries = enumerate(cast("list[Value]", value))
    return [one if at not in steps else None if () in steps[at] else _pruned(one, steps[at]) for at, one in entries]
