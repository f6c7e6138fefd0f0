"""Lighthouse, as on a middling phone, gives full marks, and green ones for speed."""

import json
import os
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.support import chromium
from tests.support.node import NODE

LIGHTHOUSE = ROOT / "tests/node_modules/lighthouse/cli/index.js"
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
GREEN = 90
"""Full marks for speed are had on a machine with nothing else to do; below these Lighthouse itself warns."""


def marks(address: str, folder: Path, categories: Sequence[str] = CATEGORIES) -> dict[str, int]:
    report = folder / "report.json"
    flags = ["--headless=new", "--disable-gpu", *(["--no-sandbox"] if os.geteuid() == 0 else [])]
    only = f"--only-categories={','.join(categories)}"
    command: list[str | Path] = [NODE, LIGHTHOUSE, address, "--quiet", "--output=json", f"--output-path={report}", only]
    subprocess.run(
        [*command, f"--chrome-flags={' '.join(flags)}"],
        env={**os.environ, "CHROME_PATH": str(chromium.find())},
        cwd=folder,
        check=True,
        capture_output=True,
        timeout=150,
    )
    found = json.loads(report.read_text("utf-8"))["categories"]
    return {name: round(100 * found[name]["score"]) for name in categories}


def green_marks(address: str, folder: Path) -> dict[str, int]:
    """The best of four for speed: it is measured with a clock, on a machine that has other things to do."""
    best = marks(address, folder)
    for _ in range(3):
        if best["performance"] < GREEN:
            best["performance"] = max(best["performance"], *marks(address, folder, ["performance"]).values())
    return best


@pytest.mark.slow
def test_full_marks_on_the_home_page_and_a_standard_and_green_ones_for_speed(base: str, tmp_path: Path) -> None:
    # One after the other, so that they do not slow each other down.
    found = {address: green_marks(base + address, tmp_path) for address in ("", "contact-centre/")}

    speed = [one.pop("performance") for one in found.values()]
    assert min(speed) >= GREEN, speed
    assert found == dict.fromkeys(found, dict.fromkeys(CATEGORIES[1:], 100))
