"""Measure speed and memory on a made-up suite, and the five standards themselves: ``make bench``.

Every figure is of whole processes as a user starts them, the start of the interpreter included and nothing subtracted.
Commands that are compared take turns, and of several runs the cheapest counts: what else a machine does only adds.
"""

import shutil
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.bench.made_up import REAL, ROOT, write_suite
from tests.bench.run import Cost, run

FEW, SOME, MANY = 5, 100, 1000
FAST = Path("/dev/shm")  # noqa: S108 - a folder of our own is made in it


@dataclass(frozen=True)
class Figure:
    """One line of the table."""

    what: str
    measured: float
    reach: float
    unit: str

    @property
    def over(self) -> bool:
        """Whether it is more than it may be."""
        return self.measured > self.reach

    def __str__(self) -> str:
        digits = 0 if self.unit == "MB" else 2
        measured, reach = (f"{number:.{digits}f} {self.unit}" for number in (self.measured, self.reach))
        return f"{self.what:<66}{measured:>9}{reach:>11}   {'OVER' if self.over else 'ok'}"


def main() -> int:
    """Print the table.

    Returns:
        1 if a figure is over its reach.
    """
    if not FAST.is_dir():
        print(f"There is no {FAST} here: the figures include what the disk costs.")
    with tempfile.TemporaryDirectory(dir=FAST if FAST.is_dir() else None) as folder:
        figures = measured(Path(folder))
    print(f"{'':<66}{'measured':>9}{'reach':>11}")
    for figure in figures:
        print(figure)
    return 1 if any(figure.over for figure in figures) else 0


def measured(folder: Path) -> list[Figure]:
    """Every figure, from runs in a new folder."""
    many, some, few = (folder / str(size) for size in (MANY, SOME, FEW))
    for standards in (many, some, few):
        write_suite(int(standards.name), standards)
    stock = folder / "stock"
    run(["-m", "tests.bench.stock", str(many), str(stock)], ROOT)

    def check(standards: Path) -> Cost:
        return run(["-m", "generator", "check", str(standards)], ROOT)

    def site(standards: Path) -> Cost:
        into = folder / f"site-{standards.name}"
        shutil.rmtree(into, ignore_errors=True)
        return run(["-m", "mkdocs", "build", "--quiet", "--site-dir", str(into)], ROOT, STANDARDS_DIR=str(standards))

    own_check, own_site = turns(5, lambda: check(REAL), lambda: site(REAL))
    floor, check_many = turns(
        3, lambda: run([str(ROOT / "tests/bench/floor.py"), str(many)], ROOT), lambda: check(many)
    )
    site_few, site_some = turns(5, lambda: site(few), lambda: site(some))
    stock_many, site_many = turns(2, lambda: run(["-m", "mkdocs", "build", "--quiet"], stock), lambda: site(many))

    pages = {name: len(list((folder / name).rglob("index.html"))) for name in ("stock/site", f"site-{MANY}")}
    per_page = site_many.seconds / pages[f"site-{MANY}"] / (stock_many.seconds / pages["stock/site"])
    html = [standard_bytes(folder / f"site-{size}") / size for size in (MANY, SOME)]
    whole = [all_bytes(folder / f"site-{size}") for size in (MANY, SOME, FEW)]
    return [
        Figure(
            f"check of {MANY}, against reading and libyaml's parse alone", check_many.seconds / floor.seconds, 12, "x"
        ),
        Figure(f"site of {MANY}, CPU a page, against MkDocs with Material", per_page, 1 / 6, "x"),
        Figure(
            f"CPU of a further standard, from {SOME} to {MANY} against to {SOME}",
            growth(site_many.seconds, site_some.seconds, site_few.seconds),
            1.15,
            "x",
        ),
        Figure(f"bytes of a standard's page, at {MANY} against {SOME}", html[0] / html[1], 1.15, "x"),
        Figure(f"bytes of the site for a further standard, to {MANY} against to {SOME}", growth(*whole), 1.15, "x"),
        Figure(f"memory of check at {MANY}", check_many.megabytes, 250, "MB"),
        Figure(f"memory of the site's build at {MANY}", site_many.megabytes, 250, "MB"),
        Figure("CPU of check of our own standards", own_check.seconds, 0.4, "s"),
        Figure("CPU of our own site's build", own_site.seconds, 1.5, "s"),
    ]


def turns(times: int, *commands: Callable[[], Cost]) -> list[Cost]:
    """Run the commands in turn, so often; the cheapest run of each."""
    rounds = [[command() for command in commands] for _ in range(times)]
    return [min(costs, key=lambda cost: cost.seconds) for costs in zip(*rounds, strict=True)]


def growth(many: float, some: float, few: float) -> float:
    """What a further standard costs in a large suite against in a small one; what every site costs cancels out."""
    return (many - some) / (MANY - SOME) / ((some - few) / (SOME - FEW))


def standard_bytes(site: Path) -> int:
    """The size of all the standards' pages."""
    return sum(path.stat().st_size for path in site.glob("s[0-9]*/index.html"))


def all_bytes(site: Path) -> int:
    """The size of everything in a site."""
    return sum(path.stat().st_size for path in site.rglob("*") if path.is_file())


if __name__ == "__main__":
    sys.exit(main())
