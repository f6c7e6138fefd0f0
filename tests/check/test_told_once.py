"""Problems with one cause are told once, with their number and the fix."""

import json
import re
import shutil
from pathlib import Path

import pytest
import yaml

from competence_standards.build import check, problems_of
from competence_standards.commands import main
from competence_standards.problem import MOST_PLACES, Invalid, Problem, errors, notes, told_once
from competence_standards.read import read_folder
from tests.conftest import ROOT

REAL = ROOT / "standards"
STANDARDS = sorted(path.stem for path in REAL.glob("*.yml") if path.stem != "suite")
TEA = (ROOT / "tests/suite/serve-tea.yml").read_text("utf-8")
HEAD = TEA.partition("performance_criteria:\n")[0]
HISTORY = 'history:\n  - version: "1.0"\n    date: 2026-11-22\n    summary: First publication here.\n'
THEMES = "themes:\n  - id: tea\n    name: Tea\n    description: All about tea.\n"


@pytest.fixture
def standards(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the published suite, in the current folder."""
    shutil.copytree(REAL, tmp_path / "standards")
    monkeypatch.chdir(tmp_path)
    return Path("standards")


def remove(folder: Path, *names: str) -> None:
    suite = folder / "suite.yml"
    for name in names:
        (folder / f"{name}.yml").unlink()
        suite.write_text(suite.read_text("utf-8").replace(f"  - {name}\n", ""), "utf-8")


def place(problem: Problem) -> tuple[str, int, int]:
    return problem.file, problem.line, problem.column


# --- a standard is removed ---


@pytest.mark.parametrize("name", STANDARDS)
def test_a_removed_standard_is_one_problem_in_each_file_that_names_it(standards: Path, name: str) -> None:
    (standards / f"{name}.yml").unlink()
    found = check(read_folder(standards))
    naming = [
        path.as_posix()
        for path in sorted(standards.rglob("*.yml"))
        if re.search(rf"\b{name}(?:/|$)", path.read_text("utf-8"), re.MULTILINE)
    ]
    assert [problem.file for problem in found] == naming
    assert all(name in problem.message for problem in found)

    groups = found[-1]
    listed = yaml.safe_load((standards / "vocabulary/correspondences.yml").read_text("utf-8"))["correspondences"]
    times = sum(item.startswith(f"{name}/") for group in listed for item in group["items"])
    assert len({place(one) for one in groups.each()}) == times
    assert f"There are {times - 1} more places with this problem, on lines " in groups.as_text()
    assert groups.as_text().endswith(f'Add the file "{name}.yml", or delete the items of {name} here.')


@pytest.mark.parametrize("name", STANDARDS)
def test_a_suite_without_one_standard_has_a_handful_of_problems(standards: Path, name: str) -> None:
    remove(standards, name)
    found = check(read_folder(standards))
    assert [problem.file for problem in errors(found)] == ["standards/vocabulary/correspondences.yml"]
    assert errors(found)[0].hint == f'Delete the items of "{name}" here.'
    assert len(notes(found)) <= 3


@pytest.mark.parametrize("name", STANDARDS)
def test_a_suite_of_one_standard_alone_has_few_problems(standards: Path, name: str) -> None:
    remove(standards, *(other for other in STANDARDS if other != name))
    found = check(read_folder(standards))
    # One for each removed standard, in the only file that still names it.
    assert len(errors(found)) == len(STANDARDS) - 1
    assert len(notes(found)) <= 8


# --- other causes ---


def suite_of(
    folder: Path, criteria: str, knowledge: str = "  - id: K1\n    text: how tea is made\n    themes: [tea]\n"
) -> Path:
    shutil.copytree(ROOT / "tests/suite", folder / "standards")
    text = f"{HEAD}performance_criteria:\n{criteria}knowledge:\n{knowledge}{HISTORY}"
    (folder / "standards/serve-tea.yml").write_text(text, "utf-8")
    shutil.rmtree(folder / "standards/source-texts", ignore_errors=True)
    return folder / "standards"


def numbered(line: str, times: int) -> str:
    return "".join(line.replace("#", str(number)) for number in range(1, times + 1))


CAUSES = {
    "an unknown theme": ("  - id: P#\n    text: pour #\n    themes: [coffee]\n", '"coffee" is not a theme.'),
    "no theme": ("  - id: P#\n    text: pour #\n", "P1 has no theme."),
    "an unknown field": (
        "  - id: P#\n    text: pour #\n    themes: [tea]\n    subject: x\n",
        'There is no field "subject" here.',
    ),
    "a missing field": ("  - id: P#\n    themes: [tea]\n", 'The field "text" is missing.'),
    "ids of another kind": (
        '  - id: "1.#"\n    text: pour #\n    themes: [tea]\n',
        '"1.1" is not in the right format.',
    ),
    "two spaces": ("  - id: P#\n    text: pour  #\n    themes: [tea]\n", "The text contains two spaces in a row."),
    "HTML": ("  - id: P#\n    text: pour <b>#</b>\n    themes: [tea]\n", "The text contains HTML"),
}


@pytest.mark.parametrize("cause", CAUSES)
def test_twenty_problems_with_one_cause_are_told_once_with_their_number(tmp_path: Path, cause: str) -> None:
    criteria, message = CAUSES[cause]
    folder = suite_of(tmp_path, numbered(criteria, 20))
    (folder / "vocabulary").mkdir(exist_ok=True)
    (folder / "vocabulary/themes.yml").write_text(THEMES, "utf-8")
    file = "standards/serve-tea.yml"
    found = [one for one in check(read_folder(folder)) if one.message.startswith(message) and one.file.endswith(file)]
    (problem,) = found
    assert len(problem.also) == 19
    assert "There are 19 more places with this problem, on lines " in problem.as_text()
    assert len({place(one) for one in problem.each()}) == 20


def test_a_missing_file_that_many_files_need_is_told_once_for_all_of_them(standards: Path) -> None:
    (standards / "vocabulary/themes.yml").unlink()
    found = [problem for problem in check(read_folder(standards)) if "themes.yml is missing" in problem.message]
    (problem,) = found
    assert {one.file for one in problem.each()} == {f"standards/{name}.yml" for name in STANDARDS}
    # Of one file, the check tells only the places in it.
    one = f"standards/{STANDARDS[-1]}.yml"
    (own,) = [problem for problem in problems_of(read_folder(standards), {one}) if "themes.yml" in problem.message]
    assert {place.file for place in own.each()} == {one}


def test_what_only_a_hint_owes_to_a_file_is_not_told_of_it(standards: Path) -> None:
    (standards / "contact-centre.yml").unlink()
    asked = {"standards/suite.yml"}
    assert [problem.file for problem in problems_of(read_folder(standards), asked)] == ["standards/suite.yml"]


# --- the report ---


def test_each_format_tells_a_cause_once_and_the_json_lists_every_place(
    standards: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    remove(standards, "contact-centre")
    assert main(["check"]) == 1
    *lines, last = capsys.readouterr().out.splitlines()
    main(["check", "--format", "github"])
    *annotations, _ = capsys.readouterr().out.splitlines()
    main(["check", "--format", "json"])
    told = json.loads(capsys.readouterr().out)

    assert len(lines) == len(annotations) == len(told["problems"]) == told["errors"] + told["notes"]
    assert last.startswith(f"{told['errors']} error and {told['notes']} note")
    # GitHub shows ten annotations of a run at most.
    assert annotations[0].startswith("::error file=standards/vocabulary/correspondences.yml,line=22,col=9::")
    assert "There are 53 more places with this problem" in annotations[0]
    groups = told["problems"][0]
    source = (standards / "vocabulary/correspondences.yml").read_text("utf-8").splitlines()
    places = [groups, *groups["also"]]
    assert len(places) == 54
    assert all(source[one["line"] - 1][one["column"] - 1 :].startswith("contact-centre/") for one in places)


def test_a_few_problems_with_different_words_are_told_one_by_one() -> None:
    def unused(number: int) -> Problem:
        return Problem("a.yml", number, 1, "", f"{number} is not used.", "Delete it.", "note", cause="unused")

    few = [unused(number) for number in (1, 2, 3)]
    assert told_once(reversed(few)) == few
    (told,) = told_once([*few, unused(4)])
    assert told.message == "1 is not used."
    assert [one.message for one in told.also] == ["2 is not used.", "3 is not used.", "4 is not used."]


def test_problems_with_the_same_words_are_told_once_unless_they_are_in_two_files_or_of_two_kinds() -> None:
    one = Problem("a.yml", 2, 1, "", "Wrong.")
    (told,) = told_once([Problem("a.yml", 9, 1, "", "Wrong."), one])
    assert told.as_text() == "a.yml:2:1: Wrong. There is 1 more place with this problem, on line 9."
    assert len(told_once([one, Problem("b.yml", 1, 1, "", "Wrong.")])) == 2
    assert len(told_once([one, Problem("a.yml", 9, 1, "", "Wrong.", severity="note")])) == 2
    assert told_once([told]) == [told]
    assert Invalid([one, told]).problems == (told_once([one, told])[0],)


def test_the_places_of_a_cause_are_counted_up_to_a_limit() -> None:
    (told,) = told_once(Problem("a.yml", number, 1, "", "Wrong.", "Write one.") for number in range(1, 10_000))
    assert len(told.also) == MOST_PLACES
    assert told.as_text() == (
        f"a.yml:1:1: Wrong. There are {MOST_PLACES} more places with this problem, on lines 2, 3, 4, 5, 6 and others. "
        "Further places are not counted. Write one."
    )
