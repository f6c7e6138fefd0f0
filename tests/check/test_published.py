"""``standards check --base``: what was published stays, and the history says what changed, told at the line."""

import json
import shutil
from pathlib import Path

import pytest

from competence_standards.commands import main
from tests.conftest import REAL, ROOT
from tests.support.author import TASKS, Desk
from tests.support.repository import git, publish

TEA = "standards/serve-tea.yml"
ENTRY = """\
  - version: "1.2"
    date: 2026-11-30
    summary: The standards body changed it.
    items: [{items}]
"""


@pytest.fixture
def tea(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The example suite, published; the current folder is its repository."""
    monkeypatch.chdir(publish(ROOT / "tests/suite", tmp_path / "repository"))
    return Path(TEA)


def edit(old: str, new: str, file: str = TEA) -> None:
    text = Path(file).read_text("utf-8")
    assert text.count(old) == 1, (old, text.count(old))
    Path(file).write_text(text.replace(old, new), "utf-8")


def add_version(*items: str) -> None:
    entry = ENTRY.format(items=", ".join(items)) if items else ENTRY.replace("    items: [{items}]\n", "")
    edit("history:\n", f"history:\n{entry}")


def said(capsys: pytest.CaptureFixture[str], *arguments: str) -> list[str]:
    """What the check says when it compares, without its last line."""
    main(["check", "--base", "published", *arguments])
    return capsys.readouterr().out.splitlines()[:-1]


P4 = "  - id: P4\n    text: pour the tea at the visitor's table\n"
K2 = "  - id: K2\n    text: the organisation's rules on allergens\n"
WITHDRAWN = """\
    withdrawn:
      since: "1.1"
      reason: The pots of today keep warm.
      replaced_by: [P4, greet-visitors/P1]
"""
OLDEST = '  - version: "1.0"\n    date: 2026-11-22\n    summary: First publication here.\n'

BROKEN = {
    "an item is deleted": (
        [(K2, "")],
        (
            "48:9: knowledge.K1.id: K2 was published, but is missing after this: "
            '"the organisation\'s rules on allergens". '
            "Put it back and add withdrawn to it. Never delete a published item or reuse its id."
        ),
    ),
    "an item is renumbered": (
        [("id: K2", "id: K3")],
        "50:9: knowledge.K3.id: This wording was published as K2. Never renumber items. Write K2 here.",
    ),
    "two items change their numbers": (
        [("id: K1\n", "id: K9\n"), ("id: K2\n", "id: K1\n"), ("id: K9\n", "id: K2\n")],
        (
            "49:11: knowledge.K2.text: K2 was published with different wording: "
            '"the organisation\'s rules on allergens". '
            "K1 has that wording now. Never renumber items. Give each item its published id and wording again."
        ),
    ),
    "a new item takes the id of the item after it": (
        [("  - id: K2\n", "  - id: K2\n    text: who may sit where\n  - id: K2\n")],
        (
            "51:11: knowledge.K2.text: K2 was published with different wording: "
            '"the organisation\'s rules on allergens". '
            "That wording is on line 53, also as K2. Give the new wording here the next free id, K3."
        ),
    ),
    "an id is used again": (
        [("the organisation's rules on allergens", "who may sit where")],
        (
            "51:11: knowledge.K2.text: K2 was published with different wording: "
            '"the organisation\'s rules on allergens". '
            "Never reuse an id. Put the old wording back and withdraw the item. Give the new wording the next free id, "
            "K3."
        ),
    ),
    "an item is reworded without history": (
        [("on allergens", "on allergens and nuts")],
        (
            "51:11: knowledge.K2.text: K2 was published with different wording: "
            '"the organisation\'s rules on allergens". '
            "If the standards setting organisation changed the wording, add a version at the top of the history, with "
            "K2 under items. If not, put the old wording back."
        ),
    ),
    "an item is added without history": (
        [(K2, f"{K2}  - id: K3\n    text: who may sit where\n")],
        (
            "52:9: knowledge.K3.id: K3 is new, but no new version in the history lists it. "
            "Add a version at the top of the history, with K3 under items."
        ),
    ),
    "an item is withdrawn by a version that is published": (
        [(K2, f'{K2}    withdrawn:\n      since: "1.1"\n      reason: Nobody asks.\n')],
        (
            "53:14: knowledge.K2.withdrawn.since: K2 is not withdrawn in the published version 1.1. "
            "Add a new version to the history, and write that version here."
        ),
    ),
    "a withdrawn item is back": (
        [(WITHDRAWN, "")],
        (
            "23:9: performance_criteria.P2.id: P2 is withdrawn in the published standard. "
            "Put withdrawn back. To use the wording again, add an item with the next free id, P5."
        ),
    ),
    "the title is changed": (
        [("Serve tea to visitors", "Serve tea to guests")],
        (
            "3:8: title: The title was published with different wording. If the standards setting organisation "
            "changed the wording, add a version to the history. If not, put the old wording back."
        ),
    ),
    "the overview is changed": (
        [("for everyone who has visitors", "for those who have visitors")],
        (
            "15:11: overview[1].text: The overview was published with different wording. If the standards setting "
            "organisation changed the wording, add a version to the history. If not, put the old wording back."
        ),
    ),
    "a sub-heading is changed": (
        [("heading: Make the tea", "heading: Make tea")],
        (
            "19:1: performance_criteria: The sub-headings were published with different wording. If the standards "
            "setting organisation changed the wording, add a version to the history. If not, put the old wording back."
        ),
    ),
    "an entry of the history is removed": (
        [(OLDEST, "")],
        (
            "53:1: history: Version 1.0 of 2026-11-22 was published, but is missing. "
            "Put the entry back, below the newer entries. Never delete a published entry."
        ),
    ),
    "the version goes back": (
        [
            ('version: "1.1"', 'version: "1.0"'),
            (OLDEST, ""),
        ],
        (
            "53:1: history: Version 1.1 of 2026-11-29 was published, but is missing. "
            "Put the entry back, below the newer entries. Never delete a published entry."
        ),
    ),
    "the date of an entry is changed": (
        [("date: 2026-11-22", "date: 2026-11-21")],
        (
            '59:11: history[2].date: The date of version 1.0 was published as "2026-11-22". '
            "Put it back. Describe new changes in a new entry at the top."
        ),
    ),
    "the summary of an entry is changed": (
        [("First publication here.", "First publication.")],
        (
            '60:14: history[2].summary: The summary of version 1.0 was published as "First publication here.". '
            "Put it back. Describe new changes in a new entry at the top."
        ),
    ),
    "an entry no longer names its items": (
        [("    items: [P2]\n", "")],
        (
            "54:5: history[1].items: The items of version 1.1 were published as P2. "
            "Put them back. Describe new changes in a new entry at the top."
        ),
    ),
    "an entry names items that it did not name": (
        [(OLDEST, f"{OLDEST}    items: [P1]\n")],
        (
            "61:12: history[2].items: Version 1.0 was published without items. "
            "Delete this line. Describe new changes in a new entry at the top."
        ),
    ),
}


@pytest.mark.usefixtures("tea")
@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_promise_is_told_at_its_line(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    edits, expected = BROKEN[name]
    for old, new in edits:
        edit(old, new)
    found = said(capsys)
    assert f"{TEA}:{expected}" in found
    assert all(line.startswith(f"{TEA}:") for line in found)
    assert main(["check", "--base", "published"]) == 1


@pytest.mark.usefixtures("tea")
def test_nothing_is_told_of_what_is_as_it_was_published(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--base", "published"]) == 0
    assert capsys.readouterr().out == "No problems in 3 files.\n"


@pytest.mark.usefixtures("tea")
@pytest.mark.parametrize(
    ("edits", "items"),
    [
        ([("on allergens", "on allergens and nuts")], ["K2"]),
        ([(P4, f"  - id: P5\n    text: ask who wants milk\n{P4}")], ["P5"]),
        ([("heading: Make the tea", "heading: Make tea")], []),
        ([("for everyone who has visitors", "for those who have visitors")], []),
        ([("        status: noted", "        status: noted")], []),
    ],
    ids=["reworded", "added in the middle", "heading", "overview", "nothing"],
)
def test_what_a_new_version_names_is_allowed(
    edits: list[tuple[str, str]], items: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    for old, new in edits:
        edit(old, new)
    add_version(*items)
    assert said(capsys) == []


@pytest.mark.usefixtures("tea")
def test_a_new_version_that_names_other_items_is_pointed_at(capsys: pytest.CaptureFixture[str]) -> None:
    edit("on allergens", "on allergens and nuts")
    add_version("K1")
    (problem,) = said(capsys)
    assert problem.endswith("add K2 to items of version 1.2 in the history. If not, put the old wording back.")


@pytest.mark.usefixtures("tea")
def test_no_version_allows_an_id_to_be_used_again(capsys: pytest.CaptureFixture[str]) -> None:
    edit("the organisation's rules on allergens", "who may sit where")
    add_version("K2")
    (problem,) = said(capsys)
    assert "Never reuse an id." in problem


@pytest.mark.usefixtures("tea")
def test_a_new_entry_below_a_published_one_is_told_at_its_own_line(capsys: pytest.CaptureFixture[str]) -> None:
    edit('  - version: "1.0"\n', ENTRY.replace("    items: [{items}]\n", "") + '  - version: "1.0"\n')
    found = said(capsys)
    message = "history[2].version: Version 1.2 is new, but is listed below the published version 1.1."
    assert f"{TEA}:58:14: {message} Put the new entry first, and give it a higher version." in found


@pytest.mark.usefixtures("tea")
def test_an_older_date_is_told_at_the_new_entry(capsys: pytest.CaptureFixture[str]) -> None:
    add_version()
    edit("date: 2026-11-30", "date: 2026-11-28")
    (problem,) = said(capsys)
    assert problem.startswith(
        f"{TEA}:55:11: history[1].date: This date is earlier than 2026-11-29, the date of version 1.1 below it"
    )


@pytest.mark.usefixtures("tea")
def test_a_deleted_standard_is_told_with_the_ways_out(capsys: pytest.CaptureFixture[str]) -> None:
    Path("standards/greet-visitors.yml").unlink()
    edit("  - greet-visitors\n", "", "standards/suite.yml")
    edit(", greet-visitors/P1]", "]")
    (problem,) = said(capsys)
    assert problem == (
        'standards/suite.yml:6:1: standards: The standard "greet-visitors" was published, but the file '
        '"greet-visitors.yml" is missing. Restore the file with git checkout published -- '
        "standards/greet-visitors.yml. To withdraw the standard, add withdrawn to the file. If the standard has a new "
        'id, list "greet-visitors" under formerly in its new file.'
    )


@pytest.mark.usefixtures("tea")
def test_a_standard_is_withdrawn_by_a_new_version_and_stays_so(capsys: pytest.CaptureFixture[str]) -> None:
    withdrawn = 'withdrawn:\n  since: "1.1"\n  reason: Nobody comes.\n\nhistory:\n'
    edit("history:\n", withdrawn)
    (problem,) = said(capsys)
    assert problem.startswith(
        f"{TEA}:54:10: withdrawn.since: This standard is not withdrawn in the published version 1.1."
    )

    edit("history:\n", f"history:\n{ENTRY.replace('    items: [{items}]', '')}".rstrip() + "\n")
    edit('withdrawn:\n  since: "1.1"', 'withdrawn:\n  since: "1.2"')
    assert said(capsys) == []
    git("commit", "--quiet", "--all", "--message", "Withdraw")
    git("tag", "--force", "published")
    edit(withdrawn.replace("1.1", "1.2"), "history:\n")
    (problem,) = said(capsys)
    assert problem == f"{TEA}:2:5: id: This standard was published as withdrawn. Put withdrawn back."


@pytest.mark.usefixtures("tea")
def test_a_standard_that_is_renamed_is_compared_under_its_new_name(capsys: pytest.CaptureFixture[str]) -> None:
    Path("standards/greet-visitors.yml").rename("standards/greet-guests.yml")
    edit("id: greet-visitors", "id: greet-guests\nformerly: [greet-visitors]", "standards/greet-guests.yml")
    edit("- greet-visitors", "- greet-guests", "standards/suite.yml")
    edit(", greet-visitors/P1]", ", greet-guests/P1]")
    edit("who works in the building", "who works in this building", "standards/greet-guests.yml")
    found = [line for line in said(capsys) if "formerly" not in line]
    assert [line.partition(": ")[2].partition(".text")[0] for line in found] == ["knowledge.K1"]
    assert "was published with different wording" in found[0]


def test_words_that_were_copied_wrongly_may_be_corrected_without_a_version(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    wrong = Path(shutil.copytree(ROOT / "tests/suite-with-source-texts", tmp_path / "wrong"))
    file = wrong / "take-coats.yml"
    file.write_text(file.read_text("utf-8").replace("left in pockets", "left in packets"), "utf-8")
    monkeypatch.chdir(publish(wrong, tmp_path / "repository"))

    edit("left in packets", "left in pockets", "standards/take-coats.yml")
    assert said(capsys) == []

    # But not what the source text said only afterwards.
    edit("left in pockets", "left in a coat", "standards/take-coats.yml")
    edit("left in pockets", "left in a coat", "standards/source-texts/take-coats.txt")
    (problem,) = said(capsys)
    assert "K1 was published with different wording" in problem


def test_a_level_that_answers_name_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(publish(ROOT / "tests/suite-with-scale", tmp_path / "repository"))
    scale = Path("standards/vocabulary/rating-scale.yml")
    first = scale.read_text("utf-8").partition("  - id: ")[2].partition("\n")[0]
    edit(f"  - id: {first}\n", "  - id: renamed\n", str(scale))
    (problem,) = said(capsys)
    assert f'The level "{first}" was published, but is missing.' in problem


@pytest.mark.usefixtures("tea")
def test_single_files_are_compared_too_and_json_holds_what_was_found(capsys: pytest.CaptureFixture[str]) -> None:
    edit(K2, "")
    assert said(capsys, "standards/greet-visitors.yml") == []
    assert [line.split(":")[0] for line in said(capsys, TEA)] == [TEA]
    main(["check", "--base", "published", "--format", "json"])
    (problem,) = json.loads(capsys.readouterr().out)["problems"]
    assert (problem["line"], problem["where"]) == (48, "knowledge.K1.id")


@pytest.mark.usefixtures("tea")
@pytest.mark.parametrize(
    "revision", ["nowhere", "--help", "-p", "", "a b; touch x", "published:standards", "a\0b", "$(touch x)"]
)
def test_a_revision_that_git_does_not_know_leaves_with_2(revision: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", f"--base={revision}"]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("standards check: git has no revision ")
    assert err.endswith(" Run git fetch, or give another revision, such as origin/main.\n")
    assert len(err.splitlines()) == 1
    assert not Path("x").exists()


@pytest.mark.usefixtures("tea")
def test_a_revision_is_not_suggested_for_itself(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--base=origin/main"]) == 2
    assert capsys.readouterr().err.endswith(' "origin/main". Run git fetch, or give another revision, such as main.\n')


def test_a_folder_outside_of_git_leaves_with_2(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(ROOT / "tests/suite", tmp_path / "standards")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    assert main(["check", "--base", "HEAD"]) == 2
    assert capsys.readouterr().err == 'standards check: "standards" is not in a git repository.\n'
    monkeypatch.setenv("PATH", str(tmp_path))
    assert main(["check", "--base", "HEAD"]) == 2
    assert capsys.readouterr().err == "standards check: git is not installed.\n"


@pytest.mark.parametrize("settings", ["", "bare = false", "worktree = .", "bare = false\nworktree = ../.."])
@pytest.mark.usefixtures("tea")
def test_a_repository_among_the_files_of_a_folder_is_never_compared_with(
    settings: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A pull request can hold the files of a repository, with an edition of its own under the published name."""
    edit("boil fresh water for every pot", "boil the water of yesterday")
    git("init", "--quiet", "--bare", str(tmp_path / "own"))
    here = ["--git-dir", str(tmp_path / "own"), "--work-tree", "standards"]
    git(*here, "add", "--all")
    git(*here, "commit", "--quiet", "--message", "Publish")
    git(*here, "tag", "published")
    for name in ("HEAD", "config", "objects", "refs"):
        (tmp_path / "own" / name).rename(Path("standards", name))
    with Path("standards/config").open("a") as file:
        file.write(f"[core]\n{settings}\n")

    assert main(["check", "--base", "published"]) == 2
    said = 'standards check: "standards" is a git repository itself. Delete HEAD, objects and refs there.\n'
    assert capsys.readouterr().err == said


def test_a_first_publication_is_compared_with_nothing_and_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "empty/README").write_text("Nothing yet.")
    monkeypatch.chdir(publish(tmp_path / "empty", tmp_path / "repository"))
    shutil.copytree(ROOT / "tests/suite", "standards", dirs_exist_ok=True)
    assert main(["check", "--base", "published"]) == 0
    note, _ = capsys.readouterr().out.splitlines()
    assert note.endswith("published has no standards in this folder, so nothing was compared.")


@pytest.mark.usefixtures("tea")
def test_a_published_file_that_cannot_be_read_or_is_a_link_is_passed_over(capsys: pytest.CaptureFixture[str]) -> None:
    Path("standards/broken.yml").write_text("id: [\n")
    Path("standards/link.yml").symlink_to("/etc/hostname")
    git("add", "--all")
    git("commit", "--quiet", "--message", "Break")
    git("tag", "--force", "published")
    Path("standards/broken.yml").unlink()
    Path("standards/link.yml").unlink()
    (note,) = said(capsys)
    assert note.endswith("note: standards: broken.yml cannot be read in published, so it was not compared.")


def test_every_task_of_an_author_keeps_the_promises(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    desk = Desk(publish(REAL, tmp_path / "repository") / "standards")
    desk.do(*TASKS)
    assert main(["check", "--base", "published", str(desk.folder)]) == 0
    assert capsys.readouterr().out.startswith("No problems in ")


@pytest.mark.parametrize(
    ("file", "old", "new", "told"),
    [
        (
            "correspondences",
            "id: cutlery\n    name: Handle cutlery",
            "id: handle-cutlery\n    name: Handle cutlery",
            '7:9: correspondences[2].id: This was published with the id "cutlery". Write "cutlery" here.',
        ),
        (
            "correspondences",
            "id: rules\n    name: Follow the rules",
            "id: house-rules\n    name: Follow the rules of the house",
            '3:9: correspondences[1].id: This was published with the id "rules". Write "rules" here.',
        ),
        (
            "themes",
            "id: table\n    name: The table",
            "id: laid-table\n    name: The table",
            'themes[2].id: This was published with the id "table". Write "table" here.',
        ),
    ],
)
def test_a_published_id_of_a_group_or_theme_stays(
    file: str,
    old: str,
    new: str,
    told: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(publish(ROOT / "tests/suite-with-links", tmp_path / "repository"))
    edit(old, new, f"standards/vocabulary/{file}.yml")
    found = [line for line in said(capsys) if "was published" in line]
    assert len(found) == 1
    assert told in found[0]


def test_a_group_can_be_added_renamed_and_deleted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(publish(ROOT / "tests/suite-with-links", tmp_path / "repository"))
    file = "standards/vocabulary/correspondences.yml"
    edit("name: Follow the rules\n", "name: Keep to the rules\n", file)
    edit("id: know-cutlery\n    name: Know the places of cutlery", "id: know-things\n    name: Know things", file)
    edit("items: [lay-table/K2, clear-table/K1]", "items: [lay-table/K1, clear-table/K2]", file)
    assert said(capsys) == []
