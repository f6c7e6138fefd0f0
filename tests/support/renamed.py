"""A suite whose one standard was renamed twice."""

import shutil
from pathlib import Path

from tests.conftest import ROOT

NOW, FORMER = "answer-doorbell", ("answer-door", "ring-bell")


def rename(into: Path) -> Path:
    """Write a copy of the suite with forms in which the standard has former ids, and a link for its matrix."""
    shutil.copytree(ROOT / "tests/suite-with-forms", into)
    standard = into / f"{NOW}.yml"
    text = standard.read_text("utf-8").replace(f"id: {NOW}\n", f"id: {NOW}\nformerly: [{', '.join(FORMER)}]\n")
    standard.write_text(text.replace("which bell rings", "which bell rings\n    underpins: [P1]"), "utf-8")
    return into
