"""Each standard holds the words of its source text, and its errata quote them. Every count comes from the files."""

import re
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

import pytest
import yaml

from tests.conftest import REAL


@dataclass
class SourceText:
    """A source text taken apart: a second reading of it, which shares no code with the generator."""

    title: str | None = None
    overview: list[str] = field(default_factory=list)
    criteria: list[str] = field(default_factory=list)
    knowledge: list[str] = field(default_factory=list)


def parse(text: str) -> SourceText:
    """Only what is no word is changed: list marks, empty lines, and spaces around a no-break space."""
    source = SourceText()
    part: list[str] | None = None
    for line in text.split("\n"):
        words = re.sub("[ \u00a0]*\u00a0[ \u00a0]*", " ", line).strip(" ")
        if not words:
            continue
        heading = words.lower()
        if heading == "overview":
            part = source.overview
        elif heading == "performance criteria":
            part = source.criteria
        elif heading == "knowledge and understanding":
            part = source.knowledge
        elif heading in {"you must be able to:", "you need to know and understand:"}:
            continue
        elif part is None:
            source.title = words
        elif part is source.overview:
            part.append(words)
        else:
            part.append(re.sub("^(- |[0-9]+[.] )", "", words))
    return source


def load(name: str) -> dict[str, Any]:
    # BaseLoader leaves every value as the text that was typed.
    loaded: dict[str, Any] = yaml.load((REAL / f"{name}.yml").read_text("utf-8"), yaml.BaseLoader)  # noqa: S506
    return loaded


STANDARDS = {name: load(name) for name in load("suite")["standards"]}
every_standard = pytest.mark.parametrize("name", STANDARDS)


def source(name: str) -> SourceText:
    file = REAL / "source-texts" / STANDARDS[name]["provenance"]["source_text"]
    return parse(file.read_text("utf-8"))


def words(listed: list[dict[str, Any]], known: list[str]) -> list[str]:
    """The words of a list in its order, but for withdrawn items that the source text no longer has."""
    return [
        entry.get("heading") or entry["text"] for entry in listed if "withdrawn" not in entry or entry["text"] in known
    ]


def entries(name: str) -> list[dict[str, Any]]:
    both: list[dict[str, Any]] = STANDARDS[name]["performance_criteria"] + STANDARDS[name]["knowledge"]
    return both


def texts(name: str) -> list[dict[str, Any]]:
    """Everything of a standard that can have an erratum."""
    return [*STANDARDS[name]["overview"], *(entry for entry in entries(name) if "id" in entry)]


@every_standard
def test_the_overview_has_the_words_of_the_source(name: str) -> None:
    assert words(STANDARDS[name]["overview"], []) == source(name).overview


@every_standard
def test_the_criteria_and_their_headings_have_the_words_of_the_source(name: str) -> None:
    known = source(name).criteria
    assert words(STANDARDS[name]["performance_criteria"], known) == known


@every_standard
def test_the_knowledge_items_have_the_words_of_the_source(name: str) -> None:
    known = source(name).knowledge
    assert words(STANDARDS[name]["knowledge"], known) == known


@every_standard
@pytest.mark.parametrize(("part", "letter"), [("performance_criteria", "P"), ("knowledge", "K")])
def test_each_number_is_there_once_wherever_its_item_stands(name: str, part: str, letter: str) -> None:
    ids = [entry["id"] for entry in STANDARDS[name][part] if "id" in entry]
    assert sorted(ids) == sorted(f"{letter}{number}" for number in range(1, len(ids) + 1))


@every_standard
def test_each_heading_has_an_item_below_it(name: str) -> None:
    for part in ("performance_criteria", "knowledge"):
        listed = [*STANDARDS[name][part], {"heading": "the end"}]
        assert all("id" in following for entry, following in pairwise(listed) if "heading" in entry)


@every_standard
def test_a_title_that_is_said_to_be_the_sources_is_the_sources(name: str) -> None:
    if STANDARDS[name]["title_origin"] == "source-text":
        assert STANDARDS[name]["title"] == source(name).title


@every_standard
def test_the_competence_area_is_one_that_the_overview_names(name: str) -> None:
    assert STANDARDS[name].get("competence_area", "") in " ".join(source(name).overview)


def test_errata_of_one_text_quote_it_once_and_do_not_overlap() -> None:
    found = 0
    for name in STANDARDS:
        for entry in texts(name):
            quoted = [erratum["from"] for erratum in entry.get("errata", [])]
            found += len(quoted)
            assert [entry["text"].count(words) for words in quoted] == [1] * len(quoted), (name, quoted)
            end = 0
            for start, words in sorted((entry["text"].index(words), words) for words in quoted):
                assert start >= end, (name, quoted)
                end = start + len(words)
    assert found


def test_a_corrected_text_no_longer_has_the_mistake() -> None:
    applied = [
        (entry["text"], erratum)
        for name in STANDARDS
        for entry in texts(name)
        for erratum in entry.get("errata", [])
        if erratum["status"] == "applied"
    ]
    assert applied
    for text, erratum in applied:
        corrected = text.replace(erratum["from"], erratum["to"])
        assert erratum["to"] in corrected
        assert corrected != text
