"""The program as a wheel: installed outside the project, it has its schemas, templates and messages."""

import os
import re
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.support.other_parts import APPRENTICESHIP, CAREER, NAMES, NOS, SUITES, UNIT

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def standards(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The command of a wheel in an environment that has nothing else of this project, only its dependencies."""
    place = tmp_path_factory.mktemp("wheel")
    pip = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, "wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", place, ROOT], check=True)
    (wheel,) = place.glob("*.whl")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", place / "venv"], check=True)
    commands = place / "venv" / ("Scripts" if sys.platform == "win32" else "bin")
    python = commands / "python"
    # An editable install of the project is a file that is only read in its own environment.
    packages = place / "venv" / Path(sysconfig.get_path("purelib")).relative_to(sys.prefix)
    dependencies = [path for path in sys.path if path.endswith("site-packages")]
    (packages / "dependencies.pth").write_text("\n".join(dependencies), "utf-8")
    subprocess.run([*pip, "--python", python, "install", "--no-deps", "--no-index", wheel], check=True)
    return commands / "standards"


def run(command: Path, *arguments: str | Path, cwd: Path) -> str:
    # Windows cannot start a program without this variable. PATH is for git.
    outer = {name: os.environ[name] for name in ("SYSTEMROOT", "PATH") if name in os.environ}
    environment = {**outer, "NO_MKDOCS_2_WARNING": "1", "PYTHONUTF8": "1"}
    ran = subprocess.run(
        [command, *arguments], cwd=cwd, env=environment, capture_output=True, encoding="utf-8", check=False
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return ran.stdout


def test_a_wheel_has_all_that_the_program_needs(standards: Path, tmp_path: Path) -> None:
    python = standards.with_name("python")
    where = run(python, "-c", "import competence_standards; print(competence_standards.__file__)", cwd=tmp_path)
    assert Path(where.strip()).is_relative_to(standards.parents[1])

    assert run(standards, "--version", cwd=tmp_path) == run(
        python, "-m", "competence_standards", "--version", cwd=tmp_path
    )
    suite = ROOT / "tests/suite-with-forms"
    assert run(standards, "check", suite, cwd=tmp_path).startswith("No ")
    run(standards, "documents", "--into", tmp_path / "documents", "--standards", suite, cwd=tmp_path)
    kinds = {path.suffix for path in (tmp_path / "documents").rglob("*") if path.is_file()}
    assert {".pdf", ".docx", ".xlsx"} <= kinds
    run(standards, "export", tmp_path / "pages", cwd=ROOT)
    assert any((tmp_path / "pages/docs").rglob("*.md"))
    assert "extra.frame" in (tmp_path / "pages/overrides/base.html").read_text("utf-8")


def test_a_suite_goes_from_nothing_to_a_site_with_the_wheel_alone(standards: Path, tmp_path: Path) -> None:
    """The way of a new author: each command after the other, outside of the clone."""
    given = ["--title", "Tea standards", "--words", "The wording is ours.", "--standard", "Make tea"]
    run(standards, "new", "my-suite", *given, cwd=tmp_path)
    suite = tmp_path / "my-suite"
    assert (suite / ".vscode/settings.json").read_bytes() == (ROOT / ".vscode/settings.json").read_bytes()
    assert run(standards, "check", cwd=suite) == "No problems in 2 files.\n"

    run(standards, "build", cwd=suite)
    site = suite / "build/site"
    assert "Tea standards" in (site / "index.html").read_text("utf-8")
    assert (site / "make-tea/checklist/index.html").exists()
    assert list(site.rglob("*.pdf"))
    run(standards, "build", "--into", "public", cwd=suite)
    assert (suite / "public/index.html").read_bytes() == (site / "index.html").read_bytes()
    run(standards, "documents", "make-tea", "--form", "T5", "--into", "documents", cwd=suite)
    assert {path.suffix for path in (suite / "documents").rglob("*.*")} == {".pdf", ".docx"}

    run(standards, "new", "standard", "serve-tea", cwd=suite)
    run(standards, "new", "standard", "drink-tea", cwd=suite)
    run(standards, "withdraw", "make-tea", "--reason", "It is old.", "--replaced-by", "serve-tea", cwd=suite)
    run(standards, "remove", "drink-tea", cwd=suite)
    assert run(standards, "check", cwd=suite) == "No problems in 3 files.\n"
    run(standards, "build", cwd=suite)
    assert (site / "serve-tea/index.html").exists()
    assert not (site / "drink-tea").exists()
    assert "It is old." in (site / "make-tea/index.html").read_text("utf-8")


@pytest.mark.parametrize("name", NAMES)
def test_a_suite_of_any_shape_goes_the_same_way(standards: Path, tmp_path: Path, name: str) -> None:
    run(standards, "new", "my-suite", "--title", "Ours", "--words", "Ours.", "--standard", "Make tea", cwd=tmp_path)
    suite = tmp_path / "my-suite"
    shutil.rmtree(suite / "standards")
    shutil.copytree(SUITES / name, suite / "standards")
    assert run(standards, "check", cwd=suite).startswith("No problems in ")
    run(standards, "build", cwd=suite)
    links = {APPRENTICESHIP: "baker", UNIT: "make-coffee", NOS: "hire-out-boats", CAREER: ""}[name]
    assert [path.parts[-3] for path in (suite / "build/site").glob("*/matrix/index.html")].count(links) == bool(links)
    run(standards, "documents", "--into", "documents", cwd=suite)
    assert {".pdf", ".docx", ".xlsx"} <= {path.suffix for path in (suite / "documents").rglob("*.*")}


def test_a_new_suite_installs_the_program_that_made_it(standards: Path, tmp_path: Path) -> None:
    given = ["--title", "Tea standards", "--words", "The wording is ours.", "--standard", "Make tea"]
    run(standards, "new", "my-suite", *given, cwd=tmp_path)
    lines = (tmp_path / "my-suite/requirements.txt").read_text("utf-8")
    (program,) = re.findall(r"(?m)^\./wheels/.*\n.*\n", lines)
    (tmp_path / "my-suite/program.txt").write_text(program, "utf-8")
    pip = ["-m", "pip", "install", "--quiet", "--no-deps", "--no-index", "--require-hashes", "--target", "there"]
    run(Path(sys.executable), *pip, "-r", "program.txt", cwd=tmp_path / "my-suite")
    assert (tmp_path / "my-suite/there/competence_standards/defaults/starter/.gitignore.template").exists()
