"""Group problems for the browser: similar ones once, with all their places and links to the items."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from competence_standards.problem import Problem, Severity, counted, printable
from competence_standards.translation import ngettext

_WIDTH = 160
"""Maximum characters of a source line to show."""


@dataclass(frozen=True)
class Site:
    """A complete build of the site."""

    folder: Path
    sources: Mapping[str, str] = field(default_factory=dict)
    """The source file of each generated page, by the page's address, relative to the home page."""
    more_sources: Mapping[str, str] = field(default_factory=dict)
    """The address of the page of each further source file, for pages that have several."""
    anchors: frozenset[str] = frozenset()
    """The address of each item: ``contact-centre/#P16``."""
    problems: tuple[Problem, ...] = ()
    """The notes that did not stop the build."""


@dataclass(frozen=True)
class Place:
    """Where a problem is: in a source file, and on a page."""

    place: str
    """``standards/contact-centre.yml:95:17``."""
    where: str
    """The field: ``performance_criteria.P15.errata[1].status``."""
    message: str
    """What is wrong at this place."""
    source: str
    """The source file, so that a page can find its own problems."""
    anchors: tuple[str, ...]
    """Possible anchors of the item on a page, the innermost first."""
    address: str
    """The page's address, with the item's anchor if it has one, or "" if no page shows the place."""
    line: tuple[str, str, str] | None
    """The source line: before the mistake, the mistake, after it."""


@dataclass(frozen=True)
class GroupedProblem:
    """One message, with all its places."""

    severity: Severity
    message: str
    hint: str
    places: tuple[Place, ...]
    more: str
    """The number of other places: ``3 more like this``. Empty if there are none."""
    times: int
    """How many of the problems the check tells."""


def grouped(problems: Sequence[Problem], site: Site | None) -> tuple[GroupedProblem, ...]:
    """Group problems that differ only in place and in the numbers within their message.

    Args:
        problems: The problems, in order.
        site: The current build, for links to the items.
    """
    alike: dict[tuple[str, str], list[Problem]] = {}
    for problem in problems:
        alike.setdefault((problem.severity, _mask(problem.message)), []).append(problem)
    pages = _pages(site)
    lines = _Lines()
    return tuple(
        GroupedProblem(
            group[0].severity,
            printable(group[0].message),
            printable(group[0].hint),
            tuple(places),
            _more(len(places) - 1),
            len(group),
        )
        for group in alike.values()
        if (places := [_place(one, pages, site, lines) for problem in group for one in problem.each()])
    )


def summary(problems: Iterable[GroupedProblem]) -> str:
    """Return ``2 errors`` or ``1 error and 3 notes``. Empty if there are no problems."""
    number = {"error": 0, "note": 0}
    for one in problems:
        number[one.severity] += one.times
    return counted(number["error"], number["note"])


def _more(number: int) -> str:
    return ngettext("{number} more like this", "{number} more like this", number) if number else ""


def _mask(message: str) -> str:
    return re.sub(r"\b[A-Z]?\d+\b", "…", message)


def _pages(site: Site | None) -> dict[str, str]:
    """Return the address of the main page of each source file: the shortest of its addresses."""
    pages = dict(site.more_sources) if site else {}
    for address, source in site.sources.items() if site else ():
        pages[source] = min(pages.get(source, address), address, key=len)
    return pages


def _place(problem: Problem, pages: Mapping[str, str], site: Site | None, lines: "_Lines") -> Place:
    anchors = tuple(part for part in reversed(re.split(r"[.\[\]]+", problem.where)) if part)
    address = pages.get(problem.file, "")
    if site and address:
        items = (f"{address}#{anchor}" for anchor in anchors)
        address = next((item for item in items if item in site.anchors), address)
    return Place(
        printable(f"{problem.file}:{problem.line}:{problem.column}"),
        printable(problem.where),
        printable(f"{problem.message} {problem.hint}".strip()),
        problem.file,
        anchors,
        address,
        lines.excerpt(problem),
    )


class _Lines:
    """Reads each source file once."""

    def __init__(self) -> None:
        self._files: dict[str, list[str]] = {}

    def excerpt(self, problem: Problem) -> tuple[str, str, str] | None:
        if problem.file not in self._files:
            try:
                text = Path(problem.file).read_text("utf-8", errors="replace")
            except (OSError, ValueError):
                text = ""
            self._files[problem.file] = text.split("\n")
        lines = self._files[problem.file]
        if problem.line > len(lines) or not (line := lines[problem.line - 1].rstrip()):
            return None
        start = min(problem.column - 1, len(line))
        first = max(0, start - _WIDTH // 2)
        before, rest = line[first:start], line[start : first + _WIDTH]
        word = re.match(r'"[^"]*"|[^\s,\[\]{}]+|\S?', rest)
        end = word.end() if word else 0
        parts = f"{'…' if first else ''}{before}", rest[:end], rest[end:]
        return printable(parts[0]), printable(parts[1]), printable(parts[2])
