"""The templates of the built-in help pages: what each line becomes, for readers and for translators."""

import io
import re
from dataclasses import replace
from html import unescape

import pytest
from jinja2 import UndefinedError
from markdown import markdown

from competence_standards.build import built_in_help, load_forms
from competence_standards.render.help import FOLDER, HelpForm, anchors, extract, help_pages
from tests.conftest import REAL, ROOT
from tests.support import real
from tests.support.other_parts import APPRENTICESHIP, SUITES
from tests.support.other_parts import NAMES as OTHER_SUITES

NAMES = sorted(path.stem for path in FOLDER.glob("*.md"))
SMALL = ROOT / "tests/suites/garden/standards"


def messages(text: str) -> list[str]:
    """The messages of a template."""
    return [message for _, _, message, _ in extract(io.BytesIO(text.encode()))]


def test_each_line_is_one_message_without_its_marks() -> None:
    template = """---
title: For you
section: about/
---
# For you

{% if scale %}
## Rate {#rate}
1. Open **it**.
- See [all](a.md).
{% endif %}
| Word | Meaning |
|---|---|
| `id` | A {name} |
```yaml
id: not-a-message
```
"""
    found = ["For you", "For you", "Rate", "Open **it**.", "See [all](a.md).", "Word", "Meaning", "`id`", "A {name}"]
    assert messages(template) == found


@pytest.mark.parametrize("name", NAMES)
def test_every_heading_below_the_title_has_an_id_that_no_translation_changes(name: str) -> None:
    """Otherwise its address would follow from its words."""
    text = re.sub(r"(?ms)^```.*?^```$", "", (FOLDER / f"{name}.md").read_text("utf-8"))
    headings = re.findall(r"(?m)^##+ .*$", text)
    assert [one for one in headings if not re.search(r" \{#[\w-]+\}$", one)] == []
    ids = re.findall(r"\{#([\w-]+)\}$", "\n".join(headings), re.MULTILINE)
    assert len(set(ids)) == len(ids)
    assert anchors(name) == set(ids)


@pytest.mark.parametrize("name", NAMES)
def test_no_template_names_a_standard_or_the_letter_of_a_part(name: str) -> None:
    """Apart from the made-up standard in the examples for authors."""
    text = (FOLDER / f"{name}.md").read_text("utf-8")
    found = [one.id for one in real.suite().standards if one.id in text]
    assert found == []
    if name != "authors":
        assert re.findall(r"\b[PK]\d+\b", text) == []


def test_an_unknown_value_stops_the_page(monkeypatch: pytest.MonkeyPatch) -> None:
    forms = load_forms(SMALL)
    monkeypatch.setattr("competence_standards.render.help._values", lambda *_: {})
    with pytest.raises((KeyError, UndefinedError)):
        list(help_pages(forms.suite, {}, marks=False))


def test_text_without_a_translation_is_marked_on_pages_and_not_in_copies() -> None:
    forms = load_forms(SMALL)
    forms = replace(forms, suite=replace(forms.suite, lang="cy", help=frozenset(["help"])))
    (page,), (copy,) = built_in_help(forms, marks=True), built_in_help(forms)
    assert '# <span lang="en">Help</span>' in page.text
    assert "# Help\n" in copy.text
    assert "<span" not in copy.text


def test_forms_that_trainers_know_are_named_first() -> None:
    suite = replace(load_forms(SMALL).suite, help=frozenset(["trainers"]))
    named = {name: HelpForm("T1", name.title(), True, False) for name in ("aa", "bb", "witness-testimony", "cc")}
    (page,) = help_pages(suite, named, marks=False)
    assert "such as “Witness-Testimony”, “Aa” and “Bb”." in page.text


def test_the_about_page_of_many_standards_counts_them_instead_of_naming_each() -> None:
    suite = load_forms(REAL).suite
    many = tuple(replace(one, official=None, title_origin="inferred") for one in suite.standards * 7)
    texts = {}
    for number, standards in {"few": many[:4], "many": many}.items():
        big = replace(suite, standards=(suite.standards[0], *standards), help=frozenset(["about"]))
        ((texts[number]),) = [page.text for page in help_pages(big, {}, marks=False)]
    assert "We do not know an official reference for these standards:\n\n- [" in texts["few"]
    assert texts["few"].count("We inferred the title") == 4
    assert f"We do not know an official reference for {len(many)} standards. Their pages say so." in texts["many"]
    assert f"- {len(many)} source texts had no title." in texts["many"]
    assert len(texts["many"]) < len(texts["few"])


@pytest.mark.parametrize("name", OTHER_SUITES)
def test_the_pages_name_only_the_parts_of_the_suite(name: str) -> None:
    """The page for authors is about every suite that there can be."""
    forms = load_forms(SUITES / name)
    text = "\n".join(page.text for page in built_in_help(forms) if page.path != "authors.md")
    fields = {kind.field for kind in forms.suite.parts}
    words = {"performance_criteria": "criteri", "knowledge": "knowledge", "duties": "dut(y|ies)", "skills": "skill"}
    unknown = [words[field] for field in words if field not in fields]
    assert [word for word in unknown if re.search(rf"\b{word}", text, re.IGNORECASE)] == []
    if name == APPRENTICESHIP:
        assert "links from knowledge items, skills and behaviours to duties" in text
        assert "Select “Table of links”" in text


@pytest.mark.parametrize(
    "words", ["# Big", "- one", "+ one", "1. one", "12) one", "---", "!!! note", ": one", "> one", "[a](b)", "{suite}"]
)
def test_words_of_a_suite_that_look_like_a_heading_or_a_list_are_plain_text(words: str) -> None:
    suite = replace(load_forms(SMALL).suite, wording_owner=words, help=frozenset(["about"]))
    (page,) = help_pages(suite, {}, marks=False)
    shown = markdown(page.text, extensions=["attr_list", "tables"])
    after = shown[shown.index("Who owns the wording</h2>") :].split("\n")[1]
    assert unescape(after) == f"<p>{words}</p>"
