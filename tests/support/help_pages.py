"""The help pages of the published suite, as Markdown: those in ``docs``, and the built-in ones in its words."""

from pathlib import Path

from tests.conftest import ROOT
from tests.support.real import built


def names() -> list[str]:
    """Return the name of each help page of the site: ``learners``."""
    own = {path.stem for path in (ROOT / "docs").glob("*.md")}
    return sorted(own | {Path(page.path).stem for page in built().help})


def text(page: str) -> str:
    """Return the text of a help page.

    Args:
        page: Its name, or its path as if it were in the repository: ``docs/learners.md``. Other files are read as they
        are.
    """
    if ("/" in page and not page.startswith("docs/")) or (ROOT / page).is_file():
        return (ROOT / page).read_text("utf-8")
    name = Path(page).stem
    own = ROOT / f"docs/{name}.md"
    made = {one.path: one.text for one in built().help}
    return own.read_text("utf-8") if own.is_file() else made[f"{name}.md"]
