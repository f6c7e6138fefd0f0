"""Copies of a small suite in which a text is another one."""

import shutil
from pathlib import Path

from tests.conftest import ROOT

SUITE = ROOT / "tests/suite-with-forms"
STANDARD, FORM = "answer-doorbell.yml", "forms/record.yml"


def changed(folder: Path, file: str, after: str, words: str) -> Path:
    """Return a copy of the small suite in which a text starts with these words."""
    made = Path(shutil.copytree(SUITE, folder / "standards"))
    text = (made / file).read_text("utf-8")
    assert after in text
    (made / file).write_text(text.replace(after, f"{after}{words} ", 1), "utf-8")
    return made
