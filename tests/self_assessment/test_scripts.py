"""The scripts of self-assessment and forms: their types hold, and what they do without a page is tried in Node."""

import json
import os
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from competence_standards.publish.assets import published, sources
from competence_standards.schema import load_schema
from tests.conftest import ROOT
from tests.support.node import node
from tests.support.schemas import subschemas

SCRIPTS = sorted((ROOT / "generator/competence_standards").glob("*/scripts/**/*.js"))
TESTS = sorted((ROOT / "tests/scripts").glob("*.test.mjs"))
FILES = sorted((ROOT / "tests/scripts/files").glob("version-*.json"))
SCHEMA: dict[str, Any] = load_schema("self-assessment")


@pytest.mark.parametrize(
    "path",
    # A year of answers takes half a minute.
    [pytest.param(path, marks=[pytest.mark.slow] if path.name == "year.test.mjs" else []) for path in TESTS],
    ids=lambda path: path.name.removesuffix(".test.mjs"),
)
def test_the_scripts_do_what_they_say(path: Path) -> None:
    told = node("--test", "--test-reporter=dot", path)

    assert told.returncode == 0, told.stdout + told.stderr


@pytest.mark.slow
def test_the_schedules_hold_when_ten_times_as_many_are_drawn() -> None:
    told = node("--test", "--test-reporter=dot", ROOT / "tests/scripts/schedules.test.mjs", SCHEDULES="1000")

    assert told.returncode == 0, told.stdout + told.stderr


def test_a_failing_script_is_seen(tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.test.mjs"
    wrong.write_text('import { test } from "node:test"; test("x", () => { throw new Error("no") });', "utf-8")

    assert node("--test", wrong).returncode != 0


def test_every_script_says_what_it_is() -> None:
    texts = {f"{path.parent.name}/{path.name}": path.read_text("utf-8") for path in SCRIPTS}

    assert len(texts) > 10
    assert [name for name, text in texts.items() if not text.startswith("/* ")] == []


# --- rooms ---

# What the scripts of a room may import of the others. A room is a folder of scripts.
ROOMS = {
    "web": set(),
    "web/kept": {"web"},
    "web/person": {"web", "web/kept"},
    "self_assessment/answers": {"web", "web/kept"},
    "self_assessment/pages": {"web", "web/kept", "web/person", "self_assessment/answers"},
    "forms": {"web", "web/kept", "web/person"},
}
PACKAGE = ROOT / "generator/competence_standards"
IMPORTED = re.compile(r"""(?:\bfrom|\bimport\(|^import) ?"(\.[^"]+)\"""", re.MULTILINE)
"""What a script imports: at its head, when it is needed, or only for a type."""
OF_A_PAGE = re.compile(r"(?<![.\w])(document|location|localStorage|sessionStorage|window\.[a-z]+Storage)\b")


def room(path: Path) -> str:
    """The room of a script: its folder, without the folder that all scripts are in."""
    return path.parent.relative_to(PACKAGE).as_posix().replace("/scripts", "")


def wrong_ways(scripts: dict[Path, str]) -> list[str]:
    """Each import that goes against the rooms, or from a folder that is none."""
    found = []
    for path, text in scripts.items():
        own = room(path)
        for name in IMPORTED.findall(text):
            other = room(Path(os.path.normpath(path.parent / name)))
            if own not in ROOMS or other not in {own, *ROOMS[own]}:
                found.append(f"{own} imports {other}: {name}")
    return found


def test_scripts_import_one_way() -> None:
    texts = {path: path.read_text("utf-8") for path in SCRIPTS}

    assert wrong_ways(texts) == []
    assert {room(path) for path in SCRIPTS} == set(ROOMS)


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("web/scripts/a.js", 'import { a } from "../../forms/scripts/b.js";'),
        ("web/scripts/kept/a.js", 'import "../../../self_assessment/scripts/answers/b.js";'),
        ("self_assessment/scripts/answers/a.js", '/** @import { A } from "../pages/b.js" */'),
        ("web/scripts/kept/a.js", 'const a = await import("../person/b.js");'),
        ("forms/scripts/a.js", 'import {\n  a,\n} from "../../self_assessment/scripts/answers/b.js";'),
        ("new/scripts/a.js", 'import { a } from "../../web/scripts/b.js";'),
    ],
)
def test_an_import_against_the_rooms_is_seen(path: str, text: str) -> None:
    assert len(wrong_ways({PACKAGE / path: text})) == 1


def test_answers_use_neither_a_page_nor_its_storage() -> None:
    """The other scripts are handed the store. Only one knows where a browser has it."""
    pages = ("self_assessment/pages", "forms", "web", "web/person")
    texts = {path: re.sub(r"/\*.*?\*/|//.*", "", path.read_text("utf-8"), flags=re.DOTALL) for path in SCRIPTS}
    using = {path.name for path, text in texts.items() if room(path) not in pages and OF_A_PAGE.search(text)}

    assert using == {"this-device.js", "form-details.js"}


@pytest.mark.parametrize("word", ["innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval("])
def test_no_script_makes_markup_of_text(word: str) -> None:
    assert [path.name for path in SCRIPTS if word in path.read_text("utf-8")] == []


# --- the file ---


def test_the_schema_of_the_file_is_valid_and_explains_every_field() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    # A part that an allOf adds to a definition says more of fields that the definition explains.
    parts = [(path, part) for path, part in subschemas(SCHEMA) if "/allOf/" not in path]
    fields = {path: part for path, part in parts if path.split("/")[-2:-1] == ["properties"]}
    examples = [(path, part, example) for path, part in parts for example in part.get("examples", [])]

    assert [path for path, part in fields.items() if not {"title", "description", "examples"} <= set(part)] == []
    assert [path for path, part, example in examples if not valid(example, part)] == []
    assert [path for path, part in parts if part.get("type") == "object" and "additionalProperties" not in part] == []


def valid(value: object, part: dict[str, Any] = SCHEMA) -> bool:
    return jsonschema.Draft202012Validator({**part, "$defs": SCHEMA["$defs"]}).is_valid(value)


KINDS = {
    name.removesuffix("-record"): part
    for name, part in SCHEMA["$defs"].items()
    if name.endswith("-record") and name != "other-record"
}
VALUES = [
    *("Anna", "on-my-own", "Level", "-level", "a" * 65, "2026-11-22", "2026-13-01", "22 November", 3, 1.5, True, None),
    *("x" * 20000, "x" * 20001),
]
"""Values of every type of field, and values that are nearly so."""


def from_script(script: str, expression: str) -> Any:
    """What an expression gives that uses the names of a script."""
    said = f"console.log(JSON.stringify(({expression})(all)))"
    program = f"import({json.dumps((PACKAGE / script).as_uri())}).then((all) => {said})"
    printed = node("--eval", program)
    assert printed.returncode == 0, printed.stderr
    return json.loads(printed.stdout)


def test_the_schema_has_the_limits_and_the_fields_of_the_scripts() -> None:
    most, fields = from_script(
        "web/scripts/kept/answers.js",
        "({ MOST, FIELDS }) => [MOST, Object.entries(FIELDS).map(([kind, own]) => [kind, Object.keys(own)])]",
    )

    assert SCHEMA["$defs"]["texts"]["items"]["allOf"][1]["properties"]["value"]["maxLength"] == most["text"]
    assert SCHEMA["$defs"]["version-2"]["properties"]["records"]["maxProperties"] == most["records"]
    assert dict(map(tuple, fields)).keys() == KINDS.keys()
    for kind, names in fields:
        assert set(KINDS[kind]["properties"]) - {"erased"} == set(names), kind


def test_a_script_takes_for_each_field_what_the_schema_does() -> None:
    fields = [(kind, field) for kind, part in KINDS.items() for field in part["properties"] if field != "erased"]
    fields += [(kind, "contact-centre/P1") for kind in ("plan", "evidence")]
    fields += [("form", "@head.number"), ("form", f"@{'x' * 64}")]
    asked = [[kind, field, value] for kind, field in fields for value in VALUES]

    each = f"{json.dumps(fields)}.flatMap(([kind, field]) => {json.dumps(VALUES)}.map((one) => fits(kind, field, one)))"
    taken = from_script("web/scripts/kept/answers.js", f"({{ fits }}) => {each}")

    step = {"clock": 1, "by": "0a1b2c3d4e5f.6a7b", "at": ""}
    allowed = [valid({field: [{**step, "value": value}]}, KINDS[kind]) for kind, field, value in asked]
    assert [
        one for one, is_taken, is_allowed in zip(asked, taken, allowed, strict=True) if is_taken != is_allowed
    ] == []
    assert 0.2 < sum(allowed) / len(allowed) < 0.8


def test_the_patterns_of_the_scripts_are_those_of_the_schema() -> None:
    patterns = from_script("web/scripts/kept/answers.js", "({ REFERENCE, MARK }) => [REFERENCE.source, MARK.source]")
    (reference,) = KINDS["plan"]["patternProperties"]
    mark = SCHEMA["$defs"]["step"]["properties"]["mark"]["pattern"]

    assert [f"{pattern}(?!\\n)".replace("\\/", "/") for pattern in patterns] == [reference, mark]


def test_a_checklist_has_a_control_for_each_field_of_an_answer() -> None:
    """Choices are chosen among radio buttons, and texts are typed."""
    fields = from_script("self_assessment/scripts/pages/item.js", "({ FIELDS }) => FIELDS")
    text = (PACKAGE / "self_assessment/templates/macros/rating.html").read_text("utf-8")
    choices = re.findall(r'choices\(id(?: ~ "-([a-z-]+)")?, ', text)
    typed = re.findall(r'<(?:input|textarea) name="{{ id }}-([a-z-]+)"', text)
    kinds = {name: part["$ref"].rpartition("/")[2] for name, part in KINDS["answer"]["properties"].items()}
    del kinds["erased"]

    controls = {fields[name]: "choices" for name in choices} | {fields[name]: "texts" for name in typed}
    assert controls == kinds


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_file_of_every_version_follows_the_schema(path: Path) -> None:
    assert valid(json.loads(path.read_text("utf-8")))


def test_what_is_written_follows_the_schema() -> None:
    written = node(ROOT / "tests/scripts/write-files.mjs")
    assert written.returncode == 0, written.stderr
    files = json.loads(written.stdout)

    assert len(files) == 4
    checker = jsonschema.Draft202012Validator(SCHEMA)
    assert [error.message for file in files for error in checker.iter_errors(file)] == []


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('"version": 1', '"version": 2'),
        ('"rating": "not-yet"', '"rating": 3'),
        ('"contact-centre/P1": {', '"P1": {'),
        ('"evidence": "have"', '"evidence": "lots"'),
        ('"by": "2026-12-18"', '"by": "soon"'),
        ('"name": "Anna"', '"name": "Anna", "email": "x"'),
    ],
)
def test_the_schema_refuses_what_no_page_writes(before: str, after: str) -> None:
    text = FILES[0].read_text("utf-8")
    assert before in text

    assert not valid(json.loads(text.replace(before, after)))


def altered(sources: list[Path], into: Path) -> list[str]:
    """Those of the scripts that are another program as they are published."""
    pairs: list[Path] = []
    for number, source in enumerate(sources):
        (into / f"{number}.js").write_bytes(published(source))
        pairs += [source, into / f"{number}.js"]
    told = node(ROOT / "tests/scripts/same-program.mjs", *pairs)
    assert told.returncode == 0, told.stderr
    return told.stdout.split()


def test_a_script_is_the_same_program_as_it_is_published(tmp_path: Path) -> None:
    assert altered([path for path in sources().values() if path.suffix == ".js"], tmp_path) == []


def test_a_line_break_that_ends_a_statement_is_noticed(tmp_path: Path) -> None:
    # The formatter ends each statement with a semicolon. Without one, publishing joins two lines.
    joined = tmp_path / "joined.js"
    joined.write_text("export const nothing = (a) => {\n  return\n  a;\n};\n", "utf-8")

    assert altered([joined], tmp_path) == [str(joined)]
