"""The Word files as another program lays them out: nothing is lost, and they take as much paper as the PDF files."""

import io
import shutil
import subprocess
from pathlib import Path

import pytest
from pypdf import PdfReader

from competence_standards.forms import Sheet, sheets
from tests.support.forms import as_pdf, as_word, signed_alone, unmarked, words
from tests.support.real import suite

OFFICE = shutil.which("soffice")


def every_sheet() -> dict[str, Sheet]:
    """Each form of each standard, and those for each candidate, by the name of its file."""
    return {f"{sheet.subject.id if sheet.subject else 'any'}-{sheet.code}": sheet for sheet in sheets(suite())}


@pytest.fixture(scope="module")
def laid_out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with each Word file as LibreOffice prints it."""
    folder = tmp_path_factory.mktemp("office")
    for name, sheet in every_sheet().items():
        (folder / f"{name}.docx").write_bytes(as_word(sheet))
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
    for name, sheet in every_sheet().items():
        printed = PdfReader(laid_out / f"{name}.pdf").pages
        pages = [unmarked(page.extract_text()) for page in printed]
        wanted = [sheet.title, sheet.purpose, *(text for part in sheet.parts for text in words(part))]
        faults += [f"{name} lacks {text}" for text in wanted if not any(unmarked(text) in page for page in pages)]
        as_many = len(PdfReader(io.BytesIO(as_pdf(sheet))).pages)
        if len(printed) != as_many:
            faults.append(f"{name} takes {len(printed)} sheets in Word and {as_many} as PDF")
        if signed_alone(sheet, pages[-1]):
            faults.append(f"{name} has nothing but signatures on its last sheet")
    assert faults == []
