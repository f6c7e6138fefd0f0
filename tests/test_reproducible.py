"""A build knows no clock, no place, no locale and no chance: the same sources always give the same bytes."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SOURCES = ("standards", "schema", "generator", "docs", "mkdocs.yml", "pyproject.toml")


def built(checkout: Path, into: Path, **surroundings: str) -> dict[str, bytes]:
    """Every file of the site, built as `make site` does but for its place and surroundings."""
    subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--quiet", "--strict", "--site-dir", into],
        cwd=checkout,
        env={**os.environ, "PYTHONPATH": str(checkout / "generator"), "NO_MKDOCS_2_WARNING": "1", **surroundings},
        check=True,
    )
    return {file.relative_to(into).as_posix(): file.read_bytes() for file in sorted(into.rglob("*")) if file.is_file()}


HERE = {"PYTHONHASHSEED": "1", "TZ": "Pacific/Kiritimati", "LC_ALL": "C", "SOURCE_DATE_EPOCH": "1"}
THERE = {"PYTHONHASHSEED": "2", "TZ": "Etc/GMT+12", "LC_ALL": "C.UTF-8", "SOURCE_DATE_EPOCH": "2000000000"}


def differing(one: dict[str, bytes], other: dict[str, bytes]) -> list[str]:
    """The files that two builds do not have alike."""
    return sorted(name for name in one.keys() | other.keys() if one.get(name) != other.get(name))


def copy(into: Path) -> Path:
    into.mkdir()
    for source in SOURCES:
        if (ROOT / source).is_dir():
            shutil.copytree(ROOT / source, into / source, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy2(ROOT / source, into / source)
    return into


@pytest.mark.slow
@pytest.mark.parametrize("documents", ["", "build/documents"], ids=["pages", "documents"])
def test_two_builds_give_the_same_bytes(tmp_path: Path, documents: str) -> None:
    here = built(ROOT, tmp_path / "one", DOCUMENTS_DIR=documents, **HERE)
    there = built(copy(tmp_path / "else where"), tmp_path / "two", DOCUMENTS_DIR=documents, **THERE)
    assert "index.html" in here
    assert differing(here, there) == []


@pytest.mark.slow
def test_a_planted_clock_is_noticed(tmp_path: Path) -> None:
    checkout = copy(tmp_path / "copy")
    with (checkout / "generator/competence_standards/web/theme/partials/footer.html").open("a") as footer:
        footer.write("{{ build_date_utc }}")
    one, other = (
        built(checkout, tmp_path / name, DOCUMENTS_DIR="", **surroundings)
        for name, surroundings in (("one", HERE), ("two", THERE))
    )
    assert "index.html" in differing(one, other)
