"""Write a small suite with very long pages."""

from pathlib import Path

from tests.conftest import ROOT

SUITE = ROOT / "tests/suite"


def swelling(into: Path) -> Path:
    """Write a suite with many links to long items. The page of the standard has the words of each linked item."""
    long = " ".join(["word"] * 95)
    criteria = "".join(f"  - id: P{number}\n    text: do {number} {long}\n" for number in range(1, 101))
    some, others = (", ".join(f"P{number}" for number in range(first, first + 50)) for first in (1, 51))
    knowledge = "".join(
        f"  - id: K{number}\n    text: how {number} {long}\n    underpins: [{some}]\n    supports: [{others}]\n"
        for number in range(1, 171)
    )
    head, _, _ = (SUITE / "serve-tea.yml").read_text("utf-8").partition("performance_criteria:\n")
    end = 'history:\n  - version: "1.0"\n    date: 2026-11-22\n    summary: First publication here.\n'
    text = f"{head}performance_criteria:\n{criteria}knowledge:\n{knowledge}{end}"
    into.mkdir(exist_ok=True)
    (into / "swell.yml").write_text(text.replace("id: serve-tea\n", "id: swell\n"), "utf-8")
    suite = (SUITE / "suite.yml").read_text("utf-8").partition("standards:\n")[0]
    (into / "suite.yml").write_text(f"{suite}standards:\n  - swell\n", "utf-8")
    return into
