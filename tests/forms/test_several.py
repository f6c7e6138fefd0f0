"""The page that prints the forms of several standards stays as small as the list of them, and says what there is."""

import re
import shutil
from pathlib import Path

import pytest

from competence_standards import routes
from competence_standards.build import downloads, load_forms
from competence_standards.forms.form import Forms
from competence_standards.forms.pages import pages as pages_of
from competence_standards.render import Page
from tests.conftest import ROOT

MANY = 250


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """A suite with one form for each standard and one for each candidate, to be changed."""
    return Path(shutil.copytree(ROOT / "tests/suite-with-forms", tmp_path / "standards"))


def runs(forms: Forms) -> list[Page]:
    return [page for page in pages_of(forms) if page.template == "suite-run.html"]


def test_a_long_list_of_standards_is_cut_into_sheets_each_with_the_candidate_s_forms(source: Path) -> None:
    one = (source / "answer-doorbell.yml").read_text("utf-8")
    names = [f"answer-doorbell-{number}" for number in range(MANY)]
    for name in names:
        (source / f"{name}.yml").write_text(one.replace("id: answer-doorbell\n", f"id: {name}\n"), "utf-8")
    order = "".join(f"  - {name}\n" for name in names)
    with (source / "suite.yml").open("a", encoding="utf-8") as file:
        file.write(order)

    pages = runs(load_forms(source))

    assert [page.address for page in pages] == ["forms/print/", "forms/print/2/", "forms/print/3/"]
    ticked = [re.findall(r'name="standard" value="([^"]+)"', page.body()) for page in pages]
    assert [len(one) for one in ticked] == [100, 100, 51]
    assert [name for one in ticked for name in one] == ["answer-doorbell", *names]
    for page in pages:
        assert page.body().count('data-form="A2"') == 1
        assert 'data-form="A1"' not in page.body()
        assert "For the other standards, use the page numbers" in page.body()


def test_a_suite_without_forms_for_each_candidate_lets_standards_be_ticked_all_the_same(source: Path) -> None:
    (source / "forms/list.yml").unlink()
    (page,) = runs(load_forms(source))
    assert 'name="standard" value="answer-doorbell"' in page.body()
    assert "for each candidate" not in page.body().lower()
    assert "data-form=" not in page.body()


def test_a_suite_without_forms_for_each_standard_has_none_to_tick(source: Path) -> None:
    (source / "forms/record.yml").unlink()
    forms = load_forms(source)
    (page,) = runs(forms)
    assert 'value="A2"' in page.body()
    assert "standard by standard" not in page.body().lower()
    assert 'name="standard"' not in page.body()
    (listed,) = [page for page in pages_of(forms) if page.address == routes.FORMS]
    assert "for-each-standard" not in listed.body()
    assert not any(page.address.startswith("answer-doorbell/forms/") for page in pages_of(forms))


def test_files_are_offered_only_where_they_were_made(source: Path, tmp_path: Path) -> None:
    forms = load_forms(source)
    (without,) = runs(forms)
    assert "download" not in without.body()
    assert "files" not in without.body()

    made = downloads(forms, tmp_path / "kept")
    (page,) = [page for page in pages_of(forms, made) if page.address == routes.FORMS_RUN]
    for file in ("../../forms/candidate-forms.pdf", "../../answer-doorbell/forms/answer-doorbell-forms.zip"):
        assert f'href="{file}" download' in page.body()
