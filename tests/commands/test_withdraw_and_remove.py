"""``standards withdraw`` and ``standards remove``: every place that names the standard, and what is left to decide."""

import shutil
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path

import pytest

from competence_standards.commands import edits, main
from competence_standards.problem import Problem
from competence_standards.read import Folder
from tests.conftest import ROOT
from tests.support.repository import git

ITEM_REPLACED = '    withdrawn:\n      since: "1.0"\n      reason: Tables have no cloth today.\n'
GROUPS = """\
# yaml-language-server: $schema=../../../schema/correspondences.schema.json
correspondences:
  # About rules.
  - id: rules
    name: Follow the rules
    kind: identical
    items: [lay-table/P3, clear-table/P1, set-table/P1]

  # About cutlery.
  - id: cutlery
    name: Handle cutlery
    kind: broader
    items:
      - lay-table/P2
      - clear-table/P2
    broader: [clear-table/P2]

  - id: know-cutlery
    name: Know the places of cutlery
    kind: related
    items: [lay-table/K2, set-table/K1]
"""


@pytest.fixture(autouse=True)
def standards(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A suite of three standards that name each other, in the folder where the command looks for it."""
    folder = Path(shutil.copytree(ROOT / "tests/suite-with-links", tmp_path / "standards"))
    text = (folder / "clear-table.yml").read_text("utf-8").replace("clear-table", "set-table")
    (folder / "set-table.yml").write_text(text.replace("Clear the table", "Set the table"), "utf-8", newline="\n")
    edit(folder / "suite.yml", "  - clear-table\n", "  - clear-table   \n  # The newest.\n  - set-table\n")
    (folder / "vocabulary/correspondences.yml").write_text(GROUPS, "utf-8", newline="\n")
    monkeypatch.chdir(tmp_path)
    assert main(["check"]) == 0
    return folder


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text, path
    path.write_text(text.replace(old, new, 1), "utf-8", newline="\n")


def content(folder: Path) -> Mapping[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def changed(before: Mapping[str, bytes], after: Mapping[str, bytes]) -> set[str]:
    return {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)}


def is_clean(capsys: pytest.CaptureFixture[str]) -> bool:
    capsys.readouterr()
    return main(["check"]) == 0


# --- withdraw ---


def test_a_standard_is_withdrawn_with_a_new_version(standards: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = standards / "clear-table.yml"
    before, text = content(standards), path.read_text("utf-8")
    capsys.readouterr()

    assert main(["withdraw", "clear-table", "--reason", "Machines do it: all.", "--replaced-by", "set-table"]) == 0

    assert capsys.readouterr() == ("Withdrew standards/clear-table.yml with the new version 1.1.\n", "")
    marked = 'withdrawn:\n  since: "1.1"\n  reason: "Machines do it: all."\n  replaced_by: [set-table]\n\nhistory:\n'
    today = date.today().isoformat()  # noqa: DTZ011
    version = f'  - version: "1.1"\n    date: {today}\n    summary: This standard was withdrawn.\n'
    assert path.read_text("utf-8") == text.replace("history:\n", marked + version)
    assert changed(before, content(standards)) == {"clear-table.yml"}
    assert is_clean(capsys)


def test_a_version_of_the_history_can_withdraw_it(standards: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["withdraw", "clear-table", "--reason", "A machine does it.", "--since", "1.0"]) == 0
    assert "version 1.0" in capsys.readouterr().out
    assert (standards / "clear-table.yml").read_text("utf-8").count("version:") == 1
    assert main(["withdraw", "set-table", "--reason", "A machine does it.", "--since", "2.0"]) == 0
    assert 'since: "2.0"' in (standards / "set-table.yml").read_text("utf-8")
    assert is_clean(capsys)


def test_what_it_replaced_is_replaced_by_its_successor(standards: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["withdraw", "lay-table", "--reason", "It is old.", "--replaced-by", "clear-table"]) == 0
    assert main(["withdraw", "clear-table", "--reason", "It is old too.", "--replaced-by", "set-table"]) == 0
    said = "Wrote set-table for clear-table in withdrawn.replaced_by of standards/lay-table.yml."
    assert said in capsys.readouterr().out
    assert "  replaced_by: [set-table]\n" in (standards / "lay-table.yml").read_text("utf-8")

    assert main(["withdraw", "set-table", "--reason", "It is old as well."]) == 0
    said = "Deleted set-table from withdrawn.replaced_by of standards/lay-table.yml."
    assert said in capsys.readouterr().out
    assert "replaced_by" not in (standards / "lay-table.yml").read_text("utf-8")
    assert is_clean(capsys)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["claer-table"], '"claer-table" is not a standard in this suite. Did you mean "clear-table"?'),
        (["clear-table", "--replaced-by", "clear-table"], "A standard cannot replace itself."),
        (["clear-table", "--replaced-by", "set-tabel"], 'Did you mean "set-table"?'),
        (["clear-table", "--replaced-by", "set-table"], "Use a standard that is not withdrawn."),
        (["set-table"], '"set-table" is already withdrawn.'),
        (["clear-table", "--since", "0.9"], "Version 0.9 is lower than the newest version, 1.0."),
        (["clear-table", "--since", "next"], 'Write two numbers with a dot, such as "1.1".'),
        (["clear-table", "--since", "1.01"], '"1.01" is not in the right format.'),
        (["clear-table", "--reason", "x" * 501], "The text is 501 characters long. The limit is 500."),
        (
            ["clear-table", "--reason", "Two\nlines."],
            "The reason has a line break or an invisible character. Write it on one line.",
        ),
    ],
)
def test_a_withdrawal_that_the_check_would_refuse_changes_nothing(
    arguments: list[str], said: str, standards: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["withdraw", "set-table", "--reason", "It is old."]) == 0
    before = content(standards)
    capsys.readouterr()

    assert main(["withdraw", "--reason", "It is old.", *arguments]) == 2

    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("standards withdraw: ")
    assert said in err
    assert len(err.splitlines()) == 1
    assert content(standards) == before


# --- remove ---


def test_a_standard_is_removed_from_every_place(standards: Path, capsys: pytest.CaptureFixture[str]) -> None:
    reason = '    withdrawn:\n      since: "1.0"\n      reason: It is old.\n      replaced_by: '
    edit(standards / "clear-table.yml", ITEM_REPLACED, f"{reason}[lay-table/P1, P1]\n")
    edit(standards / "set-table.yml", ITEM_REPLACED, f"{reason}[lay-table/P1]\n")
    capsys.readouterr()

    assert main(["remove", "lay-table"]) == 0

    assert capsys.readouterr().out.splitlines()[:7] == [
        "Deleted standards/lay-table.yml.",
        "Deleted lay-table from standards in standards/suite.yml.",
        "Deleted the group cutlery: Handle cutlery.",
        "Deleted the group know-cutlery: Know the places of cutlery.",
        "Deleted the items of lay-table from the group rules.",
        "Deleted lay-table/P1 from performance_criteria.P3.withdrawn.replaced_by of standards/clear-table.yml.",
        "Deleted lay-table/P1 from performance_criteria.P3.withdrawn.replaced_by of standards/set-table.yml.",
    ]
    assert not (standards / "lay-table.yml").exists()
    order = "standards:\n  - clear-table   \n  # The newest.\n  - set-table\n"
    assert (standards / "suite.yml").read_text("utf-8").endswith(order)
    groups = (standards / "vocabulary/correspondences.yml").read_text("utf-8")
    assert groups.startswith(GROUPS.partition("    items")[0] + "    items: [clear-table/P1, set-table/P1]\n")
    assert "cutlery" not in groups.replace("# About cutlery.", "")
    assert "      replaced_by: [P1]\n" in (standards / "clear-table.yml").read_text("utf-8")
    assert "replaced_by" not in (standards / "set-table.yml").read_text("utf-8")
    assert is_clean(capsys)


def test_a_group_stays_as_long_as_some_of_its_items_cover_the_others(standards: Path) -> None:
    groups = standards / "vocabulary/correspondences.yml"
    edit(groups, "      - clear-table/P2\n", "      - clear-table/P2\n      - set-table/P2\n")
    assert main(["remove", "set-table"]) == 0
    assert "    items:\n      - lay-table/P2\n      - clear-table/P2\n    broader" in groups.read_text("utf-8")


def test_a_group_goes_with_the_last_item_that_covers_the_others(
    standards: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    groups = standards / "vocabulary/correspondences.yml"
    edit(groups, "      - clear-table/P2\n", "      - clear-table/P2\n      - set-table/P2\n")
    assert main(["remove", "clear-table"]) == 0
    assert "Deleted the group cutlery: Handle cutlery." in capsys.readouterr().out
    assert is_clean(capsys)


def test_the_source_text_of_a_standard_goes_with_it_unless_another_standard_has_it(standards: Path) -> None:
    shutil.rmtree(standards)
    shutil.copytree(ROOT / "standards", standards)
    texts = {path.name for path in (standards / "source-texts").glob("*.txt")}
    assert main(["remove", "contact-centre", "--standards", str(standards)]) in {0, 1}
    assert texts - {path.name for path in (standards / "source-texts").glob("*.txt")} == {"contact-centre.txt"}

    text = (standards / "plan-operations.yml").read_text("utf-8").replace("source_text: plan-operations.txt", "X")
    (standards / "plan-operations.yml").write_text(text.replace("X", "source_text: deliver-service.txt"), "utf-8")
    assert main(["remove", "deliver-service", "--standards", str(standards)]) in {0, 1}
    assert (standards / "source-texts/deliver-service.txt").exists()


def test_a_dry_run_shows_the_edits_and_changes_nothing(standards: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = content(standards)
    capsys.readouterr()
    assert main(["remove", "set-table", "--dry-run"]) == 0
    out = capsys.readouterr().out
    assert out.startswith("This is a dry run, so no file is changed.")
    assert "\n-  - set-table\n" in out
    assert (
        "\n-    items: [lay-table/P3, clear-table/P1, set-table/P1]\n+    items: [lay-table/P3, clear-table/P1]\n"
        in out
    )
    assert "Deleted standards/set-table.yml." in out
    assert content(standards) == before

    assert main(["withdraw", "set-table", "--reason", "It is old.", "--dry-run"]) == 0
    assert '\n+  since: "1.1"\n' in capsys.readouterr().out
    assert content(standards) == before


def test_a_file_that_was_deleted_by_hand_is_removed_from_the_other_files(
    standards: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (standards / "set-table.yml").unlink()
    assert main(["check"]) == 1
    assert main(["remove", "set-table"]) == 0
    assert is_clean(capsys)


def test_a_published_standard_is_removed_only_by_force(standards: Path, capsys: pytest.CaptureFixture[str]) -> None:
    git("init", "--quiet", ".")
    git("add", "standards/suite.yml", "standards/lay-table.yml")
    git("commit", "--quiet", "--message", "Publish")
    before = content(standards)
    capsys.readouterr()

    assert main(["remove", "lay-table"]) == 2
    assert capsys.readouterr().err == (
        'standards remove: "lay-table" is published in HEAD. Learners can have saved answers for it. Withdraw it '
        'instead: standards withdraw lay-table --reason "…". To remove it anyway, add --force.\n'
    )
    assert content(standards) == before

    assert main(["remove", "set-table"]) == 0
    # What the server has counts, not what is committed here.
    git("update-ref", "refs/remotes/origin/main", "HEAD")
    git("add", "--all")
    git("commit", "--quiet", "--message", "Not pushed yet")
    git("tag", "later")
    assert main(["remove", "clear-table", "--base", "later", "--dry-run"]) == 2
    assert "is published in later" in capsys.readouterr().err
    assert main(["remove", "clear-table", "--base", "nothing", "--dry-run"]) == 2
    assert 'git has no revision "nothing".' in capsys.readouterr().err
    assert main(["remove", "clear-table", "--dry-run"]) == 0
    assert main(["remove", "lay-table"]) == 2
    assert "is published in origin/main" in capsys.readouterr().err
    assert main(["remove", "lay-table", "--force"]) == 0
    assert not (standards / "lay-table.yml").exists()


@pytest.mark.parametrize(("name", "said"), [("set-tabel", 'Did you mean "set-table"?'), ("../x", "not a standard")])
def test_an_unknown_standard_is_refused(name: str, said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["remove", name]) == 2
    assert said in capsys.readouterr().err


def test_the_last_standard_is_refused(standards: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["remove", "set-table"]) == 0
    assert main(["remove", "clear-table"]) == 0
    assert not (standards / "vocabulary/correspondences.yml").exists()
    assert is_clean(capsys)
    assert main(["remove", "lay-table"]) == 2
    assert "is the only standard, and a suite needs at least one." in capsys.readouterr().err


def test_a_help_page_that_links_to_the_standard_is_left_to_the_author(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "mkdocs.yml").write_text("site_name: Tables\n", "utf-8")
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/tables.md").write_text("# Tables\n\n[Set](set-table/index.md) them.\n", "utf-8")
    assert main(["check"]) == 0
    capsys.readouterr()
    assert main(["remove", "set-table"]) == 1
    out = capsys.readouterr().out
    assert "You have to decide the rest. The check finds 1 error that it did not find before:" in out
    assert "docs/tables.md:3:" in out


def test_nothing_is_edited_while_a_file_cannot_be_read(standards: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edit(standards / "clear-table.yml", "id: clear-table", "id: 'clear-table")
    before = content(standards)
    capsys.readouterr()
    assert main(["remove", "set-table"]) == 1
    assert capsys.readouterr().err.startswith("standards/clear-table.yml:2:5: This quotation mark is not closed.")
    assert content(standards) == before


def test_an_unusual_layout_is_left_to_the_author(standards: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edit(standards / "suite.yml", "  - set-table\n", "  -\n   set-table\n")
    before = content(standards)
    capsys.readouterr()
    assert main(["remove", "set-table"]) == 1
    place = "standards/suite.yml:11:4: standards[3]: "
    assert capsys.readouterr().err.startswith(f"{place}The layout of the file is unusual here")
    assert content(standards) == before


def test_line_ends_and_the_mark_of_notepad_stay(standards: Path) -> None:
    path = standards / "suite.yml"
    windows = b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n")
    path.write_bytes(windows)
    assert main(["remove", "set-table"]) == 0
    assert path.read_bytes() == windows.replace(b"  - set-table\r\n", b"")


def test_a_file_that_cannot_be_written_leaves_the_others_as_they_were(
    standards: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    before = content(standards)
    real = Path.replace

    def full(self: Path, target: Path) -> Path:
        if target.name == "correspondences.yml":
            raise OSError(28, "No space left on device")
        return real(self, target)

    monkeypatch.setattr(Path, "replace", full)
    assert main(["remove", "set-table"]) == 2
    assert "No space left on device" in capsys.readouterr().err
    assert content(standards) == before


@pytest.mark.parametrize(
    ("command", "file"),
    [
        (["withdraw", "set-table", "--reason", "Nobody sets tables."], "set-table.yml"),
        (["remove", "set-table"], "suite.yml"),
        (["remove", "set-table"], "set-table.yml"),
        (["new", "standard", "make-tea"], "make-tea.yml"),
    ],
)
def test_what_an_author_saves_while_a_command_runs_is_not_overwritten(
    standards: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    command: list[str],
    file: str,
) -> None:
    compare = edits._new_problems

    def save_first(before: Folder, after: Folder) -> Iterable[Problem]:
        with (standards / file).open("a", encoding="utf-8") as saved:
            saved.write("# New.\n")
        return compare(before, after)

    monkeypatch.setattr(edits, "_new_problems", save_first)
    others = {path: path.read_bytes() for path in standards.rglob("*.yml") if path.name != file}
    assert main(command) == 2
    said = f"standards/{file} has changed since this command read it. Run the command again.\n"
    assert capsys.readouterr().err == f"standards {command[0]}: {said}"
    assert (standards / file).read_text("utf-8").endswith("# New.\n")
    assert {path: path.read_bytes() for path in standards.rglob("*.yml") if path.name != file} == others
