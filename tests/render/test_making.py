"""An error while a page, file or document is made names its source, and no page and no site can become too large."""

from dataclasses import replace
from pathlib import Path

import pytest

from competence_standards.build import build, load_forms
from competence_standards.forms import cache
from competence_standards.forms.documents import Document
from competence_standards.forms.fill import filled_forms
from competence_standards.problem import Invalid, Problem
from competence_standards.render import File, SiteSize, making, standard
from tests.conftest import ROOT
from tests.support.swelling import swelling

SUITE = ROOT / "tests/suite"
FORMS = ROOT / "tests/suite-with-forms"
TEA = "standards/serve-tea.yml"
MIB = 1024 * 1024


def fail(*_: object) -> bytes:
    raise ZeroDivisionError("no tea\nat all")


def problem_of(raised: pytest.ExceptionInfo[Invalid]) -> Problem:
    (problem,) = raised.value.problems
    return problem


def test_an_error_in_a_page_is_a_problem_at_its_source_with_the_error_as_its_cause() -> None:
    page = next(page for page in build(SUITE).pages if page.address == "serve-tea/")

    with pytest.raises(Invalid) as raised:
        replace(page, context={**page.context, "group_address": None, "likenesses": fail}).body()

    problem = problem_of(raised)
    assert (problem.file, problem.line) == (TEA, 1)
    assert problem.message.startswith("serve-tea/index.html cannot be made from this file.")
    assert "ZeroDivisionError: no tea at all" in problem.message
    assert problem.hint
    assert isinstance(raised.value.__cause__, ZeroDivisionError)


def test_an_error_before_the_page_is_written_is_a_problem_at_its_source(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(standard, "_description", fail)

    with pytest.raises(Invalid) as raised:
        build(SUITE)

    assert problem_of(raised).file == TEA


def test_an_error_in_a_file_is_a_problem_at_its_source() -> None:
    with pytest.raises(Invalid) as raised:
        File("serve-tea/items.json", fail, TEA).content()

    assert problem_of(raised).file == TEA
    assert problem_of(raised).message.startswith("serve-tea/items.json ")


def test_an_error_of_the_disk_keeps_its_own_file() -> None:
    with pytest.raises(OSError, match="full"), making("x", TEA):
        raise OSError("full")


@pytest.mark.parametrize("few", [0, 1000])
def test_an_error_in_a_document_names_the_document_and_its_form(
    few: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cache, "_FEW", few)
    form = next(filled_forms(load_forms(FORMS)))
    unknown = Document("plan.odt", None, "odt", (form,))  # type: ignore[arg-type]

    with pytest.raises(Invalid) as raised:
        cache.cached([unknown], tmp_path, lambda *_: None)

    assert problem_of(raised).file == form.file
    assert problem_of(raised).message.startswith("plan.odt ")


def test_a_page_that_swells_is_refused_at_its_source(tmp_path: Path) -> None:
    standards = swelling(tmp_path)
    built = build(standards)
    page = next(page for page in built.pages if page.address == "swell/")

    with pytest.raises(Invalid) as raised:
        page.body()

    assert sum(path.stat().st_size for path in standards.rglob("*.yml")) < MIB
    assert problem_of(raised).file == "standards/swell.yml"
    assert problem_of(raised).message == ("swell/index.html, made from this file, is larger than 16,777,216 bytes.")


def test_a_file_that_swells_is_refused_at_its_source() -> None:
    with pytest.raises(Invalid) as raised:
        File("a.json", lambda: bytes(65 * MIB), TEA).content()

    assert problem_of(raised).file == TEA
    assert "a.json" in problem_of(raised).message


def test_a_site_that_swells_is_refused_at_the_source_of_most_of_it() -> None:
    size = SiteSize("standards/suite.yml", 2, 1000)
    size.add("standards/a.yml", 10 * MIB)
    size.add(TEA, 60 * MIB)
    with pytest.raises(Invalid) as raised:
        size.add("standards/a.yml", 8 * MIB)

    assert problem_of(raised).file == TEA
    assert "62,914,560 are made from this file" in problem_of(raised).message
