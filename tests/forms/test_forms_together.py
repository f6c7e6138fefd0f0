"""All forms together stay small next to the standards, because each standard has its own forms in each format."""

import shutil
from pathlib import Path

from competence_standards.build import check
from competence_standards.forms.check import MOST_OTHERS
from competence_standards.problem import errors
from competence_standards.read import read_folder
from tests.conftest import ROOT

FORM = """id: notes{number}
code: N{number}
title: Notes {number}
purpose: Room for notes.
group: more-room
per: candidate
by: candidate
orientation: portrait
number: Notes no.
blocks:
  - block: table
    heading: Notes
    rows: "99"
    height: "40"
    columns:
      - {{label: Notes, holds: line, width: "60"}}
"""


def test_many_forms_with_many_lines_are_too_large_together(tmp_path: Path) -> None:
    folder = tmp_path / "standards"
    shutil.copytree(ROOT / "tests/suite-with-forms", folder)
    wrong = {}
    for number in range(1, 9):
        (folder / f"forms/notes{number}.yml").write_text(FORM.format(number=number), "utf-8")
        wrong[number] = errors(check(read_folder(folder)))

    assert [number for number, problems in wrong.items() if problems] == [7, 8]
    (problem,) = wrong[7]
    assert problem.file == f"{folder}/forms/notes7.yml"
    assert f"{MOST_OTHERS:,}" in problem.message
    assert problem.hint
