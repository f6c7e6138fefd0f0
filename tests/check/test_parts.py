"""Standards with other parts than criteria and knowledge, as an author checks them on the command line."""

import json
import re
from pathlib import Path

import pytest

from competence_standards.commands import main
from tests.conftest import ROOT
from tests.support.other_parts import APPRENTICESHIP, CAREER, NAMES, NOS, SUITES, UNIT, copied, edit
from tests.support.repository import publish

Told = pytest.CaptureFixture[str]
BEHAVIOURS = "behaviours:\n  - id: B1\n    text: Keeps the bakery clean\n    supports: [D2]\n"

Changed = tuple[str, str, *tuple[tuple[str, str], ...]]
"""A suite, a file of it, and texts in it with what takes their place."""

MISTAKES: dict[str, tuple[Changed, str]] = {
    "an id of another part": (
        (APPRENTICESHIP, "baker.yml", ("id: S2", "id: K2")),
        'baker.yml:29:9: skills.K2.id: "K2" is not in the right format. Write "S2" here. No item has that id.',
    ),
    "a mistyped id": (
        (APPRENTICESHIP, "baker.yml", ("id: S2", "id: s.2")),
        'baker.yml:29:9: skills[4].id: "s.2" is not in the right format. Write "S2" here.',
    ),
    "an id that leaves a gap": (
        (APPRENTICESHIP, "baker.yml", ("id: B1", "id: B2")),
        (
            "baker.yml:35:9: behaviours.B2.id: B1 is missing: the numbers start at B2. If B1 was deleted, put it back "
            'and add withdrawn. If this item is new, write "B1" here.'
        ),
    ),
    "a link to a part that is not served": (
        (APPRENTICESHIP, "baker.yml", ("underpins: [D2]", "underpins: [K1]")),
        (
            'baker.yml:31:17: skills.S2.underpins[1]: "K1" is not in the right format. Write the id of an item of this '
            "standard, such as D1."
        ),
    ),
    "a link to no item": (
        (APPRENTICESHIP, "baker.yml", ("underpins: [D2]", "underpins: [D2, D7]")),
        (
            'baker.yml:31:21: skills.S2.underpins[2]: "D7" is not an item of this standard. Its items under Duties are '
            "D1 to D2."
        ),
    ),
    "a mistyped link": (
        (APPRENTICESHIP, "baker.yml", ("underpins: [D2]", "underpins: [d2]")),
        'baker.yml:31:17: skills.S2.underpins[1]: "d2" is not in the right format. Write "D2" here.',
    ),
    "a link at the wrong end": (
        (APPRENTICESHIP, "baker.yml", ("and check it", "and check it\n    underpins: [S2]")),
        (
            "baker.yml:17:5: duties.D2.underpins: Links are written at their other end. Add D2 to underpins of S2, and "
            "delete it here."
        ),
    ),
    "nothing is linked": (
        (APPRENTICESHIP, "baker.yml", ("    supports: [D2]\n", ""), ("    underpins: [D2]\n", "")),
        (
            "baker.yml:15:9: duties.D2.id: Nothing is linked to D2. Add D2 to underpins or supports of one of its "
            "knowledge items, skills and behaviours, or add no_knowledge to D2 to say why there is no link."
        ),
    ),
    "a part that the suite requires is missing": (
        (APPRENTICESHIP, "baker.yml", (BEHAVIOURS, "")),
        (
            'baker.yml:2:1: The field "behaviours" is missing. How a person must behave, in the order of the source '
            "text. For an item, give id and text. For a sub-heading, give only heading. Use this part if it is listed "
            "under parts in suite.yml."
        ),
    ),
    "a part that the suite does not have": (
        (APPRENTICESHIP, "baker.yml", ("behaviours:\n", "values:\n  - id: V1\n    text: calm\n\nbehaviours:\n")),
        (
            'baker.yml:34:1: values: The standards of this suite do not have the part "values". List each part of the '
            "standards under parts in suite.yml, or delete it here."
        ),
    ),
    "words that are not those of the source": (
        (APPRENTICESHIP, "baker.yml", ("Keeps the bakery", "Keeps this bakery")),
        (
            'baker.yml:36:11: behaviours.B1.text: The words are "Keeps this bakery clean" here and "Keeps the bakery '
            'clean" on line 21 of standards/source-texts/baker.txt. Copy the words from the source text, including '
            "mistakes, and record the mistakes under errata. If the standards setting organisation changed the words, "
            "change the source text too."
        ),
    ),
    "an optional part that only the source has": (
        (UNIT, "make-coffee.yml", ("conditions:\n  - id: C1\n    text: assessment takes place in a café\n\n", "")),
        (
            "make-coffee.yml:7:16: provenance.source_text: standards/source-texts/make-coffee.txt has words "
            'for "conditions", but this standard does not have that field. Add "conditions", with the words of the '
            "source text."
        ),
    ),
    "a number with a full stop": (
        (UNIT, "make-coffee.yml", ('number: "1"', 'number: "1."')),
        (
            'make-coffee.yml:14:13: performance_criteria[1].number: "1." is not in the right format. Write only the '
            "number, such as 1 or 2.3."
        ),
    ),
    "a sub-heading with another field": (
        (UNIT, "make-coffee.yml", ('number: "1"', 'number: "1"\n    themes: [coffee]')),
        'make-coffee.yml:15:5: performance_criteria[1].themes: A sub-heading has no other fields. Delete "themes".',
    ),
    "links in a suite whose parts do not serve each other": (
        (CAREER, "gardener.yml", ("for the whole year", "for the whole year\n    underpins: [L1]")),
        (
            'gardener.yml:15:5: skills.L2.underpins: There is no field "underpins" here. The fields are id, text, '
            "points, number, errata, themes, withdrawn."
        ),
    ),
    "a part is listed twice": (
        (CAREER, "suite.yml", ("  - part: values\n", "  - part: values\n  - part: values\n")),
        (
            'suite.yml:12:11: parts[3].part: "values" is used more than once. It is first used on line 11. Delete one '
            "of them."
        ),
    ),
    "two parts have one letter": (
        (CAREER, "suite.yml", ("  - part: values\n", "  - part: values\n    letter: L\n")),
        "suite.yml:12:13: parts[2].letter: L is also the letter of skills. Give one of them another letter.",
    ),
    "no part is rated": (
        (CAREER, "suite.yml", ("    letter: L\n", "    letter: L\n    rated: no\n")),
        (
            "suite.yml:6:1: parts: No part is rated, so there is nothing that a learner can do with a standard. Add "
            "performance_criteria or another part that is rated, or set rated to yes."
        ),
    ),
    "a letter is the code of a method": (
        (CAREER, "suite.yml", ("  - part: values\n", "  - part: values\n    letter: O\n")),
        'suite.yml:12:13: parts[2].letter: O is the code of the method "Observation" on forms. Use a different letter.',
    ),
}


def test_one_suite_has_every_field_of_an_occupational_standard() -> None:
    schema = json.loads((ROOT / "schema/standard.schema.json").read_text("utf-8"))
    kinds = ("official", "paragraph", "criterion", "knowledge_item", "part_item", "heading", "withdrawn", "erratum")
    fields = {field for kind in kinds for field in schema["$defs"][kind]["properties"]} | set(schema["properties"])
    used = set(re.findall(r"^[ -]*(\w+):", (SUITES / NOS / "hire-out-boats.yml").read_text("utf-8"), re.MULTILINE))
    assert fields - used == {"duties", "conditions", "evidence_requirements"}


def test_a_number_that_the_source_prints_without_a_dot_is_not_part_of_the_words(tmp_path: Path, capsys: Told) -> None:
    standards = copied(NOS, tmp_path)
    edit(standards / "source-texts/hire-out-boats.txt", ("1. what each boat", "1 what each boat"))
    assert main(["check", str(standards)]) == 0
    edit(standards / "hire-out-boats.yml", ('number: "2"\n', 'number: "3"\n'))
    assert main(["check", str(standards)]) == 1
    assert 'The words are "When guests are back" here and "2 When guests are' in capsys.readouterr().out


@pytest.mark.parametrize("name", NAMES)
def test_suites_of_other_shapes_have_no_problems(name: str, capsys: Told) -> None:
    assert main(["check", str(SUITES / name)]) == 0
    assert capsys.readouterr().out.startswith("No problems in ")


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_is_told_with_the_letters_and_the_parts_of_the_suite(
    mistake: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Told
) -> None:
    (suite, file, *changes), told = MISTAKES[mistake]
    monkeypatch.chdir(tmp_path)
    edit(copied(suite, tmp_path) / file, *changes)

    assert main(["check", "standards"]) == 1

    assert f"standards/{told}" in capsys.readouterr().out.splitlines()


def test_parts_that_could_not_be_read_cause_no_other_problems(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Told
) -> None:
    """An author is told of the one mistake in suite.yml, and not that each standard has fields which it then lacks."""
    monkeypatch.chdir(tmp_path)
    edit(copied(APPRENTICESHIP, tmp_path) / "suite.yml", ("- part: behaviours", "- part: behaviour"))

    assert main(["check", "standards"]) == 1

    *problems, last = capsys.readouterr().out.splitlines()
    assert [problem.split(" ")[0] for problem in problems] == ["standards/suite.yml:12:11:"]
    assert last == "1 error in 3 files."


def test_without_a_list_of_parts_a_standard_has_criteria_and_knowledge(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Told
) -> None:
    monkeypatch.chdir(tmp_path)
    suite = copied(UNIT, tmp_path)
    text = (suite / "suite.yml").read_text("utf-8")
    (suite / "suite.yml").write_text(text[: text.index("parts:")] + text[text.index("standards:") :], "utf-8")

    main(["check", "standards"])

    told = capsys.readouterr().out
    assert 'The standards of this suite do not have the part "evidence_requirements".' in told
    assert 'The standards of this suite do not have the part "conditions".' in told


@pytest.mark.parametrize(
    ("file", "changes", "told"),
    [
        (
            "baker.yml",
            [
                (
                    "  - id: B1\n    text: Keeps the bakery clean\n    supports: [D2]\n",
                    "  - id: B1\n    text: Is kind\n    supports: [D2]\n",
                )
            ],
            "B1 was published with different wording",
        ),
        ("suite.yml", [("  - part: scope\n", "")], "R1 was published, but is missing after this"),
        ("suite.yml", [("  - part: behaviours\n", "  - part: behaviours\n    letter: V\n")], "B1 was published"),
    ],
    ids=["reworded", "part removed", "letter changed"],
)
def test_what_was_published_in_any_part_is_compared(
    file: str,
    changes: list[tuple[str, str]],
    told: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: Told,
) -> None:
    monkeypatch.chdir(publish(SUITES / APPRENTICESHIP, tmp_path / "repository"))
    edit(Path("standards", file), *changes)

    assert main(["check", "--base", "published"]) == 1

    assert told in capsys.readouterr().out


def with_group(folder: Path, item: str) -> Path:
    """Return a suite in which an item is in one group with the duty of another standard."""
    suite = copied(APPRENTICESHIP, folder)
    (suite / "vocabulary").mkdir()
    group = f"  - id: baking\n    name: Baking\n    kind: related\n    items: [{item}, pastry-cook/D1]\n"
    (suite / "vocabulary/correspondences.yml").write_text(f"correspondences:\n{group}", "utf-8")
    return suite


def test_a_group_of_items_of_any_part_keeps_its_published_id(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Told
) -> None:
    """A group is known again by its items, also if their letters are not P and K."""
    suite = with_group(tmp_path, "baker/D2")
    monkeypatch.chdir(publish(suite, tmp_path / "repository"))
    file = Path("standards/vocabulary/correspondences.yml")
    edit(file, ("id: baking", "id: to-bake"), ("name: Baking", "name: How to bake"))

    assert main(["check", "--base", "published"]) == 1

    assert 'This was published with the id "baking".' in capsys.readouterr().out


def test_a_group_does_not_mix_parts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Told) -> None:
    monkeypatch.chdir(tmp_path)
    with_group(tmp_path, "baker/S2")

    assert main(["check", "standards"]) == 1

    assert "This group mixes items of different parts. Make a group for each part." in capsys.readouterr().out
