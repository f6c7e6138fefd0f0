"""The program as a wheel: installed outside the project, it has its schemas, templates and messages."""

import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

from tests.conftest import ROOT

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def standards(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The command of a wheel in an environment that has nothing else of this project, only its dependencies."""
    place = tmp_path_factory.mktemp("wheel")
    pip = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, "wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", place, ROOT], check=True)
    (wheel,) = place.glob("*.whl")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", place / "venv"], check=True)
    python = place / "venv/bin/python"
    # An editable install of the project is a file that is only read in its own environment.
    packages = place / "venv" / Path(sysconfig.get_path("purelib")).relative_to(sys.prefix)
    dependencies = [path for path in sys.path if path.endswith("site-packages")]
    (packages / "dependencies.pth").write_text("\n".join(dependencies), "utf-8")
    subprocess.run([*pip, "--python", python, "install", "--no-deps", "--no-index", wheel], check=True)
    return place / "venv/bin/standards"


def run(command: Path, *arguments: str | Path, cwd: Path) -> str:
    ran = subprocess.run([command, *arguments], cwd=cwd, env={}, capture_output=True, encoding="utf-8", check=False)
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
    assert any((tmp_path / "pages").rglob("*.md"))
