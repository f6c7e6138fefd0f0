"""The picture of standards and themes: drawn to scale, each ribbon from end to end, the same each time."""

import re
from dataclasses import replace
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest

from competence_standards.build import load
from competence_standards.model import Suite
from competence_standards.render.picture import BAR, GAP, UNIT, Block, Picture, picture
from tests.conftest import REAL

ROOT = Path(__file__).parents[2]


@cache
def suite() -> Suite:
    made, _ = load(REAL)
    return made


def counts(of: Suite) -> dict[str, dict[str, int]]:
    return {theme.id: {standard.id: len(items) for standard, items in of.of_theme(theme)} for theme in of.themes}


def small(standards: int, themes: int) -> Suite:
    """The suite with only some of its standards and themes."""
    return replace(suite(), standards=suite().standards[:standards], themes=suite().themes[:themes])


each_suite = pytest.mark.parametrize(
    "of", [suite(), small(1, 14), small(5, 1), small(1, 1)], ids=["all", "1", "5:1", "1:1"]
)


def ends(path: str) -> tuple[tuple[float, float, float, float], tuple[float, float]]:
    """Where a ribbon touches the left column and the right one, top and bottom; and how far it reaches sideways."""
    number = r"(-?[0-9.]+)"
    shape = (
        rf"M{number} {number}C{number} {number} {number} {number} {number} {number}"
        rf"V{number}C{number} {number} {number} {number} {number} {number}Z"
    )
    found = re.fullmatch(shape, path)
    assert found
    values = [float(value) for value in found.groups()]
    start, top_left, top_right, bottom_right, bottom_left = values[0], values[1], values[7], values[8], values[14]
    assert values[13] == start
    return (top_left, bottom_left, top_right, bottom_right), (start, values[6])


def column(blocks: tuple[Block, ...], drawn: Picture) -> None:
    """The blocks of a column follow each other without touching, from the top to no lower than the bottom."""
    assert blocks[0].y == 0
    for above, below in pairwise(blocks):
        assert below.y - (above.y + above.height) >= GAP - 0.01
    assert blocks[-1].y + blocks[-1].height <= drawn.height + 0.01
    assert all(block.height == block.count * UNIT for block in blocks)


@each_suite
def test_both_columns_are_as_tall_as_what_they_count(of: Suite) -> None:
    drawn = picture(of, counts(of))
    total = sum(sum(own.values()) for own in counts(of).values())

    assert sum(block.height for block in drawn.standards) == sum(block.height for block in drawn.themes) == total * UNIT
    column(drawn.standards, drawn)
    column(drawn.themes, drawn)


@each_suite
def test_ribbons_fill_each_block_from_end_to_end(of: Suite) -> None:
    drawn = picture(of, counts(of))
    for block in (*drawn.standards, *drawn.themes):
        if not block.count:
            continue  # a standard alone does not speak of every theme
        own = [ribbon for ribbon in drawn.ribbons if block.address_of in (ribbon.standard, ribbon.theme)]
        left = block in drawn.standards
        touched = sorted(ends(ribbon.path)[0][:2] if left else ends(ribbon.path)[0][2:] for ribbon in own)

        assert sum(ribbon.count for ribbon in own) == block.count
        assert touched[0][0] == pytest.approx(block.y, abs=0.06)
        assert touched[-1][1] == pytest.approx(block.y + block.height, abs=0.06)
        for (_, bottom), (top, _) in pairwise(touched):
            assert top == pytest.approx(bottom, abs=0.11)  # the outlines are rounded to a tenth of a pixel


def test_each_ribbon_is_as_wide_as_its_count_and_reaches_across() -> None:
    drawn = picture(suite(), counts(suite()))

    assert {(ribbon.theme.id, ribbon.standard.id): ribbon.count for ribbon in drawn.ribbons} == {
        (theme, standard): count for theme, own in counts(suite()).items() for standard, count in own.items()
    }
    for ribbon in drawn.ribbons:
        (top_left, bottom_left, top_right, bottom_right), reach = ends(ribbon.path)
        assert bottom_left - top_left == pytest.approx(ribbon.count * UNIT, abs=0.11)
        assert bottom_right - top_right == pytest.approx(ribbon.count * UNIT, abs=0.11)
        assert reach == (drawn.left + BAR, drawn.right - BAR)


def test_the_same_suite_gives_the_same_picture() -> None:
    again, _ = load(REAL)

    assert picture(again, counts(again)) == picture(suite(), counts(suite()))
