"""A kind of block touches five files of the program, and its schema, so that a new one is easy to add."""

import ast
import json
import re
from pathlib import Path

import pytest

from competence_standards import schema
from competence_standards.forms.blocks import BLOCKS
from tests.conftest import ROOT

FORMS = ROOT / "generator/competence_standards/forms"
FIVE = {
    "blocks.py",
    "templates/macros/form-parts.html",
    "templates/form.typ",
    "templates/form.docx.xml",
    "excel.py",
}
"""The class, a macro in each of the three templates, and the case for Excel. A style sheet may have rules too."""
SETTINGS = {("excel_book.py", "criteria"), ("pdf_structure.py", "table")}
"""The names in a library that are also the name of a kind."""
every_kind = pytest.mark.parametrize("kind", BLOCKS)

Files = dict[str, str]
"""The text of each file of the feature by its path in the folder of the feature."""


def files() -> Files:
    endings = {".py", ".html", ".typ", ".xml", ".js"}
    return {
        path.relative_to(FORMS).as_posix(): path.read_text("utf-8")
        for path in sorted(FORMS.rglob("*"))
        if path.suffix in endings
    }


def dealing_with(kind: str, among: Files) -> set[str]:
    """Return the files that deal with a kind of block."""
    return {
        name
        for name, text in among.items()
        if (name, kind) not in SETTINGS and (_in_python if name.endswith(".py") else _in_template)(kind, text)
    }


def _in_python(kind: str, text: str) -> bool:
    """Tell whether a module names the class of the kind, or has the name of the kind as a text of its own."""
    name = BLOCKS[kind].__name__
    for node in ast.walk(ast.parse(text)):
        match node:
            case ast.Name(id=found) | ast.Attribute(attr=found) | ast.ClassDef(name=found) | ast.alias(name=found):
                if found == name:
                    return True
            case ast.Constant(value=str() as value) if value == kind:
                return True
    return False


def _in_template(kind: str, text: str) -> bool:
    """Tell whether a template or a script has a macro for the kind, or compares with the name of the kind."""
    return bool(re.search(rf'macro {kind}\(|let {kind}\(|^\s*{kind}: |kind\W+"{kind}"|"{kind}": ', text, re.MULTILINE))


@every_kind
def test_a_kind_of_block_is_in_five_files(kind: str) -> None:
    assert dealing_with(kind, files()) == FIVE


@every_kind
def test_a_kind_of_block_is_in_the_schema(kind: str) -> None:
    described = json.loads((schema.FOLDER / "form.schema.json").read_text("utf-8"))
    assert kind in described["$defs"]
    assert f'"const": "{kind}"' in json.dumps(described["properties"]["blocks"])


@every_kind
def test_no_file_outside_the_feature_knows_the_class_of_a_block(kind: str) -> None:
    outside = [path for path in FORMS.parent.rglob("*.py") if not path.is_relative_to(FORMS)]
    name = BLOCKS[kind].__name__
    imports = re.compile(rf"forms\.blocks import [^\n]*\b{name}\b")
    assert len(outside) > 50
    assert [path.name for path in outside if imports.search(path.read_text("utf-8"))] == []


def test_the_guide_names_the_five_files() -> None:
    guide = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    (section,) = re.findall(r"### Add a kind of block\n(.*?)\n### ", guide, re.DOTALL)
    named = re.findall(r"^\d\. .*?`generator/competence_standards/forms/([^`]+)`", section, re.MULTILINE)
    assert set(named) == FIVE
    assert len(named) == len(FIVE)
    assert "`schema/form.schema.json`" in section


# --- the search fails when it should ---


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("fill.py", "if isinstance(block, Table): pass"),
        ("pages.py", "from competence_standards.forms.blocks import Table"),
        ("check.py", 'if block["block"] == "table": pass'),
        ("pdf.py", "from competence_standards.forms import blocks\nblocks.Table"),
        ("templates/macros/form.html", '{% if block.kind == "table" %}'),
        ("templates/word/parts.xml", "{% macro table(block) %}"),
        ("scripts/start.js", 'if (block.kind === "table") draw();'),
    ],
)
def test_a_sixth_file_is_found(file: str, text: str) -> None:
    sixth = {**files(), file: text}
    assert dealing_with("table", sixth) - FIVE == {file}


@pytest.mark.parametrize("file", sorted(FIVE))
def test_a_file_that_lacks_the_kind_is_found(file: str) -> None:
    assert dealing_with("table", {**files(), file: ""}) == FIVE - {file}


def test_a_word_in_a_sentence_is_not_a_kind() -> None:
    names = {"check.py": 'message = "Use a table instead."', "pages.html": '<table class="table">', "a.xml": '"table"'}
    assert dealing_with("table", names) == set()


def test_the_macros_are_found_by_the_name_of_the_kind() -> None:
    dispatching = Path(FORMS / "templates/macros/form.html").read_text("utf-8")
    assert "blocks[block.kind](" in dispatching
