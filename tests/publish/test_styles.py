"""The style sheets of the components become the few sheets of the site, small, and above the layer of Material."""

import gzip
import re
from pathlib import Path

import pytest

from competence_standards.publish import styles
from competence_standards.publish.assets import PACKAGE, own_assets
from competence_standards.publish.styles import StyleError, breakpoints, joined, layered, minified

COMPONENTS = sorted(PACKAGE.glob("*/templates/**/*.css"))
SHEETS = [*COMPONENTS, *PACKAGE.glob("web/styles/*.css")]


@pytest.mark.parametrize(
    ("written", "small"),
    [
        ("a {\n  color: red;\n}\n", "a{color:red}"),
        ("/* a { } */\nb,\ni > u { top: calc(1px + 2px) }", "b,i>u{top:calc(1px + 2px)}"),
        ('a::before { content: "a: b ; c" }', 'a::before{content:"a: b ; c"}'),
        ("a :is(b, i) ~ u { margin: 0 -1px }", "a :is(b,i) ~ u{margin:0 -1px}"),
        ("a { margin: 0 -0.5em 10.05px 0 }", "a{margin:0 -.5em 10.05px 0}"),
        ("@media screen and (--wide) { a { top: 0 } }", "@media screen and (min-width: 60rem){a{top:0}}"),
        ("@media (--wide) and (--flat), print { a { top: 0 } }", "@media (min-width: 60rem) and (x),print{a{top:0}}"),
        ("@custom-media --own (width > 1px);\na { top: 0 }", "a{top:0}"),
        ("a { b { top: 0 } > i { @media (--flat) { top: 1px; } } }", "a{b{top:0}>i{@media (x){top:1px}}}"),
        ('a { background: url("a b.png") !important }', 'a{background:url("a b.png")!important}'),
    ],
)
def test_a_sheet_is_published_small_and_means_the_same(written: str, small: str) -> None:
    assert minified(written, {"--wide": "(min-width: 60rem)", "--flat": "(x)"}, "a.css") == small.replace(": 60", ":60")


def test_a_media_query_without_a_meaning_is_refused() -> None:
    with pytest.raises(StyleError, match=r"a\.css: tokens\.css does not define the media query --wdie\."):
        minified("@media (--wdie) { a { top: 0 } }", {"--wide": "(min-width: 60rem)"}, "a.css")


def test_a_sheet_that_is_no_css_is_refused() -> None:
    with pytest.raises(StyleError, match=r"a\.css, line 2: This is not CSS\."):
        minified("a { top: 0 }\nb { top: 0 } }", {}, "a.css")


def test_each_sheet_of_a_component_is_published_once() -> None:
    made, names = joined(PACKAGE), breakpoints(PACKAGE)

    for path in SHEETS:
        own = minified(path.read_text("utf-8"), names, path.name)
        assert sum(sheet.count(own) for sheet in made.values()) == 1, path


def test_each_sheet_of_a_component_is_beside_its_template() -> None:
    for path in COMPONENTS:
        assert path.parent.name == "templates" or path.with_suffix(".html").is_file(), path


def test_all_of_material_is_in_a_layer_and_nothing_of_ours_is() -> None:
    site = next(content.decode() for name, content in own_assets().files.items() if name.endswith("/site.css"))
    material = layered(PACKAGE / "web/theme")
    depth = 0
    for position, letter in enumerate(re.sub(r'"[^"]*"', lambda text: "_" * len(text[0]), material)):
        depth += (letter == "{") - (letter == "}")
        assert depth > 0 or position == len(material) - 1 or position < len("@layer material{")

    assert depth == 0
    assert site == material + joined(PACKAGE)["site.css"]
    assert "@layer" not in "".join(joined(PACKAGE).values())


@pytest.mark.parametrize(
    ("sheets", "said"),
    [
        ({}, "found 0"),
        ({"main.a.min.css": "", "main.b.min.css": ""}, "found 2"),
        ({"main.a.min.css": "a{}@import 'b.css';"}, "main.a.min.css of Material has @import"),
        ({"main.a.min.css": "a{background:url(../a.png)}"}, "main.a.min.css of Material has url(../a.png"),
    ],
)
def test_another_material_that_does_not_fit_in_a_layer_is_refused(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, sheets: dict[str, str], said: str
) -> None:
    for name, sheet in sheets.items():
        (tmp_path / name).write_text(sheet, "utf-8")
    monkeypatch.setattr(styles, "MATERIAL", tmp_path)

    with pytest.raises(StyleError, match=re.escape(said)):
        layered(PACKAGE / "web/theme")


def test_no_rule_of_ours_fights_with_material() -> None:
    """Only what a reader asked for, or what nothing may bring back, is important."""
    everything = "".join(joined(PACKAGE).values())

    assert ".md-typeset " not in everything
    assert everything.count("!important") <= 8


@pytest.mark.parametrize("path", SHEETS, ids=lambda path: path.name)
def test_a_window_has_a_named_size(path: Path) -> None:
    assert (
        re.findall(r"@media[^{;]*\bwidth\b[^{;]*", re.sub(r"/\*.*?\*/", "", path.read_text("utf-8"), flags=re.DOTALL))
        == []
    )


def test_material_has_the_rules_of_what_our_pages_have_and_no_others() -> None:
    whole = next(styles.MATERIAL.glob("main.*.min.css")).read_text("utf-8")
    layout = " ".join(path.read_text("utf-8") for path in (PACKAGE / "web/theme").rglob("*.html"))
    script = next(styles.MATERIAL.parent.glob("javascripts/bundle.*.min.js")).read_text("utf-8")
    ours = set(re.findall(r"md-[\w-]+", layout)) | set(re.findall(r"md-search[\w-]*", script)) | {"md-typeset"}
    kept, all_of_them = (set(re.findall(r"\.(md-[\w-]+)", sheet)) for sheet in (layered(PACKAGE / "web/theme"), whole))

    assert len(ours & all_of_them) > 15
    assert ours & all_of_them <= kept
    assert not kept & {"md-nav", "md-tabs", "md-sidebar", "md-banner", "md-annotation", "md-footer"}
    assert len(layered(PACKAGE / "web/theme")) < len(whole) / 8
    # Texts have a look of ours.
    assert re.findall(r"\.md-typeset[ >:+~]", layered(PACKAGE / "web/theme")) == []
    # Each variable that a rule uses is there.
    sheet = layered(PACKAGE / "web/theme") + joined(PACKAGE)["site.css"]
    lacking = {name for name in re.findall(r"var\((--[\w-]+)\)", sheet) if f"{name}:" not in sheet}
    assert lacking == {name for name in re.findall(r"var\((--[\w-]+)\)", whole) if f"{name}:" not in whole} & lacking


def test_all_our_style_sheets_are_light() -> None:
    """As a server sends them, and all of them before it makes them smaller. A page has one or two of them."""
    sizes = {name: len(gzip.compress(sheet.encode(), mtime=0)) for name, sheet in joined(PACKAGE).items()}

    assert sizes["site.css"] < 5.3 * 1024
    assert sizes["forms.css"] < 2.6 * 1024
    assert sum(sizes.values()) < 9.8 * 1024
    assert sum(map(len, joined(PACKAGE).values())) < 31_400
