"""A problem is told in three forms, each on one line, and none of its words can be taken for anything else."""

import copy
import json

import pytest

from competence_standards.problem import Invalid, Problem, count, did_you_mean, errors, notes, report, shown

SLIP = Problem("standards/serve-tea.yml", 3, 7, "title", "The text is empty.", "Write one.")
NOTE = Problem("standards/serve-tea.yml", 9, 1, "", "Look again.", severity="note")
HOSTILE = [
    "a\nb",
    "a\r\nb",
    "\x1b[31mred",
    "a\u2028b",
    "a\u202eb",
    "::error file=x::y",
    "a\n::warning::b",
    "100%",
    "%0A::error::",
    "\udcff",
]


def test_a_problem_as_text_says_where_then_what_then_the_mend() -> None:
    assert SLIP.as_text() == "standards/serve-tea.yml:3:7: title: The text is empty. Write one."


def test_a_note_says_that_it_is_one() -> None:
    assert NOTE.as_text() == "standards/serve-tea.yml:9:1: note: Look again."


def test_problems_sort_by_file_then_line_then_column() -> None:
    places = [("b.yml", 1, 1), ("a.yml", 10, 2), ("a.yml", 9, 30), ("a.yml", 10, 1)]
    found = sorted(Problem(file, line, column, "", "x") for file, line, column in places)
    assert [(problem.file, problem.line, problem.column) for problem in found] == sorted(places)


def test_a_problem_as_a_github_annotation_stands_on_its_line_and_column() -> None:
    assert SLIP.as_github() == (
        "::error file=standards/serve-tea.yml,line=3,col=7::title: The text is empty. Write one."
    )
    assert NOTE.as_github() == "::notice file=standards/serve-tea.yml,line=9,col=1::Look again."


def test_an_annotation_escapes_what_would_end_a_property_or_the_command() -> None:
    problem = Problem("a,b:c%.yml", 1, 1, "", "100% sure: yes, it is")
    assert problem.as_github() == "::error file=a%2Cb%3Ac%25.yml,line=1,col=1::100%25 sure: yes, it is"


@pytest.mark.parametrize("text", HOSTILE, ids=ascii)
def test_no_word_of_a_file_breaks_a_line_or_reaches_the_terminal_raw(text: str) -> None:
    for problem in (Problem(text, 1, 1, text, text, text), Problem("a.yml", 1, 1, "", shown(text), text)):
        for line in (problem.as_text(), problem.as_github()):
            assert line.isprintable()
        assert problem.as_github().startswith("::error file=")
        assert problem.as_github().isascii() or problem.as_github().encode()


@pytest.mark.parametrize("text", HOSTILE, ids=ascii)
def test_a_report_as_json_gives_every_word_back_as_it_was(text: str) -> None:
    written = report([Problem(text, 1, 2, text, text, text), NOTE], 1, "json")
    assert written.isascii()
    found = json.loads(written)
    assert found["files"] == 1
    assert found["errors"] == 1
    assert found["notes"] == 1
    words = {"message": text, "hint": text, "severity": "error", "also": []}
    assert found["problems"][0] == {"file": text, "line": 1, "column": 2, "where": text, **words}


@pytest.mark.parametrize(
    ("problems", "files", "line"),
    [
        ([], 0, "No problems in 0 files."),
        ([], 1, "No problems in 1 file."),
        ([SLIP], 1, "1 error in 1 file."),
        ([SLIP, SLIP, NOTE], 6, "2 errors and 1 note in 6 files."),
        ([NOTE], 6, "No errors, 1 note in 6 files."),
        ([NOTE, NOTE], 6, "No errors, 2 notes in 6 files."),
    ],
)
def test_the_closing_line_counts_in_plain_english(problems: list[Problem], files: int, line: str) -> None:
    assert count(problems, files) == line


def test_a_note_is_no_error() -> None:
    assert errors([SLIP, NOTE]) == [SLIP]
    assert notes([SLIP, NOTE]) == [NOTE]


@pytest.mark.parametrize("form", ["text", "github", "json"])
def test_a_report_tells_the_errors_before_the_notes(form: str) -> None:
    told = report([NOTE, SLIP], 1, form)
    assert told.index(SLIP.message) < told.index(NOTE.message)


def test_invalid_sources_carry_every_problem_and_print_them_all() -> None:
    invalid = Invalid([SLIP, NOTE])
    assert invalid.problems == (SLIP, NOTE)
    assert str(invalid).splitlines() == [SLIP.as_text(), NOTE.as_text()]


def test_invalid_sources_come_out_of_another_process_as_they_are() -> None:
    """``copy`` makes an error again as ``pickle`` does."""
    problem = Problem("a.yml", 1, 1, "", "Wrong.")
    assert copy.copy(Invalid([problem])).problems == (problem,)


def test_a_long_value_is_cut_when_it_is_shown() -> None:
    assert shown("tea") == '"tea"'
    assert shown("t" * 70) == f'"{"t" * 70}"'
    assert shown("t" * 71) == f'"{"t" * 69}…"'
    assert len(shown(["t"] * 1000)) == 72


def test_a_near_name_is_suggested_and_a_far_one_is_not() -> None:
    assert did_you_mean("titel", ["title", "text"]) == 'Did you mean "title"?'
    assert did_you_mean("zzz", ["title", "text"]) == ""
    assert did_you_mean("titel" + "x" * 100_000, ["title"]) == ""
