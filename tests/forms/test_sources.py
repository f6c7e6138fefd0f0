"""A form says what its places are filled in from, and a script reads that by the names of the places."""

import json
from collections.abc import Iterator

import pytest

from competence_standards.forms.form import FilledForm
from competence_standards.forms.places import Place, named
from competence_standards.forms.sources import COLUMNS, FIELDS, can_be_filled_in, sources
from competence_standards.schema import load_schema
from competence_standards.words import slug
from tests.support import real
from tests.support.forms import forms

NAMES = real.forms().role_names[0]
FILLED = {form.code: form for form in forms() if can_be_filled_in(form)}
every_form = pytest.mark.parametrize("form", FILLED.values(), ids=FILLED)


def written(form: FilledForm) -> dict[str, object]:
    """What the page of a form carries for its script."""
    found: dict[str, object] = json.loads(json.dumps(sources(form, NAMES)))
    return found


def names(form: FilledForm) -> Iterator[tuple[str, str]]:
    """Every place that the script fills in, with what from."""
    found = json.loads(json.dumps(sources(form, NAMES)))
    yield from ((one["place"], one["from"]) for one in found["places"])
    for block in found["blocks"]:
        yield from ((place, "total") for place in block["totals"])
        for row in block["rows"].values() or ["1"]:
            for column in block["columns"]:
                start = f"{block['block']}.{row}.{column['column']}"
                boxes = column["options"] if column["from"] == "covered-by" else []
                yield from ((f"{start}.{slug(box)}", column["from"]) for box in boxes)
                if not boxes:
                    yield start, column["from"]


def test_these_forms_can_be_filled_in() -> None:
    assert set(FILLED) == {"T3", "T11", "T12", "T16", "T17"}
    assert [sources(form, NAMES) for form in forms() if form.code not in FILLED] == [None] * (len(forms()) - 5)


@every_form
def test_each_place_to_fill_in_is_a_place_of_the_form(form: FilledForm) -> None:
    places: dict[str, Place] = {place.name: place for place in form.places}
    found = dict(names(form))

    assert len(found) > 4
    assert [name for name in found if name not in places] == []
    ticks = {"covered-by", "plan-done"}
    assert {source for name, source in found.items() if places[name].kind == "tick"} <= ticks


def test_a_script_has_the_rows_and_the_totals_of_a_checklist() -> None:
    block = written(FILLED["T3"])["blocks"][0]  # type: ignore[index]
    assert list(block["rows"]) == [f"P{number}" for number in range(1, 28)]
    assert block["totals"][named("performance-criteria", "total-P10")] == [f"P{number}" for number in range(10, 17)]
    assert block["columns"][0]["options"][2] == "On my own"


def test_a_script_knows_whose_view_an_answer_is_in_the_words_of_the_country() -> None:
    assert written(FILLED["T3"])["views"] == {
        "rating": "Ratings by the candidate",
        "assessor": "Ratings by the assessor",
        "evidence": "Evidence log of the candidate",
        "plan": "Action plan of the candidate",
    }


def test_the_schema_names_the_sources_that_the_check_knows() -> None:
    parts = load_schema("form")["$defs"]
    assert parts["column"]["properties"]["from"]["enum"] == list(COLUMNS)
    assert parts["field"]["properties"]["from"]["enum"] == list(FIELDS)
    lists = {name for known in COLUMNS.values() for name in known.of if name in ("evidence-log", "action-plan")}
    assert set(parts["table"]["properties"]["lists"]["enum"]) == lists
