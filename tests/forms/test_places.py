"""Each place to write on a form has a name, which all formats share and which no edit elsewhere changes."""

import shutil
from pathlib import Path

import pytest

from competence_standards.build import load_forms
from competence_standards.forms.fill import filled_forms
from competence_standards.forms.form import FilledForm
from competence_standards.forms.places import LONGEST_NAME, Place, ids, short
from competence_standards.read import built_in
from tests.conftest import REAL, ROOT

SMALL = ROOT / "tests/suite-with-forms"


def forms(standards: Path) -> list[FilledForm]:
    return list(filled_forms(load_forms(standards)))


def places(standards: Path, code: str) -> dict[str, Place]:
    """Return the places of the first form with this code, by name."""
    return {place.name: place for form in forms(standards) if form.code == code for place in form.places}


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return shutil.copytree(REAL, tmp_path / "standards")


@pytest.mark.parametrize("suite", [REAL, SMALL], ids=["real", "small"])
def test_no_two_places_of_a_form_have_one_name(suite: Path) -> None:
    for form in forms(suite):
        names = [place.name for place in form.places]
        assert len(names) > 2
        assert len(set(names)) == len(names), form.code
        assert max(map(len, names)) <= LONGEST_NAME, form.code


@pytest.mark.parametrize("suite", [REAL, SMALL], ids=["real", "small"])
def test_no_two_places_of_a_block_look_alike_to_somebody_who_hears_them(suite: Path) -> None:
    for form in forms(suite):
        for block in form.blocks:
            titles = [place.title for place in block.places]
            # The passages of an account have one question.
            assert block.kind == "narrative" or len(set(titles)) == len(titles), (form.code, block.id)


def test_a_name_says_what_the_place_is() -> None:
    found = places(REAL, "T5")
    assert found["head.candidate"].header == "candidate"
    assert found["head.number"].label == "Evidence no."
    assert found["what-the-accoun-a897.P1.shown"].title == "P1: Shown"
    assert found["questions-asked.2.answer"].title == "Row 2: Answer"
    assert found["when-and-where.the-work-was"].options == ("real work", "a simulation")
    assert found["signatures.assessor.date"].kind == "date"


def test_names_stay_when_blocks_move_and_rows_are_added(copy: Path) -> None:
    file = copy / "forms/observation-record.yml"
    file.parent.mkdir()
    file.write_text(built_in.text_of("forms/observation-record", with_schema=True), "utf-8")
    before = places(copy, "T5")
    text = file.read_text("utf-8")
    start, end = (
        text.index("  - block: table\n    heading: Questions"),
        text.index("  - block: table\n    heading: Work"),
    )
    moved = text[:start] + text[end:] + text[start:end].replace('rows: "3"', 'rows: "5"')
    file.write_text(moved.replace("{label: From,", "{label: Weather, kind: line, width: third}\n      - {label: From,"))
    after = places(copy, "T5")
    assert list(before) != [name for name in after if name in before]
    assert set(after) - set(before) == {"when-and-where.weather"} | {
        f"questions-asked.{row}.{column}" for row in (4, 5) for column in ("question", "answer", "p-k")
    }
    assert set(before) <= set(after)


def test_words_of_another_country_change_no_name() -> None:
    loaded = load_forms(REAL)
    first, *others = (
        next(form for form in filled_forms(loaded, names) if form.code == "T14") for names in loaded.role_names
    )
    assert "decision.the-candidate-is" in {place.name for place in first.places}
    for other in others:
        # A country may have fewer rules of evidence.
        assert {place.name for place in other.places} <= {place.name for place in first.places}


def test_equal_and_long_labels_get_ids_of_their_own() -> None:
    long = "What the learner did, and how the others in the room responded"
    assert list(ids(["Date", "Date", "$Candidate", "?", "!"])) == ["date", "date-2", "candidate", "-", "--2"]
    first, second = ids([f"{long} first", f"{long} then"])
    assert first != second
    assert {len(first), len(second)} == {20}
    assert short("客服的记录") == "客服的记录"


def test_a_form_knows_whether_it_is_evidence_and_where_its_date_is() -> None:
    found = {form.code: form for form in forms(REAL)}
    assert [code for code, form in found.items() if form.is_evidence] == ["T5", "T6", "T7", "T8", "T9", "T13", "T18"]
    dated = found["T5"].date_of_activity
    assert dated
    assert dated.name == "when-and-where.date-of-the-activity"
    # Neither the date of a signature nor a date in a table is that of the form.
    assert found["T11"].date_of_activity is None
    assert found["T9"].date_of_activity is None
