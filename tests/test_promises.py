"""Each promise of README, CONTRIBUTING and docs is on its page, and the check behind it fails when it is broken.

A promise about the standards is broken here, on a small published suite, and the check must say so. What is promised of
pages, documents and scripts is held by other tests: each has a test of its own in which the promise is broken.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from competence_standards.build import build
from competence_standards.check.draft import Draft
from competence_standards.check.schema import examine
from competence_standards.check.source_text import source_text_problems
from competence_standards.commands import main
from competence_standards.model import USUAL, values
from competence_standards.problem import Invalid
from competence_standards.read import Folder, Source, read_folder
from tests.conftest import REAL, ROOT
from tests.support import help_pages
from tests.support.repository import publish

OPEN = "open-shop.yml"
SUITE = ROOT / "tests/suite-with-everything"
GROUPS = "vocabulary/correspondences.yml"
GLOSSARY = "vocabulary/glossary.yml"


@dataclass(frozen=True)
class Promise:
    """A sentence of a page, an edit that breaks it, and what the check must say of it."""

    page: str
    sentence: str
    file: str
    pattern: str
    new: str
    told: str


def item(identity: str, field: str = "") -> str:
    """The pattern of an item's lines up to one of its fields."""
    return rf"^(  - id: {identity}\n(?:    .*\n)*?){field}"


STAYS = "If an item no longer applies, leave it in place and mark it `withdrawn`, with the reason and its replacement."
NEVER = "Never renumber an item or reuse an id."
PROMISES = [
    # --- ids ---
    Promise("CONTRIBUTING.md", NEVER, OPEN, r"^  - id: P4$", "  - id: P5", "This wording was published as P4."),
    Promise(
        "CONTRIBUTING.md",
        NEVER,
        OPEN,
        item("P3", r"    text: .*\n"),
        r"\1    text: hum while nobody listens\n",
        "P3 was published with different wording",
    ),
    Promise(
        "CONTRIBUTING.md",
        "Give a new item the next free number, wherever it is in the list.",
        OPEN,
        r"^  - id: P2$",
        "  - id: P7\n    text: hum\n    themes: [goods]\n  - id: P2",
        "P5 to P6 are missing: the numbers go from P4 to P7.",
    ),
    Promise(
        "CONTRIBUTING.md",
        STAYS,
        OPEN,
        item("P3", r"(?=  - )"),
        "",
        "P3 was published, but is missing after this",
    ),
    Promise(
        "CONTRIBUTING.md",
        STAYS,
        OPEN,
        item("P3", r"    themes:"),
        r'\1    withdrawn:\n      since: "1.0"\n    themes:',
        'The field "reason" is missing.',
    ),
    Promise(
        "docs/authors.md",
        "Never renumber items or reuse an id, even the id of a withdrawn item.",
        OPEN,
        r"^  - id: P4$",
        "  - id: P3",
        '"P3" is used more than once',
    ),
    Promise(
        "docs/trainers.md",
        "We never renumber items or use a number again.",
        OPEN,
        r"^  - id: K3$",
        "  - id: K4",
        "This wording was published as K3.",
    ),
    Promise(
        "docs/learners.md",
        "If an item is removed from a standard, it stays on the page, marked as withdrawn.",
        OPEN,
        item("P3", r"(?=  - )"),
        "",
        "P3 was published, but is missing after this",
    ),
    Promise(
        "CONTRIBUTING.md",
        "The name is its `id`.",
        OPEN,
        "^id: open-shop$",
        "id: open-store",
        '"open-store" does not match the file name.',
    ),
    Promise(
        "CONTRIBUTING.md",
        "Add the id to `standards/suite.yml`, at its place in the order.",
        "suite.yml",
        r"^  - open-shop\n",
        "",
        '"open-shop.yml" is not listed under standards.',
    ),
    # --- words ---
    Promise(
        "CONTRIBUTING.md",
        "`make check` compares every word with `standards/source-texts/`.",
        OPEN,
        "that shows the prices",
        "that shows the prizes",
        "on line 9 of",
    ),
    Promise(
        "docs/authors.md",
        "Do not change `text` when you record an erratum.",
        OPEN,
        "shelves elevant to",
        "shelves relevant to",
        "here and",
    ),
    Promise(
        "CONTRIBUTING.md",
        "**New wording needs a new version.**",
        OPEN,
        r"the rules on keys$",
        "the rules on keys each day",
        "P1 was published with different wording",
    ),
    Promise(
        "docs/authors.md",
        "Put the newest entry first. Its version becomes the standard's version.",
        OPEN,
        r"^history:\n",
        'history:\n  - version: "1.1"\n    date: 2020-01-01\n    summary: Older.\n',
        "This date is earlier than",
    ),
    Promise(
        "docs/authors.md",
        "Do not change published entries.",
        OPEN,
        "date: 2026-11-22",
        "date: 2026-11-23",
        "The date of version 1.0 was published as",
    ),
    # --- links, themes, groups, terms ---
    Promise(
        "CONTRIBUTING.md",
        "an item lists one to three `themes`, defined in `standards/vocabulary/themes.yml`",
        OPEN,
        item("P4", r"    themes: .*\n"),
        r"\1",
        "P4 has no theme.",
    ),
    Promise(
        "docs/authors.md",
        "Every item that is not withdrawn needs one to three themes",
        OPEN,
        item("P4", r"    themes: .*\n"),
        r"\1    themes: [safety, goods, customers, season]\n",
        "The list has 4 entries. The limit is 3.",
    ),
    Promise(
        "docs/authors.md",
        "If no item uses a theme, `standards check` gives you a note.",
        "vocabulary/themes.yml",
        r"^themes:\n",
        "themes:\n  - id: weather\n    name: The weather\n    description: Rain.\n",
        'No item uses the theme "weather".',
    ),
    Promise(
        "docs/authors.md",
        "Link only within a standard.",
        OPEN,
        item("K1", r"    underpins: \["),
        r"\1    underpins: [close-shop/P1, ",
        '"close-shop/P1"',
    ),
    Promise(
        "CONTRIBUTING.md",
        "If no knowledge item covers a criterion, say why under `no_knowledge`.",
        OPEN,
        item("P3", r"    no_knowledge: .*\n"),
        r"\1",
        "No knowledge item is linked to P3.",
    ),
    Promise(
        "docs/authors.md",
        "`standards check` lists what is left.",
        OPEN,
        item("P4", r"    themes:"),
        r'\1    withdrawn:\n      since: "1.0"\n      reason: Made up.\n    themes:',
        "P4 is withdrawn.",
    ),
    Promise(
        "docs/authors.md",
        "An item can be in several groups, but in only one identical group.",
        GROUPS,
        r"^correspondences:\n",
        "correspondences:\n  - id: again\n    name: Again\n    kind: identical\n    items: "
        "[open-shop/P1, close-shop/P1]\n",
        "is also in another group of identical items",
    ),
    Promise(
        "docs/authors.md",
        "The check compares the wording of identical items:",
        GROUPS,
        r"^correspondences:\n",
        "correspondences:\n  - id: again\n    name: Again\n    kind: identical\n    items: "
        "[open-shop/P2, close-shop/P2]\n",
        "The wording of close-shop/P2 is not the same as",
    ),
    Promise(
        "docs/authors.md",
        "If no standard has the words, `standards check` gives you a note.",
        GLOSSARY,
        r"^glossary:\n",
        "glossary:\n  - term: zebra\n    definition: An animal.\n    match: [zebra]\n",
        '"zebra" does not appear in any standard.',
    ),
    Promise(
        "docs/authors.md",
        "List words under one term only.",
        GLOSSARY,
        r"^glossary:\n",
        "glossary:\n  - term: work\n    definition: Jobs.\n    match: [tills]\n",
        '"tills" is used more than once',
    ),
    Promise(
        "docs/authors.md",
        "but never a level's `id`, because learners' saved answers depend on it.",
        "vocabulary/rating-scale.yml",
        r"^  - id: cannot$",
        "  - id: never",
        'The level "cannot" was published',
    ),
    # --- YAML ---
    Promise(
        "docs/authors.md",
        "Indent each level by two spaces, not tabs.",
        OPEN,
        "^  - id: P2$",
        "\t- id: P2",
        "U+0009",
    ),
]


def shown(page: str) -> str:
    """The words of a page, with one space between them."""
    return " ".join(help_pages.text(page).split())


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A published suite with everything that the pages speak of; the current folder is its repository."""
    monkeypatch.chdir(publish(SUITE, tmp_path / "repository"))
    return Path("standards")


@pytest.mark.parametrize("promise", PROMISES, ids=lambda promise: f"{promise.page}: {promise.sentence[:50]}")
def test_a_broken_promise_is_told(promise: Promise, desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert promise.sentence in shown(promise.page)
    path = desk / promise.file
    text, times = re.subn(promise.pattern, promise.new, path.read_text("utf-8"), count=1, flags=re.MULTILINE)
    assert times == 1, promise.pattern
    path.write_text(text, "utf-8")

    status = main(["check", "--base", "published"])
    found = [line for line in capsys.readouterr().out.splitlines() if promise.told in line]
    assert found
    assert status == (0 if promise.sentence.endswith("gives you a note.") else 1)
    assert all(re.match(r"standards/\S+:\d+:\d+: ", line) for line in found)


def test_what_the_readme_shows_of_the_check_is_what_it_says(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sentence = "`make check` lists every error in the standards, with its line:"
    after = (ROOT / "README.md").read_text("utf-8").partition(sentence)[2]
    example = " ".join(after.partition("```\n")[2].partition("```")[0].split())
    path = desk / OPEN
    path.write_text(path.read_text("utf-8").replace("  - id: P3\n", "  - id: P2\n"), "utf-8")
    assert main(["check"]) == 1
    (line,) = [line for line in capsys.readouterr().out.splitlines() if "used more than once" in line]
    shown_of = re.match(r"standards/([a-z-]+)\.yml:", example)
    assert shown_of
    assert (REAL / f"{shown_of[1]}.yml").is_file()
    numbers = re.compile(r"\d+(?=:9:)|(?<=line )\d+|(?<=Write .P)\d+")
    assert numbers.sub("N", example) == numbers.sub("N", line.replace("open-shop", shown_of[1]))


# --- every word ---


@cache
def real() -> Folder:
    return read_folder(REAL)


def draft(source: Source) -> Draft:
    """The standard as the check sees it."""
    return Draft(examine(source, "standard"))


def places(source: Source) -> Iterator[tuple[str, int, str]]:
    """Every text of a standard that the source text has: the field, the position in it, and the name of the text."""
    for field in ("overview", *(kind.field for kind in USUAL)):
        for position, entry in values.placed(values.top(source), field):
            if "withdrawn" not in entry:
                yield field, position, "heading" if "heading" in entry else "text"


def changed(source: Source, field: str, position: int, name: str) -> Draft:
    """The standard with one letter too many in one text."""
    top = source.value
    assert isinstance(top, dict)
    entries = top[field]
    assert isinstance(entries, list)
    entry = entries[position]
    assert isinstance(entry, dict)
    spoilt = [*entries[:position], {**entry, name: f"{entry[name]}z"}, *entries[position + 1 :]]
    return draft(Source(source.file, {**top, field: spoilt}, source.text, source.words))


def test_one_letter_too_many_in_any_text_of_any_standard_is_told() -> None:
    sentence = "Before the site is published, a program compares every word of every item and every overview with them."
    assert sentence in shown("docs/about.md")
    assert real().source_texts
    told = 0
    for source in real().standards:
        for place in places(source):
            found = list(source_text_problems(changed(source, *place), real().source_texts))
            assert [problem.line for problem in found] == [source.line(place)], (source.name, place)
            told += 1
        assert list(source_text_problems(draft(source), real().source_texts)) == []
    assert told > 100


def test_no_site_is_built_of_other_words(desk: Path) -> None:
    path = desk / OPEN
    path.write_text(path.read_text("utf-8").replace("shows the prices", "shows the prizes", 1), "utf-8")
    with pytest.raises(Invalid, match="prizes"):
        build(desk)


# --- what other tests hold ---

HELD = {  # the page, its words, and the test in which the promise is broken
    "README.md": {
        "a build makes only the documents that have changed": "forms/test_cache.py::"
        "test_a_changed_word_makes_its_own_documents_anew_and_what_holds_them",
    },
    "CONTRIBUTING.md": {
        "Imports go one way only, and `tests/test_architecture.py` checks this": "test_architecture.py::"
        "test_an_import_against_the_arrows_is_seen",
        "this is where unsafe or invalid files are rejected": "test_architecture.py::"
        "test_a_library_outside_its_room_is_seen",
        "two builds give the same bytes, and a test compares them": "test_reproducible.py::"
        "test_a_planted_clock_is_noticed",
        "One test proves that this does not change the program.": "self_assessment/test_scripts.py::"
        "test_a_line_break_that_ends_a_statement_is_noticed",
        "Lock files do not name a registry, so you can use any mirror.": "test_project.py::"
        "test_no_file_names_a_registry",
        "Workflows pin each action to a full commit hash.": "test_project.py::test_an_action_without_a_commit_is_seen",
        "a test that fails if a new release of Material changes what the fix relies on": "publish/test_theme.py::"
        "test_a_changed_template_is_noticed_but_not_a_mere_release",
        "It checks links, headings and contrast on every page, including yours.": "browser/"
        "test_every_page.py::test_planted_defects_of_a_page_are_found",
        "the site with strict links": "publish/test_publish.py::"
        "test_the_build_of_the_makefile_says_nothing_when_all_is_well_and_fails_at_a_broken_link",
        "It lists every error in every file and how to fix it.": "check/test_mistakes.py::"
        "test_a_mistake_is_told_in_each_format_as_its_file_says",
    },
    "docs/about.md": {
        "The site does not set cookies or count visits.": "browser/self_assessment/test_privacy.py::"
        "test_something_else_that_is_saved_is_found",
        "Fonts, styles, scripts and the search index all come from this site.": ""
        "browser/self_assessment/test_privacy.py::test_the_site_saves_only_what_the_about_page_says_and_asks_no_other_host",
        "The site uses no other storage.": "browser/self_assessment/test_privacy.py::"
        "test_something_else_that_is_saved_is_found",
        "the tab also remembers which person and which round it shows": "browser/self_assessment/test_privacy.py::"
        "test_the_tab_remembers_the_person_and_the_round_and_nothing_else",
        "Each answer has the time when you gave it, to the second, and a random name for this browser.": ""
        "browser/self_assessment/test_privacy.py::test_a_file_has_the_newest_ten_values_of_a_field_with_their_times",
        "Each field keeps its earlier values: the newest ten, and the last one from each device.": ""
        "browser/self_assessment/test_privacy.py::test_a_file_has_the_newest_ten_values_of_a_field_with_their_times",
        "The Excel workbook and the CSV table do not have earlier values.": "browser/self_assessment/test_privacy.py::"
        "test_a_table_has_the_day_of_an_answer_and_no_earlier_value",
        "Their scripts can read and change your answers, and the pages that this site saved.": ""
        "browser/self_assessment/test_privacy.py::test_another_site_of_the_same_origin_can_read_and_change_what_is_saved",
        "the host of this site gets the IP address of your device, the address of the page and the time.": ""
        "render/test_contact.py::test_every_page_says_that_the_host_gets_the_address_of_the_device",
        "The same files always give the same pages, byte for byte.": "test_reproducible.py::"
        "test_a_planted_clock_is_noticed",
    },
    "docs/authors.md": {
        "You also see the errors that these files cause in other files.": "commands/test_command_line.py::"
        "test_a_file_that_breaks_another_is_told_so",
        "If a file has an error, you still see the last pages without errors.": "publish/test_preview.py::"
        "test_a_mistake_is_told_with_its_place_and_the_pages_stay",
        "the items of two standards differ by only one or two letters": "check/test_check.py::"
        "test_two_standards_that_differ_by_a_letter_or_two_are_noted",
        "The check then also finds:": "check/test_published.py::test_a_broken_promise_is_told_at_its_line",
        "and the lists of standards mark it": "model/test_withdrawal.py::test_each_list_marks_it_and_no_other",
    },
    "docs/trainers.md": {
        "The learner’s own ratings do not change.": "browser/self_assessment/test_assessor.py::"
        "test_the_steps_for_an_assessor_bring_ratings_to_the_learner",
        "Every printed page then has both.": "forms/test_typed_workbooks.py::"
        "test_every_printed_page_says_whose_it_is_and_which_page",
    },
    "docs/accessibility.md": {
        "The axe accessibility checker must not find any problems.": "browser/test_every_page.py::"
        "test_planted_defects_of_a_page_are_found",
        "The Nu HTML checker must not find any errors in the code of the pages.": "test_site.py::"
        "test_nu_finds_no_error_but_a_planted_one",
        "With just a keyboard, every link and control must be reachable, and the focus visible.": "browser/"
        "test_keyboard.py::test_a_planted_fault_of_order_is_found",
        "Without JavaScript, all the text must be there.": "browser/test_reading.py::"
        "test_a_planted_dead_control_is_found",
        "When a page is printed, no text may be lost and no page may be blank.": "browser/test_print.py::"
        "test_a_planted_fault_of_paper_is_found",
    },
}


@pytest.mark.parametrize(("page", "words"), [(page, words) for page, held in HELD.items() for words in held])
def test_a_promise_is_on_its_page_and_a_test_breaks_it(page: str, words: str) -> None:
    assert words in shown(page)
    file, _, name = HELD[page][words].partition("::")
    assert re.search(rf"^def {name}\(", (ROOT / "tests" / file).read_text("utf-8"), re.MULTILINE), HELD[page][words]
