"""Documents are made once: again only when a word of theirs changes, and whole whatever happened before."""

import os
import re
import signal
import subprocess
import sys
import time
import zipfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from pypdf import PdfReader

from competence_standards.build import downloads, load_forms
from competence_standards.forms import cache
from competence_standards.forms.cache import cached
from competence_standards.forms.documents import Archive, documents, packs
from competence_standards.forms.download import Download
from competence_standards.forms.fill import filled_forms
from competence_standards.forms.form import FilledForm
from competence_standards.forms.make import make
from competence_standards.problem import Invalid, Problem
from tests.conftest import ROOT
from tests.support.markup import Document

SUITE = ROOT / "tests/suite-with-forms"
KINDS = {".pdf": "PDF", ".docx": "Word", ".xlsx": "Excel", ".zip": "ZIP"}


@pytest.fixture(scope="module")
def filled() -> list[FilledForm]:
    return list(filled_forms(load_forms(SUITE)))


@pytest.fixture(scope="module")
def first(filled: list[FilledForm], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which every document of the suite is kept."""
    folder = tmp_path_factory.mktemp("kept")
    made(filled, folder)
    return folder


def made(filled: list[FilledForm], folder: Path) -> int:
    """How many documents were made to have them all."""
    told: list[tuple[int, int]] = []
    cached([*documents(filled), *packs(filled)], folder, lambda done, total: told.append((done, total)))
    assert [done for done, _ in told] == list(range(1, len(told) + 1))
    assert {total for _, total in told} <= {len(told)}
    return len(told)


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_what_has_not_changed_is_not_made_again(filled: list[FilledForm], first: Path) -> None:
    before = bytes_of(first)

    assert len(before) == len([*documents(filled), *packs(filled)])
    assert made(filled, first) == 0
    assert bytes_of(first) == before


def test_a_changed_word_makes_its_own_documents_anew_and_what_holds_them(filled: list[FilledForm], first: Path) -> None:
    changed = [replace(filled[0], purpose="To be another form."), *filled[1:]]
    before = bytes_of(first)

    number = made(changed, first)

    formats = len(list(documents(changed[:1])))
    holding = len([*packs(changed[:1])])
    assert number == formats + holding
    assert before.items() < bytes_of(first).items()


def test_a_missing_document_is_made_as_it_was(filled: list[FilledForm], tmp_path: Path) -> None:
    made(filled, tmp_path)
    before = bytes_of(tmp_path)
    lost = min(tmp_path.glob("*.pdf"))
    lost.unlink()

    assert made(filled, tmp_path) == 1
    assert bytes_of(tmp_path) == before


@pytest.mark.slow
def test_a_build_that_was_killed_leaves_nothing_half_made(
    first: Path, filled: list[FilledForm], tmp_path: Path
) -> None:
    program = f"""
from pathlib import Path
from competence_standards.build import downloads, load_forms
if __name__ == "__main__":
    downloads(load_forms(Path({str(SUITE)!r})), Path({str(tmp_path / "kept")!r}))
"""
    script = tmp_path / "build.py"
    script.write_text(program, "utf-8")
    process = subprocess.Popen([sys.executable, script], start_new_session=True)
    while process.poll() is None and len(list((tmp_path / "kept").glob("*"))) < 2:
        time.sleep(0.005)
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    whole = {document.read_bytes() for document in first.iterdir()}

    assert {path.read_bytes() for path in (tmp_path / "kept").glob("[!.]*")} <= whole
    made(filled, tmp_path / "kept")
    assert {path.read_bytes() for path in (tmp_path / "kept").glob("[!.]*")} <= whole
    assert len(list((tmp_path / "kept").glob("[!.]*"))) == len([*documents(filled), *packs(filled)])


def test_after_an_error_no_other_document_is_begun(
    filled: list[FilledForm], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun = []

    def fail(document: object, folder: Path) -> Path:
        begun.append((document, folder))
        time.sleep(0.2)
        raise Invalid([Problem("fonts", 1, 1, "", "Wrong.")])

    monkeypatch.setattr(cache, "ProcessPoolExecutor", lambda **_: ThreadPoolExecutor(1))
    monkeypatch.setattr(cache, "_make", fail)
    with pytest.raises(Invalid, match="Wrong"):
        made(filled, tmp_path)
    assert len(begun) <= len([*documents(filled)]) // 2


def test_a_site_keeps_no_document_that_it_does_not_offer(tmp_path: Path) -> None:
    (tmp_path / "of-an-earlier-form.pdf").touch()

    offered = downloads(load_forms(SUITE), tmp_path)

    assert {one.path for one in offered} == set(tmp_path.iterdir())


def test_each_file_is_in_one_archive_as_it_is_offered(filled: list[FilledForm], tmp_path: Path) -> None:
    offered = {one.file: one.path for one in cached([*documents(filled), *packs(filled)], tmp_path, lambda *_: None)}
    held: list[tuple[str, bytes]] = []
    for name in ("answer-doorbell-forms", "candidate-forms"):
        with zipfile.ZipFile(offered.pop(f"{name}.zip")) as files:
            assert files.testzip() is None
            held += [(entry, files.read(entry)) for entry in files.namelist()]
        known = PdfReader(offered.pop(f"{name}.pdf")).metadata
        assert known
        assert str(known.title).startswith("Forms: ")

    assert sorted(held) == sorted((file, path.read_bytes()) for file, path in offered.items())


def test_a_pdf_says_how_many_sheets_it_takes(filled: list[FilledForm], tmp_path: Path) -> None:
    for document in [*documents(filled, ["pdf"]), *packs(filled, ["pdf"])]:
        if isinstance(document, Archive):
            continue
        file = tmp_path / document.file
        file.write_bytes(make(document))
        assert Download(document.file, None, None, file).pages == len(PdfReader(file).pages)


def test_every_document_is_listed_with_its_kind_its_size_and_its_sheets(site: Path) -> None:
    offered = {path for path in site.rglob("*") if path.suffix in KINDS}
    listed: dict[Path, str] = {}
    for page in [site / "forms/index.html", *site.glob("*/forms/index.html")]:
        document = Document(page.as_posix(), page.read_text("utf-8"))
        for element in document.elements:
            for link in element.findall("a[@download]"):
                # One form is a list of its kinds; all forms together are buttons.
                whole = element if element.tag == "li" else link
                listed[(page.parent / link.attrib["href"]).resolve()] = " ".join("".join(whole.itertext()).split())

    assert len(offered) > 100
    assert listed.keys() == offered
    for path, text in listed.items():
        size = path.stat().st_size
        kind = KINDS[path.suffix]
        said = re.fullmatch(rf"(?:{kind}: .+|All forms .+ \({kind}\)) ([0-9.]+) (kB|MB)(?:, [0-9]+ pages?)?", text)
        assert said, text
        amount, unit = said.groups()
        # Kilobytes are rounded, which is more than a twentieth of a small file.
        assert float(amount) * {"kB": 1e3, "MB": 1e6}[unit] == pytest.approx(size, rel=0.05, abs=500)
        # The number of pages of one form stands in a column of its own.
        assert text.endswith(("page", "pages")) == (path.suffix == ".pdf" and text.startswith("All forms"))
