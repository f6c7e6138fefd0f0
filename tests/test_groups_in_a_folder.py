"""Groups of similar items can be in one file, in several files of a folder, or in both."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from competence_standards.build import build, check, load
from competence_standards.check import published_problems
from competence_standards.commands import main
from competence_standards.read import folder_of, read_folder, read_revision
from competence_standards.words import PLACEHOLDER
from tests.conftest import ROOT
from tests.preview import QUIET

LINKED = ROOT / "tests/suite-with-links"
ONE_FILE = "vocabulary/correspondences.yml"
FOLDER = "vocabulary/correspondences"
HEAD = "# yaml-language-server: $schema=../../../../schema/correspondences.schema.json\ncorrespondences:\n"
GROUPS = re.findall(r"  - id: .*\n(?:    .*\n)+", (LINKED / ONE_FILE).read_text("utf-8"))


@pytest.fixture
def standards(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A suite whose first group is in the one file, and whose other groups are in two files of the folder."""
    shutil.copytree(LINKED, tmp_path / "standards")
    monkeypatch.chdir(tmp_path)
    folder = Path("standards")
    (folder / FOLDER).mkdir()
    write(folder / ONE_FILE, GROUPS[0])
    write(folder / FOLDER / "b-table.yml", GROUPS[2])
    write(folder / FOLDER / "a-table.yml", GROUPS[1])
    return folder


def write(file: Path, *groups: str) -> None:
    file.write_text(HEAD + "".join(groups), "utf-8")


def said(capsys: pytest.CaptureFixture[str], *options: str) -> list[str]:
    main(["check", *options])
    return capsys.readouterr().out.splitlines()


def test_the_groups_of_all_files_are_those_of_the_suite(standards: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert said(capsys) == ["No problems in 8 files."]
    groups = load(standards)[0].correspondences
    assert [(group.number, group.id, group.file) for group in groups] == [
        (1, "rules", "standards/vocabulary/correspondences.yml"),
        (2, "cutlery", "standards/vocabulary/correspondences/a-table.yml"),
        (3, "know-cutlery", "standards/vocabulary/correspondences/b-table.yml"),
    ]
    whole = load(LINKED)[0]
    assert [(group.id, group.items) for group in groups] == [(g.id, g.items) for g in whole.correspondences]


def test_a_folder_alone_is_enough(standards: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (standards / ONE_FILE).unlink()
    assert said(capsys) == ["No problems in 7 files."]
    assert [group.id for group in load(standards)[0].correspondences] == ["cutlery", "know-cutlery"]
    shutil.rmtree(standards / FOLDER)
    assert load(standards)[0].correspondences == ()


def test_a_problem_is_told_at_its_file(standards: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(standards / FOLDER / "b-table.yml", GROUPS[2].replace("clear-table/K1", "clear-table/K9"))
    write(standards / FOLDER / "a-table.yml", GROUPS[1].replace("note:", "notes:"))
    first, second, _ = said(capsys)
    assert first.startswith(f"standards/{FOLDER}/a-table.yml:8:5: correspondences.cutlery.notes: There is no field")
    assert second.startswith(f'standards/{FOLDER}/b-table.yml:6:27: correspondences[1].items[2]: "K9" is not an item')
    # Of one file alone, the check tells what is in it.
    assert said(capsys, f"standards/{FOLDER}/b-table.yml") == [second, "1 error in 1 file."]


def test_an_id_is_unique_across_the_files(standards: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(standards / FOLDER / "b-table.yml", GROUPS[2], GROUPS[1].replace("id: cutlery", "id: rules"))
    (problem, _) = said(capsys)
    assert problem == (
        f'standards/{FOLDER}/b-table.yml:7:9: correspondences.rules.id: "rules" is used more than once. It is first '
        f"used on line 3 of standards/{ONE_FILE}. Give this entry a different id, or delete it."
    )


def test_an_item_is_in_one_identical_group_of_all_files(standards: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(standards / FOLDER / "c.yml", GROUPS[0].replace("id: rules", "id: again"))
    (problem, _) = said(capsys)
    assert problem == (
        f"standards/{FOLDER}/c.yml:6:13: correspondences.again.items[1]: lay-table/P3 is also in another group of "
        f"identical items, on line 3 of standards/{ONE_FILE}. Combine the two groups."
    )


def test_an_item_has_a_limited_number_of_similar_items_in_all_files(standards: Path) -> None:
    many = [GROUPS[1].replace("id: cutlery", f"id: cutlery-{number}") for number in range(301)]
    write(standards / FOLDER / "c.yml", *many[:150])
    write(standards / FOLDER / "d.yml", *many[150:])
    (problem,) = (one for one in check(read_folder(standards)) if "similar items" in one.message)
    assert problem.file == f"standards/{FOLDER}/d.yml"


def test_a_file_with_a_wrong_name_or_place_is_told(standards: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (standards / FOLDER / "more.yaml").write_text(HEAD + GROUPS[0], "utf-8")
    (standards / FOLDER / "old").mkdir()
    write(standards / FOLDER / "old/c.yml", GROUPS[0])
    ending, deep, _ = said(capsys)
    assert ending.startswith(f"standards/{FOLDER}/more.yaml:1:1: The file name must end in .yml.")
    assert deep.startswith(f"standards/{FOLDER}/old:1:1: note: The YAML file in this folder is not read.")


def test_a_file_that_is_too_large_is_told_where_to_move_groups(
    standards: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (standards / ONE_FILE).write_text("# " + "x" * 6 * 1024 * 1024, "utf-8")
    problem, *_ = said(capsys)
    assert problem.startswith(f"standards/{ONE_FILE}:1:1: The file is ")
    assert problem.endswith("Move some of the groups to another file in vocabulary/correspondences.")


def test_a_name_that_nobody_changed_is_noted_in_each_file(standards: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("c", "d"):
        group = re.sub(r"name: .*", f"name: {PLACEHOLDER}", GROUPS[1]).replace("id: cutlery", f"id: cutlery-{name}")
        write(standards / FOLDER / f"{name}.yml", group)
    found = [line for line in said(capsys) if "This is the name that standards suggest gives" in line]
    assert [line.partition(":")[0] for line in found] == [f"standards/{FOLDER}/{name}.yml" for name in ("c", "d")]


def test_a_published_id_stays_when_its_group_moves_to_another_file(
    standards: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for command in (
        ["init", "-q"],
        ["add", "-A"],
        ["-c", "user.name=A", "-c", "user.email=a@b.c", "commit", "-qm", "x"],
    ):
        subprocess.run(["git", *command], check=True)
    write(standards / ONE_FILE, *GROUPS)
    shutil.rmtree(standards / FOLDER)
    assert said(capsys, "--base", "HEAD") == ["No problems in 6 files."]

    write(standards / ONE_FILE, GROUPS[0], GROUPS[1].replace("id: cutlery", "id: forks"), GROUPS[2])
    (problem,) = published_problems(read_folder(standards), read_revision(standards, "HEAD"))
    assert problem.message == 'This was published with the id "cutlery".'


def test_suggest_says_which_file_to_add_to(standards: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (standards / ONE_FILE).unlink()
    write(standards / FOLDER / "a-table.yml", GROUPS[1])
    write(standards / FOLDER / "b-table.yml", *(GROUPS[2].replace("cutlery", f"cutlery-{number}") for number in "12"))
    main(["suggest", "--overlap", "0.2"])
    # That file has most groups of the two standards.
    assert f"# Add to standards/{FOLDER}/b-table.yml, or add the item to an existing group:" in capsys.readouterr().out

    shutil.rmtree(standards / FOLDER)
    main(["suggest", "--overlap", "0.2"])
    assert f"# Add to standards/{ONE_FILE}, or add the item to an existing group:" in capsys.readouterr().out


def test_a_page_with_groups_of_several_files_names_them_all(standards: Path) -> None:
    (page,) = (page for page in build(standards).pages if page.address == "correspondences/")
    assert page.sources == tuple(group.file for group in load(standards)[0].correspondences)
    (other,) = (page for page in build(LINKED).pages if page.address == "correspondences/")
    assert (other.source, other.sources) == ("standards/vocabulary/correspondences.yml", ())


@pytest.mark.parametrize("edit_uri", ["https://example.org/edit/main/", ""])
def test_such_a_page_has_a_link_to_edit_each_file(standards: Path, edit_uri: str) -> None:
    Path("docs").mkdir()
    (standards / FOLDER / "b-table.yml").rename(standards / FOLDER / "b & c.yml")
    settings = {
        "site_name": "Table standards",
        "edit_uri": edit_uri,
        "theme": {"name": "material", "font": False},
        "plugins": ["search", "competence-standards"],
    }
    Path("mkdocs.yml").write_text(yaml.safe_dump(settings), "utf-8")
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet"]
    subprocess.run(command, check=True, env=QUIET)
    page = Path("site/correspondences/index.html").read_text("utf-8")
    (line,) = re.findall(r'<p class="edit .*', page)
    assert re.findall(r"<code>(.*?)</code>", line) == [
        f"standards/{ONE_FILE}",
        f"standards/{FOLDER}/a-table.yml",
        f"standards/{FOLDER}/b &amp; c.yml",
    ]
    links = re.findall(rf'href="{edit_uri}(standards[^"]*)"', line) if edit_uri else re.findall(r"/edit/", line)
    expected = [f"standards/{ONE_FILE}", f"standards/{FOLDER}/a-table.yml", f"standards/{FOLDER}/b%20%26%20c.yml"]
    assert links == (expected if edit_uri else [])


def test_a_removed_standard_leaves_no_group_in_any_file(standards: Path) -> None:
    assert main(["remove", "clear-table"]) == 0
    # Each group had items of two standards, so no group is left, and a file without a group is deleted.
    assert [path.name for path in standards.rglob("*table.yml")] == ["lay-table.yml"]
    assert not (standards / ONE_FILE).exists()
    assert load(standards)[0].correspondences == ()


@pytest.mark.parametrize("file", [ONE_FILE, f"{FOLDER}/a.yml", "serve-tea.yml", "forms/a.yml"])
def test_a_file_is_known_to_belong_to_its_suite(file: str) -> None:
    assert folder_of(Path("standards") / file) == Path("standards")
