"""A note asks the author to look again: told of what is hardly ever meant, never of good texts, and in no time."""

import shutil
import sys
import time
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from competence_standards.build import check, load
from competence_standards.check.doubts import doubts
from competence_standards.problem import Problem, errors
from competence_standards.read import Folder, parse, read_folder

ROOT = Path(__file__).parents[2]
SUITE = ROOT / "tests" / "suite"
GOOD = [
    "“Warm” the pot and the “cups”",
    "'warm' the pots and 'fill' them",
    "warm the pot - and the cups - first",
    "warm 2. the pot",
    "warm the pot for 5 < x < 7 minutes",
    "milk & sugar; and tea",
    "a visitor's tea",
    "A. Smith's rules on tea",
    "e.g. warm the pot",
    "> 90 degrees",
    "2nd cups",
    "1.5 litres of water",
    "use * for the pot, and ** for the cups",
    "file_name and another_name",
    "the rules [of the house] (and of the law)",
    "Ã is a letter",
    "#1 is the pot",
    "K2 and P3",
]


def notes_of(text: str, today: date | None = None) -> list[Problem]:
    """What is said of a good suite in which P2 has this text."""
    return [problem for problem in check(with_text(text), today) if problem.severity == "note"]


def with_text(text: str) -> Folder:
    folder = read_folder(SUITE)
    changed = [
        parse(source.text.replace("text: warm the pot", f"text: {quoted(text)}").encode(), source.file)
        for source in folder.standards
    ]
    standards = tuple(source for source in changed if not isinstance(source, list))
    assert len(standards) == len(changed)
    return replace(folder, standards=standards)


def quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


@pytest.mark.parametrize("text", GOOD)
def test_a_good_text_has_no_note(text: str) -> None:
    assert notes_of(text) == []


@pytest.mark.parametrize("text", ["“warm the pot”", "• warm", "a  b", "a **b** c", "x &amp; y", "<b>x</b>", "ﬁrst"])
def test_the_note_on_a_text_stands_at_the_text_and_is_no_error(text: str) -> None:
    folder = with_text(text)
    (note,) = check(folder)
    assert (note.where, note.severity, note.line) == ("performance_criteria.P2.text", "note", 24)
    assert note.file.endswith("serve-tea.yml")
    assert errors([note]) == []


def test_the_words_that_an_erratum_quotes_are_those_of_the_source() -> None:
    folder = read_folder(SUITE)
    (tea,) = (source for source in folder.standards if source.name == "serve-tea")
    text = tea.text.replace("each visitors", "each  visitors")
    changed = parse(text.encode(), tea.file)
    assert not isinstance(changed, list)
    found = check(replace(folder, standards=(folder.standards[0], changed)))
    assert [note.where for note in found] == ["performance_criteria.P3.text"]


def test_only_a_check_looks_at_the_clock(tmp_path: Path) -> None:
    shutil.copytree(SUITE, tmp_path, dirs_exist_ok=True)
    folder = read_folder(tmp_path)
    assert [note.message for note in check(folder, date(2026, 11, 28))] == ["2026-11-29 is in the future."]
    assert check(folder, date(2026, 11, 29)) == []
    path = tmp_path / "serve-tea.yml"
    path.write_text(path.read_text("utf-8").replace("2026-11-29", "2999-11-29"), "utf-8")
    assert load(tmp_path)[1] == ()


@pytest.mark.parametrize(
    "suite", sorted(path.parent for path in ROOT.glob("tests/suite*/**/suite.yml")), ids=lambda path: path.name
)
def test_a_good_suite_raises_no_doubt_and_needs_only_the_quick_search(
    suite: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def searched(*_: object) -> None:
        pytest.fail("a file is searched text by text")

    monkeypatch.setattr(sys.modules["competence_standards.check.doubts"], "leaves", searched)
    assert check(read_folder(suite)) == []


@pytest.mark.slow
def test_looking_for_notes_costs_little(monkeypatch: pytest.MonkeyPatch) -> None:
    """As a ratio in one run, of the reading and checking of our own standards: a few hundredths on a quiet machine."""
    times: dict[bool, list[float]] = {True: [], False: []}
    # The package gives the name of the module to the function.
    package, looking = sys.modules["competence_standards.check"], doubts
    for turn in range(30):
        looks = turn % 2 == 0
        monkeypatch.setattr(package, "doubts", looking if looks else lambda *_: iter(()))
        begun = time.process_time()
        check(read_folder(ROOT / "standards"))
        times[looks].append(time.process_time() - begun)
    assert min(times[True]) < 1.3 * min(times[False])
