"""Each file in mistakes/ is one mistake of an author, with every line that ``standards check`` must print of it.

A mistake is laid over a good example suite, that in suite/ or that in suite-with-links/:

    mistake: what the author did, as a sentence
    over: suite-with-links      # if it is not laid over suite/
    changes:                    # replace words that stand once in a file of the suite
      - in: serve-tea.yml
        from: "title: Serve tea"
        to: "titel: Serve tea"
    add: {file name: text}      # or put a whole file there
    remove: [file name]         # or take one away
    encoding: latin-1           # of the files changed or added, where it is not UTF-8
    problems: |                 # what is printed, line by line
      standards/serve-tea.yml:3:1: titel: …

Characters that cannot be seen are written as YAML's escapes in double quotes, so that the file of the mistake has none.
"""

import json
import re
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from competence_standards.build import check
from competence_standards.check.schema import schema_problems
from competence_standards.commands import main
from competence_standards.model import USUAL
from competence_standards.problem import Problem, errors, notes
from competence_standards.read import VOCABULARIES, read_folder
from competence_standards.schema import schema_for
from tests.hints import FOR_THE_AUTHOR, INSTRUCTIONS, follow
from tests.support import mistakes
from tests.support.mistakes import MISTAKES

TODAY = date(2026, 11, 30)
KEYS = {"mistake", "over", "changes", "add", "remove", "encoding", "problems"}

VALIDATORS = {
    name: Draft202012Validator(schema_for(name, USUAL)) for name in ("standard", "suite", "form", *VOCABULARIES)
}

# What one of these hides comes to light when its hint is followed: the next thing that is wrong.
REVEALS = {
    "cause-standard-removed": "the groups of which the standard's items were part",
    "characters-only-blank": "that there is no text",
    "characters-utf-16": "what the file lacks",
    "characters-utf-16-without-mark": "what the file lacks",
    "field-empty-list": "that the version withdrew an item",
    "field-list-with-nothing": "that the version withdrew an item",
    "field-version-is-one-number": "that an item was withdrawn by the version under its old number",
    "file-ending-in-capitals": "what the file lacks",
    "file-wrong-ending": "what the file lacks",
    "file-wrong-ending-but-listed": "what the file lacks",
    "folder-misspelt": "what the files lack",
    "form-file-not-yaml": "what the file lacks",
    "form-wrong-ending": "what the file lacks",
    "history-oldest-first": "that the dates are in the wrong order too",
    "source-text-latin-1": "that the text lacks its parts",
    "themes-file-in-wrong-folder": "that the file lacks themes",
    "themes-id-with-capital": "that no item has the theme",
    "themes-id-twice": "that no item has the theme",
    "word-file-saved-by-notepad": "what the file lacks",
}

each_mistake = pytest.mark.parametrize("path", MISTAKES, ids=lambda path: path.stem)


@pytest.fixture
def made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[Path], dict[str, Any]]:
    """Makes a mistake in ``standards``, a copy of the example suite in the current folder, and says what it is."""

    def make(path: Path) -> dict[str, Any]:
        mistake = mistakes.make(path, tmp_path / "standards")
        monkeypatch.chdir(tmp_path)
        return mistake

    return make


Make = Callable[[Path], dict[str, Any]]
Told = pytest.CaptureFixture[str]


@each_mistake
def test_a_mistake_is_told_in_each_format_as_its_file_says(path: Path, made: Make, capsys: Told) -> None:
    can_be_read_by_a_newcomer(path)
    mistake = made(path)
    is_told_as_text(mistake, capsys)
    is_told_the_same_in_other_formats(mistake, capsys)
    is_seen_by_both_validators()


def can_be_read_by_a_newcomer(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    mistake = yaml.safe_load(text)
    assert text.startswith("mistake: ")
    assert set(mistake) <= KEYS
    assert mistake["mistake"].endswith(".")
    assert all(char == "\n" or char.isprintable() for char in text)


def is_told_as_text(mistake: dict[str, Any], capsys: Told) -> None:
    status = main(["check"])
    told = capsys.readouterr().out
    assert told == mistake["problems"]
    *problems, count = told.splitlines()
    assert status == (1 if re.match(r"[1-9]\d* error", count) else 0)
    for line in problems:
        assert re.match(r"standards/.+?:\d+:\d+: \S", line)
        assert line.isprintable()


def is_told_the_same_in_other_formats(mistake: dict[str, Any], capsys: Told) -> None:
    *lines, summary = mistake["problems"].splitlines()

    status = main(["check", "--format", "json"])
    found = json.loads(capsys.readouterr().out)
    problems = [as_problem(problem) for problem in found["problems"]]
    assert [problem.as_text() for problem in problems] == lines
    assert found["errors"] == sum(problem.severity == "error" for problem in problems)
    assert found["notes"] == len(problems) - found["errors"]
    assert status == (found["errors"] > 0)

    assert main(["check", "--format", "github"]) == status
    *annotations, github_summary = capsys.readouterr().out.splitlines()
    assert github_summary == summary
    assert len(annotations) == len(lines)
    for annotation in annotations:
        assert re.match(r"::(error|notice) file=[^:,]+,line=\d+,col=\d+::\S", annotation)
        assert annotation.isprintable()


def as_problem(data: dict[str, Any]) -> Problem:
    return Problem(**{**data, "also": tuple(Problem(**one) for one in data["also"])})


def is_seen_by_both_validators() -> None:
    """Whatever the quick validator refuses, the one that explains refuses too, and nothing else."""
    folder = read_folder(Path("standards"))
    suites = [] if folder.suite is None else [(folder.suite, "suite")]
    shared = [(source, name) for name, source in folder.vocabulary.items()]
    forms = [(source, "form") for source in folder.forms]
    for source, name in [*((source, "standard") for source in folder.standards), *suites, *shared, *forms]:
        # `schema_problems` asks the quick one first; only what that refuses is explained.
        explained = not VALIDATORS[name].is_valid(source.value)
        assert bool(schema_problems(source, name)) == explained


@each_mistake
def test_what_a_hint_says_to_do_leaves_fewer_errors(path: Path, made: Callable[[Path], dict[str, Any]]) -> None:
    mistake = made(path)
    folder = Path("standards")
    encoding = mistake.get("encoding", "utf-8")
    changed = {*mistake.get("add", {}), *(change["in"] for change in mistake.get("changes", []))}
    texts = {
        name: file.read_bytes().decode(encoding if name in changed else "utf-8")
        for file in folder.rglob("*.*")
        if (name := file.relative_to(folder).as_posix())
    }
    before = check(read_folder(folder), TODAY)
    for problem in before:
        words = f"{problem.message} {problem.hint}"
        mended = [lay_out(followed) for followed in follow(texts, problem)]
        if problem.hint and not mended:
            assert any(re.search(pattern, words) for pattern in FOR_THE_AUTHOR), (
                f"tests/hints.py cannot follow: {words}"
            )
        elif path.stem in REVEALS:
            assert all((problem.where, problem.message) not in told(after) for after in mended)
        elif mended:
            assert any(fewer(after, before, problem.severity) for after in mended), f"{words}\n{mended}"
            assert all(len(errors(after)) <= len(errors(before)) for after in mended), words
            assert all(len(notes(after)) <= len(notes(before)) for after in mended), words


def lay_out(texts: dict[str, str]) -> list[Problem]:
    """What the check says of the files, once they are in the folder ``standards`` in place of all others."""
    shutil.rmtree("standards")
    for name, text in texts.items():
        Path("standards", name).parent.mkdir(parents=True, exist_ok=True)
        Path("standards", name).write_bytes(text.encode())
    return check(read_folder(Path("standards")), TODAY)


def fewer(after: list[Problem], before: list[Problem], severity: str) -> bool:
    wrong, doubtful = len(errors(after)) - len(errors(before)), len(notes(after)) - len(notes(before))
    return wrong < 0 if severity == "error" else doubtful < 0


def told(problems: list[Problem]) -> set[tuple[str, str]]:
    return {(problem.where, problem.message) for problem in problems}


def test_most_hints_can_be_followed_by_a_program() -> None:
    told = [line for path in MISTAKES for line in yaml.safe_load(path.read_text("utf-8"))["problems"].splitlines()[:-1]]
    followed = [line for line in told if any(re.search(pattern, line, re.IGNORECASE) for pattern, _ in INSTRUCTIONS)]
    assert len(followed) >= 260
