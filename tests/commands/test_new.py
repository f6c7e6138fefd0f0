"""``standards new``: a new project is written whole or not at all, and it has all that an author needs."""

import hashlib
import json
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from competence_standards.authoring import lock
from competence_standards.commands import _parser, main
from competence_standards.schema import FOLDER as SCHEMAS
from tests.conftest import ROOT
from tests.support.other_parts import NAMES as OTHER_SUITES
from tests.support.other_parts import SUITES, edit

WHEEL = "competence_standards_publisher-1.0.0-py3-none-any.whl"
HASH = "0" * 64
ANSWERS = ["--title", "Tea: standards", "--words", "The wording is ours.", "--standard", "Make tea"]
WORKFLOWS = ROOT / ".github/workflows"


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder, with a wheel next to it."""
    (tmp_path / WHEEL).write_bytes(b"a wheel")
    (tmp_path / "empty").mkdir()
    monkeypatch.chdir(tmp_path / "empty")
    return tmp_path / "empty"


def new(*arguments: str) -> int:
    return main(["new", *arguments, "--wheel", f"../{WHEEL}"])


def files(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def test_a_new_project_checks_without_problems(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert new("my-suite", *ANSWERS) == 0
    assert capsys.readouterr().out == ("Wrote a new suite to my-suite. Next, run:\n  cd my-suite\n  standards serve\n")
    os.chdir("my-suite")
    assert main(["check"]) == 0
    assert capsys.readouterr().out == "No problems in 2 files.\n"
    assert files(place / "my-suite") == sorted(
        [
            *(".github/workflows/publish.yml", ".github/workflows/pull-request.yml", ".gitignore", ".gitlab-ci.yml"),
            *(".vscode/extensions.json", ".vscode/settings.json", "README.md", "docs/.gitkeep", "mkdocs.yml"),
            *("requirements.txt", "standards/make-tea.yml", "standards/suite.yml", f"wheels/{WHEEL}"),
            *(f"schema/{path.name}" for path in SCHEMAS.glob("*.json")),
        ]
    )
    suite = yaml.safe_load(Path("standards/suite.yml").read_text("utf-8"))
    assert suite["title"] == "Tea: standards"
    assert suite["words"] == "The wording is ours."
    assert "{{" not in "".join(
        Path(name).read_text("utf-8").replace("${{", "") for name in files(Path()) if "." in name
    )


def test_the_schemas_of_a_new_project_are_those_of_the_program_and_every_file_names_one(place: Path) -> None:
    assert new(".", *ANSWERS) == 0
    for path in SCHEMAS.glob("*.json"):
        assert (place / "schema" / path.name).read_bytes() == path.read_bytes()
    for path in (place / "standards").glob("*.yml"):
        named = re.match(r"# yaml-language-server: \$schema=(\S+)\n", path.read_text("utf-8"))
        assert named
        assert (path.parent / named[1]).is_file()
    settings = re.sub(r"(?m)^ *//.*\n", "", (place / ".vscode/settings.json").read_text("utf-8"))
    assert all((place / name).is_file() for name in json.loads(settings)["yaml.schemas"])


def test_the_editors_settings_of_a_new_project_are_ours(place: Path) -> None:
    assert new(".", *ANSWERS) == 0
    for name in ("settings.json", "extensions.json"):
        assert (place / ".vscode" / name).read_bytes() == (ROOT / ".vscode" / name).read_bytes()


def test_the_workflows_of_a_new_project_use_the_same_actions_as_ours(place: Path) -> None:
    def actions(text: str) -> set[str]:
        return set(re.findall(r"uses: (.+)", text))

    assert new(".", *ANSWERS) == 0
    ours = actions("".join(path.read_text("utf-8") for path in WORKFLOWS.glob("*.yml")))
    for path in (place / ".github/workflows").glob("*.yml"):
        text = path.read_text("utf-8")
        assert actions(text) <= ours
        assert yaml.safe_load(text)["permissions"] == {"contents": "read"}
        assert "pull_request_target" not in text
        assert "secrets." not in text


def test_every_command_that_a_new_project_names_exists(place: Path) -> None:
    assert new(".", *ANSWERS) == 0
    named = set()
    for path in (*(place / ".github/workflows").glob("*.yml"), place / ".gitlab-ci.yml", place / "README.md"):
        text = path.read_text("utf-8")
        before = "`" if path.suffix == ".md" else r'(?:run: |- |/" )'
        for words in re.findall(rf"(?m){before}standards ([^`\n]+)", text):
            arguments = shlex.split(words.partition(" >>")[0].replace(" ID", " make-tea"))
            assert _parser(arguments).parse_args(arguments).run, words
            named.add(arguments[0])
    assert named == {"build", "check", "compare", "customise", "documents", "new", "remove", "serve", "withdraw"}


def test_the_requirements_pin_the_program_and_what_it_needs_by_hash(place: Path) -> None:
    assert new(".", *ANSWERS) == 0
    text = (place / "requirements.txt").read_text("utf-8")
    digest = hashlib.sha256(b"a wheel").hexdigest()
    assert f"\n./wheels/{WHEEL} \\\n    --hash=sha256:{digest}\n" in text
    assert (place / "wheels" / WHEEL).read_bytes() == b"a wheel"
    names = set(re.findall(r"(?m)^([a-z0-9-]+)==", text))
    ours = set(re.findall(r"(?m)^([a-z0-9-]+)==", (ROOT / "requirements.txt").read_text("utf-8")))
    assert {"mkdocs-material", "pyyaml", "typst", "lxml"} <= names
    # What only builds a wheel is not needed, nor is what that needs alone.
    assert {"hatchling", "pluggy", "trove-classifiers", "tomlkit"} == ours - names
    entries = re.findall(r"(?m)^(?!#)\S.*(?:\n +--hash=sha256:[0-9a-f]{64}.*)+", text)
    assert len(entries) == len(re.findall(r"(?m)^(?!#)\S", text))
    assert "://" not in text


def test_a_wheel_at_an_address_is_pinned_by_its_hash(place: Path) -> None:
    address = f"https://example.org/files/{WHEEL}"
    assert main(["new", ".", *ANSWERS, "--wheel", f"{address}#sha256={HASH}"]) == 0
    text = (place / "requirements.txt").read_text("utf-8")
    assert f"\ncompetence-standards-publisher @ {address} \\\n    --hash=sha256:{HASH}\n" in text
    assert not (place / "wheels").exists()
    assert "The program itself is fetched from the address" in (place / "README.md").read_text("utf-8")


def noted(monkeypatch: pytest.MonkeyPatch, **about: object) -> None:
    """Let pip have noted this about the installation of the program."""

    class Installed:
        def read_text(self, name: str) -> str | None:
            assert name == "direct_url.json"
            return json.dumps(about) if about else None

    monkeypatch.setattr(lock, "distribution", lambda _name: Installed())


def test_the_wheel_that_was_installed_is_found(
    place: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    wheel = place.parent / WHEEL
    digest = hashlib.sha256(b"a wheel").hexdigest()
    noted(monkeypatch, url=wheel.as_uri(), archive_info={"hashes": {"sha256": digest}})
    assert main(["new", "one", *ANSWERS]) == 0
    assert (place / "one/wheels" / WHEEL).read_bytes() == b"a wheel"

    wheel.write_bytes(b"another wheel")
    assert main(["new", "two", *ANSWERS]) == 2
    assert f"{wheel} is not the wheel that this program was installed from." in capsys.readouterr().err

    wheel.unlink()
    assert main(["new", "two", *ANSWERS]) == 2
    assert "is not known. Name it with --wheel" in capsys.readouterr().err

    address = f"https://example.org/{WHEEL}"
    noted(monkeypatch, url=address, archive_info={"hashes": {"sha256": digest}})
    assert main(["new", "two", *ANSWERS]) == 0
    assert f"{address} \\\n    --hash=sha256:{digest}\n" in (place / "two/requirements.txt").read_text("utf-8")

    for about in ({}, {"url": "file:///a/clone", "dir_info": {"editable": True}}):
        noted(monkeypatch, **about)
        assert main(["new", "three", *ANSWERS]) == 2
        assert "is not known. Name it with --wheel" in capsys.readouterr().err
    assert not (place / "three").exists()


WRONG: dict[str, tuple[list[str], str]] = {
    "no title": (["x"], "Without a terminal, the command needs --title, --words, --standard."),
    "no words": (["x", *ANSWERS[:2], *ANSWERS[4:]], "Without a terminal, the command needs --words."),
    "reserved id": (["x", *ANSWERS[:5], "Forms"], "does not make an id that can be used. Give one with --id."),
    "reserved id given": (["x", *ANSWERS, "--id", "forms"], '--id: "forms" is reserved. Write lower-case letters'),
    "id with capital": (["x", *ANSWERS, "--id", "Tea"], '--id: "Tea" is not in the right format.'),
    "title of other letters": (["x", *ANSWERS[:5], "茶"], "Give one with --id."),
    "empty title": (["x", "--title", "", *ANSWERS[2:]], "--title: The text is empty."),
    "tab in title": (["x", "--title", "a\tb", *ANSWERS[2:]], "--title: "),
    "long title": (["x", "--title", "a" * 201, *ANSWERS[2:]], "--title: The text is 201 characters long."),
    "unknown language": (["x", *ANSWERS, "--lang", "xyz"], '--lang: "xyz" is not a language that we know.'),
    "no language": (["x", *ANSWERS, "--lang", "English"], "--lang: "),
    "full folder": ([".", *ANSWERS], 'The folder "." is not empty. Give a new folder.'),
    "file": (["full", *ANSWERS], "full cannot be used: "),
    "below a file": (["full/x", *ANSWERS], "full/x cannot be"),
    "strange name": (["a\nb", *ANSWERS], 'A folder cannot be called "a\\u{000a}b".'),
    "long name": (["a" * 300, *ANSWERS], "cannot be"),
    "two words": (["x", "y", *ANSWERS], "To add a standard, write standards new standard and its id."),
    "no wheel": (["x", *ANSWERS, "--wheel", "../nothing.whl"], '"../nothing.whl" is not a wheel of this program.'),
    "missing wheel": (["x", *ANSWERS, "--wheel", WHEEL], "cannot be read: No such file or directory."),
    "wheel without hash": (["x", *ANSWERS, "--wheel", f"https://a.example/{WHEEL}"], "needs https:// and a hash"),
    "wheel over http": (
        ["x", *ANSWERS, "--wheel", f"http://a.example/{WHEEL}#sha256={HASH}"],
        "needs https:// and a hash",
    ),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_cannot_be_done_is_said_in_a_sentence_and_nothing_is_written(
    name: str, place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments, said = WRONG[name]
    (place / "full").write_text("mine", "utf-8")
    given = arguments if "--wheel" in arguments else [*arguments, "--wheel", f"../{WHEEL}"]
    assert main(["new", *given]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("standards new: ")
    assert said in err
    assert len(err.splitlines()) == 1
    assert [path.name for path in place.iterdir()] == ["full"]


def test_a_project_can_start_in_a_new_repository(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in (".git", ".venv"):
        (place / name).mkdir()
        (place / name / "mine").touch()
    assert new(".", *ANSWERS) == 0
    assert (place / "mkdocs.yml").exists()
    assert capsys.readouterr().out == f"Wrote a new suite to {place}. Next, run:\n  standards serve\n"


@pytest.mark.parametrize("folder", [".", "a/b/c"])
def test_a_disk_that_is_full_leaves_nothing_behind(
    folder: str, place: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (place / ".git").mkdir()
    real = Path.replace

    def full(self: Path, target: Path) -> Path:
        if target.name == "suite.yml":
            raise OSError(28, "No space left on device", str(target))
        return real(self, target)

    monkeypatch.setattr(Path, "replace", full)
    assert new(folder, *ANSWERS) == 2
    assert "suite.yml cannot be written: No space left on device." in capsys.readouterr().err
    assert [path.name for path in place.iterdir()] == [".git"]


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="everything can be written")
def test_a_folder_without_permission_is_told(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    place.chmod(0o500)
    assert new("x", *ANSWERS) == 2
    assert "x cannot be written: Permission denied." in capsys.readouterr().err


@pytest.mark.skipif(sys.platform == "win32", reason="needs a terminal of Unix")
def test_a_terminal_asks_for_what_is_missing_until_it_is_right(place: Path) -> None:
    controller, terminal = os.openpty()
    command = [sys.executable, "-m", "competence_standards", "new", "x", "--wheel", f"../{WHEEL}", "--words", "Ours."]
    with subprocess.Popen(command, stdin=terminal, stdout=terminal, stderr=subprocess.STDOUT) as asked:
        os.write(controller, b"\nTea\n\nForms\nHelp\nmake-tea\n")
        assert asked.wait(60) == 0
    os.close(terminal)
    said = os.read(controller, 100_000).decode()
    os.close(controller)
    assert said.count("Title of the suite") == 2
    assert "The text is empty." in said
    assert "Who owns the wording" not in said
    assert "Language [en-GB]: " in said
    assert '"Help" is not in the right format.' in said
    assert "title: Tea\n" in (place / "x/standards/suite.yml").read_text("utf-8")
    assert "title: Forms\n" in (place / "x/standards/make-tea.yml").read_text("utf-8")


# --- standards new standard ---


@pytest.fixture
def suite(place: Path) -> Path:
    assert new(".", *ANSWERS) == 0
    return place / "standards"


def test_a_new_standard_is_the_last_one(suite: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = (suite / "suite.yml").read_text("utf-8")
    capsys.readouterr()
    assert main(["new", "standard", "serve-tea", "--title", "Serve: tea"]) == 0
    assert capsys.readouterr().out == (
        "Wrote standards/serve-tea.yml.\nAdded serve-tea to standards in standards/suite.yml.\n"
    )
    assert (suite / "suite.yml").read_text("utf-8") == f"{before}  - serve-tea\n"
    assert 'title: "Serve: tea"\n' in (suite / "serve-tea.yml").read_text("utf-8")
    assert main(["new", "standard", "drink-tea"]) == 0
    text = (suite / "drink-tea.yml").read_text("utf-8")
    assert text.startswith("# yaml-language-server: $schema=../schema/standard.schema.json\nid: drink-tea\n")
    assert "title: Drink tea\n" in text
    assert main(["check"]) == 0
    assert capsys.readouterr().out.endswith("No problems in 4 files.\n")


def test_a_new_standard_has_the_parts_of_its_suite(suite: Path) -> None:
    parts = "parts:\n  - part: duties\n  - part: skills\n    letter: T\n"
    text = (suite / "suite.yml").read_text("utf-8").replace("standards:\n", f"{parts}standards:\n")
    (suite / "suite.yml").write_text(text, "utf-8")
    assert main(["new", "standard", "serve-tea"]) == 0
    found = yaml.safe_load((suite / "serve-tea.yml").read_text("utf-8"))
    assert {name: [item["id"] for item in found[name]] for name in ("duties", "skills")} == {
        "duties": ["D1"],
        "skills": ["T1"],
    }
    assert "knowledge" not in found
    assert main(["check", "standards/serve-tea.yml"]) == 0


@pytest.mark.parametrize("name", OTHER_SUITES)
def test_a_suite_of_another_shape_starts_as_its_readme_says(
    name: str, suite: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The parts are listed, the first standard is written again, and another one has no words that are alike."""
    listed = re.search(r"(?ms)^parts:\n.*?(?=^standards:)", (SUITES / name / "suite.yml").read_text("utf-8"))
    assert listed
    edit(suite / "suite.yml", ("standards:\n", f"{listed[0]}standards:\n"))
    capsys.readouterr()
    assert main(["new", "standard", "serve-tea"]) == 0
    assert "note:" not in capsys.readouterr().out
    (suite / "make-tea.yml").unlink()
    assert main(["new", "standard", "make-tea"]) == 0
    assert capsys.readouterr().out == "Wrote standards/make-tea.yml.\n"
    assert main(["check"]) == 0
    assert capsys.readouterr().out == "No problems in 3 files.\n"


def test_a_suite_without_schemas_gets_a_standard_without_their_line(suite: Path) -> None:
    for path in (suite.parent / "schema").iterdir():
        path.unlink()
    (suite.parent / "schema").rmdir()
    assert main(["new", "standard", "serve-tea"]) == 0
    assert (suite / "serve-tea.yml").read_text("utf-8").startswith("id: serve-tea\n")


def test_a_standard_that_is_listed_already_is_only_written(suite: Path) -> None:
    text = (suite / "suite.yml").read_text("utf-8") + "  - serve-tea\n"
    (suite / "suite.yml").write_text(text, "utf-8")
    assert main(["new", "standard", "serve-tea"]) == 0
    assert (suite / "suite.yml").read_text("utf-8") == text
    assert main(["check"]) == 0


def test_what_the_new_standard_still_needs_is_listed(suite: Path, capsys: pytest.CaptureFixture[str]) -> None:
    themes = "themes:\n  - id: tea\n    name: Tea\n    description: All about tea.\n"
    (suite / "vocabulary").mkdir()
    (suite / "vocabulary/themes.yml").write_text(themes, "utf-8")
    text = (suite / "make-tea.yml").read_text("utf-8")
    (suite / "make-tea.yml").write_text(re.sub(r"(    text: .*\n)(?=\n[kh])", r"\1    themes: [tea]\n", text), "utf-8")
    assert main(["check"]) == 0
    capsys.readouterr()
    assert main(["new", "standard", "serve-tea"]) == 1
    out = capsys.readouterr().out
    assert "The check finds 2 errors that it did not find before:\nstandards/serve-tea.yml:" in out
    assert "P1 has no theme. Add one to three themes: tea." in out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "The id is missing. For example, write standards new standard make-tea."),
        (["make-tea"], 'There is already a standard "make-tea". Choose another id.'),
        (["forms"], '"forms" is reserved.'),
        (["con"], '"con" is reserved.'),
        (["../x"], '"../x" is not in the right format.'),
        (["Serve tea"], '"Serve tea" is not in the right format.'),
        (["x", "--title", ""], "The text is empty."),
        (["x", "--standards", "nowhere"], "nowhere"),
    ],
)
def test_a_standard_that_cannot_be_added_changes_nothing(
    arguments: list[str], said: str, suite: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = {path: path.read_bytes() for path in suite.rglob("*.yml")}
    assert main(["new", "standard", *arguments]) in {1, 2}
    assert said in capsys.readouterr().err
    assert {path: path.read_bytes() for path in suite.rglob("*.yml")} == before


@pytest.mark.parametrize("words", ["caf\udce9", "\ufffe one", "\ue000", "a\u00adb"])
@pytest.mark.parametrize("option", ["--title", "--words", "--standard", "--id"])
def test_a_character_that_no_file_can_have_is_refused(
    place: Path, capsys: pytest.CaptureFixture[str], option: str, words: str
) -> None:
    """A shell passes on each byte that is not UTF-8."""
    assert new("my-suite", *ANSWERS, option, words) == 2
    said = capsys.readouterr().err
    assert said.startswith(f"standards new: {option}: The character U+")
    assert said.strip().isprintable()
    assert files(place) == []


def test_a_title_that_looks_like_a_date_stays_a_title(capsys: pytest.CaptureFixture[str]) -> None:
    assert new("my-suite", *ANSWERS, "--title", "2026-12-01") == 0
    os.chdir("my-suite")
    capsys.readouterr()
    assert main(["check"]) == 0, capsys.readouterr().out
    assert 'site_name: "2026-12-01"' in Path("mkdocs.yml").read_text("utf-8")
