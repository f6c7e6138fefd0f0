"""Our page frame stands in for Material's own, and must be read again when a release changes what it stands in for."""

import hashlib
import re
import shutil
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import material
import pytest
from mkdocs.exceptions import PluginError

from competence_standards.publish.mkdocs_plugin import _MATERIAL, _asset

TEMPLATES = Path(material.__file__).parent / "templates"
READ_AGAIN = {
    "base.html": (
        "f2619e54ea45",
        "web/theme/base.html takes its place: look for new blocks, scripts and data-md-component names.",
    ),
    "partials/header.html": (
        "8cf3fb15bcf9",
        "generator/competence_standards/web/theme/partials/header.html stands in for it.",
    ),
    "partials/search.html": (
        "bfd556535abc",
        "Our search.html holds the same parts, with buttons.",
    ),
    "partials/javascripts/base.html": (
        "d6113712bc4d",
        "boot.js defines the same four names.",
    ),
    "partials/javascripts/content.html": (
        "3722e156f0f6",
        "Left out: it unchecks what an address names.",
    ),
    "partials/javascripts/palette.html": (
        "8790389765ea",
        "generator/competence_standards/web/scripts/boot.js does it instead.",
    ),
}


def fingerprint(template: Path) -> str:
    """Of what a person wrote in it: neither of the release's number nor of the names that change with every release."""
    text = re.sub(r"\.[0-9a-f]{8}\.min\.", ".min.", template.read_text("utf-8"))
    text = re.sub(r"mkdocs-material-[\d.]+", "mkdocs-material", text)
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def changed(templates: Path) -> list[str]:
    """The advice for each template that is not the one that was read."""
    return [
        f"Material changed {name} (now {fingerprint(templates / name)}). {advice}"
        for name, (known, advice) in READ_AGAIN.items()
        if fingerprint(templates / name) != known
    ]


def test_material_has_not_changed_what_our_theme_stands_in_for() -> None:
    assert changed(TEMPLATES) == []


@pytest.mark.parametrize("name", READ_AGAIN)
def test_a_changed_template_is_noticed_but_not_a_mere_release(name: str, tmp_path: Path) -> None:
    for template in READ_AGAIN:
        (tmp_path / template).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(TEMPLATES / template, tmp_path / template)
    released = (tmp_path / name).read_text("utf-8").replace("mkdocs-material-9.8.1", "mkdocs-material-9.9.0")
    (tmp_path / name).write_text(re.sub(r"\.[0-9a-f]{8}\.min\.", ".0a1b2c3d.min.", released), "utf-8")
    assert changed(tmp_path) == []

    (tmp_path / name).write_text(f"{released}<script>more()</script>", "utf-8")

    assert [advice.split(" (")[0] for advice in changed(tmp_path)] == [f"Material changed {name}"]


# --- what Material's script will not start without ---


def demanded(script: str) -> set[str]:
    """The selectors of what it looks up in a way that throws "Missing element" when there is none."""
    thrower = re.search(r"function (\w+)\((\w),\w=document\)\{(?:(?!function).)*?Missing element", script)
    assert thrower, "the script no longer says which element is missing: read it again"
    of_component = re.search(
        rf"function (\w+)\((\w),\w=document\)\{{return {thrower[1]}\(`\[data-md-component=\$\{{\2\}}\]`", script
    )
    assert of_component, "the script looks up its components in another way: read it again"
    components = re.findall(rf"\b{of_component[1]}\(\"([\w-]+)\"", script)
    toggles = re.findall(rf"\b{thrower[1]}\(\"(\[data-md-toggle=\w+\]|#\w+)\"\)", script)
    return {*(f"data-md-component={name}" for name in components), *toggles}


def lacking(page: str, script: str) -> list[str]:
    """What of that a page does not hold."""
    marks = {
        selector: re.sub(r"^#(\w+)$", r'id="\1"', re.sub(r"^\[?([\w-]+)=([\w-]+)\]?$", r'\1="\2"', selector))
        for selector in demanded(script)
    }
    return sorted(selector for selector, mark in marks.items() if mark not in page)


@pytest.fixture(scope="module")
def script() -> str:
    return next(TEMPLATES.glob("assets/javascripts/bundle.*.min.js")).read_text("utf-8")


def test_every_page_holds_what_the_script_demands(site: Path, script: str) -> None:
    assert {"[data-md-toggle=drawer]", "[data-md-toggle=search]", "#__config"} < demanded(script)
    assert {f"data-md-component={name}" for name in ("header", "main", "container", "search-query")} < demanded(script)

    for page in site.rglob("*.html"):
        assert lacking(page.read_text("utf-8"), script) == [], page


def test_a_missing_part_is_noticed(site: Path, script: str) -> None:
    page = (site / "index.html").read_text("utf-8")

    assert lacking(page.replace('"search-query"', '"query"'), script) == ["data-md-component=search-query"]
    assert lacking(page.replace('"drawer"', '"drawers"'), script) == ["[data-md-toggle=drawer]"]
    assert lacking(page.replace('id="__config"', ""), script) == ["#__config"]


# --- the files of Material that our pages load ---


def theme_at(folder: Path) -> Any:
    return SimpleNamespace(theme=SimpleNamespace(dirs=[str(folder)]))


@pytest.mark.parametrize(("folder", "pattern"), _MATERIAL.values())
def test_each_file_is_found_once(folder: str, pattern: str, tmp_path: Path) -> None:
    assert _asset(theme_at(TEMPLATES), folder, pattern).startswith(f"{folder}/")

    with pytest.raises(PluginError, match="found 0"):
        _asset(theme_at(tmp_path), folder, pattern)
    (tmp_path / folder).mkdir(parents=True)
    for name in ("a", "b"):
        (tmp_path / folder / pattern.replace("*", name)).touch()
    with pytest.raises(PluginError, match="found 2"):
        _asset(theme_at(tmp_path), folder, pattern)
