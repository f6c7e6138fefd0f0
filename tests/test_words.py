"""The help pages, the project's own pages, the schemas and the check use plain words and short sentences."""

import io
import json
import re
from collections.abc import Iterator

import pytest
import yaml
from babel.messages.pofile import read_po

from competence_standards.translation import catalogues
from tests.conftest import ROOT
from tests.support import help_pages
from tests.support.plain_words import ODD, RETIRED, Fault, ambiguous_links, long_sentences, odd_words
from tests.support.schemas import subschemas

HELP = ("help", "learners", "trainers", "authors", "about", "accessibility")
PAGES = [f"docs/{name}.md" for name in HELP] + [
    "README.md",
    "CONTRIBUTING.md",
    "PUBLISHING.md",
    "SECURITY.md",
    "CHANGELOG.md",
    "NOTICE",
    ".github/PULL_REQUEST_TEMPLATE.md",
    ".github/ISSUE_TEMPLATE/1-correction.yml",
    ".github/ISSUE_TEMPLATE/2-new-standard.yml",
    ".github/ISSUE_TEMPLATE/3-bug.yml",
]
NAMES_IN_FILES = {"erratum", "errata", "correspondences"}
"""Names that readers of the site do not see, but authors write in files."""
LABELLED = ("docs/learners.md", "docs/trainers.md", "docs/about.md")
NOT_OURS = {"Save as PDF", "Install", "Add to home screen", "Headers and footers"}
"""What a browser says."""
EXAMPLES = {"query", "request", "colleague", "team", "covers", "corrected", "deliver-service/P1, corrected"}
EXAMPLES |= {
    "5 links",
    "your organisation's guidelines",
    "use active listening to identify your customers' queries or requests",
}


def read(page: str) -> str:
    """The text of a page. A changelog is a record: this leaves out its releases, and what a thing was called before."""
    text = help_pages.text(page)
    if page != "CHANGELOG.md":
        return text
    return re.sub(r"was\s+\"[^\"]+\"", lambda was: "\n" * was[0].count("\n"), text.partition("\n## 1.0.0")[0])


@pytest.mark.parametrize("page", PAGES)
def test_a_page_has_no_odd_or_retired_word(page: str) -> None:
    names = NAMES_IN_FILES if page == "docs/authors.md" else set()
    assert [str(fault) for fault in odd_words(read(page)) if fault.words.lower() not in names] == []


def descriptions(name: str) -> Iterator[str]:
    """Each text of a schema that an author reads in an editor, on File format or in a message."""
    schema = json.loads((ROOT / f"schema/{name}").read_text("utf-8"))
    for _, part in subschemas(schema):
        yield from (str(part[key]) for key in ("title", "description", "patternErrorMessage") if key in part)


def messages() -> Iterator[str]:
    """Each message that the check must print of the mistakes in the tests, without its place and what it quotes."""
    for path in sorted((ROOT / "tests/mistakes").glob("*.yml")):
        for line in yaml.safe_load(path.read_text("utf-8"))["problems"].splitlines()[:-1]:
            yield re.sub(r'"[^"]*"', "it", re.sub(r"^\S+:\d+:\d+: (?:note: )?(?:[\w.\[\]-]+: )?", "", line))


def faults(text: str) -> list[Fault]:
    """What is not plain in a text for authors."""
    odd = [fault for fault in odd_words(text) if fault.words.lower() not in NAMES_IN_FILES]
    return odd + long_sentences(text)


@pytest.mark.parametrize("schema", sorted(path.name for path in (ROOT / "schema").glob("*.json")))
def test_a_schema_explains_itself_in_plain_words(schema: str) -> None:
    found = {text: faults(text) for text in descriptions(schema)}
    assert len(found) > 10
    assert {text: list(map(str, wrong)) for text, wrong in found.items() if wrong} == {}


def test_a_message_of_the_check_is_in_plain_words() -> None:
    found = {text: faults(text) for text in messages()}
    assert len(found) > 250
    assert {text: list(map(str, wrong)) for text, wrong in found.items() if wrong} == {}


NOT_SAID = {"Errata, mistakes, slips.", "a b c d e f g h i j k l m n o p q r s t u v w x y z"}
"""What no page shows: words by which the search finds a page, and the alphabet that sorts."""


def translatable() -> Iterator[tuple[str, str]]:
    """Each message in the list for translators, and the same without tags and the names of values."""
    for message in read_po(io.BytesIO((catalogues.PROJECT / catalogues.TEMPLATE).read_bytes())):
        for text in message.id if isinstance(message.id, tuple) else [str(message.id)]:
            yield text, re.sub(r"<[^>]*>|\{(\w+)\}", r"\1", text)


def test_a_message_for_translators_is_in_plain_words() -> None:
    found = {text: faults(bare) for text, bare in translatable() if text not in NOT_SAID}
    assert len(found) > 500
    assert {text: list(map(str, wrong)) for text, wrong in found.items() if wrong} == {}


def linked(template: str) -> Iterator[tuple[str, str]]:
    """Each link inside a message of a template: its text, and where it leads."""
    for name, text, rest in re.findall(r'<a href="\{(\w+)\}"[^>]*>([^<{]+)</a>(.*)', template):
        yield text.lower(), rest.partition(f"{name}=")[2].partition(") }}")[0]


def test_a_link_inside_a_message_leads_to_one_place() -> None:
    by_text: dict[str, set[str]] = {}
    for path in (ROOT / "generator/competence_standards").glob("*/templates/pages/*.html"):
        for text, target in linked(path.read_text("utf-8")):
            by_text.setdefault(text, set()).add(target)
    assert len(by_text) > 6
    assert {text: targets for text, targets in by_text.items() if len(targets) > 1} == {}
    planted = """_('<a href="{a}">Go</a>', a=link(routes.A)) }} _('<a href="{b}">Go</a>', b=link(routes.B)) }}"""
    assert list(linked(planted.replace(" _(", "\n_("))) == [("go", "link(routes.A)"), ("go", "link(routes.B)")]


@pytest.mark.parametrize("page", [page for page in PAGES if page.startswith("docs/")])
def test_a_help_page_has_no_long_sentence(page: str) -> None:
    assert [str(fault) for fault in long_sentences(read(page))] == []


@pytest.mark.parametrize("page", [page for page in PAGES if page.endswith(".md")])
def test_a_link_text_leads_to_one_place(page: str) -> None:
    assert [str(fault) for fault in ambiguous_links(read(page))] == []


def labels(text: str) -> set[str]:
    """What a page quotes: the labels of buttons and boxes, and a few examples."""
    return {" ".join(quoted.replace("’", "'").split()) for quoted in re.findall("“([^”]+)”", text)}


def shown() -> str:
    """Every text of the site that can be a label."""
    folders = {"generator": ("*.js", "*.html", "*.py", "*.yml"), "standards": ("*.yml",), ".github": ("*.yml",)}
    files = [path for folder, kinds in folders.items() for kind in kinds for path in (ROOT / folder).rglob(kind)]
    return " ".join(" ".join(path.read_text("utf-8") for path in files).replace("’", "'").split())


def test_every_label_that_a_help_page_quotes_is_on_the_site() -> None:
    site = shown()
    quoted = {label for page in LABELLED for label in labels(read(page))} - NOT_OURS - EXAMPLES
    assert len(quoted) > 20
    assert [label for label in sorted(quoted) if label not in site] == []
    assert "Take the file away" not in site


# --- each rule fails on a planted text ---


@pytest.mark.parametrize(
    "planted",
    [
        "Begin anew.",
        "It is beside the item.",
        "Ids are for ever.",
        "Links hang on it.",
        "Print them in one go.",
        "One file lies there.",
        "Mend the mistake.",
        "Each has a page of its own.",
        "Files, of which one is new.",
        "Delete them one by one.",
        "All save for one.",
        "A slip is recorded.",
        "Somebody else saved it.",
        "They speak of a\ntheme.",
        "The note stands in the row.",
        "It takes in both.",
        "The notes tell of a mistake.",
        "A mistake is told at its line.",
        "Whoever reads it.",
        "Learners, for whom we write.",
        "Whose words these are",
        "See the [Correspondences](similar.md).",
        "Errata are listed.",
        "The small print below.",
        "An evidence index.",
        "A development plan.",
        "A personal statement.",
        "Judgement and declaration",
    ],
)
def test_an_odd_word_is_found(planted: str) -> None:
    before = "Plain words.\n\n"
    (fault, *_) = odd_words(before + planted)
    assert fault.line == 3
    assert not odd_words(before + "Select the item that you understand.")


def test_every_pattern_is_planted_above() -> None:
    """So no pattern can be one that never matches."""
    (mark,) = test_an_odd_word_is_found.pytestmark  # type: ignore[attr-defined]
    for pattern in [*ODD, *RETIRED]:
        spaced = pattern.replace(" ", r"\s+")
        planted = [*mark.args[1], "Print forms in one go"]
        assert [text for text in planted if re.search(rf"\b(?:{spaced})\b", text, re.IGNORECASE)], pattern


def test_code_addresses_and_quotations_are_left_out() -> None:
    assert odd_words("`errata`, [a](errata/index.md), “where I stand”\n\n> stands\n\n```yaml\nerrata:\n```\n") == []
    assert odd_words("## A {#errata-and-slips}\n") == []
    assert [fault.words for fault in odd_words("the page “Errata”")] == ["Errata"]


@pytest.mark.parametrize("start", ["", "- ", "1. ", "> ", "## ", "- **Bold.** "])
def test_a_long_sentence_is_found(start: str) -> None:
    words = " ".join(["word"] * 25)
    assert long_sentences(f"---\ntitle: {words} {words}\n---\n\n{start}{words}.\n\n{words}.\n- {words}\n") == []
    (fault,) = long_sentences(f"Short.\n\n{start}[{words}](a.md) `code`\nand more. Short.\n")
    assert (fault.line, fault.advice[:8]) == (3, "28 words")


def test_a_link_text_with_two_targets_is_found() -> None:
    assert ambiguous_links("[a](b.md) [a](b.md) [c](b.md) `[a](x.md)`") == []
    (fault,) = ambiguous_links("[a](b.md)\n[A](c.md)")
    assert (fault.line, fault.advice) == (2, "leads to b.md and to c.md")
