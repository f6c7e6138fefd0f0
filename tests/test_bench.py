"""The made-up suite that speed is measured on is valid, the same every time, and of the real size."""

import re
from pathlib import Path

import pytest

from competence_standards.build import check
from competence_standards.model import suite
from competence_standards.read import read_folder
from tests.bench.made_up import write_parts, write_suite
from tests.bench.stock import write_stock
from tests.conftest import REAL

SIZE = len(suite(read_folder(REAL)).standards)


@pytest.fixture
def made_up(tmp_path: Path) -> Path:
    write_suite(SIZE, tmp_path / "made-up")
    return tmp_path / "made-up"


def texts(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text(encoding="utf-8") for path in sorted(folder.rglob("*.yml"))}


def counts(folder: Path) -> dict[str, int]:
    """How much a folder of standards holds, of each kind of thing."""
    together = "".join(text for name, text in texts(folder).items() if name != "suite.yml")
    kinds = {"criteria": "- id: P", "knowledge": "- id: K", "headings": "- heading: ", "errata": "- from: "}
    return {"characters": len(together), **{kind: together.count(mark) for kind, mark in kinds.items()}}


@pytest.mark.parametrize("every_part", [False, True])
def test_the_standards_with_every_part_have_as_many_items_as_those_with_two(
    tmp_path: Path, *, every_part: bool
) -> None:
    write_parts(2, tmp_path / "parts", every_part=every_part)
    folder = read_folder(tmp_path / "parts")
    assert check(folder) == []
    made = suite(folder).standards
    assert [len(standard.parts) for standard in made] == [9 if every_part else 2] * 2
    assert [len(standard.to_rate) for standard in made] == [54, 54]


def test_the_made_up_standards_are_valid(made_up: Path) -> None:
    folder = read_folder(made_up)
    assert check(folder) == []
    assert [standard.id for standard in suite(folder).standards] == [f"s{number:04}" for number in range(1, SIZE + 1)]


def test_the_same_suite_comes_out_every_time(made_up: Path, tmp_path: Path) -> None:
    write_suite(SIZE, tmp_path / "again")
    assert texts(tmp_path / "again") == texts(made_up)


def test_a_larger_suite_begins_with_the_smaller_one(made_up: Path, tmp_path: Path) -> None:
    write_suite(SIZE + 1, tmp_path / "larger")
    larger = texts(tmp_path / "larger")
    assert {name: text for name, text in texts(made_up).items() if name != "suite.yml"}.items() <= larger.items()


def test_the_made_up_standards_have_the_real_size(made_up: Path) -> None:
    real, ours = counts(REAL), counts(made_up)
    real_size = len(list(REAL.glob("*.yml"))) - 1
    assert min(real.values()) > 0
    for kind, number in real.items():
        assert ours[kind] / SIZE == pytest.approx(number / real_size, rel=0.1), kind


def test_standards_made_from_one_real_file_differ_in_nearly_every_sentence(tmp_path: Path) -> None:
    write_suite(1 + SIZE, tmp_path / "made-up")
    one, *_, other = suite(read_folder(tmp_path / "made-up")).standards
    same = [ours.words for ours, others in zip(one.items, other.items, strict=True) if ours.words == others.words]
    assert len(same) < len(one.items) / 10


def test_stock_is_given_the_words_of_every_item(made_up: Path, tmp_path: Path) -> None:
    read = suite(read_folder(made_up))
    write_stock(read, tmp_path / "stock")
    for standard in read.standards:
        linked = (tmp_path / "stock" / "docs" / f"{standard.id}.md").read_text(encoding="utf-8")
        page = re.sub(r"\[([^]]*)\]\(glossary[^)]*\)", r"\1", linked)
        for item in standard.items:
            assert item.words in page
            assert f"{{: #{item.id} }}" in page
