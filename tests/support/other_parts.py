"""Suites whose standards have other parts than criteria and knowledge."""

import shutil
from pathlib import Path

from tests.conftest import ROOT

SUITES = ROOT / "tests/suites-of-other-parts"
APPRENTICESHIP, CAREER, UNIT, NOS = "apprenticeship", "career", "unit", "nos"
"""Duties with knowledge, skills and behaviours; skills without knowledge; numbered elements above criteria; every
section and every field of a National Occupational Standard."""
NAMES = (APPRENTICESHIP, CAREER, UNIT, NOS)


def copied(name: str, into: Path) -> Path:
    """Return a copy of one of the suites, as a folder of standards."""
    return Path(shutil.copytree(SUITES / name, into / "standards"))


def edit(file: Path, *changes: tuple[str, str]) -> None:
    """Replace texts of a file, each of which is there once."""
    text = file.read_text("utf-8")
    for old, new in changes:
        assert text.count(old) == 1, (old, text.count(old))
        text = text.replace(old, new)
    file.write_text(text, "utf-8")
