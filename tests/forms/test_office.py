"""The Word files as another program lays them out: nothing is lost, and they take as much paper as the PDF files."""

import io
import shutil
import subprocess
from pathlib import Path

import pytest
from pypdf import PdfReader

from competence_standards.forms.fill import filled_forms
from competence_standards.forms.form import FilledForm
from tests.support import real
from tests.support.forms import as_pdf, as_word, signed_alone, unmarked, words

OFFICE = shutil.which("soffice")


def every_form() -> dict[str, FilledForm]:
    """Each form of each standard, and those for each candidate, by the name of its file."""
    return {f"{form.subject.id if form.subject else 'any'}-{form.code}": form for form in filled_forms(real.forms())}


@pytest.fixture(scope="module")
def laid_out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with each Word file as LibreOffice prints it."""
    folder = tmp_path_factory.mktemp("office")
    for name, form in every_form().items():
        (folder / f"{name}.docx").write_bytes(as_word(form))
    # A profile of its own, so that no window that is open is disturbed.
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    files = sorted(folder.glob("*.docx"))
    assert OFFICE
    command: list[str | Path] = [OFFICE, profile, "--headless", "--convert-to", "pdf", "--outdir", folder, *files]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    return folder


@pytest.mark.slow
@pytest.mark.skipif(not OFFICE, reason="needs LibreOffice")
def test_word_files_lose_nothing_and_take_as_much_paper_as_pdf_files(laid_out: Path) -> None:
    faults = []
    for name, form in every_form().items():
        printed = PdfReader(laid_out / f"{name}.pdf").pages
        pages = [unmarked(page.extract_text()) for page in printed]
        wanted = [form.title, form.purpose, *(text for block in form.blocks for text in words(block))]
        faults += [f"{name} lacks {text}" for text in wanted if not any(unmarked(text) in page for page in pages)]
        as_many = len(PdfReader(io.BytesIO(as_pdf(form))).pages)
        if len(printed) != as_many:
            faults.append(f"{name} takes {len(printed)} sheets in Word and {as_many} as PDF")
        if signed_alone(form, pages[-1]):
            faults.append(f"{name} has nothing but signatures on its last form")
    assert faults == []
