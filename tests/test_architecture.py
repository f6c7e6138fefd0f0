"""The house: imports run one way, each foreign library has one room, and every module says what it is.

The rules read the sources alone, so that they hold for a module on the day it is written.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

# What a room may import of the others. A room is a folder or a single module of the package. A room that is not in the
# list fails, so that a new one gets its place on purpose. The core does not import a feature, and no feature imports
# another one: only what puts the site together does.
CORE: dict[str, set[str]] = {
    "translation": set(),
    "prose": {"translation"},
    "problem": {"prose", "translation"},
    "schema": {"model", "translation"},
    "messages": {"schema", "translation"},
    "reserved": {"routes", "schema"},
    "colours": {"problem", "translation"},
    "words": set(),
    "write": set(),
    "read": {"problem", "prose", "translation"},
    "model": {"read", "problem", "translation"},
    "routes": {"model", "words"},
    "check": {"colours", "model", "read", "problem", "prose", "schema", "translation", "words"},
    "render": {"problem", "routes", "model", "prose", "schema", "words", "translation"},
    "suggest": {"model", "prose", "translation", "words"},
}
OF_CORE = {"check", "model", "problem", "prose", "read", "render", "routes", "translation", "words", "write"}
"""What a feature may import."""
FEATURES = {"forms": OF_CORE, "self_assessment": OF_CORE, "authoring": {*OF_CORE, "schema"}}
ARROWS = {
    **CORE,
    **FEATURES,
    "build": {*FEATURES, "check", "model", "problem", "read", "render", "routes", "translation"},
    "editions": {*FEATURES, "check", "model", "problem", "read", "render", "translation"},
    "publish": {"build", "colours", "render", "routes", "schema", "model", "read", "problem", "prose", "translation"},
    "__main__": {"commands"},
    "commands": {
        *FEATURES,
        "publish",
        "suggest",
        "build",
        "check",
        "editions",
        "read",
        "problem",
        "prose",
        "translation",
        "write",
    },
}

# Each library that would tie us down, and the one place that may import it.
HOMES: dict[str, str | tuple[str, ...]] = {
    "babel": ("messages", "prose", "translation"),
    "yaml": "read",
    "jsonschema": "check",
    "jsonschema_rs": "check",
    "markdown": ("check.docs_markdown", "check.docs_markdown_limits", "check.docs_raw_html"),
    "jinja2": ("render", "forms.word"),
    "typst": "forms.pdf",
    "docx": (),
    "xlsxwriter": ("forms.excel", "forms.excel_book"),
    "markupsafe": "render",
    "mkdocs": "publish",
    "tinycss2": "publish.styles",
    "tree_sitter": "publish.scripts",
    "tree_sitter_javascript": "publish.scripts",
    "material": "publish",
}

# What reads a program, or an object that can act like one, out of a file.
PROGRAMS = {
    *("pickle", "marshal", "shelve", "dbm", "runpy", "zipimport", "code", "codeop"),
    *("UnsafeLoader", "FullLoader", "FileSystemBytecodeCache", "MemcachedBytecodeCache"),
}

SHAPELESS = {"utils", "util", "helpers", "helper", "manager", "managers", "common", "misc"}

Sources = dict[str, str]
"""Each module's source under its dotted name within the package; a package is named ``render.__init__``."""


def sources(folder: Path) -> Sources:
    return {
        ".".join(path.relative_to(folder).with_suffix("").parts): path.read_text(encoding="utf-8")
        for path in sorted(folder.rglob("*.py"))
    }


def imports(module: str, source: str) -> Iterator[str]:
    """Every module that a module names, at the top, in a function or for type checking only, by its full name."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = ["competence_standards", *module.split(".")][: -node.level] if node.level else []
            base = ".".join([*above, *([node.module] if node.module else [])])
            yield from (f"{base}.{name.name}" for name in node.names)


def wrong_ways(modules: Sources) -> list[str]:
    """Each import that goes against the arrows, or from a room that has none."""
    found = []
    for module, source in modules.items():
        room = module.partition(".")[0]
        if room == "__init__":
            allowed: set[str] = set()
        elif room in ARROWS:
            allowed = {room, *ARROWS[room]}
        else:
            found.append(f"{room} has no place among the arrows")
            continue
        for name in imports(module, source):
            top, _, rest = name.partition(".")
            if top == "competence_standards" and rest.partition(".")[0] not in allowed:
                found.append(f"{module} imports {name}")
    return found


def strayed(modules: Sources) -> list[str]:
    """Each import of a library outside its one place."""
    return [
        f"{module} imports {library}"
        for module, source in modules.items()
        for library in sorted({name.partition(".")[0] for name in imports(module, source)})
        if library in HOMES and not f"{module}.".startswith(tuple(f"{home}." for home in homes(library)))
    ]


def homes(library: str) -> tuple[str, ...]:
    """The modules that may import a library."""
    found = HOMES[library]
    return (found,) if isinstance(found, str) else found


def shapeless(modules: Sources) -> list[str]:
    """Each module or folder whose name says nothing of the field."""
    return [module for module in modules if SHAPELESS & set(module.split("."))]


def reviving(modules: Sources) -> list[str]:
    """Each use of what can turn stored bytes into a running program."""
    return [
        f"{module} uses {name}"
        for module, source in modules.items()
        for name in sorted({part for whole in imports(module, source) for part in whole.split(".")} & PROGRAMS)
    ]


def borrowing(modules: Sources) -> list[str]:
    """Each import of a test module. What several tests need is in tests/support."""
    tests = [f"tests.{name}." for name in modules if name.rpartition(".")[2].startswith("test_")]
    return [
        f"{module} imports {name}"
        for module, source in modules.items()
        for name in imports(module, source)
        if f"{name}.".startswith(tuple(tests))
    ]


def silent(modules: Sources) -> list[str]:
    """Each module that does not begin by saying what it is."""
    return [module for module, source in modules.items() if not ast.get_docstring(ast.parse(source))]


def circles(arrows: dict[str, set[str]]) -> list[str]:
    """Each room that can be reached from itself."""

    def reached(room: str, seen: frozenset[str]) -> frozenset[str]:
        for following in arrows[room] - seen:
            seen = reached(following, seen | {following})
        return seen

    return [room for room in arrows if room in reached(room, frozenset())]


GENERATOR = sources(ROOT / "generator/competence_standards")
TESTS = {name: source for name, source in sources(ROOT / "tests").items() if not name.startswith("node_modules.")}


def test_the_arrows_themselves_have_no_circle() -> None:
    assert circles(ARROWS) == []


def test_the_core_imports_no_feature_and_no_feature_another() -> None:
    assert [room for room, others in CORE.items() if others - CORE.keys()] == []
    assert [room for room, others in FEATURES.items() if others - CORE.keys()] == []


def test_imports_run_one_way() -> None:
    assert wrong_ways(GENERATOR) == []


def test_each_library_stays_in_its_room() -> None:
    assert strayed(GENERATOR) == []


def test_no_program_is_read_out_of_a_file() -> None:
    assert reviving(GENERATOR) == []


def test_modules_are_named_for_what_they_are() -> None:
    assert shapeless(GENERATOR) == []


def test_every_module_says_what_it_is() -> None:
    assert silent(GENERATOR) == []


def test_no_test_module_is_imported() -> None:
    assert borrowing(TESTS) == []


def test_the_detectors_saw_the_whole_flow() -> None:
    assert {"read", "check", "model", "render", "publish"} <= {name.partition(".")[0] for name in GENERATOR}
    assert {"problem", "routes", "build", "__main__", "publish.mkdocs_plugin"} <= GENERATOR.keys()
    assert "competence_standards.build.build" in imports("publish.mkdocs_plugin", GENERATOR["publish.mkdocs_plugin"])


# --- each detector fails when it should ---


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("model", "from competence_standards.render import Page"),
        ("model", "import competence_standards.check"),
        ("model", "from competence_standards import render"),
        ("model", "from . import build"),
        ("model", "def late():\n    from competence_standards.build import build"),
        (
            "model",
            "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from competence_standards.render import Page",
        ),
        ("read.parse", "from competence_standards.check import check"),
        ("read.parse", "from ..check import check"),
        ("render.standard", "from competence_standards.build import build"),
        ("routes", "from competence_standards.render.page import Page"),
        ("check.history", "from competence_standards.render import Page"),
        ("build", "from competence_standards.publish import zensical"),
        ("problem", "import competence_standards"),
        ("render.home", "from competence_standards.forms.form import Forms"),
        ("check", "from competence_standards.forms.check import form_problems"),
        (
            "model.suite",
            "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from competence_standards import forms",
        ),
        ("forms.pages", "from competence_standards.build import load"),
        ("__init__", "from competence_standards.build import build"),
        ("novelty", "import json"),
    ],
)
def test_an_import_against_the_arrows_is_seen(module: str, source: str) -> None:
    assert len(wrong_ways({module: source})) == 1


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("model", "from competence_standards.read import Source"),
        ("read.parse", "from . import syntax"),
        ("read.parse", "from .source import Source"),
        ("render.__init__", "from competence_standards.render import home"),
        ("render.home", "from competence_standards import routes"),
        ("build", "import json, pathlib"),
        ("build", "from competence_standards.forms.check import form_problems"),
        ("forms.pages", "from competence_standards.render.page import Page"),
    ],
)
def test_an_import_along_the_arrows_is_not(module: str, source: str) -> None:
    assert wrong_ways({module: source}) == []


def test_a_library_outside_its_room_is_seen() -> None:
    assert strayed({"model": "import yaml"}) == ["model imports yaml"]
    assert strayed({"check.history": "from yaml import nodes"}) == ["check.history imports yaml"]
    assert strayed({"model": "import jsonschema.validators"}) == ["model imports jsonschema"]
    assert strayed({"read.parse": "import jsonschema_rs"}) == ["read.parse imports jsonschema_rs"]
    assert strayed({"publish.zensical": "from jinja2 import Environment"}) == ["publish.zensical imports jinja2"]
    assert strayed({"render.page": "from mkdocs.plugins import BasePlugin"}) == ["render.page imports mkdocs"]
    assert strayed({"reader": "import yaml"}) == ["reader imports yaml"]
    assert strayed({"read.parse": "import yaml", "publish.mkdocs_plugin": "import material"}) == []


def test_a_program_that_is_read_out_of_a_file_is_seen() -> None:
    assert reviving({"read.parse": "import pickle"}) == ["read.parse uses pickle"]
    assert reviving({"read.parse": "from yaml import UnsafeLoader"}) == ["read.parse uses UnsafeLoader"]
    assert reviving({"render.page": "from jinja2 import FileSystemBytecodeCache"}) == [
        "render.page uses FileSystemBytecodeCache"
    ]


def test_what_is_taken_from_a_test_module_is_seen() -> None:
    borrowed = {
        "test_a": "from tests.test_b import c",
        "browser.test_a": "from tests.browser.test_a import c",
        "support.a": "def late():\n    import tests.test_b",
        "test_b": "from tests import test_a",
        "test_c": "from tests.support.paper import A4, test_chart",
    }
    assert borrowing(borrowed) == [
        "test_a imports tests.test_b.c",
        "browser.test_a imports tests.browser.test_a.c",
        "support.a imports tests.test_b",
        "test_b imports tests.test_a",
    ]
    assert {"conftest", "test_architecture", "support.reader", "browser.test_every_page"} <= TESTS.keys()


def test_a_shapeless_name_is_seen() -> None:
    names = ["render.utils", "helpers", "manager.render", "render.standard"]
    assert shapeless(dict.fromkeys(names, "")) == names[:3]


def test_a_silent_module_is_seen() -> None:
    assert silent({"model": "import json", "routes": '"""Every address."""'}) == ["model"]


def test_a_circle_is_seen() -> None:
    assert circles({"a": {"b"}, "b": {"c"}, "c": {"b"}}) == ["b", "c"]
