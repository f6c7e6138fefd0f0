"""Measure speed and memory on a made-up suite, and the published standards themselves: ``make bench``.

Every figure is of whole processes as a user starts them, the start of the interpreter included and nothing subtracted.
Commands that are compared take turns, and of several runs the cheapest counts: what else a machine does only adds.
"""

import shutil
import sys
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

from competence_standards.build import load
from competence_standards.suggest import authored, pairs
from tests.bench.documents import document_figures
from tests.bench.figure import Figure
from tests.bench.made_up import ROOT, write_parts, write_suite
from tests.bench.run import Cost, run
from tests.conftest import REAL
from tests.preview import copy_project, edit, serving

SOME, HALF, MANY = 100, 550, 1000
IN_PARTS = 200
FAST = Path("/dev/shm")  # noqa: S108 - a folder of our own is made in it


def main() -> int:
    """Print the table.

    Returns:
        1 if a figure misses its reach.
    """
    if not FAST.is_dir():
        print(f"There is no {FAST} here: the figures include what the disk costs.")
    with tempfile.TemporaryDirectory(dir=FAST if FAST.is_dir() else None) as folder:
        figures = [
            *measured(Path(folder)),
            *in_parts(Path(folder)),
            suggested(),
            served(Path(folder)),
            *document_figures(Path(folder)),
        ]
    print(f"{'':<66}{'measured':>9}{'reach':>11}")
    for figure in figures:
        print(figure)
    return 1 if any(figure.missed for figure in figures) else 0


def measured(folder: Path) -> list[Figure]:
    """Every figure, from runs in a new folder."""
    many, half, some = (folder / str(size) for size in (MANY, HALF, SOME))
    for standards in (many, half, some):
        write_suite(int(standards.name), standards)
    stock = folder / "stock"
    run(["-m", "tests.bench.stock", str(many), str(stock)], ROOT)

    def floor() -> Cost:
        return run([str(ROOT / "tests/bench/floor.py"), str(many)], ROOT)

    def check(standards: Path) -> Cost:
        return run(["-m", "competence_standards", "check", str(standards)], ROOT)

    def site(standards: Path) -> Cost:
        into = folder / f"site-{standards.name}"
        shutil.rmtree(into, ignore_errors=True)
        return run(["-m", "mkdocs", "build", "--quiet", "--site-dir", str(into)], ROOT, STANDARDS_DIR=str(standards))

    def stock_site() -> Cost:
        return run(["-m", "mkdocs", "build", "--quiet"], stock)

    own_check, own_site = turns(5, lambda: check(REAL), lambda: site(REAL))
    least, check_many = turns(5, floor, lambda: check(many))
    stock_many, site_many, site_half, site_some = turns(
        3, stock_site, lambda: site(many), lambda: site(half), lambda: site(some)
    )
    ours, theirs = pages(folder / f"site-{MANY}"), pages(stock / "site")
    per_page = (site_many.seconds / ours) / (stock_many.seconds / theirs)
    seconds = [cost.seconds for cost in (site_some, site_half, site_many)]
    own_pages = [size_of(folder / f"site-{size}", "s[0-9]*/index.html") for size in (SOME, HALF, MANY)]
    whole = [size_of(folder / f"site-{size}", "**/*") for size in (SOME, HALF, MANY)]
    # Only now: whoever measures the memory of others must hold little.
    from tests.bench.inputs import ITEMS, SLOWER, slowest_inputs  # noqa: PLC0415

    input_own, input_long = slowest_inputs(folder / f"site-{REAL.name}", folder)
    return [
        Figure(f"check of {MANY}, against reading and libyaml alone", check_many.seconds / least.seconds, 12, "x"),
        Figure(f"site of {MANY}, CPU a page, against MkDocs with Material", per_page, 1 / 6, "x"),
        Figure(f"CPU of one standard more, to {MANY} against to {HALF}", growth(*seconds), 1.15, "x"),
        Figure(f"bytes of one standard's page more, to {MANY} against to {HALF}", growth(*own_pages), 1.15, "x"),
        Figure(f"bytes of the site for one standard more, to {MANY} against to {HALF}", growth(*whole), 1.15, "x"),
        Figure(f"memory of check of {MANY}", check_many.megabytes, 250, "MB"),
        Figure(f"memory of the site's build of {MANY}", site_many.megabytes, 250, "MB"),
        Figure("CPU of check of our own standards", own_check.seconds, 0.4, "s"),
        Figure("CPU of our own site's build", own_site.seconds, 1.5, "s"),
        Figure(f"slowest input, {ITEMS} items on a page, CPU {SLOWER} times slower", input_long, 50, "ms"),
        Figure("the same against that on a checklist as it is", input_long / input_own, 1.5, "x"),
    ]


def in_parts(folder: Path) -> list[Figure]:
    """What standards with every part cost, against the same number of items in two parts."""
    two, every = folder / "two-parts", folder / "every-part"
    write_parts(IN_PARTS, two, every_part=False)
    write_parts(IN_PARTS, every, every_part=True)

    def check(standards: Path) -> Cost:
        return run(["-m", "competence_standards", "check", str(standards)], ROOT)

    def site(standards: Path) -> Cost:
        into = folder / f"site-{standards.name}"
        shutil.rmtree(into, ignore_errors=True)
        return run(["-m", "mkdocs", "build", "--quiet", "--site-dir", str(into)], ROOT, STANDARDS_DIR=str(standards))

    check_two, check_every, site_two, site_every = turns(
        3, lambda: check(two), lambda: check(every), lambda: site(two), lambda: site(every)
    )
    against = f"of {IN_PARTS}, every part, against two parts"
    return [
        Figure(f"check {against}", check_every.seconds / check_two.seconds, 1.25, "x"),
        Figure(f"site {against}", site_every.seconds / site_two.seconds, 1.25, "x"),
    ]


def suggested() -> Figure:
    """How many of the pairs that ``standards suggest`` goes by were linked or grouped by the authors."""
    suite, _ = load(REAL)
    found, known = pairs(suite.items), authored(suite)
    held = sum(frozenset((pair.one, pair.other)) in known for pair in found)
    return Figure(
        f"precision of suggest: {held} of its {len(found)} pairs are in our web", held / len(found), 0.75, "", True
    )


def served(folder: Path) -> Figure:
    """From the moment at which an author saves a standard until the preview shows it."""
    copy = folder / "copy"
    copy_project(copy)
    seconds: list[float] = []
    with serving(copy) as preview:
        words = "identify and greet"
        for times in range(5):
            edit(copy / "standards/contact-centre.yml", words, words := f"{words} {times}")
            seconds.append(preview.until("contact-centre/", partial(contains, words)))
    return Figure("from the save of a standard to its preview", min(seconds), 1, "s")


def contains(words: str, page: str) -> bool:
    """Whether the words stand in the page."""
    return words in page


def turns(times: int, *commands: Callable[[], Cost]) -> list[Cost]:
    """Run the commands in turn, so often; the cheapest run of each."""
    rounds = [[command() for command in commands] for _ in range(times)]
    return [min(costs, key=lambda cost: cost.seconds) for costs in zip(*rounds, strict=True)]


def growth(some: float, half: float, many: float) -> float:
    """How much steeper it is from HALF to MANY than from SOME to HALF; 1 where every standard costs the same."""
    return ((many - half) / (MANY - HALF)) / ((half - some) / (HALF - SOME))


def pages(site: Path) -> int:
    """How many pages a site has."""
    return len(list(site.rglob("index.html")))


def size_of(site: Path, pattern: str) -> int:
    """The bytes of all files whose path matches."""
    return sum(path.stat().st_size for path in site.glob(pattern) if path.is_file())


if __name__ == "__main__":
    sys.exit(main())
