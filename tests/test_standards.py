"""The five standards hold the words of their source texts, character for character, and the errata that were found."""

import re
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[1]
COUNTS = {  # performance criteria, knowledge items; in the order of the suite
    "deliver-service": (28, 20),
    "plan-operations": (19, 16),
    "customer-centric-service": (23, 21),
    "contact-centre": (27, 26),
    "manage-communications": (23, 23),
}
HEADINGS_OF_CONTACT_CENTRE = {  # and the first criterion below each
    "Communicate with customers and establish rapport to meet their expectations": "P1",
    "Meet organisational and regulatory requirements during customer contact": "P10",
    "Gather and use customer satisfaction information to support customer service delivery": "P17",
    "Monitor and analyse customer service performance": "P22",
}
APPLIED = {
    ("deliver-service", "P28", "elevant", "relevant"),
    ("deliver-service", "K14", "importance being", "importance of being"),
    ("deliver-service", "K14", "customer's", "customers'"),
    ("plan-operations", "overview 3", "on supervisory", "at supervisory"),
    ("plan-operations", "K9", "that is", "what is"),
    ("plan-operations", "K12", "used", "uses"),
    ("customer-centric-service", "overview 1", "area that covers the", "the"),
    ("customer-centric-service", "overview 2", "an senior", "a senior"),
    ("customer-centric-service", "K9", "may perceived", "may be perceived"),
    ("customer-centric-service", "K15", "that types", "the types"),
    ("manage-communications", "P20", "customers", "customers'"),
    ("manage-communications", "K11", "customer", "customer's"),
    ("manage-communications", "K14", "understanding your", "understanding of your"),
}
LEGAL = "legal, organisational, codes of practice and policies"
NOTED = {
    *(("deliver-service", place, LEGAL) for place in ("P28", "K20")),
    *(("plan-operations", place, LEGAL) for place in ("P19", "K16")),
    *(("customer-centric-service", place, LEGAL) for place in ("P23", "K21")),
    *(("manage-communications", place, LEGAL) for place in ("P23", "K23")),
    ("contact-centre", "overview 1", "with main focus to operate on first contact"),
    ("contact-centre", "P15", "colleagues, when their request"),
    ("contact-centre", "K22", "as a result of monitoring data reports"),
    ("customer-centric-service", "K17", "their"),
    ("customer-centric-service", "P20", "with customers"),
    ("manage-communications", "P9", "communication protocol"),
    ("manage-communications", "P10", "their rapport"),
    ("manage-communications", "K6", "their needs"),
    ("manage-communications", "K9", "the communication protocol"),
    ("manage-communications", "K10", "their rapport"),
}


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
    loaded: dict[str, Any] = yaml.load((ROOT / f"standards/{name}.yml").read_text("utf-8"), yaml.BaseLoader)  # noqa: S506
    return loaded


STANDARDS = {name: load(name) for name in COUNTS}
SOURCES = {name: parse((ROOT / f"standards/source-texts/{name}.txt").read_text("utf-8")) for name in COUNTS}
every_standard = pytest.mark.parametrize("name", COUNTS)


def words(listed: list[dict[str, Any]]) -> list[str]:
    return [entry.get("heading") or entry["text"] for entry in listed]


def ids(listed: list[dict[str, Any]]) -> list[str]:
    return [entry["id"] for entry in listed if "id" in entry]


def entries(name: str) -> list[dict[str, Any]]:
    both: list[dict[str, Any]] = STANDARDS[name]["performance_criteria"] + STANDARDS[name]["knowledge"]
    return both


def texts(name: str) -> dict[str, dict[str, Any]]:
    """Everything of a standard that can have an erratum, by where it stands."""
    found = {f"overview {number}": paragraph for number, paragraph in enumerate(STANDARDS[name]["overview"], 1)}
    return found | {entry["id"]: entry for entry in entries(name) if "id" in entry}


ERRATA = [
    (name, place, entry["text"], erratum)
    for name in COUNTS
    for place, entry in texts(name).items()
    for erratum in entry.get("errata", [])
]


@every_standard
def test_the_overview_has_the_words_of_the_source(name: str) -> None:
    assert words(STANDARDS[name]["overview"]) == SOURCES[name].overview


@every_standard
def test_the_criteria_and_their_headings_have_the_words_of_the_source(name: str) -> None:
    assert words(STANDARDS[name]["performance_criteria"]) == SOURCES[name].criteria


@every_standard
def test_the_knowledge_items_have_the_words_of_the_source(name: str) -> None:
    assert words(STANDARDS[name]["knowledge"]) == SOURCES[name].knowledge


@every_standard
def test_ids_are_consecutive_across_headings_and_as_many_as_the_source_has(name: str) -> None:
    criteria, knowledge = COUNTS[name]
    assert ids(STANDARDS[name]["performance_criteria"]) == [f"P{number}" for number in range(1, criteria + 1)]
    assert ids(STANDARDS[name]["knowledge"]) == [f"K{number}" for number in range(1, knowledge + 1)]


def test_all_226_items_are_there() -> None:
    totals = [sum(column) for column in zip(*COUNTS.values(), strict=True)]
    assert totals == [120, 106]


def test_the_contact_centre_has_its_four_headings_where_the_source_has_them() -> None:
    criteria = STANDARDS["contact-centre"]["performance_criteria"]
    below = {entry["heading"]: following["id"] for entry, following in pairwise(criteria) if "heading" in entry}
    assert below == HEADINGS_OF_CONTACT_CENTRE


@every_standard
def test_only_the_contact_centre_has_headings(name: str) -> None:
    headings = [entry for entry in entries(name) if "heading" in entry]
    assert len(headings) == (4 if name == "contact-centre" else 0)


@every_standard
def test_the_title_is_the_one_of_the_source_or_says_where_it_comes_from(name: str) -> None:
    standard, source = STANDARDS[name], SOURCES[name]
    assert (standard["title_origin"] == "source-text") == (source.title is not None)
    if source.title:
        assert standard["title"] == source.title


@every_standard
def test_the_competence_area_is_the_one_that_the_overview_names(name: str) -> None:
    named = re.search(r"competence area related to ([^.]*)\.", SOURCES[name].overview[0])
    assert STANDARDS[name].get("competence_area") == (named and named[1])


@every_standard
def test_the_provenance_names_the_source_text(name: str) -> None:
    assert STANDARDS[name]["provenance"]["source_text"] == f"{name}.txt"


def test_official_references_are_those_that_are_known_and_no_more() -> None:
    known = {name: standard["official"]["reference"] for name, standard in STANDARDS.items() if "official" in standard}
    assert known == {
        "deliver-service": "INSCS020",
        "plan-operations": "INSCS042",
        "contact-centre": "INSCC003",
        "manage-communications": "INSCS002",
    }


def test_developer_and_date_of_approval_are_given_only_where_a_page_says_them() -> None:
    told = [
        name
        for name, standard in STANDARDS.items()
        if {"suite", "developed_by", "approved"} & set(standard.get("official", {}))
    ]
    assert told == ["plan-operations"]


def test_the_suite_lists_the_five_in_order() -> None:
    assert load("suite")["standards"] == list(COUNTS)


def test_the_13_certain_slips_are_corrected() -> None:
    applied = [
        (name, place, erratum["from"], erratum["to"])
        for name, place, _, erratum in ERRATA
        if erratum["status"] == "applied"
    ]
    assert len(applied) == 13
    assert set(applied) == APPLIED


def test_the_18_doubtful_places_are_noted_and_stand() -> None:
    noted = [(name, place, erratum["from"]) for name, place, _, erratum in ERRATA if erratum["status"] == "noted"]
    assert len(noted) == 18
    assert set(noted) == NOTED


def test_an_erratum_quotes_words_that_occur_exactly_once() -> None:
    wrong = [
        (name, place, erratum["from"])
        for name, place, text, erratum in ERRATA
        if text.count(erratum["from"]) != 1 or erratum.get("to") == erratum["from"]
    ]
    assert wrong == []


@every_standard
def test_errata_of_one_text_stand_in_its_order_and_do_not_overlap(name: str) -> None:
    for entry in texts(name).values():
        end = 0
        for erratum in entry.get("errata", []):
            start = entry["text"].index(erratum["from"])
            assert start >= end
            end = start + len(erratum["from"])


@pytest.mark.parametrize(
    ("name", "place", "published"),
    [
        ("deliver-service", "P28", "policies relevant to your role"),
        ("deliver-service", "K14", "the importance of being sensitive to customers' feelings about their own premises"),
        ("plan-operations", "overview 3", "professionals at supervisory or managerial levels"),
        ("plan-operations", "K9", "how to check that staff understand what is required of them"),
        ("plan-operations", "K12", "systems that your organisation uses for dealing with problems"),
        ("customer-centric-service", "overview 1", "It includes the customer service behaviours and processes"),
        ("customer-centric-service", "overview 2", "with the authority of a senior colleague."),
        ("customer-centric-service", "K9", "customer service may be perceived as inappropriate"),
        ("customer-centric-service", "K15", "the types of service actions that customers see"),
        ("manage-communications", "P20", "to deal with customers' questions or requests"),
        ("manage-communications", "K11", "how to establish the customer's identity in accordance"),
        ("manage-communications", "K14", "how to check your understanding of your customers' needs"),
    ],
)
def test_a_corrected_text_reads_as_it_should(name: str, place: str, published: str) -> None:
    entry = texts(name)[place]
    corrected = entry["text"]
    assert published not in corrected
    for erratum in entry["errata"]:
        if erratum["status"] == "applied":
            corrected = corrected.replace(erratum["from"], erratum["to"])
    assert published in corrected
