"""The glossary's terms are found as whole words, marked once in a text, and never change a word of it."""

import shutil
from functools import cache
from itertools import chain
from pathlib import Path

import pytest

from competence_standards.build import build, load
from competence_standards.model import Erratum, Standard, Suite, Term, Wording
from competence_standards.render import glossary
from competence_standards.render.glossary_marks import Marks, Run
from competence_standards.words import WholeWords
from tests.conftest import REAL

ROOT = Path(__file__).parents[2]


@cache
def suite() -> Suite:
    made, _ = load(REAL)
    return made


@pytest.mark.parametrize(
    ("forms", "text", "found"),
    [
        (["SLA"], "SLAs in legislation, Slavic SLA, an ISLAND", ["SLA"]),
        (["KPIs"], "kpis, KPIS and KPIs", ["KPIs"]),
        (["rapport"], "Rapport builds rapport.", ["Rapport", "rapport"]),
        (["service", "service level", "service level agreement"], "service level agreements", ["service level"]),
        (["level", "service level agreement"], "a service level agreement", ["service level agreement"]),
        (["customer"], "the customer's customers' customer", ["customer"]),
        (["customer"], "the customer\u2019s customer", ["customer"]),
        (["customers"], "your customers' needs", ["customers"]),
        (["customers'"], "your customers' needs", ["customers'"]),
        (["customer's"], "your customer's needs", ["customer's"]),
        (["self", "service"], "self-service", []),
        (["self-service"], "self-service", ["self-service"]),
        (["first contact"], "(first contact), “first contact”; first contact.", ["first contact"] * 3),
        (["a.b"], "aXb a.b", ["a.b"]),
        (["risk"], "", []),
        ([], "any text", []),
    ],
)
def test_a_form_is_found_as_whole_words(forms: list[str], text: str, found: list[str]) -> None:
    assert WholeWords(forms).found(text) == found
    assert WholeWords(reversed(forms)).found(text) == found


def term(name: str, *forms: str) -> Term:
    return Term(name, "An explanation.", forms or (name,), ())


def erratum(wrong: str, right: str, *, applied: bool = True) -> Erratum:
    return Erratum(1, wrong, right, "spelling", applied, "A slip.", "P1", "P1")


def told(runs: tuple[Run, ...]) -> str:
    """The text with its terms in brackets, and with a bar at each edge of an erratum."""
    return "|".join(
        "".join(f"[{segment.text}]" if segment.term else segment.text for segment in run.segments) for run in runs
    )


MARKS = Marks((term("service level agreement", "SLA", "service level agreement"), term("risk", "risk", "risks")))


@pytest.mark.parametrize(
    ("wording", "expected"),
    [
        (Wording("no term at all"), "no term at all"),
        (Wording("risk"), "[risk]"),
        (Wording("the risk of risks"), "the [risk] of risks"),
        (Wording("an SLA is a service level agreement"), "an [SLA] is a service level agreement"),
        (Wording("the rsk of an SLA", (erratum("rsk", "risk"),)), "the |[risk]| of an [SLA]"),
        (Wording("the rsk", (erratum("rsk", "risk", applied=False),)), "the |rsk"),
        (Wording("each risks", (erratum("each risks", "each risk"),)), "each [risk]"),
        (Wording("a service levle agreement", (erratum("levle", "level"),)), "a service |level| agreement"),
        (Wording("asterrisk", (erratum("aster", "aste"),)), "aste|risk"),
        (Wording("asterisk", (erratum("aste", "asterr"),)), "asterr|risk"),
        (Wording("risk-taking", (erratum("-taking", "-talking"),)), "risk|-talking"),
        (Wording("risk, rsks", (erratum("rsks", "risks"),)), "[risk], |risks"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_term_is_marked_once_and_never_across_the_edge_of_an_erratum(wording: Wording, expected: str) -> None:
    runs = MARKS(wording)

    assert told(runs) == expected
    assert expected.replace("[", "").replace("]", "").replace("|", "") == wording.published


@pytest.mark.parametrize("standard", suite().standards, ids=lambda standard: standard.id)
def test_the_marks_change_no_word_of_a_standard(standard: Standard) -> None:
    marks = Marks(suite().glossary)
    for wording in chain(standard.overview, (item.wording for item in standard.items)):
        runs = marks(wording)
        segments = [segment for run in runs for segment in run.segments]
        terms = [segment.term.term for segment in segments if segment.term]

        assert "".join(segment.text for segment in segments) == wording.published
        assert [run.erratum for run in runs if run.erratum] == list(wording.errata)
        assert len(set(terms)) == len(terms)
        assert all(segment.text for segment in segments)


def test_each_term_is_used_where_the_glossary_says() -> None:
    marks = Marks(suite().glossary)
    page = glossary.page(suite(), marks)
    words = {
        f"{standard.id}/#{item.id}": item.words
        for standard in suite().standards
        for item in standard.items
        if not item.withdrawn
    }
    used: dict[str, set[str]] = {
        one.term.term: {place.address for _, places in one.listed for place in places} for one in page.context["uses"]
    }

    assert list(used) == sorted((one.term for one in suite().glossary), key=str.casefold)
    assert all(used.values())
    for name, places in used.items():
        assert places - {f"{standard.id}/#overview" for standard in suite().standards} == {
            address for address, text in words.items() if name in marks.found(text)
        }


def test_each_term_refers_to_others_that_are_there() -> None:
    terms = {one.term for one in suite().glossary}
    for one in suite().glossary:
        assert set(one.see_also) <= terms - {one.term}


def test_a_term_and_a_theme_that_no_standard_uses_are_published_with_a_note(tmp_path: Path) -> None:
    """A suite that just began has more words than items."""
    shutil.copytree(ROOT / "tests" / "suite-with-links", tmp_path, dirs_exist_ok=True)
    for name, entry in (
        ("glossary", "  - term: saucer\n    definition: It stands below a cup.\n    match: [saucer]\n"),
        ("themes", "  - id: house\n    name: The house\n    description: What belongs to the house.\n"),
    ):
        path = tmp_path / "vocabulary" / f"{name}.yml"
        path.write_text(path.read_text("utf-8") + entry, "utf-8")
    built = build(tmp_path)
    assert [note.severity for note in built.notes] == ["note", "note"]
    bodies = {page.address: page.body() for page in built.pages}
    assert "No standard uses this term." in bodies["glossary/"]
    assert "No item is about this theme." in bodies["themes/house/"]
