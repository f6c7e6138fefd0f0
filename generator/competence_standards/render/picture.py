"""Compute the picture that shows how many items of each standard belong to each theme.

The standards are on the left and the themes on the right. The height of each shows the number of its items. The width
of a ribbon shows the number of items that a standard and a theme share. A template draws the picture, and a table has
the same numbers.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from competence_standards.model import Standard, Suite, Theme

UNIT = 2.0
"""Pixels for one item."""
GAP = 14.0
LEFT, RIGHT, WIDTH = 290.0, 640.0, 1120.0
"""Where the two columns stand; beside them is room for their names."""
BAR = 10.0


@dataclass(frozen=True)
class Block:
    """A standard or a theme in its column."""

    address_of: Standard | Theme
    y: float
    height: float
    count: int


@dataclass(frozen=True)
class Ribbon:
    """The items that one standard and one theme share."""

    standard: Standard
    theme: Theme
    count: int
    path: str
    """The outline, as SVG path data."""
    number: int
    """The standard's place in the suite, from 1: which shade the ribbon has."""


@dataclass(frozen=True)
class Picture:
    """The whole picture, in pixels."""

    width: float
    height: float
    left: float
    """Where the column of the standards begins."""
    right: float
    """Where the column of the themes ends."""
    standards: tuple[Block, ...]
    themes: tuple[Block, ...]
    ribbons: tuple[Ribbon, ...]


def picture(suite: Suite, counts: Mapping[str, Mapping[str, int]]) -> Picture:
    """Draw a suite; ``counts`` are items by theme id, then by standard id."""
    by_standard = {s.id: sum(counts[theme.id].get(s.id, 0) for theme in suite.themes) for s in suite.standards}
    by_theme = {theme.id: sum(counts[theme.id].values()) for theme in suite.themes}
    total = sum(by_theme.values()) * UNIT
    height = total + GAP * (max(len(suite.themes), len(suite.standards)) - 1)
    left = _column([(s, by_standard[s.id]) for s in suite.standards], height, total)
    right = _column([(theme, by_theme[theme.id]) for theme in suite.themes], height, total)
    starts = {block.address_of.id: block.y for block in (*left, *right)}
    ribbons = []
    for number, standard in enumerate(suite.standards, start=1):
        for theme in suite.themes:
            if count := counts[theme.id].get(standard.id, 0):
                one, other = starts[standard.id], starts[theme.id]
                starts[standard.id] += count * UNIT
                starts[theme.id] += count * UNIT
                ribbons.append(Ribbon(standard, theme, count, _path(one, other, count * UNIT), number))
    return Picture(WIDTH, height, LEFT, RIGHT, left, right, tuple(ribbons))


def _column(entries: list[tuple[Standard | Theme, int]], height: float, total: float) -> tuple[Block, ...]:
    """Return the blocks of a column, spread over its whole height."""
    gap = (height - total) / max(1, len(entries) - 1)
    blocks, y = [], 0.0
    for entry, count in entries:
        blocks.append(Block(entry, y, count * UNIT, count))
        y += count * UNIT + gap
    return tuple(blocks)


def _path(one: float, other: float, width: float) -> str:
    start, end = LEFT + BAR, RIGHT - BAR
    middle = (start + end) / 2
    return (
        f"M{start:g} {one:.1f}C{middle:g} {one:.1f} {middle:g} {other:.1f} {end:g} {other:.1f}"
        f"V{other + width:.1f}C{middle:g} {other + width:.1f} {middle:g} {one + width:.1f} {start:g} {one + width:.1f}Z"
    )
