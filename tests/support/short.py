"""A short copy of the suite: tests that need a checklist, but not a long one, open its pages in half the time."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from tests.conftest import REAL

CRITERIA, KNOWLEDGE = 10, 6
"""How many items each standard keeps."""
ITEMS = CRITERIA + KNOWLEDGE
"""How many items are on the checklist of each standard."""
ALL = ITEMS * sum(path.name != "suite.yml" for path in REAL.glob("*.yml"))


def shorten(into: Path) -> Path:
    """Write a copy of the published suite in which each standard has only its first items."""
    shutil.copytree(REAL, into, ignore=shutil.ignore_patterns("source-texts"))
    for path in into.glob("*.yml"):
        if path.name != "suite.yml":
            _write(path, _short(_read(path)))
    groups = into / "vocabulary/correspondences.yml"
    if groups.is_file():
        _write(groups, _groups(_read(groups)))
    return into


def _short(standard: dict[str, Any]) -> dict[str, Any]:
    """Return a standard with its first items, and with the links between these alone."""
    criteria = standard["performance_criteria"] = list(_first(standard["performance_criteria"], CRITERIA))
    knowledge = standard["knowledge"] = list(_first(standard["knowledge"], KNOWLEDGE))
    unlinked = [item["id"] for item in criteria if "id" in item and "no_knowledge" not in item]
    for item in knowledge:
        for links in ("underpins", "supports"):
            item[links] = [target for target in item.get(links, ()) if target in {one.get("id") for one in criteria}]
            unlinked = [target for target in unlinked if target not in item[links]]
    # A criterion needs a link, unless it says why it has none.
    knowledge[-1]["supports"] += unlinked
    for item in knowledge:
        for links in ("underpins", "supports"):
            if not item[links]:
                del item[links]
    return standard


def _first(part: list[dict[str, Any]], number: int) -> Iterator[dict[str, Any]]:
    """Yield the first items of a part, with the sub-headings between them."""
    for entry in part:
        number -= "id" in entry
        if number < 0:
            return
        yield entry


def _groups(file: dict[str, Any]) -> dict[str, Any]:
    """Return the groups of similar items whose items are all left."""

    def is_left(item: str) -> bool:
        _, _, code = item.partition("/")
        return int(code[1:]) <= (CRITERIA if code[0] == "P" else KNOWLEDGE)

    file["correspondences"] = [group for group in file["correspondences"] if all(map(is_left, group["items"]))]
    return file


def _read(path: Path) -> dict[str, Any]:
    """Return the content of a file, in which every value is the text that was typed."""
    content: dict[str, Any] = yaml.load(path.read_text("utf-8"), yaml.BaseLoader)  # noqa: S506 - it makes texts only
    return content


def _write(path: Path, content: dict[str, Any]) -> None:
    path.write_text(yaml.safe_dump(content, allow_unicode=True, sort_keys=False), "utf-8")
