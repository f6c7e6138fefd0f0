"""What learners rate themselves by, as data and as pages: from the YAML to what a browser is given."""

import hashlib
import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from competence_standards.build import Built, build, check
from competence_standards.read import read_folder

ROOT = Path(__file__).parents[2]
SMALL = ROOT / "tests" / "suite-with-scale"


@cache
def built(folder: Path = ROOT / "standards") -> Built:
    return build(folder)


def data(address: str, folder: Path = ROOT / "standards") -> Any:
    (file,) = [file for file in built(folder).files if file.address == address]
    return json.loads(file.content())


def test_the_example_suite_with_a_scale_is_good() -> None:
    assert check(read_folder(SMALL)) == []


# --- the scale and the methods ---


def test_the_scale_has_the_levels_that_saved_answers_hang_on() -> None:
    scale = built().suite.scale
    assert scale
    assert {level.id for level in scale.levels} >= {"not-yet", "with-support", "on-my-own", "can-help"}


def test_no_code_of_a_method_can_be_taken_for_an_item() -> None:
    codes = [method.code for method in built().suite.methods]
    assert {"O", "WP", "PD", "WT"} <= set(codes)
    assert not {"P", "K"} & set(codes)


# --- the data files ---


def test_there_is_a_file_of_items_for_each_standard_and_one_for_the_suite() -> None:
    assert [file.address for file in built().files if file.address.endswith(("items.json", "suite.json"))] == [
        *(f"{standard.id}/items.json" for standard in built().suite.standards),
        "my-progress/suite.json",
    ]


@pytest.mark.parametrize("standard", built().suite.standards, ids=lambda standard: standard.id)
def test_the_items_of_a_standard_are_all_there_in_order_with_their_words(standard: Any) -> None:
    given = data(f"{standard.id}/items.json")
    items = [item for section in given["sections"] for item in section["items"]]

    assert (given["standard"], given["title"], given["version"]) == (standard.id, standard.title, standard.version)
    assert [(item["id"], item["words"]) for item in items] == [(item.id, item.words) for item in standard.items]
    assert [item["mark"] for item in items] == [
        hashlib.sha256(item.words.encode("utf-8")).hexdigest()[:8] for item in standard.items
    ]
    assert {section["part"] for section in given["sections"]} == set(given["parts"])


def test_each_part_has_the_title_and_the_lead_in_of_the_page(site: Path) -> None:
    for standard in built().suite.standards:
        page = (site / standard.id / "index.html").read_text("utf-8")
        given = data(f"{standard.id}/items.json")["parts"]

        shown = re.findall(
            r'<h2 id="([\w-]+)">([^<]+).*?</h2>\s*(?:<p class="soft">.*?</p>\s*)?<p class="stem">([^<]+)', page
        )
        assert [(part, said["title"], said["lead_in"]) for part, said in given.items()] == shown
        assert shown == [
            ("performance-criteria", "Performance criteria", "You must be able to:"),
            ("knowledge", "Knowledge and understanding", "You need to know and understand:"),
        ]


def test_an_item_says_what_it_is_like_in_other_standards() -> None:
    for standard in built().suite.standards:
        given = data(f"{standard.id}/items.json")["like"]
        for item in standard.items:
            rows = [(row["label"], row["items"]) for row in given.get(item.id, [])]
            assert rows == [
                (like.label, [str(reference) for reference in like.items]) for like in built().suite.likenesses(item)
            ]


def test_a_withdrawn_item_stays_with_what_replaces_it() -> None:
    items = [item for section in data("answer-doorbell/items.json", SMALL)["sections"] for item in section["items"]]

    assert [item["withdrawn"] for item in items] == [
        None,
        {"since": "1.1", "reason": "The house has no receiver any more.", "replaced_by": ["answer-doorbell/P1"]},
        None,
    ]


def test_the_data_of_the_suite_hold_the_scale_in_the_words_of_the_yaml() -> None:
    given = data("my-progress/suite.json", SMALL)

    assert given["standards"] == [
        {"id": "answer-doorbell", "title": "Answer the doorbell", "formerly": [], "withdrawn": False}
    ]
    assert [level["id"] for level in given["scale"]["levels"]] == ["cannot", "can"]
    assert given["scale"]["levels"][1] == {
        "id": "can",
        "code": "D",
        "criterion": {"label": "I can", "meaning": "I can do it."},
        "knowledge": {"label": "I know", "meaning": "I know it."},
        "ready": True,
    }
    assert given["scale"]["not_now"]["reason"] == "Why not?"
    assert given["scale"]["evidence"]["have"]["label"] == "All"
    assert given["methods"][0] == {"id": "watching", "code": "W", "name": "Watching"}


def test_a_suite_without_a_scale_has_no_data_for_answers() -> None:
    without = built(ROOT / "tests" / "suite")

    assert not [file.address for file in without.files if file.address.endswith(".json")]
    assert [file for file in built().files if file.address.endswith(".json")]


# --- the published files ---


def test_the_site_holds_every_file_as_it_was_made(site: Path) -> None:
    assert built().files
    for file in built().files:
        assert (site / file.address).read_bytes() == file.content()
