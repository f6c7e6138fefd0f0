"""``standards check``: what it reads, what it prints where, and the status it leaves with."""

import json
import os
import shutil
import subprocess
import sys
import tomllib
import zipfile
from importlib.metadata import PackageNotFoundError
from pathlib import Path

import pytest

from competence_standards.commands import main

ROOT = Path(__file__).parents[2]
SUITE = ROOT / "tests" / "suite"
NAMES = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no files with such names")


@pytest.fixture(autouse=True)
def standards(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the example suite, in the folder where the command looks for it."""
    shutil.copytree(SUITE, tmp_path / "standards")
    monkeypatch.chdir(tmp_path)
    return tmp_path / "standards"


def spoil(name: str) -> None:
    path = Path("standards") / name
    path.write_text(path.read_text().replace("\ntitle: ", "\ntitel: "))


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "competence_standards", *arguments]
    return subprocess.run(command, capture_output=True, encoding="utf-8", check=False)


def test_a_good_folder_is_told_in_one_line_and_leaves_with_0(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check"]) == 0
    assert capsys.readouterr() == ("No problems in 3 files.\n", "")


def test_errors_leave_with_1_and_are_printed_where_other_programs_can_read_them() -> None:
    spoil("serve-tea.yml")
    done = run("check")
    assert done.returncode == 1
    assert done.stdout.splitlines() == [
        'standards/serve-tea.yml:3:1: titel: There is no field "titel" here. Did you mean "title"?',
        "1 error in 3 files.",
    ]
    assert done.stderr == ""


def test_notes_alone_leave_with_0(capsys: pytest.CaptureFixture[str]) -> None:
    for name, old, new in (
        ("serve-tea.yml", "the organisation's rules on allergens", "follow all relevant rules"),
        ("greet-visitors.yml", "who works in the building", "follow all elevant rules"),
    ):
        path = Path("standards") / name
        path.write_text(path.read_text().replace(old, new))
    assert main(["check"]) == 0
    *_, count = capsys.readouterr().out.splitlines()
    assert count == "No errors, 1 note in 3 files."


def test_a_file_is_checked_with_its_suite_but_what_other_files_have_of_their_own_is_not_reported(
    capsys: pytest.CaptureFixture[str],
) -> None:
    spoil("serve-tea.yml")
    spoil("greet-visitors.yml")
    assert main(["check", "standards/serve-tea.yml"]) == 1
    problem, count = capsys.readouterr().out.splitlines()
    assert problem.startswith("standards/serve-tea.yml:3:1: titel: ")
    assert count == "1 error in 1 file."

    # Its reference to greet-visitors/P1 is followed.
    path = Path("standards/serve-tea.yml")
    path.write_text(path.read_text().replace("greet-visitors/P1", "greet-visitors/P7"))
    assert main(["check", "standards/serve-tea.yml"]) == 1
    assert 'replaced_by[2]: "P7" is not an item of "greet-visitors".' in capsys.readouterr().out


@pytest.fixture
def linked(tmp_path: Path) -> Path:
    """The suite in which files name each other, in place of the small one."""
    shutil.rmtree(tmp_path / "standards")
    return Path(shutil.copytree(ROOT / "tests/suite-with-links", tmp_path / "standards"))


def swap(path: Path, old: str, new: str) -> None:
    text = path.read_text()
    assert old in text, path
    path.write_text(text.replace(old, new))


WITHDRAWN = '    withdrawn:\n      since: "1.0"\n      reason: A machine does it.\n'
CAUSES = [  # the file that is edited, the edit, and the file in which the reference breaks
    ("clear-table.yml", "knife and fork\n", f"knife and fork\n{WITHDRAWN}", "vocabulary/correspondences.yml"),
    ("vocabulary/themes.yml", "- id: rules", "- id: rulez", "lay-table.yml"),
    (
        "clear-table.yml",
        "the rules of the house\n    themes",
        "all rules\n    themes",
        "vocabulary/correspondences.yml",
    ),
]


@pytest.mark.parametrize(("edited", "old", "new", "broken"), CAUSES)
def test_a_file_that_breaks_another_is_told_so(
    linked: Path, edited: str, old: str, new: str, broken: str, capsys: pytest.CaptureFixture[str]
) -> None:
    swap(linked / edited, old, new)
    others = {f"standards/{path.relative_to(linked).as_posix()}" for path in linked.rglob("*.yml")}

    assert main(["check", f"standards/{edited}"]) == 1
    *problems, count = capsys.readouterr().out.splitlines()
    files = {line.partition(":")[0] for line in problems}
    assert f"standards/{broken}" in files
    assert f"{len(files | {f'standards/{edited}'})} files." in count

    # A file that has nothing to do with it does not report it.
    assert main(["check", max(others - files)]) == 0
    assert capsys.readouterr().out == "No problems in 1 file.\n"


def test_a_good_file_among_bad_ones_leaves_with_0(capsys: pytest.CaptureFixture[str]) -> None:
    spoil("serve-tea.yml")
    assert main(["check", "standards/greet-visitors.yml", "standards/suite.yml"]) == 0
    assert capsys.readouterr().out == "No problems in 2 files.\n"


@pytest.mark.parametrize(
    "paths",
    [
        ["standards"],
        ["standards", "standards"],
        ["standards", "standards/serve-tea.yml"],
        ["standards/serve-tea.yml", "standards"],
        ["standards/"],
        ["./standards"],
    ],
    ids=" ".join,
)
def test_a_folder_stands_for_all_its_files_once(paths: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    spoil("serve-tea.yml")
    spoil("greet-visitors.yml")
    assert main(["check", *paths]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert [line.split(":")[0] for line in lines[:-1]] == ["standards/greet-visitors.yml", "standards/serve-tea.yml"]
    assert lines[-1] == "2 errors in 3 files."


def test_two_folders_are_two_suites(capsys: pytest.CaptureFixture[str]) -> None:
    shutil.copytree("standards", "others")
    spoil("serve-tea.yml")
    assert main(["check", "standards", "others"]) == 1
    assert capsys.readouterr().out.splitlines()[-1] == "1 error in 6 files."


def test_a_file_with_a_wrong_ending_is_told_when_it_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    Path("standards/tea.yaml").write_text("id: tea\n")
    assert main(["check", "standards/tea.yaml"]) == 1
    assert "Rename the file to" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["check", "nowhere"], "nowhere does not exist"),
        (["check", "standards/nowhere.yml"], "nowhere.yml does not exist"),
        (["check", "a.txt"], "a.txt is not a source file"),
        (["check", "standards/.hidden.yml"], ".hidden.yml is not a source file"),
        pytest.param(["check", "x" * 5000], "cannot be read", marks=NAMES),
        pytest.param(["check", "a\x1b[31mb\nc"], "a\\u{001b}[31mb\\u{000a}c does not exist", marks=NAMES),
        (["check", "a\0b"], "cannot be read"),
    ],
    ids=lambda value: ascii(value[-1][:20]) if isinstance(value, list) else "",
)
def test_a_path_that_is_no_source_leaves_with_2_and_says_why(
    arguments: list[str], words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("a.txt").write_text("tea")
    Path("standards/.hidden.yml").write_text("tea: a")
    assert main(arguments) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert words in printed.err
    assert len(printed.err.splitlines()) == 1


@pytest.mark.parametrize(
    "arguments", [[], ["chekc"], ["check", "--format", "xml"], ["check", "--nonsense"], ["export"]]
)
def test_wrong_usage_leaves_with_2(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(arguments)
    assert left.value.code == 2
    assert capsys.readouterr().err.startswith("usage: standards")


def test_the_version_is_that_of_the_project(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(["--version"])
    assert left.value.code == 0
    version = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]
    assert capsys.readouterr().out == f"standards {version}\n"


def test_a_copy_that_is_not_installed_has_no_version(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing(name: str) -> str:
        raise PackageNotFoundError(name)

    monkeypatch.setattr("importlib.metadata.version", missing)
    with pytest.raises(SystemExit) as left:
        main(["--version"])
    assert left.value.code == 2
    assert "is not installed" in capsys.readouterr().err


def test_an_empty_folder_lacks_its_suite(capsys: pytest.CaptureFixture[str]) -> None:
    Path("empty").mkdir()
    assert main(["check", "empty"]) == 1
    assert capsys.readouterr().out.startswith("empty/suite.yml:1:1: suite.yml is missing.")


def test_json_is_one_object_with_files_errors_notes_and_problems() -> None:
    spoil("serve-tea.yml")
    done = run("check", "--format", "json")
    assert done.returncode == 1
    assert json.loads(done.stdout) == {
        "files": 3,
        "errors": 1,
        "notes": 0,
        "problems": [
            {
                "file": "standards/serve-tea.yml",
                "line": 3,
                "column": 1,
                "where": "titel",
                "message": 'There is no field "titel" here.',
                "hint": 'Did you mean "title"?',
                "severity": "error",
                "also": [],
            }
        ],
    }


def test_github_gets_an_annotation_on_the_line_and_a_count() -> None:
    spoil("serve-tea.yml")
    done = run("check", "--format", "github")
    assert done.returncode == 1
    assert done.stdout.splitlines() == [
        (
            '::error file=standards/serve-tea.yml,line=3,col=1::titel: There is no field "titel" here. '
            'Did you mean "title"?'
        ),
        "1 error in 3 files.",
    ]


@NAMES
@pytest.mark.slow
def test_a_hostile_file_name_starts_no_command_and_colours_no_terminal() -> None:
    name = "a\n::error file=x,line=1::y\x1b[31m,b:c%.yml"
    (Path("standards") / name).write_text("id: 'tea\n")
    for form in ("text", "github", "json"):
        done = run("check", "--format", form)
        assert done.returncode == 1
        assert "Traceback" not in done.stderr
        assert "\x1b" not in done.stdout
        assert not any(line.startswith("::error file=x") for line in done.stdout.splitlines())
    found = json.loads(done.stdout)
    assert {problem["file"] for problem in found["problems"]} >= {f"standards/{name}"}


def test_words_outside_the_terminals_alphabet_are_printed_as_codes() -> None:
    path = Path("standards/serve-tea.yml")
    path.write_text(path.read_text().replace("kind: spelling", "kind: 綴り"), encoding="utf-8")
    environment = {**os.environ, "PYTHONIOENCODING": "ascii"}
    command = [sys.executable, "-m", "competence_standards", "check"]
    done = subprocess.run(command, env=environment, capture_output=True, encoding="ascii", check=False)
    assert done.returncode == 1
    assert '"\\u7db4\\u308a" is not one of' in done.stdout
    assert done.stderr == ""


def test_a_reader_who_has_seen_enough_gets_no_traceback() -> None:
    environment = {**os.environ, "PYTHONUNBUFFERED": ""}
    command = [sys.executable, "-m", "competence_standards", "check", "--format", "json"]
    reads, writes = os.pipe()
    os.close(reads)
    try:
        done = subprocess.run(command, env=environment, stdout=writes, stderr=subprocess.PIPE, text=True, check=False)
    finally:
        os.close(writes)
    assert done.stderr == ""


# --- standards documents ---


@pytest.fixture
def forms(tmp_path: Path) -> Path:
    """A suite with forms, in the folder where the command looks for it."""
    shutil.rmtree(tmp_path / "standards")
    shutil.copytree(ROOT / "tests/suite-with-forms", tmp_path / "standards")
    return tmp_path / "out"


def made(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def test_all_forms_are_made_in_every_format(forms: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["documents", "--into", "out"]) == 0
    assert capsys.readouterr() == ("Wrote 5 files to out.\n", "")
    assert made(forms) == [
        "A2-list.docx",
        "A2-list.pdf",
        "answer-doorbell/answer-doorbell-A1-record.docx",
        "answer-doorbell/answer-doorbell-A1-record.pdf",
        "answer-doorbell/answer-doorbell-A1-record.xlsx",
    ]
    beginnings = {path.suffix: path.read_bytes()[:4] for path in forms.rglob("*") if path.is_file()}
    assert beginnings == {".docx": b"PK\x03\x04", ".pdf": b"%PDF", ".xlsx": b"PK\x03\x04"}


def test_some_forms_are_made_and_what_lies_there_is_replaced(forms: Path) -> None:
    path = forms / "answer-doorbell/answer-doorbell-A1-record.pdf"
    path.parent.mkdir(parents=True)
    path.write_text("old")
    assert main(["documents", "answer-doorbell", "--form", "a1", "--format", "pdf", "--into", "out"]) == 0
    here = path.read_bytes()
    assert here.startswith(b"%PDF")
    assert main(["documents", "--form", "A1", "--format", "pdf", "--words", "there", "--into", "out"]) == 0
    assert made(forms) == ["answer-doorbell/answer-doorbell-A1-record.pdf"]
    assert path.read_bytes() != here


def test_a_part_of_a_form_is_made_next_to_the_whole(forms: Path) -> None:
    arguments = ["documents", "answer-doorbell", "--format", "pdf", "--into", "out"]
    assert main(arguments) == 0
    whole = (forms / "answer-doorbell/answer-doorbell-A1-record.pdf").read_bytes()
    assert main([*arguments, "--items", "P1"]) == 0
    assert made(forms) == [f"answer-doorbell/answer-doorbell-A1-record{part}.pdf" for part in ("-P1", "")]
    assert (forms / "answer-doorbell/answer-doorbell-A1-record.pdf").read_bytes() == whole


@pytest.mark.slow
def test_a_pack_is_one_pdf_and_one_archive_for_a_standard_and_for_a_candidate(
    forms: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["documents", "--packs", "--into", "out"]) == 0
    assert capsys.readouterr().out == "Wrote 9 files to out.\n"
    names = [f"answer-doorbell-A1-record.{ending}" for ending in ("pdf", "docx", "xlsx")]
    assert made(forms) == sorted(
        [
            *("A2-list.docx", "A2-list.pdf", "candidate-forms.pdf", "candidate-forms.zip"),
            *(f"answer-doorbell/{name}" for name in [*names, "answer-doorbell-forms.pdf", "answer-doorbell-forms.zip"]),
        ]
    )
    folder = forms / "answer-doorbell"
    first = (folder / "answer-doorbell-forms.zip").read_bytes()
    with zipfile.ZipFile(folder / "answer-doorbell-forms.zip") as archive:
        assert archive.namelist() == names
        assert archive.read(names[0]) == (folder / names[0]).read_bytes()
    with zipfile.ZipFile(forms / "candidate-forms.zip") as archive:
        assert archive.namelist() == ["A2-list.pdf", "A2-list.docx"]
    for pack in (folder / "answer-doorbell-forms.pdf", forms / "candidate-forms.pdf"):
        assert pack.read_bytes().startswith(b"%PDF")

    assert main(["documents", "--packs", "--into", "out"]) == 0
    assert (folder / "answer-doorbell-forms.zip").read_bytes() == first


def test_a_pack_of_a_named_standard_is_the_same_and_comes_without_that_of_a_candidate(forms: Path) -> None:
    assert main(["documents", "--packs", "--format", "pdf", "--into", "out"]) == 0
    whole = (forms / "answer-doorbell/answer-doorbell-forms.pdf").read_bytes()
    shutil.rmtree(forms)

    assert main(["documents", "answer-doorbell", "--packs", "--format", "pdf", "--into", "out"]) == 0
    assert made(forms) == [
        f"answer-doorbell/answer-doorbell-{name}" for name in ("A1-record.pdf", "forms.pdf", "forms.zip")
    ]
    assert (forms / "answer-doorbell/answer-doorbell-forms.pdf").read_bytes() == whole


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["answer-dorbell"], 'Did you mean "answer-doorbell"?'),
        (["--form", "zz"], "Choose from: A1, A2."),
        (["--words", "mars"], "Choose from: here, there."),
        (["../answer-doorbell"], "is not a standard in this suite"),
        (["--form", "../record"], "Choose from: A1, A2."),
        (["--words", "../here"], "is not a set of words in this suite"),
        (["/etc/passwd"], "is not a standard in this suite"),
        (["answer-doorbell", "--items", "P7"], '"P7" in --items is not an item of answer-doorbell.'),
        (["answer-doorbell", "--items", "../P1"], "Choose from P1 and K1."),
        (["--items", "P1"], "--items needs exactly one standard."),
    ],
)
def test_a_name_that_means_nothing_leaves_with_2_and_makes_nothing(
    arguments: list[str], said: str, forms: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["documents", *arguments, "--into", "out"]) == 2
    assert said in capsys.readouterr().err
    assert not forms.exists()


def test_a_link_within_the_folder_is_not_followed(
    forms: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    forms.mkdir()
    (forms / "answer-doorbell").symlink_to(elsewhere)

    assert main(["documents", "--format", "pdf", "--into", "out"]) == 2

    said = "out/answer-doorbell is a link to another folder. Delete the link, or write into a new folder."
    assert capsys.readouterr().err == f"standards documents: {said}\n"
    assert list(elsewhere.iterdir()) == []


def test_a_link_in_place_of_a_document_is_replaced(forms: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.txt"
    other.write_text("stays", "utf-8")
    document = forms / "answer-doorbell/answer-doorbell-A1-record.pdf"
    document.parent.mkdir(parents=True)
    document.symlink_to(other)

    assert main(["documents", "--format", "pdf", "--into", "out"]) == 0

    assert other.read_text("utf-8") == "stays"
    assert not document.is_symlink()
    assert document.read_bytes().startswith(b"%PDF")


def test_the_folder_to_write_into_may_be_a_link(forms: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    forms.symlink_to(tmp_path / "elsewhere")

    assert main(["documents", "--format", "pdf", "--into", "out"]) == 0

    assert made(tmp_path / "elsewhere") == ["A2-list.pdf", "answer-doorbell/answer-doorbell-A1-record.pdf"]


@pytest.mark.usefixtures("forms")
def test_a_folder_that_cannot_be_written_leaves_with_2(capsys: pytest.CaptureFixture[str]) -> None:
    Path("out").write_text("a file")
    assert main(["documents", "--into", "out"]) == 2
    assert capsys.readouterr().err.startswith("standards documents: ")


@pytest.mark.usefixtures("forms")
def test_no_document_is_made_from_sources_with_mistakes(capsys: pytest.CaptureFixture[str]) -> None:
    spoil("forms/record.yml")
    assert main(["documents", "--into", "out"]) == 1
    assert "standards/forms/record.yml:4:1: titel: " in capsys.readouterr().err
