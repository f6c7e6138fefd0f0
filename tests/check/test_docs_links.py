"""The check finds each link of a help page that leads nowhere, as the strict build does, and says what to write."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from competence_standards.build import addresses
from competence_standards.build import build as make
from competence_standards.commands import main
from competence_standards.read import read_folder
from tests.conftest import REAL, ROOT
from tests.preview import QUIET

CONFIGURATION = """\
site_name: Tea
theme: {name: material, font: false}
plugins: [search, competence-standards]
markdown_extensions: [attr_list, {toc: {permalink: false}}]
validation: {absolute_links: warn, unrecognized_links: warn, anchors: warn}
"""
PAGE = "# Tea\n\n## Boil water\n\n![A cup](cup.png) [below](#boil-water) [pot](more/pot.md#the-pot)\n\n"
PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + 30 * b"\0"
NOWHERE = {
    "serve-tea/index.md#P99": '"P99" is not an item of "serve-tea". Its criteria are P1 to P4.',
    "serve-tea/checklist/index.md#K7": '"K7" is not an item of "serve-tea". Its knowledge items are K1 to K2.',
    "serve-tee/index.md#P1": 'There is no page or file "serve-tee/index.md". Did you mean "serve-tea/index.md#P1"?',
    "errata/index.html": 'There is no page or file "errata/index.html". Did you mean "errata/index.md"?',
    "serve-tea/": '"serve-tea/" is not the path of a page. Write "serve-tea/index.md" here.',
    "serve-tea#P1": '"serve-tea#P1" is not the path of a page. Write "serve-tea/index.md#P1" here.',
    "more/": 'There is no page or file "more/". ',
    "more/pots.md": 'There is no page or file "more/pots.md". Did you mean "more/pot.md"?',
    "more/pot.md#the-pots": '"more/pot.md" has no heading with the id "the-pots". Did you mean "the-pot"?',
    "#nowhere": '"tea.md" has no heading with the id "nowhere". The id of a heading comes from its words.',
    "/serve-tea/index.md": "A link to a page of this site cannot start with a slash. Write its path from this page, ",
    "../serve-tea/index.md": 'There is no page or file "../serve-tea/index.md". Did you mean "serve-tea/index.md"?',
    "javascript\\:alert": 'There is no page or file "javascript\\:alert". Write its path from this page, such as ',
    "cups.png": 'There is no page or file "cups.png". Did you mean "cup.png"?',
}
SOMEWHERE = (
    *("index.md", "serve-tea/index.md#P2", "serve-tea/index.md#overview", "standards/index.md", "cup.png"),
    *("https://example.org/serve-tea/#P99", "mailto:someone@example.org", "file-format/index.md#suite-operator"),
    *("more/pot.md", "more/pot.md#the-pot", "?a=1", "greet-visitors/index.md#K1"),
)


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small project with two help pages, as the current folder."""
    shutil.copytree(ROOT / "tests/suite", tmp_path / "standards")
    suite = tmp_path / "standards/suite.yml"
    suite.write_text(suite.read_text("utf-8").replace("rating-scale, ", ""), "utf-8")
    (tmp_path / "docs/more").mkdir(parents=True)
    (tmp_path / "docs/more/pot.md").write_text(
        "# The pot\n\n[Warm it](../serve-tea/index.md#P1) for [tea](../tea.md).\n"
    )
    (tmp_path / "docs/tea.md").write_text(PAGE)
    (tmp_path / "docs/cup.png").write_bytes(PNG)
    (tmp_path / "mkdocs.yml").write_text(CONFIGURATION)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def check(capsys: pytest.CaptureFixture[str]) -> list[str]:
    main(["check"])
    return capsys.readouterr().out.splitlines()[:-1]


def build(folder: Path) -> str:
    """What the strict build says."""
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--strict", "--site-dir", "out"]
    ran = subprocess.run(command, cwd=folder, env=QUIET, capture_output=True, encoding="utf-8", check=False)
    return "" if ran.returncode == 0 else ran.stdout + ran.stderr


def test_each_link_that_leads_nowhere_is_told_at_its_place(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (desk / "docs/tea.md").write_text(PAGE + "\n\n".join(f"A [link]({link})." for link in NOWHERE))
    lines = check(capsys)
    assert len(lines) == len(NOWHERE)
    for number, (link, said) in enumerate(NOWHERE.items()):
        assert any(line.startswith(f"docs/tea.md:{7 + 2 * number}:9: {said}") for line in lines), (link, lines)


def test_a_link_that_leads_somewhere_is_accepted_as_the_strict_build_does(
    desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (desk / "docs/tea.md").write_text(PAGE + "\n\n".join(f"A [link]({link})." for link in SOMEWHERE))
    assert check(capsys) == []
    said = build(desk)
    assert not [line for line in said.splitlines() if "tea.md" in line or "pot.md" in line], said


def test_a_link_in_a_folder_is_told_from_there(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (desk / "docs/more/pot.md").write_text("# The pot\n\n[Tea](serve-tea/index.md) [x](../serve-tee/index.md)\n")
    assert check(capsys) == [
        'docs/more/pot.md:3:6: There is no page or file "serve-tea/index.md". Did you mean "../serve-tea/index.md"?',
        (
            'docs/more/pot.md:3:30: There is no page or file "../serve-tee/index.md". '
            'Did you mean "../serve-tea/index.md"?'
        ),
    ]


def test_a_link_to_a_former_id_names_the_new_one(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = desk / "standards/greet-visitors.yml"
    path.write_text(path.read_text().replace("id: greet-visitors\n", "id: greet-visitors\nformerly: [greet-guests]\n"))
    (desk / "docs/tea.md").write_text(f"{PAGE}[Greet](greet-guests/index.md#P1)\n")
    assert check(capsys) == [
        'docs/tea.md:7:8: "greet-guests" is now called "greet-visitors". Write "greet-visitors/index.md#P1" here.'
    ]


def test_what_cannot_be_known_is_not_told(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (desk / "standards/serve-tea.yml").write_text("id: [\n")
    (desk / "docs/more/pot.md").write_text("# The pot\n\nA <b>pot</b> and [tea](../serve-tea/index.md#P9).\n")
    assert not [line for line in check(capsys) if "index.md" in line or "no heading" in line]


@pytest.mark.parametrize("suite", ["suite", "suite-with-links", "suite-with-forms", "real"])
def test_the_address_of_each_page_is_known(suite: str) -> None:
    folder = REAL if suite == "real" else ROOT / "tests" / suite
    made = {page.address for page in make(folder).pages if not page.moved_to}
    first = {address for address in made if not re.search(r"/\d+/$", address)}
    known = list(addresses(read_folder(folder)))
    assert set(known) == first
    assert len(known) == len(first)
